package gatewaytest

import (
	"context"
	"encoding/json"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// socket is a connection by graphql-transport-ws.
type socket struct {
	conn   *websocket.Conn
	acked  chan struct{}
	closed chan websocket.StatusCode

	mu         sync.Mutex
	operations map[string]chan message
	over       bool
}

type message struct {
	ID      string          `json:"id,omitempty"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload,omitempty"`
}

// dial opens a socket and waits until it is accepted.
func (p *person) dial(t *testing.T) *socket {
	t.Helper()
	s := p.knock(t, p.Token)
	select {
	case <-s.acked:
	case code := <-s.closed:
		t.Fatalf("the socket was closed with %d", code)
	case <-time.After(patience):
		t.Fatal("the socket was not accepted")
	}
	return s
}

// knock opens a socket and sends connection_init with a token, whatever comes of it.
func (p *person) knock(t *testing.T, token string) *socket {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	address := "ws" + strings.TrimPrefix(p.site.URL, "http")
	conn, response, err := websocket.Dial(ctx, address, &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		t.Fatal(err)
	}
	if response.Body != nil {
		defer response.Body.Close() //nolint:errcheck // it is empty
	}
	conn.SetReadLimit(1 << 20)
	s := &socket{
		conn: conn, acked: make(chan struct{}), closed: make(chan websocket.StatusCode, 1), operations: map[string]chan message{},
	}
	t.Cleanup(func() { _ = conn.CloseNow() })
	go s.read()
	payload := vars{}
	if token != "" {
		payload["authorization"] = "Bearer " + token
	}
	s.send(t, "", "connection_init", payload)
	return s
}

func (s *socket) read() {
	for {
		_, raw, err := s.conn.Read(context.Background())
		if err != nil {
			s.closed <- websocket.CloseStatus(err)
			s.mu.Lock()
			defer s.mu.Unlock()
			s.over = true
			for _, messages := range s.operations {
				close(messages)
			}
			return
		}
		var m message
		if json.Unmarshal(raw, &m) != nil {
			continue
		}
		switch m.Type {
		case "connection_ack":
			close(s.acked)
		case "ping":
			_ = s.conn.Write(context.Background(), websocket.MessageText, []byte(`{"type":"pong"}`))
		default:
			s.operation(m.ID) <- m
		}
	}
}

// operation is where the messages of an operation wait; there is room for all that a test makes.
func (s *socket) operation(id string) chan message {
	s.mu.Lock()
	defer s.mu.Unlock()
	messages := s.operations[id]
	if messages == nil {
		messages = make(chan message, 10_000)
		s.operations[id] = messages
		if s.over {
			close(messages)
		}
	}
	return messages
}

func (s *socket) send(t *testing.T, id, kind string, payload any) {
	t.Helper()
	raw, err := json.Marshal(payload)
	if err != nil {
		t.Fatal(err)
	}
	line, err := json.Marshal(message{ID: id, Type: kind, Payload: raw})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := s.conn.Write(ctx, websocket.MessageText, line); err != nil {
		t.Logf("writing to the socket: %v", err) // it may have been closed, which the test asks for itself
	}
}

// subscribe starts an operation; its answers are asked for by its id.
func (s *socket) subscribe(t *testing.T, id, query string, variables vars) {
	t.Helper()
	s.send(t, id, "subscribe", vars{"query": query, "variables": variables})
}

// next waits for the next answer of the operation; ended: with its errors, if any, instead of data.
func (s *socket) next(t *testing.T, id string) (got answer, ended bool) {
	t.Helper()
	select {
	case <-time.After(patience):
		t.Fatalf("nothing came for %s", id)
	case m, open := <-s.operation(id):
		if !open {
			t.Fatalf("the socket closed while waiting for %s", id)
		}
		return m.answer(t)
	}
	return got, ended
}

func (m message) answer(t *testing.T) (got answer, ended bool) {
	t.Helper()
	got.Raw = string(m.Payload)
	into := any(&got)
	switch m.Type {
	case "complete":
		return got, true
	case "error":
		into, ended = &got.Errors, true
	}
	if err := json.Unmarshal(m.Payload, into); err != nil {
		t.Fatal(err)
	}
	return got, ended
}

// waiting gives what has come for the operation and was not asked for, without waiting.
func (s *socket) waiting(id string) []message {
	var came []message
	for {
		select {
		case m, open := <-s.operation(id):
			if !open {
				return came
			}
			came = append(came, m)
		default:
			return came
		}
	}
}

// ending waits for the socket's end and gives its close code.
func (s *socket) ending(t *testing.T) websocket.StatusCode {
	t.Helper()
	select {
	case code := <-s.closed:
		return code
	case <-time.After(patience):
		t.Fatal("the socket is still open")
		return 0
	}
}
