package app

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"time"

	"tasklane/platform/fault"
)

// Limit says how attempts slow down: Free of them are counted without a wait, each further one doubles
// it, from Base to Max. One attempt is forgotten every Drain.
type Limit struct {
	Free      int64
	Base, Max time.Duration
	Drain     time.Duration
}

// Limits are the throttle's three.
//
// Only failures count for a sign-in, and they are counted in two places, for the account and for the client.
// An account that has signed in from a client before has a count of its own with that client, and nothing
// else holds it up there: strangers who guess at an account, or a neighbour behind the same address who
// guesses at others, cannot lock its owner out. From elsewhere the owner waits Account.Max at the worst.
type Limits struct {
	Account, Client Limit
	// Registration counts every registration of a client, whatever comes of it. An address that is taken counts
	// for Client as well.
	Registration Limit
}

// left is what remains of a tally when some of it is forgotten.
func (l Limit) left(t Tally, now time.Time) int64 {
	if l.Drain <= 0 || !now.After(t.Last) {
		return t.Failures
	}
	return max(0, t.Failures-int64(now.Sub(t.Last)/l.Drain))
}

// wait is how long an attempt has to wait yet.
func (l Limit) wait(t Tally, now time.Time) time.Duration {
	over := t.Failures - l.Free
	if over < 0 {
		return 0
	}
	pause := l.Max
	if over < 62 && float64(l.Base)*math.Exp2(float64(over)) < float64(l.Max) {
		pause = l.Base << over
	}
	return max(0, t.Last.Add(pause).Sub(now))
}

func (l Limit) plusOne(t Tally, now time.Time) Tally {
	n := Tally{Failures: l.left(t, now) + 1, Last: now}
	if t.Last.After(now) {
		n.Last = t.Last // another machine's clock is ahead of ours
	}
	return n
}

// attempt is where the failures of a try are counted. held has the limits that may hold it up.
type attempt struct {
	counted, held map[string]Limit
	// own is the key that a right password clears.
	own string
}

// attempt makes the keys for an account, by its folded address, and a client. Whether an account with the
// address exists makes no difference, save that a known client's account does exist.
func (l Limits) attempt(account, client string, known bool) attempt {
	byClient := keyOf("client", client)
	if known {
		own := keyOf("account and client", account, client)
		return attempt{
			counted: map[string]Limit{own: l.Account, byClient: l.Client},
			held:    map[string]Limit{own: l.Account},
			own:     own,
		}
	}
	own := keyOf("account", account)
	both := map[string]Limit{own: l.Account, byClient: l.Client}
	return attempt{counted: both, held: both, own: own}
}

// byClient makes the key for a client alone.
func (l Limits) byClient(client string) attempt {
	key := keyOf("client", client)
	one := map[string]Limit{key: l.Client}
	return attempt{counted: one, held: one, own: key}
}

// keyOf hides what is counted: the table should not hold the addresses that strangers typed.
func keyOf(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		_, _ = h.Write([]byte(p))
		_, _ = h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil))
}

func (s *Service) tooMany(wait time.Duration) error {
	s.throttled()
	when := "a second"
	if seconds := int(math.Ceil(wait.Seconds())); seconds > 1 {
		when = fmt.Sprintf("%d seconds", seconds)
	}
	return fault.TooMany(wait, "There were too many attempts. Try again in %s.", when)
}

// allowed refuses a try that comes too early.
func (s *Service) allowed(ctx context.Context, a attempt) (counted bool, err error) {
	if len(a.held) == 0 {
		return false, nil
	}
	tallies, err := s.attempts.Tallies(ctx, keys(a.held))
	if err != nil {
		return false, err
	}
	now := s.now()
	var wait time.Duration
	for key, limit := range a.held {
		wait = max(wait, limit.wait(tallies[key], now))
	}
	if wait > 0 {
		return false, s.tooMany(wait)
	}
	return tallies[a.own].Failures > 0, nil
}

func (s *Service) failed(ctx context.Context, a attempt) error {
	if len(a.counted) == 0 {
		return nil
	}
	return s.attempts.Count(ctx, keys(a.counted), func(tallies map[string]Tally) error {
		for key, limit := range a.counted {
			tallies[key] = limit.plusOne(tallies[key], s.now())
		}
		return nil
	})
}

// charge counts a registration, or refuses it uncounted.
func (s *Service) charge(ctx context.Context, client string) error {
	key, limit := keyOf("registration", client), s.limits.Registration
	return s.attempts.Count(ctx, []string{key}, func(tallies map[string]Tally) error {
		now := s.now()
		t := tallies[key]
		if wait := limit.wait(t, now); wait > 0 && limit.left(t, now) >= limit.Free {
			return s.tooMany(wait)
		}
		tallies[key] = limit.plusOne(t, now)
		return nil
	})
}

func keys(m map[string]Limit) []string {
	list := make([]string, 0, len(m))
	for key := range m {
		list = append(list, key)
	}
	return list
}
