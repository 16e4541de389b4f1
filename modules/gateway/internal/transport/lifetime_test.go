package transport_test

import (
	"context"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"tasklane/modules/gateway/internal/transport"
)

func TestQ58_ASocketEndsWithItsSessionAndNothingPassesAfterwards(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	w, other := h.socket(t, "ada"), h.socket(t, "grace")
	w.subscribe("1", `subscription { feed }`)
	h.engine.feed <- []byte("before")
	w.expectPart("before")
	h.sessions.end("ada", false)
	eventually(t, "the subscription to end", func() bool { return h.engine.streams() == 0 })
	if after := w.expectClose(4403); len(after) != 0 {
		t.Errorf("passed afterwards: %v", after)
	}
	other.subscribe("1", `{ me }`)
	other.expectPart("grace")
}

func TestQ57_AnOperationOfAnEndedSessionIsNotRunEvenBeforeTheNewsArrive(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	w := h.socket(t, "ada")
	h.sessions.end("ada", true)
	w.subscribe("1", `mutation { add(text: "late") }`)
	if after := w.expectClose(4403); len(after) != 0 {
		t.Errorf("it was answered: %v", after)
	}
}

func TestASessionThatEndedBeforeTheSocketIsWatchedEndsItToo(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	for range 3 {
		w := h.raw(t)
		h.sessions.end("ada", true)
		w.send(`{"type":"connection_init","payload":{"token":"ada"}}`)
		w.expectClose(4403)
	}
}

func TestQ39_AReaderThatStopsIsDroppedAndOthersAreUnaffected(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{WriteWithin: 300 * time.Millisecond, PingEvery: time.Hour})
	slow, quick := h.socket(t, "ada"), h.socket(t, "ada")
	slow.subscribe("1", `subscription { feed(size: 100000) }`) // as much as is taken; nobody takes it
	eventually(t, "the slow socket's subscription to run", func() bool { return h.engine.streams() == 1 })
	for range 20 {
		quick.subscribe("1", `{ me }`)
		quick.expectPart("ada")
		quick.expectPart("complete")
	}
	eventually(t, "the slow socket to be dropped", func() bool {
		connections, subscriptions := h.gauges.now()
		return connections == 1 && subscriptions == 0 && h.engine.streams() == 0
	})
}

func TestQ33_AHalfOpenSocketIsNoticedByPing(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{PingEvery: 20 * time.Millisecond, PongWithin: time.Second})
	alive, dead := h.socket(t, "ada"), h.socket(t, "ada")
	dead.subscribe("1", `subscription { feed }`)
	// A client answers pings while it reads; this one does not read any more, so that it looks like one whose
	// network is gone.
	go func() {
		for {
			if _, err := alive.read(); err != nil {
				return
			}
		}
	}()
	eventually(t, "the half-open socket to be freed", func() bool {
		connections, subscriptions := h.gauges.now()
		return connections == 1 && subscriptions == 0
	})
}

func TestQ19_DrainingFinishesCallsThenClosesWith1001(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	w, idle := h.socket(t, "ada"), h.socket(t, "grace")
	events := h.stream(t, "ada", `subscription { feed }`)
	w.subscribe("s", `subscription { feed }`)
	w.subscribe("m", `mutation { wait }`)
	<-h.engine.waiting
	drained := make(chan struct{})
	go func() {
		defer close(drained)
		h.transport.Drain(context.Background())
	}()
	idle.expectClose(websocket.StatusGoingAway)
	if rest := events.rest(); strings.Contains(rest, "complete") {
		t.Errorf("a stream that is to come back must not complete: %q", rest)
	}
	if _, response, err := h.dial(t, nil, "graphql-transport-ws"); err == nil || response.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("a new socket: %v", err)
	}
	if a := h.query(t, `subscription { feed }`, "Accept", "text/event-stream", "Authorization", "Bearer ada"); a.Status != 503 {
		t.Errorf("a new stream: %d", a.Status)
	}
	w.subscribe("late", `mutation { add(text: "late") }`)
	w.send(`{"type":"ping"}`)
	w.expect(`{"type":"pong"}`) // so it has been read
	select {
	case <-drained:
		t.Fatal("it did not wait for the running mutation")
	default:
	}
	close(h.engine.release)
	before := strings.Join(w.expectClose(websocket.StatusGoingAway), "\n")
	if !strings.Contains(before, `{"data":{"wait":"done"}}`) || strings.Contains(before, "late") {
		t.Errorf("before the close: %s", before)
	}
	<-drained
}

func TestDrainingGivesUpWhenItsTimeIsOver(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{Deadline: time.Minute})
	w := h.socket(t, "ada")
	w.subscribe("m", `mutation { wait }`)
	<-h.engine.waiting
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	h.transport.Drain(ctx)
	w.expectClose(websocket.StatusGoingAway)
}

func TestQ36_APanicOnASocketEndsAsLittleAsPossible(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	fragile := h.socket(t, "fragile")
	fragile.subscribe("1", `{ me }`)
	fragile.expectPart(`{"id":"1","type":"error"`, `"code":"INTERNAL"`)
	fragile.send(`{"type":"ping"}`)
	fragile.expect(`{"type":"pong"}`)
	broken := h.raw(t)
	broken.send(`{"type":"connection_init","payload":{"token":"broken"}}`)
	broken.expectClose(websocket.StatusInternalError)
	if n := strings.Count(h.log.String(), "hunter2"); n != 2 {
		t.Errorf("logged %d times", n)
	}
}

func TestQ47_AClosedConnectionLeavesNothingBehind(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	for range 20 {
		w := h.socket(t, "ada")
		w.subscribe("1", `subscription { feed }`)
		w.subscribe("2", `subscription { feed }`)
		_ = w.conn.CloseNow()
	}
	half, err := net.Dial("tcp", strings.TrimPrefix(h.URL, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	half.Close()
	eventually(t, "everything to be freed", func() bool {
		connections, subscriptions := h.gauges.now()
		h.sessions.mu.Lock()
		defer h.sessions.mu.Unlock()
		return connections == 0 && subscriptions == 0 && h.engine.streams() == 0 && len(h.sessions.watcher) == 0
	})
}
