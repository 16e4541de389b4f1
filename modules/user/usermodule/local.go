// Package usermodule makes the user module.
package usermodule

import (
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"time"

	"tasklane/modules/user"
	"tasklane/modules/user/internal/app"
	"tasklane/modules/user/internal/password"
	"tasklane/modules/user/internal/store"
	"tasklane/platform/broadcast"
	"tasklane/platform/cache"
	"tasklane/platform/database"
	"tasklane/platform/token"
)

// Deps is what the module needs. DB, Keys, Cache and Broadcast must be given; DB has the migrations of the folder
// "user" applied. Zero values of the rest are the defaults named.
type Deps struct {
	DB        *database.DB
	Keys      *token.Keys
	Cache     cache.Cache
	Broadcast broadcast.Broadcast

	// Log hears of the security events, each with its name under the key "event"; slog.Default().
	Log *slog.Logger
	// Registration says who may make an account; Open.
	Registration user.Registration
	// SessionLife is how long a session lives that nobody refreshes; 30 days.
	SessionLife time.Duration
	// Limits slow down guessing; DefaultLimits().
	Limits *Limits
	// Hashing is what a password hash costs; DefaultHashing().
	Hashing *Hashing
	// Observer counts; nobody.
	Observer Observer
	// Now is the clock; time.Now.
	Now func() time.Time
}

// Observer hears how sign-ins are doing, for metrics. Its methods are called from many goroutines.
type Observer interface {
	// Hashed: one password hash took this long.
	Hashed(took time.Duration)
	// Waiting: so many more wait to be hashed, or fewer.
	Waiting(change int)
	// Throttled: an attempt to sign in or to register came too early.
	Throttled()
}

type unobserved struct{}

func (unobserved) Hashed(time.Duration) {}
func (unobserved) Waiting(int)          {}
func (unobserved) Throttled()           {}

// Limit says how attempts slow down: Free of them are counted without a wait, each further one doubles
// it, from Base to Max. One attempt is forgotten every Drain.
type Limit = app.Limit

// Limits are the three of the throttle: failures of an account, failures of a client, registrations of a
// client. A client is an IP address, or the /64 of an IPv6 one.
type Limits = app.Limits

// DefaultLimits is what nobody meets who remembers a password at the fifth try, and no family behind one address.
// An account that is attacked from everywhere at once lets through about one guess a minute.
func DefaultLimits() Limits {
	return Limits{
		Account:      Limit{Free: 5, Base: time.Second, Max: time.Minute, Drain: time.Minute},
		Client:       Limit{Free: 20, Base: time.Second, Max: time.Minute, Drain: 30 * time.Second},
		Registration: Limit{Free: 100, Base: 5 * time.Second, Max: 5 * time.Second, Drain: 5 * time.Second},
	}
}

// Hashing is the cost of Argon2id, and how many hashes run and wait at the same time: each that runs takes
// MemoryKiB, and one more sign-in than both together is answered RateLimited.
type Hashing struct {
	MemoryKiB uint32
	Passes    uint32
	Lanes     uint8
	Parallel  int
	Waiting   int
}

// DefaultHashing is 19 MiB in two passes, at most one for each core and four in all, and 128 who wait.
func DefaultHashing() Hashing {
	return Hashing{MemoryKiB: 19 * 1024, Passes: 2, Lanes: 1, Parallel: min(runtime.GOMAXPROCS(0), 4), Waiting: 128}
}

// Local makes the module in this process. It runs nothing in the background.
func Local(d Deps) (user.Service, error) {
	if d.DB == nil || d.Keys == nil || d.Cache == nil || d.Broadcast == nil {
		return nil, errors.New("the user module needs a database, keys, a cache and a broadcast")
	}
	d = withDefaults(d)
	switch d.Registration {
	case user.Open, user.Invite, user.Closed:
	default:
		return nil, fmt.Errorf("registration is OPEN, INVITE or CLOSED, not %q", d.Registration)
	}
	h := *d.Hashing
	passwords, err := password.NewHasher(password.Params{MemoryKiB: h.MemoryKiB, Passes: h.Passes, Lanes: h.Lanes},
		h.Parallel, h.Waiting, d.Observer)
	if err != nil {
		return nil, err
	}
	accounts, attempts := store.New(d.DB)
	return app.New(app.Config{
		Accounts: accounts, Attempts: attempts, Passwords: passwords, Keys: d.Keys, Cache: d.Cache, Broadcast: d.Broadcast,
		Log: d.Log, Now: d.Now, Registration: d.Registration, Limits: *d.Limits, SessionLife: d.SessionLife,
		Throttled: d.Observer.Throttled,
	}), nil
}

func withDefaults(d Deps) Deps {
	if d.Log == nil {
		d.Log = slog.Default()
	}
	if d.Registration == "" {
		d.Registration = user.Open
	}
	if d.SessionLife <= 0 {
		d.SessionLife = 30 * 24 * time.Hour
	}
	if d.Limits == nil {
		limits := DefaultLimits()
		d.Limits = &limits
	}
	if d.Hashing == nil {
		hashing := DefaultHashing()
		d.Hashing = &hashing
	}
	if d.Observer == nil {
		d.Observer = unobserved{}
	}
	if d.Now == nil {
		d.Now = time.Now
	}
	return d
}
