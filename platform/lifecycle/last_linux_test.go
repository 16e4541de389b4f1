package lifecycle_test

import (
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"tasklane/platform/lifecycle"
)

// TestQ19_WhoHasComeInIsAnswered closes a listener that connections wait at: a closed socket would cut them off, and a
// proxy would have lost what it had sent.
func TestQ19_WhoHasComeInIsAnswered(t *testing.T) {
	t.Parallel()
	plain, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	listener := lifecycle.UntilTheLast(plain)
	var waiting []net.Conn
	for range 5 {
		conn, err := net.Dial("tcp", listener.Addr().String()) // the kernel greets it; nobody has accepted it
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		if _, err := io.WriteString(conn, "POST / HTTP/1.1\r\nHost: here\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"); err != nil {
			t.Fatal(err)
		}
		waiting = append(waiting, conn)
	}
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	if conn, err := net.Dial("tcp", listener.Addr().String()); err == nil {
		_ = conn.Close()
		t.Error("the door is still open")
	}
	server := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) })}
	if err := server.Serve(listener); err == nil || !strings.Contains(err.Error(), "closed") { // the last of them, and its end
		t.Errorf("it ended with %v", err)
	}
	for n, conn := range waiting {
		answer, err := io.ReadAll(conn)
		if err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 418 ") {
			t.Errorf("connection %d: %v %q", n, err, answer)
		}
	}
}
