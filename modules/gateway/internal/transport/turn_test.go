package transport_test

import (
	"testing"

	"tasklane/modules/gateway/internal/transport"
)

func TestQ37_SocketsAndSubscriptionsBeginInTurn(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{Beginning: 2})
	busy, third := []*wire{h.socket(t, "ada"), h.socket(t, "bob")}, h.socket(t, "cleo")
	for _, w := range busy {
		w.subscribe("1", `subscription { wait }`)
		<-h.engine.waiting
	}
	fourth := h.raw(t)
	fourth.send(`{"type":"connection_init","payload":{"token":"dora"}}`)
	third.subscribe("1", `subscription { count(to: 1) }`)
	third.subscribe("2", `{ me }`) // a query has no turn to wait for
	third.expect(`{"id":"2","type":"next","payload":{"data":{"me":"cleo"}}}`, `{"id":"2","type":"complete"}`)
	if h.sessions.times("dora") > 0 {
		t.Error("a socket has begun before its turn")
	}
	busy[0].send(`{"type":"complete","id":"1"}`) // who goes away makes room too
	third.expect(`{"id":"1","type":"next","payload":{"data":{"count":1}}}`, `{"id":"1","type":"complete"}`)
	fourth.expect(`{"type":"connection_ack"}`)
	close(h.engine.release)
	h.engine.feed <- []byte("begun")
	busy[1].expectPart("begun")
}

func TestQ37_WhoWaitsForATurnMayLeaveAndAPanicGivesItBack(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{Beginning: 1})
	first, second, third := h.socket(t, "ada"), h.socket(t, "bob"), h.socket(t, "cleo")
	broken := h.raw(t)
	broken.send(`{"type":"connection_init","payload":{"token":"broken"}}`)
	broken.expectClose(1011)
	first.subscribe("1", `subscription { fail(kind: "panic") }`)
	first.expectPart(`"code":"INTERNAL"`)
	first.subscribe("2", `subscription { wait }`)
	<-h.engine.waiting
	second.subscribe("1", `subscription { feed }`)
	second.send(`{"type":"complete","id":"1"}`)
	second.subscribe("1", `subscription { count(to: 1) }`)
	third.subscribe("1", `subscription { count(to: 1) }`)
	first.send(`{"type":"complete","id":"2"}`)
	second.expectPart(`"count":1`)
	third.expectPart(`"count":1`)
	if n := h.engine.streams(); n > 2 {
		t.Errorf("%d streams: one belongs to nobody", n)
	}
}
