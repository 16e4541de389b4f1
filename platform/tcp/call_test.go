package tcp_test

import (
	"context"
	"errors"
	"log/slog"
	"reflect"
	"strings"
	"testing"
	"time"

	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/null"
	"tasklane/platform/page"
	"tasklane/platform/tcp"
	"tasklane/platform/tcp/tcptest"
	"tasklane/platform/telemetry"
)

// cargo has what contracts are made of.
type cargo struct {
	Text    string
	Bad     string // no UTF-8: what is well-formed is the module's word
	Whole   int64
	Flag    bool
	Maybe   *int
	Nothing *int
	At      time.Time
	Later   *time.Time
	Absent  null.Of[string]
	Null    null.Of[time.Time]
	Empty   null.Of[string]
	Given   null.Of[[]string]
	List    page.Page[word]
	None    []string // nil is no condition
	Nobody  []string // empty is satisfied by nothing
	Seats   map[word]string
	Lists   map[string][]word
	Inner   *cargo
}

func full() cargo {
	later := time.Date(2026, 11, 23, 6, 32, 16, 123456000, time.UTC)
	return cargo{
		Text: "Žofie 🙂", Bad: "a\xff", Whole: 1 << 60, Flag: true, Maybe: new(0), At: later.Add(time.Nanosecond), Later: &later,
		Null: null.Null[time.Time](), Empty: null.Value(""), Given: null.Value([]string{}),
		List:   page.Page[word]{Items: []word{{"a"}, {}}, Cursors: []string{"x", ""}, HasNext: true, Total: 10_000},
		Nobody: []string{}, Seats: map[word]string{{"a"}: "b"}, Lists: map[string][]word{"a": nil, "b": {{"c"}}},
		Inner: &cargo{Given: null.Value([]string{"x"}), Null: null.Value(later)},
	}
}

func TestValuesArriveAsTheyWere(t *testing.T) {
	t.Parallel()
	var seen cargo
	p := tcptest.Loopback(t, func(s *tcp.Server) {
		tcp.Handle(s, "test.Carry", func(_ context.Context, in cargo) (cargo, error) {
			seen = in
			return in, nil
		})
		tcp.Handle(s, "test.Nothing", func(context.Context, tcp.None) (tcp.None, error) { return tcp.None{}, nil })
	})
	back, err := tcp.Call[cargo, cargo](t.Context(), p, "test.Carry", full())
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(seen, full()) || !reflect.DeepEqual(back, full()) {
		t.Errorf("there: %+v\nback: %+v\nwant %+v", seen, back, full())
	}
	if zero, err := tcp.Call[cargo, cargo](t.Context(), p, "test.Carry", cargo{}); err != nil || !reflect.DeepEqual(zero, cargo{}) {
		t.Errorf("nothing became %+v, %v", zero, err)
	}
	if _, err := tcp.Call[tcp.None, tcp.None](t.Context(), p, "test.Nothing", tcp.None{}); err != nil {
		t.Error(err)
	}
}

func TestQ73_TheCallerAndTheRequestArrive(t *testing.T) {
	t.Parallel()
	var seen identity.Identity
	var request string
	p := tcptest.Loopback(t, serving(func(ctx context.Context, in word) (word, error) {
		seen, request = identity.From(ctx), telemetry.RequestID(ctx)
		return in, nil
	}))
	for _, id := range []identity.Identity{
		identity.OfUser("u1", "s1", true), identity.OfAudience("p1"), identity.OfModule("task"), {Client: "192.0.2.1"}, {},
	} {
		if _, err := do(telemetry.WithRequestID(as(t, id), "req-1"), p, ""); err != nil || seen != id || request != "req-1" {
			t.Errorf("%+v arrived as %+v, its request as %q, %v", id, seen, request, err)
		}
	}
}

func TestQ22_ACallEndsByItsDeadlineOnBothSides(t *testing.T) {
	t.Parallel()
	left, over := make(chan time.Duration, 1), make(chan error, 1)
	p := tcptest.Loopback(t, serving(func(ctx context.Context, in word) (word, error) {
		deadline, _ := ctx.Deadline()
		left <- time.Until(deadline)
		if in.Text == "hang" {
			<-ctx.Done()
			over <- ctx.Err()
		}
		return in, ctx.Err()
	}))
	if _, err := do(t.Context(), p, ""); err != nil {
		t.Fatal(err)
	}
	if got := <-left; got > tcp.DefaultTimeout || got < tcp.DefaultTimeout/2 {
		t.Errorf("without a deadline there were %v", got)
	}
	if _, err := do(t.Context(), p, "", tcp.Within(time.Minute)); err != nil {
		t.Fatal(err)
	}
	if got := <-left; got > time.Minute || got < 30*time.Second {
		t.Errorf("a call within a minute had %v", got)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := do(ctx, p, "hang", tcp.Within(time.Minute))
	unavailable(t, "a call that hangs", err, true)
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("the cause is %v", err)
	}
	if got := <-left; got > 50*time.Millisecond {
		t.Errorf("the other side had %v", got)
	}
	if err := <-over; err == nil {
		t.Error("the other side's time is not over")
	}
}

func TestACancelledCallIsCancelledThere(t *testing.T) {
	t.Parallel()
	begun, over := make(chan struct{}), make(chan error, 1)
	p := tcptest.Loopback(t, serving(func(ctx context.Context, in word) (word, error) {
		close(begun)
		<-ctx.Done()
		over <- ctx.Err()
		return in, ctx.Err()
	}))
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-begun; cancel() }()
	_, err := do(ctx, p, "")
	unavailable(t, "a cancelled call", err, true)
	if !errors.Is(err, context.Canceled) {
		t.Errorf("the cause is %v", err)
	}
	if err := <-over; !errors.Is(err, context.Canceled) {
		t.Errorf("there it ended with %v", err)
	}
	_, err = do(ctx, p, "")
	unavailable(t, "a call whose context is over", err, false)
}

func TestAnUnknownMethodIsUnavailable(t *testing.T) {
	t.Parallel()
	p := tcptest.Loopback(t, serving(echo))
	_, err := tcp.Call[word, word](t.Context(), p, "test.New", word{})
	unavailable(t, "a method of a newer version", err, false)
}

func TestTooMuchIsSaidToBeTooMuch(t *testing.T) {
	t.Parallel()
	runs := 0
	addr := tcptest.Serve(t, tcp.ServerOptions{MaxRequest: 1 << 10}, serving(func(_ context.Context, in word) (word, error) {
		runs++
		if in.Text == "much" {
			return word{strings.Repeat("x", 2000)}, nil
		}
		return word{}, nil
	})).String()
	p := tcptest.Peer(t, tcp.PeerOptions{Name: "test", Addr: addr, MaxAnswer: 1 << 10})
	for _, c := range []struct {
		what, text string
		runs       int
	}{{"a request", strings.Repeat("x", 2000), 0}, {"an answer", "much", 1}} {
		if _, err := do(t.Context(), p, c.text, tcp.Read); !fault.Is(err, fault.TooComplex) || runs != c.runs {
			t.Errorf("%s: %v after %d runs", c.what, err, runs)
		}
	}
	if _, err := do(t.Context(), p, strings.Repeat("x", 1000)); err != nil {
		t.Errorf("what fits: %v", err)
	}
}

func TestAMethodIsServedOnce(t *testing.T) {
	t.Parallel()
	s, err := tcp.NewServer(tcp.ServerOptions{Addr: "127.0.0.1:0", Keys: tcptest.Keys(t)})
	if err != nil {
		t.Fatal(err)
	}
	serving(echo)(s)
	serving(echo)(s)
	if err := s.Unit().Start(t.Context()); err == nil || !strings.Contains(err.Error(), "test.Do") {
		t.Errorf("got %v", err)
	}
}

func TestWhatIsMissingIsNamedAtTheStart(t *testing.T) {
	t.Parallel()
	if _, err := tcp.NewServer(tcp.ServerOptions{Addr: ":0"}); err == nil {
		t.Error("a server without keys was made")
	}
	for _, addr := range []string{"", "task", "task:", ":7000", "task:7000,", "http://task:7000"} {
		if _, err := tcp.NewPeer(tcp.PeerOptions{Name: "task", Addr: addr, Keys: tcptest.Keys(t)}); err == nil {
			t.Errorf("%q was taken for an address", addr)
		}
	}
	taken := tcptest.Serve(t, tcp.ServerOptions{}, serving(echo)).String()
	s, err := tcp.NewServer(tcp.ServerOptions{Addr: taken, Variable: "TCP_ADDR", Keys: tcptest.Keys(t), Log: slog.New(slog.DiscardHandler)})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Unit().Start(t.Context()); err == nil || !strings.Contains(err.Error(), "TCP_ADDR: "+taken+" is in use") {
		t.Errorf("a port that is taken: %v", err)
	}
}
