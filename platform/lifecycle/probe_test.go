package lifecycle_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"tasklane/platform/lifecycle"
)

// running is where a process with these checks, which has started, is asked how it is.
func running(t *testing.T, checks ...lifecycle.Check) (addr string) {
	t.Helper()
	p := process(0, 5*time.Second)
	p.Watch(checks...)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- p.Run(ctx) }()
	server := httptest.NewServer(p.Ops(http.NotFoundHandler(), false))
	t.Cleanup(func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("the end: %v", err)
		}
		server.Close()
	})
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for slices.Contains(p.Readiness(t.Context()).Reasons, "starting") {
		<-tick.C
	}
	return server.Listener.Addr().String()
}

func TestAProbeTellsLifeFromReadiness(t *testing.T) {
	t.Parallel()
	away := func(context.Context) error { return errors.New("it is away") }
	well := running(t)
	limping := running(t, lifecycle.Check{Name: "broadcast", Ask: away, Degrades: true})
	stuck := running(t, lifecycle.Check{Name: "database", Ask: away})
	for _, c := range []struct {
		addr  string
		ready bool
		says  string
		fails string
	}{
		{well, false, "alive", ""},
		{well, true, "ready", ""},
		{limping, true, "ready, but without broadcast: it is away", ""},
		{stuck, false, "alive", ""},
		{stuck, true, "", "not ready: database: it is away"},
	} {
		said, err := lifecycle.Probe(t.Context(), c.addr, c.ready)
		if said != c.says || (err == nil) != (c.fails == "") || (err != nil && err.Error() != c.fails) {
			t.Errorf("ready %v: %q, %v; want %q, %s", c.ready, said, err, c.says, c.fails)
		}
	}
}

func TestAListenerOfEveryAddressIsProbedOnThisMachine(t *testing.T) {
	t.Parallel()
	_, port, err := net.SplitHostPort(running(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, addr := range []string{":" + port, "0.0.0.0:" + port, "127.0.0.1:" + port} {
		if said, err := lifecycle.Probe(t.Context(), addr, true); err != nil || said != "ready" {
			t.Errorf("%s: %q, %v", addr, said, err)
		}
	}
	if _, err := lifecycle.Probe(t.Context(), "[::]:1", false); err == nil || !strings.Contains(err.Error(), "[::1]:1") {
		t.Errorf("[::] was asked elsewhere: %v", err)
	}
}

func TestAProbeThatIsNotAnsweredFailsInOneLine(t *testing.T) {
	t.Parallel()
	listen := func() net.Listener {
		listener, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = listener.Close() })
		return listener
	}
	silent, closed, chatty := listen(), listen(), listen()
	_ = closed.Close()
	go func() {
		for {
			conn, err := chatty.Accept()
			if err != nil {
				return
			}
			_, _ = conn.Write([]byte("220 mail.example.org ESMTP\r\n"))
			_ = conn.Close()
		}
	}()
	stranger := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(stranger.Close)
	for addr, says := range map[string]string{
		silent.Addr().String():            "no answer within 3s",
		closed.Addr().String():            "connection refused",
		chatty.Addr().String():            "nobody answers",
		stranger.Listener.Addr().String(): "is not tasklane",
	} {
		begin := time.Now()
		_, err := lifecycle.Probe(t.Context(), addr, true)
		if err == nil || !strings.Contains(err.Error(), says) || !strings.Contains(err.Error(), addr) || strings.Contains(err.Error(), "\n") {
			t.Errorf("got %v, want one line that says %s of %s", err, says, addr)
		}
		if took := time.Since(begin); took > 10*time.Second {
			t.Errorf("it took %v", took)
		}
	}
}
