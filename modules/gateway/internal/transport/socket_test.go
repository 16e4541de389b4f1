package transport_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"

	"tasklane/modules/gateway/internal/transport"
)

func TestOperationsOfEveryKindRunOnASocket(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	w := h.socket(t, "ada")
	w.subscribe("1", `{ me }`)
	w.expect(`{"id":"1","type":"next","payload":{"data":{"me":"ada"}}}`, `{"id":"1","type":"complete"}`)
	w.subscribe("1", `mutation { add(text: "<b>") }`)
	w.expect(`{"id":"1","type":"next","payload":{"data":{"add":"\u003cb\u003e"}}}`, `{"id":"1","type":"complete"}`)
	w.subscribe("a \"quoted\" id", `subscription { count(to: 2) }`)
	w.expect(`{"id":"a \"quoted\" id","type":"next","payload":{"data":{"count":1}}}`,
		`{"id":"a \"quoted\" id","type":"next","payload":{"data":{"count":2}}}`, `{"id":"a \"quoted\" id","type":"complete"}`)
	w.send(`{"type":"ping","payload":{"any":"thing"}}`)
	w.expect(`{"type":"pong"}`)
	w.send(`{"type":"pong"}`)
	w.send(`{"type":"complete","id":"unknown"}`)
	w.subscribe("2", `{ client }`)
	w.expect(`{"id":"2","type":"next","payload":{"data":{"client":"127.0.0.1"}}}`, `{"id":"2","type":"complete"}`)
}

func TestErrorsOnASocket(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	w := h.socket(t, "ada")
	w.subscribe("1", `{ none }`)
	w.expectPart(`{"id":"1","type":"error","payload":[{"message":`, `"code":"INVALID_INPUT"`)
	w.subscribe("1", `{ fail(kind: "stale") }`)
	w.expectPart(`{"id":"1","type":"next"`, `"currentVersion":7`, `"data":{"fail":null}`)
	w.expect(`{"id":"1","type":"complete"}`)
	w.subscribe("1", `subscription { fail(kind: "resync") }`)
	w.expectPart(`{"id":"1","type":"error"`, `"code":"RESYNC_REQUIRED"`)
	w.subscribe("1", `subscription { fail(kind: "panic") }`)
	w.expectPart(`{"id":"1","type":"error"`, `"code":"INTERNAL"`, `"requestId"`)
	for _, end := range []string{"panic", "internal", "resync"} {
		w.subscribe("1", `subscription { feed }`)
		h.engine.feed <- []byte(end)
		code := map[string]string{"resync": "RESYNC_REQUIRED"}[end]
		if code == "" {
			code = "INTERNAL"
		}
		w.expectPart(`{"id":"1","type":"error"`, code)
	}
	if strings.Contains(h.log.String(), "hunter2") == false {
		t.Error("the log must have the detail")
	}
	eventually(t, "every stream to be closed", func() bool { return h.engine.streams() == 0 })
}

func TestQ58_ASocketOpensOnlyWithAGoodToken(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	for _, payload := range []string{
		``, `,"payload":null`, `,"payload":{}`, `,"payload":[]`, `,"payload":{"authorization":"Bearer expired"}`,
		`,"payload":{"authorization":"ada"}`, `,"payload":{"token":"expired"}`,
	} {
		w := h.raw(t)
		w.send(`{"type":"connection_init"` + payload + `}`)
		w.expectClose(4403)
	}
	for _, payload := range []string{`{"Authorization":"Bearer ada"}`, `{"token":"ada"}`, `{"accessToken":"ada"}`} {
		w := h.raw(t)
		w.send(`{"type":"connection_init","payload":` + payload + `}`)
		w.expect(`{"type":"connection_ack"}`)
	}
	w, _, err := h.dial(t, http.Header{"Authorization": {"Bearer ada"}}, "graphql-transport-ws")
	if err != nil {
		t.Fatal(err)
	}
	w.send(`{"type":"connection_init"}`)
	w.expect(`{"type":"connection_ack"}`)
	w = h.raw(t)
	w.send(`{"type":"connection_init","payload":{"token":"down"}}`)
	w.expectClose(websocket.StatusTryAgainLater)
}

func TestTheProtocolsCloseCodes(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{InitWithin: 200 * time.Millisecond})
	other, _, err := h.dial(t, nil, "graphql-ws")
	if err != nil {
		t.Fatal(err)
	}
	other.expectClose(4406)
	h.raw(t).expectClose(4408)
	early := h.raw(t)
	early.subscribe("1", `{ me }`)
	early.expectClose(4401)
	for _, text := range []string{`nonsense`, `{"type":"unknown"}`, `[]`, `{"type":"subscribe","id":"1"}`,
		`{"type":"subscribe","id":"","payload":{"query":"{ me }"}}`, `{"type":"subscribe","id":"1","payload":{"query":5}}`,
		`{"type":"subscribe","id":"` + strings.Repeat("x", 300) + `","payload":{"query":"{ me }"}}`} {
		w := h.socket(t, "ada")
		w.send(text)
		w.expectClose(4400)
	}
	binary := h.socket(t, "ada")
	if err := binary.conn.Write(t.Context(), websocket.MessageBinary, []byte(`{"type":"ping"}`)); err != nil {
		t.Fatal(err)
	}
	binary.expectClose(4400)
	twice := h.socket(t, "ada")
	twice.send(`{"type":"connection_init"}`)
	twice.expectClose(4429)
	double := h.socket(t, "ada")
	double.subscribe("1", `subscription { feed }`)
	double.subscribe("1", `subscription { feed }`)
	double.expectClose(4409)
	eventually(t, "every stream to be closed", func() bool { return h.engine.streams() == 0 })
}

func TestQ43_AMessageBeyondTheBodysLimitClosesTheSocket(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{BodyBytes: 1000})
	w := h.socket(t, "ada")
	w.send(`{"type":"ping","payload":"` + strings.Repeat("x", 1500) + `"}`)
	w.expectClose(websocket.StatusMessageTooBig)
}

func TestQ42_OperationsPerSocketAreLimited(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{OperationsPerSocket: 3})
	w := h.socket(t, "ada")
	for i := range 3 {
		w.subscribe(fmt.Sprint(i), `subscription { feed }`)
	}
	w.subscribe("3", `subscription { feed }`)
	w.expectPart(`{"id":"3","type":"error"`, `"code":"RATE_LIMITED"`)
	w.send(`{"type":"complete","id":"0"}`)
	w.subscribe("4", `{ me }`)
	w.expectPart(`{"id":"4","type":"next"`)
}

func TestQ42_ConnectionsOfAUserAreLimitedOverSocketsAndStreams(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{ConnectionsPerUser: 2})
	first := h.socket(t, "ada")
	h.stream(t, "ada", `subscription { feed }`)
	third := h.raw(t)
	third.send(`{"type":"connection_init","payload":{"token":"ada"}}`)
	third.expectClose(4429)
	if a := h.query(t, `subscription { feed }`, "Accept", "text/event-stream", "Authorization", "Bearer ada"); a.Status != 429 || a.Header.Get("Retry-After") == "" {
		t.Errorf("a third as stream: %d %v", a.Status, a.Header)
	}
	h.socket(t, "grace")
	_ = first.conn.Close(websocket.StatusNormalClosure, "")
	eventually(t, "the place to be free again", func() bool { connections, _ := h.gauges.now(); return connections == 2 })
	h.socket(t, "ada")
}

func TestQ42_InitialisationsASecondAreLimited(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{ConnectionsPerUser: 2, InitsPerSecond: 1})
	for range 3 {
		_ = h.socket(t, "ada").conn.Close(websocket.StatusNormalClosure, "")
		eventually(t, "the socket to be gone", func() bool { connections, _ := h.gauges.now(); return connections == 0 })
	}
	w := h.raw(t)
	w.send(`{"type":"connection_init","payload":{"token":"ada"}}`)
	w.expectClose(4429)
}

func TestQ46_SocketsThatSayNothingAreLimitedByAddress(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{PendingPerClient: 2})
	waiting := h.raw(t)
	h.raw(t)
	if _, response, err := h.dial(t, nil, "graphql-transport-ws"); err == nil || response.StatusCode != 429 {
		t.Errorf("a third: %v", err)
	}
	waiting.send(`{"type":"connection_init","payload":{"token":"ada"}}`)
	waiting.expect(`{"type":"connection_ack"}`)
	h.raw(t)
}

func TestQ62_ASocketIsForOwnPagesAndForNoPages(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{Origins: []string{"https://tasks.example.com/"}})
	for origin, accepted := range map[string]bool{
		"":                               true,
		h.URL:                            true,
		"https://tasks.example.com":      true,
		"https://evil.example.com":       false,
		"http://tasks.example.com":       false,
		"https://tasks.example.com.evil": false,
		"null":                           false,
	} {
		header := http.Header{}
		if origin != "" {
			header.Set("Origin", origin)
		}
		_, response, err := h.dial(t, header, "graphql-transport-ws")
		if (err == nil) != accepted || err != nil && response.StatusCode != http.StatusForbidden {
			t.Errorf("%q: %v", origin, err)
		}
	}
}

func TestAnIDIsFreeBeforeItsOperationsLastMessageIsSent(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	w := h.socket(t, "ada")
	for range 200 {
		w.subscribe("same", `{ me }`)
		w.expect(`{"id":"same","type":"next","payload":{"data":{"me":"ada"}}}`, `{"id":"same","type":"complete"}`)
	}
}

func TestAClientThatCompletesHearsNoMore(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	w := h.socket(t, "ada")
	w.subscribe("1", `subscription { feed }`)
	h.engine.feed <- []byte("first")
	w.expectPart("first")
	w.send(`{"type":"complete","id":"1"}`)
	eventually(t, "the stream to be closed", func() bool { return h.engine.streams() == 0 })
	w.send(`{"type":"ping"}`)
	w.expect(`{"type":"pong"}`)
}
