// Package usertest is the behaviour that every user.Service must show, wherever it runs.
package usertest

import (
	"bytes"
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tasklane/modules/user"
	"tasklane/platform/broadcast"
	"tasklane/platform/cache"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/token"
)

// Options is what a test needs to be different. The zero value is the product's default, but for the cost of a
// hash, which should be small.
type Options struct {
	Registration user.Registration
	// FullHash asks for the product's cost of a hash.
	FullHash bool
}

// World is a service on a fresh database of its own, with what stands around it. The service takes the time from
// Clock and writes its log to Log; Parallel is how many passwords it hashes at once, and Hashes how many it has.
type World struct {
	user.Service
	Keys      *token.Keys
	Cache     cache.Cache
	Broadcast broadcast.Broadcast
	Clock     *Clock
	Log       *Log
	Parallel  int
	Hashes    *atomic.Int64
}

// Clock is a clock that tests move.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// NewClock starts at the present.
func NewClock() *Clock { return &Clock{now: time.Now()} }

// Now is the time.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Advance moves the time on.
func (c *Clock) Advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// Log collects what is logged; it is safe for concurrent use.
type Log struct {
	mu   sync.Mutex
	text bytes.Buffer
}

// Write implements io.Writer.
func (l *Log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

// String is everything so far.
func (l *Log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

type behaviour struct {
	name    string
	options Options
	test    func(t *testing.T, w World)
}

// Run runs the suite; open makes a world for each test.
func Run(t *testing.T, open func(t *testing.T, o Options) World) {
	t.Helper()
	for _, list := range [][]behaviour{registering, signingIn, throttling, refreshing, sessions, profiles, admins, directory, operations} {
		for _, b := range list {
			t.Run(b.name, func(t *testing.T) {
				t.Parallel()
				b.test(t, open(t, b.options))
			})
		}
	}
}

// secret is a good password; home and away are the addresses of two clients.
const (
	secret = "correct horse battery staple"
	other  = "a quite different sentence"
	home   = "192.0.2.1"
	away   = "198.51.100.7"
)

func device(ip string) user.Device { return user.Device{UserAgent: "test", IP: ip} }

// register makes an account from home; its e-mail address is the name's.
func (w World) register(t *testing.T, name string) user.Grant {
	t.Helper()
	g, err := w.Register(t.Context(), user.Register{Name: name, Email: email(name), Password: secret, Device: device(home)})
	if err != nil {
		t.Fatalf("registering %s: %v", name, err)
	}
	return g
}

func email(name string) string { return name + "@example.com" }

func (w World) login(t *testing.T, name, password, ip string) (user.Grant, error) {
	t.Helper()
	return w.Login(t.Context(), user.Login{Email: email(name), Password: password, Device: device(ip)})
}

func (w World) signIn(t *testing.T, name string) user.Grant {
	t.Helper()
	g, err := w.login(t, name, secret, home)
	if err != nil {
		t.Fatalf("signing in %s: %v", name, err)
	}
	return g
}

func (w World) refresh(t *testing.T, token string) (user.Grant, error) {
	t.Helper()
	return w.Refresh(t.Context(), user.Refresh{RefreshToken: token, Device: device(home)})
}

// as is the context of whoever holds the grant.
func as(t *testing.T, g user.Grant) context.Context {
	t.Helper()
	return identity.With(t.Context(), identity.OfUser(g.User.ID, g.SessionID, g.User.Role == user.Admin))
}

func operator(t *testing.T) context.Context {
	t.Helper()
	return identity.With(t.Context(), identity.OfModule("operator"))
}

func gateway(t *testing.T) context.Context {
	t.Helper()
	return identity.With(t.Context(), identity.OfModule("gateway"))
}

func (w World) state(t *testing.T, userID string) user.State {
	t.Helper()
	s, err := w.State(gateway(t), userID)
	if err != nil {
		t.Fatalf("reading the state: %v", err)
	}
	return s
}

// alive fails the test unless the session is as wanted in the database and in the cache.
func (w World) alive(t *testing.T, g user.Grant, want bool) {
	t.Helper()
	raw, _, ok, err := w.Cache.Get(t.Context(), user.CacheKey(g.User.ID))
	if err != nil || !ok {
		t.Fatalf("the cache has no state: %v, %v", ok, err)
	}
	cached, err := user.DecodeState(raw)
	if err != nil {
		t.Fatal(err)
	}
	if got := cached.Alive(g.SessionID); got != want {
		t.Errorf("in the cache the session is alive: %v, want %v", got, want)
	}
	if got := w.state(t, g.User.ID).Alive(g.SessionID); got != want {
		t.Errorf("in the database the session is alive: %v, want %v", got, want)
	}
}

// refused fails the test unless the error has this kind and, for Invalid, is about this field.
func refused(t *testing.T, err error, kind fault.Kind, field string) {
	t.Helper()
	if !fault.Is(err, kind) || fault.From(err).Field != field {
		t.Errorf("got %v (%v), want %v at %q", err, fault.From(err), kind, field)
	}
}

// atOnce runs n functions that start together and returns their errors.
func atOnce(n int, do func(i int) error) []error {
	errs := make([]error, n)
	var ready, done sync.WaitGroup
	ready.Add(n)
	for i := range n {
		done.Go(func() {
			ready.Done()
			ready.Wait()
			errs[i] = do(i)
		})
	}
	done.Wait()
	return errs
}
