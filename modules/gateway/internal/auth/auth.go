// Package auth says who a request comes from: an access token names a session, and the session's state, from
// the cache or the user module, says whether it lives and what role its user has.
package auth

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"tasklane/modules/gateway/internal/live"
	"tasklane/modules/gateway/internal/transport"
	"tasklane/modules/user"
	"tasklane/platform/cache"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/token"
)

// States is what is asked of the user module.
type States interface {
	State(ctx context.Context, userID string) (user.State, error)
}

// Auth knows access tokens and the sessions behind them. Run must run while sessions are watched.
type Auth struct {
	keys   *token.Keys
	cache  cache.Cache
	states States
	people *live.People
	log    *slog.Logger

	soon chan struct{} // asks to check everybody now

	mu      sync.Mutex
	watched map[string]*watched // by user
}

var _ transport.Authenticator = (*Auth)(nil)

// New makes one that trusts the keys' tokens.
func New(keys *token.Keys, c cache.Cache, states States, people *live.People, log *slog.Logger) *Auth {
	return &Auth{keys: keys, cache: c, states: states, people: people, log: log, soon: make(chan struct{}, 1), watched: map[string]*watched{}}
}

// Bearer verifies an access token and that its session lives.
func (a *Auth) Bearer(ctx context.Context, raw string) (identity.Identity, error) {
	claims, err := a.keys.Verify(ctx, token.Access, raw)
	if err != nil {
		return identity.Identity{}, err
	}
	return a.current(ctx, claims.Subject, claims.Session)
}

// Current gives a session's caller as they stand now.
func (a *Auth) Current(ctx context.Context, id identity.Identity) (identity.Identity, error) {
	now, err := a.current(ctx, id.UserID, id.SessionID)
	now.Client = id.Client
	return now, err
}

func (a *Auth) current(ctx context.Context, userID, sessionID string) (identity.Identity, error) {
	state, err := a.state(ctx, userID, func(s user.State) bool { return s.Alive(sessionID) })
	if err != nil {
		return identity.Identity{}, err
	}
	if !state.Alive(sessionID) {
		return identity.Identity{}, fault.SignInNeeded()
	}
	return identity.OfUser(userID, sessionID, state.Role == user.Admin), nil
}

// state comes from the cache or, where that has nothing good, from the database through the user module. A cache
// that fails is one that has nothing: the answer is the same, a little later. Nor is anybody sent away on its word
// alone, which may be older than a session that has begun at another process.
func (a *Auth) state(ctx context.Context, userID string, good func(user.State) bool) (user.State, error) {
	if raw, _, found, err := a.cache.Get(ctx, user.CacheKey(userID)); err == nil && found {
		if state, err := user.DecodeState(raw); err == nil && good(state) {
			return state, nil
		}
	}
	return a.truth(ctx, userID)
}

// truth is the state in the database, which goes into the cache by the way.
func (a *Auth) truth(ctx context.Context, userID string) (user.State, error) {
	state, err := a.states.State(identity.With(ctx, identity.OfModule("gateway")), userID)
	if fault.Is(err, fault.NotFound) {
		return user.State{}, fault.SignInNeeded()
	}
	return state, err
}

// sessionCheck bounds how long a session's end may go unnoticed when no broadcast tells of it; checksAtOnce is how
// many states are read at the same time.
const (
	sessionCheck = user.StateTTL
	checksAtOnce = 8
)

// Run reads the state of everybody who is watched again and again, and at once when their sessions' end may have been
// missed, until ctx ends. It reads the database: what the cache has may be as old as a round, and both would add up.
func (a *Auth) Run(ctx context.Context) error {
	tick := time.NewTicker(sessionCheck)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		case <-a.soon:
		}
		var round errgroup.Group
		round.SetLimit(checksAtOnce)
		for _, w := range a.everybody() {
			round.Go(func() error { a.check(ctx, w, a.truth); return nil })
		}
		_ = round.Wait() // a check reports for itself
	}
}

func (a *Auth) everybody() []*watched {
	a.mu.Lock()
	defer a.mu.Unlock()
	all := make([]*watched, 0, len(a.watched))
	for _, w := range a.watched {
		all = append(all, w)
	}
	return all
}

// missedChecks is after how many failed reads of the state the sockets close all the same: a session that cannot
// be checked is not taken for granted.
const missedChecks = 2

func (a *Auth) check(ctx context.Context, w *watched, read func(context.Context, string) (user.State, error)) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	state, err := read(ctx, w.userID)
	why := sessionEnded()
	if err != nil && !fault.Is(err, fault.Unauthenticated) {
		if errors.Is(ctx.Err(), context.Canceled) {
			return
		}
		a.log.Warn("a session cannot be checked", slog.Any("error", err))
		if w.missed.Add(1) < missedChecks {
			return
		}
		state, why = user.State{}, fault.From(err)
	}
	w.missed.Store(0)
	w.end(why, func(sessionID string) bool { return !state.Alive(sessionID) })
}

func sessionEnded() error {
	return fault.New(fault.Unauthenticated, "The session has ended; sign in again.")
}

// ended handles the broadcast about sessions that are over.
func (w *watched) ended(m live.Message) {
	var over user.SessionsEnded
	if json.Unmarshal(m.Payload, &over) == nil {
		w.end(sessionEnded(), func(sessionID string) bool { return slices.Contains(over.SessionIDs, sessionID) })
	}
}
