package tcp_test

import (
	"bytes"
	"context"
	"io"
	"net"
	"sync"
	"testing"
	"time"

	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/tcp"
)

// word is what most calls of these tests say and answer.
type word struct{ Text string }

// serving registers one method under the name test.Do.
func serving(do func(ctx context.Context, in word) (word, error)) func(*tcp.Server) {
	return func(s *tcp.Server) { tcp.Handle(s, "test.Do", do) }
}

func echo(_ context.Context, in word) (word, error) { return in, nil }

func do(ctx context.Context, p *tcp.Peer, text string, marks ...tcp.Mark) (string, error) {
	out, err := tcp.Call[word, word](ctx, p, "test.Do", word{text}, marks...)
	return out.Text, err
}

func as(t *testing.T, id identity.Identity) context.Context {
	t.Helper()
	return identity.With(t.Context(), id)
}

// unavailable fails the test unless a call got no answer, and may have run or cannot have.
func unavailable(t *testing.T, what string, err error, mayHaveRun bool) {
	t.Helper()
	if f := fault.From(err); f == nil || f.Kind != fault.Unavailable || f.MayHaveRun != mayHaveRun {
		t.Errorf("%s: got %v, want it out of reach, run: %v", what, err, mayHaveRun)
	}
}

// eventually waits up to 30 s for a condition.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	late := time.After(30 * time.Second)
	for !holds() {
		select {
		case <-tick.C:
		case <-late:
			t.Fatalf("not within 30 s: %s", what)
		}
	}
}

// paper is a place to log to.
type paper struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

func (p *paper) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.buf.Write(b)
}

func (p *paper) text() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.buf.String()
}

// tally counts outcomes.
type tally struct {
	mu                       sync.Mutex
	called, served, repeated map[string]int
}

func newTally() *tally {
	return &tally{called: map[string]int{}, served: map[string]int{}, repeated: map[string]int{}}
}

func (c *tally) count(in map[string]int, key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	in[key]++
}

func (c *tally) of(in map[string]int, key string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return in[key]
}

func (c *tally) Called(method, outcome string, _ time.Duration) {
	c.count(c.called, method+" "+outcome)
}
func (c *tally) Repeated(method string) { c.count(c.repeated, method) }
func (c *tally) Served(method, outcome string, _ time.Duration) {
	c.count(c.served, method+" "+outcome)
}

// wire is a way to a server that can be cut.
type wire struct {
	net.Listener

	to    string
	mu    sync.Mutex
	conns []net.Conn
	// dead: what is sent arrives nowhere, and nobody says so.
	dead bool
}

// cable lays a wire to an address.
func cable(t *testing.T, to string) *wire {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	w := &wire{Listener: listener, to: to}
	var running sync.WaitGroup
	running.Go(func() {
		for {
			near, err := listener.Accept()
			if err != nil {
				return
			}
			far, err := net.Dial("tcp", to)
			if err != nil {
				_ = near.Close()
				continue
			}
			w.mu.Lock()
			w.conns = append(w.conns, near, far)
			w.mu.Unlock()
			running.Go(func() { w.carry(far, near) })
			running.Go(func() { w.carry(near, far) })
		}
	})
	t.Cleanup(func() { _ = listener.Close(); w.cut(); running.Wait() })
	return w
}

func (w *wire) carry(to, from net.Conn) {
	buffer := make([]byte, 32<<10)
	for {
		n, err := from.Read(buffer)
		if w.isDead() {
			if err != nil {
				return // not even that one side has gone is told
			}
			continue
		}
		if err == nil {
			_, err = to.Write(buffer[:n])
		}
		if err != nil {
			_, _ = to.Close(), from.Close()
			return
		}
	}
}

func (w *wire) isDead() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.dead
}

// cut breaks every connection.
func (w *wire) cut() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, conn := range w.conns {
		_ = conn.Close()
	}
	w.conns = nil
}

func (w *wire) silence() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.dead = true
}

var _ io.Writer = (*paper)(nil)
