package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/coder/websocket"
)

// eventDocument selects eight fields of each event.
const eventDocument = `subscription Live($project: ID!, $after: String) { taskEvents(projectId: $project, after: $after) { ` +
	`seq type at actor { name } task { id title version status { key } } } }`

// subscriber is one socket with one subscription (graphql-transport-ws).
type subscriber struct {
	conn   *websocket.Conn
	buffer bytes.Buffer
}

// connect opens a socket as a user.
func connect(ctx context.Context, address, token string) (*subscriber, error) {
	options := &websocket.DialOptions{Subprotocols: []string{"graphql-transport-ws"}}
	conn, _, err := websocket.Dial(ctx, "ws://"+address+"/graphql", options) //nolint:bodyclose // the body is the socket
	if err != nil {
		return nil, err
	}
	conn.SetReadLimit(1 << 20)
	s := &subscriber{conn: conn}
	if err := s.send(ctx, `{"type":"connection_init","payload":{"authorization":"Bearer `+token+`"}}`); err != nil {
		return nil, err
	}
	answer, err := s.receive(ctx)
	if err != nil {
		return nil, err
	}
	if !bytes.Contains(answer, []byte(`"connection_ack"`)) {
		return nil, errors.New(excerpt(answer))
	}
	return s, nil
}

// subscribe asks for a project's events, from the place in its log if there is one. The operation's id is the same on
// every socket.
func (s *subscriber) subscribe(ctx context.Context, id, project, after string) error {
	variables := `{"project":"` + project + `"}`
	if after != "" {
		variables = `{"project":"` + project + `","after":` + strconv.Quote(after) + `}`
	}
	return s.send(ctx, `{"id":"`+id+`","type":"subscribe","payload":`+request(eventDocument, variables)+`}`)
}

func (s *subscriber) send(ctx context.Context, text string) error {
	return s.conn.Write(ctx, websocket.MessageText, []byte(text))
}

// receive reads the next message; the next call overwrites it.
func (s *subscriber) receive(ctx context.Context) ([]byte, error) {
	_, r, err := s.conn.Reader(ctx)
	if err != nil {
		return nil, err
	}
	s.buffer.Reset()
	_, err = io.Copy(&s.buffer, r)
	return s.buffer.Bytes(), err
}

func (s *subscriber) close() { _ = s.conn.CloseNow() }

// seqOf finds the event's number in a message, or says what came instead. It reads no JSON: at 40,000 messages a
// second that would measure this program.
func seqOf(message []byte) (int64, error) {
	_, digits, found := bytes.Cut(message, []byte(`"seq":`))
	if !found || bytes.Contains(message, []byte(`"errors":`)) {
		return 0, fmt.Errorf("instead of an event: %s", excerpt(message))
	}
	n := 0
	for n < len(digits) && digits[n] >= '0' && digits[n] <= '9' {
		n++
	}
	return strconv.ParseInt(string(digits[:n]), 10, 64)
}
