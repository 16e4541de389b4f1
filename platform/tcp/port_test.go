package tcp_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"runtime/metrics"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"tasklane/platform/identity"
	"tasklane/platform/tcp"
	"tasklane/platform/tcp/tcptest"
	"tasklane/platform/token"
)

// bare is a client of the port that is none of ours.
func bare(t *testing.T, addr string) *grpc.ClientConn {
	t.Helper()
	conn, err := grpc.NewClient(addr, grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

func TestQ73_APortAnswersNobodyWithoutACredential(t *testing.T) {
	t.Parallel()
	ran := false
	c := newTally()
	addr := tcptest.Serve(t, tcp.ServerOptions{Observer: c}, serving(func(_ context.Context, in word) (word, error) { ran = true; return in, nil })).String()
	conn := bare(t, addr)
	raw, err := tcp.Encode(word{"x"})
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := token.New([][]byte{[]byte("another secret, which is long enough")})
	if err != nil {
		t.Fatal(err)
	}
	forged, err := foreign.CallerToken(identity.OfModule("task"))
	if err != nil {
		t.Fatal(err)
	}
	access, _, err := tcptest.Keys(t).Sign(token.Claims{Audience: token.Access, Subject: "ada", Session: "s1"})
	if err != nil {
		t.Fatal(err)
	}
	good, err := tcptest.Keys(t).CallerToken(identity.OfModule("task"))
	if err != nil {
		t.Fatal(err)
	}
	for what, pairs := range map[string][]string{
		"nothing":           nil,
		"an empty token":    {"authorization", "Bearer "},
		"another's token":   {"authorization", "Bearer " + forged},
		"an access token":   {"authorization", "Bearer " + access},
		"a header of a kin": {"tasklane-user", "ada", "x-user-id", "ada"},
		"the wrong header":  {"x-authorization", "Bearer " + good},
	} {
		for _, method := range []string{"/tasklane/test.Do", "/tasklane/tcp.Ping", "/tasklane/test.Unknown", "/grpc.health.v1.Health/Check", "/a/b"} {
			ctx := metadata.AppendToOutgoingContext(t.Context(), pairs...)
			var trailer metadata.MD
			err := conn.Invoke(ctx, method, tcp.RawBody(raw), &word{}, tcp.Raw(), grpc.Trailer(&trailer))
			if s := status.Convert(err); s.Code() != codes.Unauthenticated || s.Message() != "Modules answer modules only." || trailer[tcp.FaultKey] != nil {
				t.Errorf("%s at %s: %v %v", what, method, err, trailer)
			}
		}
	}
	if ran || c.of(c.served, " UNAUTHENTICATED") != 30 {
		t.Errorf("it ran: %v, counted %v", ran, c.served)
	}
	// The same with a good token, so that the cases above prove something.
	var out word
	ctx := metadata.AppendToOutgoingContext(t.Context(), "authorization", "Bearer "+good)
	if err := conn.Invoke(ctx, "/tasklane/test.Do", tcp.RawBody(raw), &out, tcp.Raw()); err != nil || out.Text != "x" {
		t.Errorf("with a token: %+v, %v", out, err)
	}
	// One of ours whose keys are others is told that the module is out of reach: the session of whoever waits is good.
	_, err = do(t.Context(), tcptest.Peer(t, tcp.PeerOptions{Name: "test", Addr: addr, Keys: foreign}), "x")
	unavailable(t, "with other keys", err, false)
	if !strings.Contains(err.Error(), "Unauthenticated") {
		t.Errorf("the log says %v", err)
	}
}

// greeting is the preface of HTTP/2 (RFC 9113, 3.4).
const greeting = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

// The types and flags of frames that are used here (RFC 9113, 6).
const (
	dataFrame, headersFrame, resetFrame, settingsFrame = 0, 1, 3, 4
	endStream, endHeaders                              = 1, 4
)

// frame is one by hand: well-formed, whatever it carries.
func frame(kind, flags byte, stream uint32, payload string) string {
	head := []byte{byte(len(payload) >> 16), byte(len(payload) >> 8), byte(len(payload)), kind, flags}
	return string(binary.BigEndian.AppendUint32(head, stream)) + payload
}

// headers opens a call with a token; the fields are literals without an index (RFC 7541, 6.2.2).
func headers(bearer string) string {
	length := func(n int) string { // an integer with a prefix of 7 bits (RFC 7541, 5.1)
		if n < 127 {
			return string([]byte{byte(n)})
		}
		text := []byte{127}
		for n -= 127; n >= 128; n >>= 7 {
			text = append(text, byte(n)|128)
		}
		return string(append(text, byte(n)))
	}
	var block strings.Builder
	for _, field := range [][2]string{
		{":method", "POST"}, {":scheme", "http"}, {":path", "/tasklane/test.Do"}, {":authority", "test"},
		{"content-type", "application/grpc+cbor"}, {"te", "trailers"}, {"authorization", "Bearer " + bearer},
	} {
		block.WriteString("\x00" + length(len(field[0])) + field[0] + length(len(field[1])) + field[1])
	}
	return frame(headersFrame, endHeaders, 1, block.String())
}

// answered reads frames until the call's stream has ended.
func answered(conn net.Conn) error {
	if err := conn.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		return err
	}
	for {
		head := make([]byte, 9)
		if _, err := io.ReadFull(conn, head); err != nil {
			return err
		}
		size := int64(head[0])<<16 | int64(head[1])<<8 | int64(head[2])
		if _, err := io.CopyN(io.Discard, conn, size); err != nil {
			return err
		}
		kind, flags, stream := head[3], head[4], binary.BigEndian.Uint32(head[5:])
		if stream == 1 && (kind == resetFrame || (kind == headersFrame && flags&endStream != 0)) {
			return nil
		}
	}
}

// closed waits until the other side has closed the connection, and fails when it does not within 10 s.
func closed(t *testing.T, what string, conn net.Conn) {
	t.Helper()
	if err := conn.SetReadDeadline(time.Now().Add(10 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, conn); errors.Is(err, os.ErrDeadlineExceeded) {
		t.Errorf("%s: the connection stays open", what)
	}
}

// announce is a message of gRPC that says how long it is, rightly or not.
func announce(length uint32, body string) string {
	return string(binary.BigEndian.AppendUint32([]byte{0}, length)) + body
}

func TestQ38_NoiseIsClosedAndHurtsNobody(t *testing.T) {
	t.Parallel()
	addr := tcptest.Serve(t, tcp.ServerOptions{}, serving(echo)).String()
	p := tcptest.Peer(t, tcp.PeerOptions{Name: "test", Addr: addr})
	noise := rand.New(rand.NewPCG(38, 38))
	random := make([]byte, 64<<10)
	for i := range random {
		random[i] = byte(noise.UintN(256))
	}
	for what, bytes := range map[string]string{
		"random bytes":             string(random),
		"HTTP/1.1":                 "GET / HTTP/1.1\r\nHost: task\r\n\r\n",
		"zeros":                    string(make([]byte, 4096)),
		"half a greeting":          greeting[:10],
		"silence":                  "",
		"a greeting and noise":     greeting + string(random),
		"a frame of 16 MiB":        greeting + "\xff\xff\xff" + frame(dataFrame, 0, 1, "")[3:],
		"a settings frame too big": greeting + frame(settingsFrame, 0, 0, string(make([]byte, 0x4001))),
		"data before settings":     greeting + frame(dataFrame, 0, 1, "x"),
	} {
		t.Run(what, func(t *testing.T) {
			t.Parallel()
			conn, err := net.Dial("tcp", addr)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = conn.Close() }()
			_, _ = io.WriteString(conn, bytes)
			closed(t, what, conn)
			if got, err := do(t.Context(), p, "well"); err != nil || got != "well" {
				t.Errorf("a call beside it: %q, %v", got, err)
			}
		})
	}
}

// allocated is what this process has ever allocated, in bytes.
func allocated() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// TestQ38_WhatIsAnnouncedIsNotAllocated is no parallel test: it measures memory.
func TestQ38_WhatIsAnnouncedIsNotAllocated(t *testing.T) {
	addr := tcptest.Serve(t, tcp.ServerOptions{MaxRequest: 256 << 20}, serving(echo)).String()
	good, err := tcptest.Keys(t).CallerToken(identity.OfModule("task"))
	if err != nil {
		t.Fatal(err)
	}
	p := tcptest.Peer(t, tcp.PeerOptions{Name: "test", Addr: addr})
	for what, body := range map[string]string{
		"a message of 200 MiB":     announce(200<<20, "\x01\x02\x03"),
		"a message of 4 GiB":       announce(1<<32-1, "\x01\x02\x03"),
		"a list of a billion":      announce(6, "\x9a\x3b\x9a\xca\x00\x01"),
		"a map of a billion":       announce(6, "\xba\x3b\x9a\xca\x00\x01"),
		"a text of a gigabyte":     announce(11, "\xa1\x64Text\x7a\x3b\x9a\xca\x00"),
		"a list in a list in …":    announce(4000, strings.Repeat("\x81", 4000)),
		"a body that is cut short": announce(100, "\xa1"),
	} {
		before := allocated()
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		call := greeting + frame(settingsFrame, 0, 0, "") + headers(good) + frame(dataFrame, endStream, 1, body)
		if _, err := io.WriteString(conn, call); err != nil {
			t.Fatal(err)
		}
		if err := answered(conn); err != nil {
			t.Fatalf("%s: there is no answer: %v", what, err)
		}
		_ = conn.Close()
		if grown := allocated() - before; grown > 8<<20 {
			t.Errorf("%s: %d MiB were allocated", what, grown>>20)
		}
		if got, err := do(t.Context(), p, "well"); err != nil || got != "well" {
			t.Errorf("a call after %s: %q, %v", what, got, err)
		}
	}
}

func TestQ38_ConnectionsBeyondTheLimitAreClosed(t *testing.T) {
	t.Parallel()
	addr := tcptest.Serve(t, tcp.ServerOptions{MaxConnections: 2}, serving(echo)).String()
	first, second := tcptest.Peer(t, tcp.PeerOptions{Name: "test", Addr: addr}), tcptest.Peer(t, tcp.PeerOptions{Name: "test", Addr: addr})
	for _, p := range []*tcp.Peer{first, second} {
		if _, err := do(t.Context(), p, "x"); err != nil {
			t.Fatal(err)
		}
	}
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	closed(t, "one too many", conn)
	if took := time.Since(begin); took > time.Second {
		t.Errorf("it was closed after %v", took)
	}
	third := tcptest.Peer(t, tcp.PeerOptions{Name: "test", Addr: addr})
	_, err = do(t.Context(), third, "x")
	unavailable(t, "over one too many", err, false)
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	eventually(t, "there is room again", func() bool {
		_, err := do(t.Context(), third, "x")
		return err == nil
	})
}

// TestQ38_DamagedCallsHurtNobody sends calls of which some bytes are others, or the end is missing, as one who holds a
// good token. The frames are grpc's to decode: what is asked here is that the process lives and lets go of the connection.
func TestQ38_DamagedCallsHurtNobody(t *testing.T) {
	t.Parallel()
	addr := tcptest.Serve(t, tcp.ServerOptions{}, serving(echo)).String()
	good, err := tcptest.Keys(t).CallerToken(identity.OfModule("task"))
	if err != nil {
		t.Fatal(err)
	}
	whole := greeting + frame(settingsFrame, 0, 0, "") + headers(good) + frame(dataFrame, endStream, 1, announce(8, "\xa1\x64Text\x61x"))
	damage := rand.New(rand.NewPCG(38, 82))
	for range 500 {
		bytes := []byte(whole)
		for range 1 + damage.IntN(4) {
			bytes[len(greeting)+damage.IntN(len(whole)-len(greeting))] = byte(damage.UintN(256))
		}
		if damage.IntN(4) == 0 {
			bytes = bytes[:damage.IntN(len(bytes))]
		}
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = conn.Write(bytes)
		_ = conn.(*net.TCPConn).CloseWrite()
		closed(t, fmt.Sprintf("%q", bytes), conn)
		_ = conn.Close()
	}
	if got, err := do(t.Context(), tcptest.Peer(t, tcp.PeerOptions{Name: "test", Addr: addr}), "well"); err != nil || got != "well" {
		t.Errorf("a call after them: %q, %v", got, err)
	}
}
