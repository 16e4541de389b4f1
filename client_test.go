package main

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"testing"
	"time"
)

// vars are an operation's variables, or an object among them.
type vars = map[string]any

// account is somebody who is signed in.
type account struct {
	id, token string
}

// register makes an account at a server that answers.
func (s *server) register(name string) account {
	s.t.Helper()
	got := s.must("", `mutation($in: RegisterInput!) { register(input: $in) { accessToken user { id } } }`,
		vars{"in": vars{"name": name, "email": name + "@example.org", "password": "a long enough sentence"}})
	return account{id: at[string](got, "register", "user", "id"), token: at[string](got, "register", "accessToken")}
}

// must sends an operation that has to work.
func (s *server) must(token, query string, variables vars) vars {
	s.t.Helper()
	data, acknowledged := s.try(s.t.Context(), token, query, variables)
	if !acknowledged {
		s.t.Fatalf("%s was refused: %v\n%s", query, data, s.log)
	}
	return data
}

// at walks along an answer; it is the zero value where there is nothing.
func at[T any](data any, path ...string) T {
	for _, step := range path {
		object, _ := data.(map[string]any)
		data = object[step]
	}
	value, _ := data.(T)
	return value
}

// socket is a WebSocket, spoken by hand (RFC 6455) because a test of the process needs no more than its end.
type socket struct {
	conn net.Conn
	in   *bufio.Reader
}

// subscribe opens a socket and subscribes to a project's events.
func (s *server) subscribe(token, projectID string) *socket {
	s.t.Helper()
	conn, err := net.Dial("tcp", s.api)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = conn.Close() })
	_ = conn.SetDeadline(time.Now().Add(time.Minute))
	fmt.Fprintf(conn, "GET /graphql HTTP/1.1\r\nHost: %s\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"+
		"Sec-WebSocket-Key: dGFza2xhbmUgdGVzdCEhIQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n", s.api)
	w := &socket{conn: conn, in: bufio.NewReader(conn)}
	response, err := http.ReadResponse(w.in, nil)
	if err != nil || response.StatusCode != http.StatusSwitchingProtocols {
		s.t.Fatalf("no socket: %v, %v", response, err)
	}
	w.send(s.t, vars{"type": "connection_init", "payload": vars{"authorization": "Bearer " + token}})
	w.send(s.t, vars{"type": "subscribe", "id": "1", "payload": vars{
		"query": `subscription($p: ID!) { taskEvents(projectId: $p) { seq } }`, "variables": vars{"p": projectID},
	}})
	return w
}

func (w *socket) send(t *testing.T, message vars) {
	t.Helper()
	payload, err := json.Marshal(message)
	if err != nil {
		t.Fatal(err)
	}
	frame := []byte{0x81, 0x80 | 126, 0, 0, 0, 0, 0, 0} // text, masked with zeros, length in 16 bits
	binary.BigEndian.PutUint16(frame[2:], uint16(len(payload)))
	if _, err := w.conn.Write(append(frame, payload...)); err != nil {
		t.Fatal(err)
	}
}

// next reads a frame.
func (w *socket) next() (opcode byte, payload []byte, err error) {
	head := make([]byte, 2)
	if _, err := io.ReadFull(w.in, head); err != nil {
		return 0, nil, err
	}
	length := uint64(head[1] & 0x7f)
	if wide := map[uint64]int{126: 2, 127: 8}[length]; wide > 0 {
		rest := make([]byte, 8)
		if _, err := io.ReadFull(w.in, rest[8-wide:]); err != nil {
			return 0, nil, err
		}
		length = binary.BigEndian.Uint64(rest)
	}
	payload = make([]byte, length)
	_, err = io.ReadFull(w.in, payload)
	return head[0] & 0x0f, payload, err
}

// closed reads to the end and gives the code that the socket was closed with, 0 for a broken connection.
func (w *socket) closed() int {
	for {
		opcode, payload, err := w.next()
		if err != nil {
			return 0
		}
		if opcode == 8 && len(payload) >= 2 {
			return int(binary.BigEndian.Uint16(payload))
		}
	}
}
