package transport

import (
	"context"
	"encoding/json"
	"time"

	"github.com/coder/websocket"
)

// The types of graphql-transport-ws messages.
const (
	typeInit      = "connection_init"
	typeAck       = "connection_ack"
	typePing      = "ping"
	typePong      = "pong"
	typeSubscribe = "subscribe"
	typeNext      = "next"
	typeError     = "error"
	typeComplete  = "complete"
)

// longestID bounds the ids that clients give their operations: each is kept and repeated in every message.
const longestID = 256

// message is one message of graphql-transport-ws as it comes in.
type message struct {
	ID      string          `json:"id"`
	Type    string          `json:"type"`
	Payload json.RawMessage `json:"payload"`
}

// handle acts on one message.
func (s *socket) handle(data []byte) {
	var m message
	if json.Unmarshal(data, &m) != nil {
		s.end(closeInvalid, "Invalid message")
		return
	}
	switch m.Type {
	case typeInit:
		s.init(m.Payload)
	case typePing:
		s.send([]byte(`{"type":"pong"`), nil)
	case typePong:
	case typeSubscribe:
		s.start(m)
	case typeComplete:
		s.stop(m.ID)
	default:
		s.end(closeInvalid, "Invalid message: unknown type")
	}
}

// envelope is the beginning of an operation's messages of one type, up to the payload.
func envelope(id, kind string) []byte {
	quoted, err := json.Marshal(id)
	if err != nil { // a string is always written
		quoted = []byte(`""`)
	}
	out := make([]byte, 0, len(quoted)+len(kind)+24)
	out = append(out, `{"id":`...)
	out = append(out, quoted...)
	out = append(out, `,"type":"`...)
	out = append(out, kind...)
	return append(out, '"')
}

// send writes one message: the envelope, its payload if there is one, and the closing brace. A client that
// does not take it in time is dropped, so that nothing piles up for it.
func (s *socket) send(envelope, payload []byte) {
	buffer := s.t.buffers.Get().(*[]byte) //nolint:errcheck // nothing else is in the pool
	defer s.t.buffers.Put(buffer)
	out := append((*buffer)[:0], envelope...) //nolint:gocritic // the buffer is put back below, if it has not grown too large
	if payload != nil {
		out = append(out, `,"payload":`...)
		out = append(out, payload...)
	}
	out = append(out, '}')
	if cap(out) <= largestBuffer {
		*buffer = out
	}

	s.writing.Lock()
	defer s.writing.Unlock()
	if s.over.Load() {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), s.t.options.WriteWithin) //nolint:forbidigo // a context that ends in mid-frame breaks the socket
	defer cancel()
	if err := s.conn.Write(ctx, websocket.MessageText, out); err != nil {
		s.drop()
	}
}

// largestBuffer is the largest buffer that is kept for the next message.
const largestBuffer = 64 << 10

// initTokens are the members of connection_init's payload that may hold the token.
type initTokens struct {
	Authorization string `json:"authorization"` // matched in any case
	Token         string `json:"token"`
	AccessToken   string `json:"accessToken"`
}

// authorizationOf finds the token in connection_init's payload, as a header would hold it.
func authorizationOf(payload json.RawMessage) string {
	var tokens initTokens
	if len(payload) == 0 || json.Unmarshal(payload, &tokens) != nil {
		return ""
	}
	switch {
	case tokens.Authorization != "":
		return tokens.Authorization
	case tokens.Token != "":
		return "Bearer " + tokens.Token
	case tokens.AccessToken != "":
		return "Bearer " + tokens.AccessToken
	}
	return ""
}

// startPings begins to look for a half-open connection.
func (s *socket) startPings() {
	s.pingTimer = time.AfterFunc(s.t.options.PingEvery, s.ping)
}
