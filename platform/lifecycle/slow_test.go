package lifecycle_test

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tasklane/platform/lifecycle"
)

// pipes is a listener whose connections are pipes in memory, so that a bubble's clock rules them.
type pipes struct {
	conns  chan net.Conn
	closed chan struct{}
}

func (p *pipes) Accept() (net.Conn, error) {
	select {
	case conn := <-p.conns:
		return conn, nil
	case <-p.closed:
		return nil, net.ErrClosed
	}
}
func (p *pipes) Close() error   { close(p.closed); return nil }
func (p *pipes) Addr() net.Addr { return &net.TCPAddr{} }

func (p *pipes) dial() net.Conn {
	client, server := net.Pipe()
	p.conns <- server
	return client
}

func TestQ46_HalfRequestsAreCutOffAndHoldNobodyUp(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		listener := &pipes{conns: make(chan net.Conn), closed: make(chan struct{})}
		server := lifecycle.ServeOn(lifecycle.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, err := io.Copy(io.Discard, r.Body)
			if err != nil {
				w.WriteHeader(http.StatusRequestTimeout)
			}
		})}, listener)
		begin := time.Now()
		ended := make(chan time.Duration)
		for i := range 200 {
			text := "POST / HTTP/1.1\r\nHost: a\r\nX-Half: "
			if i%2 == 0 {
				text = "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nhalf a body"
			}
			conn := listener.dial()
			go func() {
				_, _ = io.WriteString(conn, text)
				_, _ = io.Copy(io.Discard, conn)
				ended <- time.Since(begin)
			}()
		}
		conn := listener.dial()
		go func() { _, _ = io.WriteString(conn, "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n") }()
		if line, err := bufio.NewReader(conn).ReadString('\n'); err != nil || !strings.Contains(line, "200") || time.Since(begin) > time.Second {
			t.Errorf("a whole request beside them got %q, %v after %v", line, err, time.Since(begin))
		}
		for range 200 {
			if took := <-ended; took > 40*time.Second {
				t.Fatalf("a half request was held for %v", took)
			}
		}
		_ = server.Close()
	})
}
