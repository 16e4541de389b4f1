package transport_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"tasklane/modules/gateway/internal/transport"
)

// events is an open stream as a client reads it.
type events struct {
	t        *testing.T
	response *http.Response
	lines    *bufio.Reader
	leave    context.CancelFunc
}

// stream subscribes for a user.
func (h *house) stream(t *testing.T, user, document string) *events {
	t.Helper()
	ctx, leave := context.WithCancel(t.Context())
	t.Cleanup(leave)
	r := h.request(t, body(t, document, nil), "Accept", "text/event-stream", "Authorization", "Bearer "+user).WithContext(ctx)
	response, err := h.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { response.Body.Close() })
	if response.StatusCode != 200 || !strings.HasPrefix(response.Header.Get("Content-Type"), "text/event-stream") {
		t.Fatalf("got %d %v", response.StatusCode, response.Header)
	}
	return &events{t, response, bufio.NewReader(response.Body), leave}
}

// next reads one event, comments left out, as its lines joined by a bar.
func (e *events) next() string {
	e.t.Helper()
	var lines []string
	for {
		line, err := e.lines.ReadString('\n')
		if err != nil {
			e.t.Fatalf("after %v: %v", lines, err)
		}
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, ":"):
		case line != "":
			lines = append(lines, line)
		case len(lines) > 0:
			return strings.Join(lines, "|")
		}
	}
}

// rest reads to the end, whether that is a clean one or not.
func (e *events) rest() string {
	text, _ := io.ReadAll(e.lines)
	return string(text)
}

func TestOperationsOfEveryKindAreAnsweredAsStreams(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	for document, want := range map[string][]string{
		`{ me }`:                       {`event: next|data: {"data":{"me":"ada"}}`},
		`mutation { add(text: "a") }`:  {`event: next|data: {"data":{"add":"a"}}`},
		`subscription { count(to: 2)}`: {`event: next|data: {"data":{"count":1}}`, `event: next|data: {"data":{"count":2}}`},
	} {
		e := h.stream(t, "ada", document)
		for _, event := range append(want, "event: complete|data:") {
			if got := e.next(); got != event {
				t.Errorf("%s: got %s, want %s", document, got, event)
			}
		}
		if e.response.Header.Get("X-Accel-Buffering") != "no" {
			t.Errorf("%s: a proxy would hold it back", document)
		}
	}
}

func TestAStreamIsOpenedByGetToo(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	r, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, h.URL+"?query="+url.QueryEscape(`subscription { count(to: 1) }`), nil)
	r.Header.Set("Accept", "text/event-stream")
	r.Header.Set("Authorization", "Bearer ada")
	if a := h.do(t, r); !strings.Contains(a.Text, `{"data":{"count":1}}`) {
		t.Errorf("got %d %s", a.Status, a.Text)
	}
}

func TestAClientThatAcceptsStreamsTooGetsOneForASubscriptionOnly(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	accept := "application/graphql-response+json, application/json, text/event-stream"
	if a := h.query(t, `{ me }`, "Accept", accept); !strings.Contains(a.Header.Get("Content-Type"), "json") {
		t.Errorf("a query: %v", a.Header)
	}
	if a := h.query(t, `subscription { count(to: 1) }`, "Accept", accept, "Authorization", "Bearer ada"); !strings.Contains(a.Header.Get("Content-Type"), "event-stream") {
		t.Errorf("a subscription: %v", a.Header)
	}
	if a := h.query(t, `subscription { count(to: 1) }`, "Authorization", "Bearer ada"); a.code() != "INVALID_INPUT" {
		t.Errorf("a subscription over plain HTTP: %d %s", a.Status, a.Text)
	}
}

func TestFailuresAreToldInTheStream(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	for document, code := range map[string]string{
		`{ none }`:                              "INVALID_INPUT",
		`subscription { fail(kind: "resync") }`: "RESYNC_REQUIRED",
		`subscription { fail(kind: "panic") }`:  "INTERNAL",
		`{ fail(kind: "stale") }`:               "CONFLICT",
	} {
		e := h.stream(t, "ada", document)
		if got := e.next(); !strings.HasPrefix(got, "event: next|data: {") || !strings.Contains(got, code) || strings.Contains(got, "hunter2") {
			t.Errorf("%s: %s", document, got)
		}
		if got := e.next(); got != "event: complete|data:" {
			t.Errorf("%s: %s", document, got)
		}
	}
	e := h.stream(t, "ada", `subscription { feed }`)
	h.engine.feed <- []byte("resync")
	if got := e.next(); !strings.Contains(got, "RESYNC_REQUIRED") {
		t.Errorf("in the middle: %s", got)
	}
}

func TestQ53_AStreamNeedsAGoodToken(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	for _, headers := range [][]string{{"Authorization", "Bearer expired"}, {}} {
		a := h.query(t, `subscription { count(to: 1) }`, append(headers, "Accept", "text/event-stream")...)
		if a.Status != 401 || a.code() != "UNAUTHENTICATED" {
			t.Errorf("%v: %d %s", headers, a.Status, a.Text)
		}
	}
}

func TestQ57_AStreamEndsWithItsSession(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	e := h.stream(t, "ada", `subscription { feed }`)
	eventually(t, "the subscription to run", func() bool { return h.engine.streams() == 1 })
	h.sessions.end("ada", false)
	if got := e.next(); !strings.Contains(got, "UNAUTHENTICATED") {
		t.Errorf("got %s", got)
	}
	if got := e.next(); got != "event: complete|data:" {
		t.Errorf("got %s", got)
	}
	eventually(t, "the subscription to end", func() bool { return h.engine.streams() == 0 })
}

func TestQ63_WhatEndsBecauseItCannotBeCheckedIsToComeBack(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	e, w := h.stream(t, "ada", `subscription { feed }`), h.socket(t, "ada")
	eventually(t, "the subscription to run", func() bool { return h.engine.streams() == 1 })
	h.sessions.lose()
	if got := e.next(); !strings.Contains(got, "UNAVAILABLE") {
		t.Errorf("the stream: %s", got)
	}
	if got := e.next(); got != "event: complete|data:" {
		t.Errorf("the stream: %s", got)
	}
	w.expectClose(websocket.StatusTryAgainLater)
}

func TestAQuietStreamIsKeptAliveByComments(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{KeepAlive: 5 * time.Millisecond})
	e := h.stream(t, "ada", `subscription { feed }`)
	for range 5 {
		line, err := e.lines.ReadString('\n')
		if err != nil || line != ":\n" && line != "\n" {
			t.Fatalf("got %q, %v", line, err)
		}
	}
	h.engine.feed <- []byte("then")
	if got := e.next(); got != `event: next|data: {"data":{"feed":"then"}}` {
		t.Errorf("got %s", got)
	}
}

func TestQ39_AStreamWhoseReaderStopsIsDropped(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{WriteWithin: 200 * time.Millisecond})
	h.stream(t, "ada", `subscription { feed(size: 100000) }`)
	eventually(t, "the stream to run", func() bool { return h.engine.streams() == 1 })
	eventually(t, "the stream to be dropped", func() bool {
		connections, subscriptions := h.gauges.now()
		return connections == 0 && subscriptions == 0 && h.engine.streams() == 0
	})
}

func TestAClientThatLeavesFreesItsStream(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	e := h.stream(t, "ada", `subscription { feed }`)
	eventually(t, "the subscription to run", func() bool { _, n := h.gauges.now(); return n == 1 })
	e.leave()
	eventually(t, "the stream to be freed", func() bool {
		connections, subscriptions := h.gauges.now()
		return connections == 0 && subscriptions == 0 && h.engine.streams() == 0
	})
}

func TestWhatSubscribersGetIsCounted(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	stream := h.stream(t, "ada", `subscription { count(to: 2) }`)
	for range 3 { // with its end
		stream.next()
	}
	socket := h.socket(t, "ada")
	socket.subscribe("1", `subscription { count(to: 1) }`)
	socket.expectPart(`"type":"next"`)
	socket.expectPart(`"type":"complete"`)
	socket.subscribe("2", `{ me }`)
	socket.expectPart(`"type":"next"`)
	h.gauges.mu.Lock()
	defer h.gauges.mu.Unlock()
	if h.gauges.delivered != 3 || h.gauges.codes[""] != 3 {
		t.Errorf("%d deliveries and %d operations that went well, want 3 of each", h.gauges.delivered, h.gauges.codes[""])
	}
}
