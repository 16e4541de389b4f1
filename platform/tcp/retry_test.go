package tcp_test

import (
	"context"
	"net"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/tcp"
	"tasklane/platform/tcp/tcptest"
)

// breaking serves a method whose first answers are lost: the wire is cut while they are on their way.
func breaking(t *testing.T, lose int64) (p *tcp.Peer, runs *atomic.Int64, c *tally) {
	t.Helper()
	runs, c = &atomic.Int64{}, newTally()
	var cut atomic.Pointer[wire]
	addr := tcptest.Serve(t, tcp.ServerOptions{}, serving(func(ctx context.Context, in word) (word, error) {
		if runs.Add(1) <= lose {
			cut.Load().cut()
			<-ctx.Done()
		}
		return in, nil
	})).String()
	w := cable(t, addr)
	cut.Store(w)
	p = tcptest.Peer(t, tcp.PeerOptions{Name: "test", Addr: w.Addr().String(), Observer: c})
	return p, runs, c
}

func TestQ31_ALostAnswerMeansThatItMayHaveRun(t *testing.T) {
	t.Parallel()
	p, runs, c := breaking(t, 1)
	_, err := do(t.Context(), p, "write")
	unavailable(t, "a write whose answer was lost", err, true)
	if f := fault.From(err); runs.Load() != 1 || f.RetryAfter <= 0 {
		t.Errorf("it ran %d times; retry after %v", runs.Load(), f.RetryAfter)
	}
	if c.of(c.called, "test.Do UNAVAILABLE") != 1 || c.of(c.repeated, "test.Do") != 0 {
		t.Errorf("counted: %v %v", c.called, c.repeated)
	}
}

func TestAReadWhoseAnswerWasLostIsReadAgain(t *testing.T) {
	t.Parallel()
	p, runs, c := breaking(t, 1)
	got, err := do(t.Context(), p, "read", tcp.Read)
	if err != nil || got != "read" || runs.Load() != 2 {
		t.Errorf("got %q, %v after %d runs", got, err, runs.Load())
	}
	if c.of(c.called, "test.Do OK") != 1 || c.of(c.repeated, "test.Do") != 1 {
		t.Errorf("counted: %v %v", c.called, c.repeated)
	}
}

func TestAnAnswerIsNotAskedForAgain(t *testing.T) {
	t.Parallel()
	var runs atomic.Int64
	p := tcptest.Loopback(t, serving(func(_ context.Context, in word) (word, error) {
		runs.Add(1)
		return in, fault.Down(0, false, "The database cannot be reached right now.")
	}))
	if _, err := do(t.Context(), p, "", tcp.Read); !fault.Is(err, fault.Unavailable) || runs.Load() != 1 {
		t.Errorf("got %v after %d runs", err, runs.Load())
	}
}

// A module that is restarted is away for a moment. A call that finds nobody has not begun, so that a write is tried again
// too, for a fraction of a second.
func TestACallThatFindsNobodyIsTriedAgain(t *testing.T) {
	t.Parallel()
	addr, stop := tcptest.Start(t, tcp.ServerOptions{}, serving(echo))
	c := newTally()
	p := tcptest.Peer(t, tcp.PeerOptions{Name: "test", Addr: addr.String(), Observer: c})
	if _, err := do(t.Context(), p, ""); err != nil {
		t.Fatal(err)
	}
	if err := stop(time.Second); err != nil {
		t.Fatal(err)
	}
	begin := time.Now()
	_, err := do(t.Context(), p, "write")
	unavailable(t, "with nobody there", err, false)
	if n, took := c.of(c.repeated, "test.Do"), time.Since(begin); n != 2 || took > tcp.DefaultTimeout/2 {
		t.Errorf("it was repeated %d times and took %v", n, took)
	}
	tcptest.Serve(t, tcp.ServerOptions{Addr: addr.String()}, serving(echo))
	eventually(t, "it is found again", func() bool {
		got, err := do(t.Context(), p, "write")
		return err == nil && got == "write"
	})
}

// Processes that start together find each other as soon as they are there, and not when a pause is over.
func TestATryWaitsNoLongerThanUntilSomebodyIsThere(t *testing.T) {
	t.Parallel()
	addr, stop := tcptest.Start(t, tcp.ServerOptions{}, serving(echo))
	if err := stop(time.Second); err != nil {
		t.Fatal(err)
	}
	p := tcptest.Peer(t, tcp.PeerOptions{Name: "test", Addr: addr.String()})
	if !tcp.Rest(t.Context(), p, time.Millisecond) {
		t.Error("a pause that is over counts as the caller's end")
	}
	rested := make(chan bool, 1)
	go func() { rested <- tcp.Rest(t.Context(), p, time.Hour) }()
	tcptest.Serve(t, tcp.ServerOptions{Addr: addr.String()}, serving(echo))
	select {
	case again := <-rested:
		if _, err := do(t.Context(), p, ""); !again || err != nil {
			t.Errorf("go on: %v, and the call: %v", again, err)
		}
	case <-time.After(30 * time.Second):
		t.Error("it waits on though somebody is there")
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if tcp.Rest(ended, p, time.Hour) {
		t.Error("it goes on though nobody waits for it any more")
	}
}

// One of two is away for long and comes back, and then the other one leaves: in a rolling restart there is no more time
// between the two than somebody needs to be ready.
func TestQ20_WhoHasJustComeBackIsFoundWhenTheOtherLeaves(t *testing.T) {
	t.Parallel()
	away, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	other, leave := tcptest.Start(t, tcp.ServerOptions{}, serving(echo))
	p := tcptest.Peer(t, tcp.PeerOptions{Name: "test", Addr: away.Addr().String() + "," + other.String()})
	for range 7 { // after so many looks the next one is a second away
		conn, err := away.Accept()
		if err != nil {
			t.Fatal(err)
		}
		_ = conn.Close()
	}
	_ = away.Close()
	tcptest.Serve(t, tcp.ServerOptions{Addr: away.Addr().String()}, serving(echo))
	if err := leave(time.Second); err != nil {
		t.Fatal(err)
	}
	if got, err := do(t.Context(), p, "write"); err != nil || got != "write" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestQ32_RepeatingIsBounded(t *testing.T) {
	t.Parallel()
	addr, stop := tcptest.Start(t, tcp.ServerOptions{}, serving(echo))
	c := newTally()
	p := tcptest.Peer(t, tcp.PeerOptions{Name: "test", Addr: addr.String(), Observer: c})
	if err := stop(time.Second); err != nil {
		t.Fatal(err)
	}
	const calls = 300
	var all sync.WaitGroup
	for range calls {
		all.Go(func() { _, _ = do(t.Context(), p, "", tcp.Read) })
	}
	all.Wait()
	if n := c.of(c.repeated, "test.Do"); n == 0 || n > 20 {
		t.Errorf("%d calls were repeated %d times", calls, n)
	}
}

func TestQ40_BeyondItsLimitAServerRefusesBeforeItBegins(t *testing.T) {
	t.Parallel()
	release, running := make(chan struct{}), make(chan struct{}, 2)
	c := newTally()
	addr := tcptest.Serve(t, tcp.ServerOptions{MaxCalls: 2, Observer: c}, serving(func(_ context.Context, in word) (word, error) {
		running <- struct{}{}
		<-release
		return in, nil
	})).String()
	var all sync.WaitGroup
	for range 2 { // connections of their own, because the streams of one are limited too
		p := tcptest.Peer(t, tcp.PeerOptions{Name: "test", Addr: addr})
		all.Go(func() {
			if _, err := do(t.Context(), p, ""); err != nil {
				t.Error(err)
			}
		})
	}
	<-running
	<-running
	_, err := do(t.Context(), tcptest.Peer(t, tcp.PeerOptions{Name: "test", Addr: addr}), "write")
	unavailable(t, "one call too many", err, false)
	if n := c.of(c.served, "test.Do UNAVAILABLE"); n != 3 {
		t.Errorf("it was refused %d times, want that it was tried again", n)
	}
	close(release)
	all.Wait()
}

func TestQ40_OneCallerFillsAQuarterOfAServerAndWaitsForTheRest(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	let := sync.OnceFunc(func() { close(release) })
	var running, most atomic.Int64
	c := newTally()
	p := tcptest.Peer(t, tcp.PeerOptions{Name: "test", Addr: tcptest.Serve(t, tcp.ServerOptions{MaxCalls: 8, Observer: c}, serving(
		func(_ context.Context, in word) (word, error) {
			now := running.Add(1)
			for seen := most.Load(); now > seen && !most.CompareAndSwap(seen, now); seen = most.Load() {
			}
			<-release
			running.Add(-1)
			return in, nil
		})).String()})
	t.Cleanup(let) // before the server waits for them
	var all sync.WaitGroup
	const calls = 40
	for range calls {
		all.Go(func() {
			if _, err := do(t.Context(), p, "write"); err != nil {
				t.Error(err)
			}
		})
	}
	eventually(t, "two calls run", func() bool { return running.Load() == 2 })
	let()
	all.Wait()
	if most.Load() != 2 || c.of(c.served, "test.Do OK") != calls {
		t.Errorf("%d calls ran at once, and of %d the server has answered %d", most.Load(), calls, c.of(c.served, "test.Do OK"))
	}
}

func TestTwiceSendsReadsTwiceAndWritesOnce(t *testing.T) {
	t.Parallel()
	var runs atomic.Int64
	p := tcptest.Loopback(t, serving(func(_ context.Context, in word) (word, error) {
		runs.Add(1)
		return in, nil
	}), tcptest.Twice)
	for _, c := range []struct {
		marks []tcp.Mark
		want  int64
	}{{nil, 1}, {[]tcp.Mark{tcp.Read}, 2}, {[]tcp.Mark{tcp.Within(time.Second)}, 1}, {[]tcp.Mark{tcp.Within(time.Second), tcp.Read}, 2}} {
		runs.Store(0)
		if got, err := do(as(t, identity.OfModule("task")), p, "x", c.marks...); err != nil || got != "x" || runs.Load() != c.want {
			t.Errorf("%v: %q, %v, sent %d times, want %d", c.marks, got, err, runs.Load(), c.want)
		}
	}
}
