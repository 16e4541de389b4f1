package chaos

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/coder/websocket"
	"github.com/coder/websocket/wsjson"
)

// socket is a WebSocket with one subscription (graphql-transport-ws).
type socket struct {
	conn  *websocket.Conn
	heard atomic.Int64 // when, in milliseconds
}

// message is one of the protocol's.
type message struct {
	ID      string          `json:"id,omitempty"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload,omitempty"`
}

const (
	knockWithin = 10 * time.Second
	// pingEvery and silentFor find a server that is gone without a word, as the web app does.
	pingEvery = 2 * time.Second
	silentFor = 5 * time.Second
)

// dial opens a socket and subscribes.
func dial(ctx context.Context, address, token, query string, variables vars) (*socket, error) {
	ctx, cancel := context.WithTimeout(ctx, knockWithin)
	defer cancel()
	conn, _, err := websocket.Dial(ctx, "ws://"+address+"/graphql", &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}})
	if err != nil {
		return nil, err
	}
	s := &socket{conn: conn}
	conn.SetReadLimit(1 << 20)
	if err := s.open(ctx, token, query, variables); err != nil {
		s.close()
		return nil, err
	}
	return s, nil
}

func (s *socket) open(ctx context.Context, token, query string, variables vars) error {
	if err := s.send(ctx, "", "connection_init", vars{"authorization": "Bearer " + token}); err != nil {
		return err
	}
	var m message
	if err := wsjson.Read(ctx, s.conn, &m); err != nil { // with more patience than later, as the web app has
		return err
	}
	if m.Type != "connection_ack" {
		return fmt.Errorf("instead of connection_ack came %s", m.Type)
	}
	return s.send(ctx, "1", "subscribe", vars{"query": query, "variables": variables})
}

func (s *socket) send(ctx context.Context, id, kind string, payload any) error {
	raw, err := json.Marshal(payload)
	if err != nil {
		return err
	}
	return wsjson.Write(ctx, s.conn, message{ID: id, Type: kind, Payload: raw})
}

// receive reads the next message that is not about the connection itself.
func (s *socket) receive(ctx context.Context) (m message, err error) {
	for {
		within, cancel := context.WithTimeout(ctx, silentFor)
		m = message{}
		err = wsjson.Read(within, s.conn, &m)
		cancel()
		s.heard.Store(time.Now().UnixMilli())
		if err != nil || (m.Type != "ping" && m.Type != "pong") {
			return m, err
		}
		if m.Type == "ping" {
			if err := s.send(ctx, "", "pong", nil); err != nil {
				return m, err
			}
		}
	}
}

// next reads the subscription's next result into out. The error is a *refusal when the subscription has ended with one.
func (s *socket) next(ctx context.Context, out any) error {
	m, err := s.receive(ctx)
	if err != nil {
		return err
	}
	var result struct {
		Data   json.RawMessage
		Errors []*refusal
	}
	switch m.Type {
	case "next":
		if err := json.Unmarshal(m.Payload, &result); err != nil {
			return err
		}
	case "error":
		if err := json.Unmarshal(m.Payload, &result.Errors); err != nil {
			return err
		}
	default:
		return errors.New("the subscription ended by " + m.Type)
	}
	if len(result.Errors) > 0 {
		return result.Errors[0]
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(result.Data, out)
}

// keepAsking pings, when nothing has come for a while, until ctx ends.
func (s *socket) keepAsking(ctx context.Context) {
	for wait(ctx, pingEvery); ctx.Err() == nil; wait(ctx, pingEvery) {
		if time.Since(time.UnixMilli(s.heard.Load())) < pingEvery {
			continue
		}
		if s.send(ctx, "", "ping", nil) != nil {
			return
		}
	}
}

func (s *socket) close() { _ = s.conn.CloseNow() }

// follow subscribes and hands every result to take, until the subscription ends; it says why.
func follow[T any](ctx context.Context, address, token, query string, variables vars, take func(T)) error {
	s, err := dial(ctx, address, token, query, variables)
	if err != nil {
		return err
	}
	defer s.close()
	asking, stop := context.WithCancel(ctx)
	defer stop()
	go s.keepAsking(asking)
	for {
		var result T
		if err := s.next(ctx, &result); err != nil {
			return err
		}
		take(result)
	}
}
