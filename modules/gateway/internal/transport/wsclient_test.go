package transport_test

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// wire is a WebSocket client that speaks graphql-transport-ws message by message.
type wire struct {
	t    *testing.T
	conn *websocket.Conn
}

// dial opens a socket without saying anything on it.
func (h *house) dial(t *testing.T, header http.Header, protocols ...string) (*wire, *http.Response, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	conn, response, err := websocket.Dial(ctx, "ws"+strings.TrimPrefix(h.URL, "http"),
		&websocket.DialOptions{Subprotocols: protocols, HTTPHeader: header})
	if err != nil {
		return nil, response, err
	}
	conn.SetReadLimit(8 << 20)
	t.Cleanup(func() { _ = conn.CloseNow() })
	return &wire{t, conn}, response, nil
}

// socket opens a socket for a user, up to the acknowledgement.
func (h *house) socket(t *testing.T, user string) *wire {
	t.Helper()
	w := h.raw(t)
	w.send(`{"type":"connection_init","payload":{"authorization":"Bearer ` + user + `"}}`)
	w.expect(`{"type":"connection_ack"}`)
	return w
}

// raw opens a socket with the right protocol.
func (h *house) raw(t *testing.T) *wire {
	t.Helper()
	w, _, err := h.dial(t, nil, "graphql-transport-ws")
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func (w *wire) send(text string) {
	w.t.Helper()
	if err := w.conn.Write(w.t.Context(), websocket.MessageText, []byte(text)); err != nil {
		w.t.Fatalf("sending %s: %v", text, err)
	}
}

// subscribe starts an operation.
func (w *wire) subscribe(id, document string) {
	w.t.Helper()
	text, err := json.Marshal(map[string]any{"id": id, "type": "subscribe", "payload": map[string]any{"query": document}})
	if err != nil {
		w.t.Fatal(err)
	}
	w.send(string(text))
}

func (w *wire) read() (string, error) {
	ctx, cancel := context.WithTimeout(w.t.Context(), 5*time.Second)
	defer cancel()
	_, text, err := w.conn.Read(ctx)
	return string(text), err
}

// expect reads messages that are exactly these, in this order.
func (w *wire) expect(messages ...string) {
	w.t.Helper()
	for _, want := range messages {
		got, err := w.read()
		if err != nil {
			w.t.Fatalf("waiting for %s: %v", want, err)
		}
		if got != want {
			w.t.Fatalf("got  %s\nwant %s", got, want)
		}
	}
}

// expectPart reads one message that contains every part.
func (w *wire) expectPart(parts ...string) {
	w.t.Helper()
	got, err := w.read()
	if err != nil {
		w.t.Fatalf("waiting for %v: %v", parts, err)
	}
	for _, part := range parts {
		if !strings.Contains(got, part) {
			w.t.Fatalf("got %s, want %s in it", got, part)
		}
	}
}

// expectClose reads until the server closes, and gives the messages before.
func (w *wire) expectClose(code websocket.StatusCode) (before []string) {
	w.t.Helper()
	for {
		text, err := w.read()
		if err == nil {
			before = append(before, text)
			continue
		}
		var closed websocket.CloseError
		if !errors.As(err, &closed) || closed.Code != code {
			w.t.Fatalf("closed with %v, want %d", err, code)
		}
		return before
	}
}
