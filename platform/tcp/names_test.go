package tcp_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"tasklane/platform/tcp"
	"tasklane/platform/tcp/tcptest"
)

// zone has names and their addresses, which change.
type zone struct {
	mu    sync.Mutex
	addrs map[string][]string
	errs  map[string]error
	asked int
}

func newZone() *zone { return &zone{addrs: map[string][]string{}, errs: map[string]error{}} }

func (z *zone) set(name string, err error, addrs ...string) {
	z.mu.Lock()
	defer z.mu.Unlock()
	z.addrs[name], z.errs[name] = addrs, err
}

func (z *zone) resolve(_ context.Context, name string) ([]string, error) {
	z.mu.Lock()
	defer z.mu.Unlock()
	z.asked++
	return append([]string{}, z.addrs[name]...), z.errs[name]
}

// looked waits until names have been looked up again.
func (z *zone) looked(t *testing.T, times int) {
	t.Helper()
	count := func() int {
		z.mu.Lock()
		defer z.mu.Unlock()
		return z.asked
	}
	before := count()
	eventually(t, "names are looked up again", func() bool { return count() >= before+times })
}

// named starts a server that answers with its name.
func named(t *testing.T, name string) (addr string, stop func()) {
	t.Helper()
	at, end := tcptest.Start(t, tcp.ServerOptions{}, serving(func(context.Context, word) (word, error) { return word{name}, nil }))
	return at.String(), func() {
		if err := end(time.Second); err != nil {
			t.Error(err)
		}
	}
}

// answers counts who answers a number of calls.
func answers(t *testing.T, p *tcp.Peer, calls int) map[string]int {
	t.Helper()
	who := map[string]int{}
	for range calls {
		name, err := do(t.Context(), p, "")
		if err != nil {
			name = "nobody"
		}
		who[name]++
	}
	return who
}

func TestCallsGoToAllAddressesInTurn(t *testing.T) {
	t.Parallel()
	z := newZone()
	a, stopA := named(t, "a")
	z.set("task:7000", nil, a)
	p := tcptest.Peer(t, tcp.PeerOptions{Name: "task", Addr: "task:7000", Resolve: z.resolve})
	if who := answers(t, p, 5); who["a"] != 5 {
		t.Errorf("the only one: %v", who)
	}
	// A new address gets its share, although no connection has broken.
	b, _ := named(t, "b")
	z.set("task:7000", nil, a, b)
	eventually(t, "both are called alike", func() bool {
		who := answers(t, p, 10)
		return who["a"] == 5 && who["b"] == 5
	})
	stopA()
	if who := answers(t, p, 10); who["b"] != 10 {
		t.Errorf("after one has gone: %v", who)
	}
}

func TestQ35_ANameThatCannotBeLookedUpKeepsItsAddresses(t *testing.T) {
	t.Parallel()
	z := newZone()
	a, _ := named(t, "a")
	b, _ := named(t, "b")
	z.set("one:7000", nil, a)
	z.set("two:7000", nil, b)
	p := tcptest.Peer(t, tcp.PeerOptions{Name: "task", Addr: "one:7000,two:7000", Resolve: z.resolve})
	alike := func() bool {
		who := answers(t, p, 10)
		return who["a"] == 5 && who["b"] == 5
	}
	eventually(t, "both are called alike", alike)
	z.set("one:7000", errors.New("SERVFAIL"))
	z.looked(t, 4)
	if !alike() {
		t.Error("one name cannot be looked up, and its address is called no more")
	}
	z.set("two:7000", errors.New("SERVFAIL"))
	z.looked(t, 4)
	if !alike() {
		t.Error("no name can be looked up, and their addresses are called no more")
	}
}

func TestQ35_ANameThatIsNotThereYetIsFoundLater(t *testing.T) {
	t.Parallel()
	z := newZone()
	z.set("task:7000", errors.New("NXDOMAIN"))
	p := tcptest.Peer(t, tcp.PeerOptions{Name: "task", Addr: "task:7000", Resolve: z.resolve})
	_, err := do(t.Context(), p, "")
	unavailable(t, "without an address", err, false)
	z.set("task:7000", nil) // a name without addresses is none either
	z.looked(t, 2)
	a, _ := named(t, "a")
	z.set("task:7000", nil, a)
	eventually(t, "it is called", func() bool { return answers(t, p, 1)["a"] == 1 })
}

// TestQ22_AnAddressThatHasGoneSilentIsGivenUp: a process that is stopped, or a machine that is gone, says nothing and
// closes nothing. Asking takes 10 s, waiting for the answer 5.
func TestQ22_AnAddressThatHasGoneSilentIsGivenUp(t *testing.T) {
	t.Parallel()
	a, _ := named(t, "a")
	b, _ := named(t, "b")
	w := cable(t, a)
	p := tcptest.Peer(t, tcp.PeerOptions{Name: "task", Addr: w.Addr().String() + "," + b})
	eventually(t, "both are called", func() bool { return len(answers(t, p, 4)) == 2 })
	w.silence()
	quick := func() (string, error) {
		ctx, cancel := context.WithTimeout(t.Context(), 250*time.Millisecond)
		defer cancel()
		return do(ctx, p, "")
	}
	eventually(t, "only the other one is called", func() bool {
		for range 10 {
			if name, err := quick(); err != nil || name != "b" {
				return false
			}
		}
		return true
	})
}

func TestQ33_ACallerThatHasGoneSilentGivesItsPlaceBack(t *testing.T) {
	t.Parallel()
	addr := tcptest.Serve(t, tcp.ServerOptions{MaxConnections: 1}, serving(echo)).String()
	w := cable(t, addr)
	if _, err := do(t.Context(), tcptest.Peer(t, tcp.PeerOptions{Name: "task", Addr: w.Addr().String()}), "x"); err != nil {
		t.Fatal(err)
	}
	w.silence()
	_ = w.Close() // it does not come again
	another := tcptest.Peer(t, tcp.PeerOptions{Name: "task", Addr: addr})
	_, err := do(t.Context(), another, "x")
	unavailable(t, "while the place is taken", err, false)
	eventually(t, "there is room for another", func() bool {
		_, err := do(t.Context(), another, "x")
		return err == nil
	})
}

func TestAListOfAddressesNeedsNoNames(t *testing.T) {
	t.Parallel()
	a, _ := named(t, "a")
	b, _ := named(t, "b")
	p := tcptest.Peer(t, tcp.PeerOptions{Name: "task", Addr: a + ", " + b})
	eventually(t, "both are called alike", func() bool {
		who := answers(t, p, 10)
		return who["a"] == 5 && who["b"] == 5
	})
}

func TestPingTellsWhetherSomebodyAnswers(t *testing.T) {
	t.Parallel()
	addr, stop := tcptest.Start(t, tcp.ServerOptions{}, serving(echo))
	p := tcptest.Peer(t, tcp.PeerOptions{Name: "task", Addr: addr.String()})
	check := p.Check()
	if !check.Degrades || check.Name != "task module" {
		t.Errorf("the check is %+v", check)
	}
	if err := check.Ask(t.Context()); err != nil {
		t.Errorf("it answers, and yet: %v", err)
	}
	if err := stop(time.Second); err != nil {
		t.Fatal(err)
	}
	unavailable(t, "a peer that is away", check.Ask(t.Context()), false)
}
