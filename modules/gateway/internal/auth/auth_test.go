package auth_test

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tasklane/modules/gateway/internal/auth"
	"tasklane/modules/gateway/internal/live"
	"tasklane/modules/user"
	broadcast "tasklane/platform/broadcast/memory"
	"tasklane/platform/cache"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/token"
)

// accounts answers for the user module.
type accounts struct {
	mu    sync.Mutex
	state user.State
	down  bool
	asked int
}

func (a *accounts) State(_ context.Context, userID string) (user.State, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.asked++
	if a.down {
		return user.State{}, fault.Down(time.Second, false, "down")
	}
	if userID != a.state.UserID {
		return user.State{}, fault.Missing("user")
	}
	return a.state, nil
}

func (a *accounts) set(change func(*accounts)) {
	a.mu.Lock()
	defer a.mu.Unlock()
	change(a)
}

// broken is a cache that is out of reach.
type broken struct{ cache.Cache }

func (broken) Get(context.Context, string) ([]byte, int64, bool, error) {
	return nil, 0, false, errors.New("no route to the cache")
}

type world struct {
	*accounts
	auth *auth.Auth
	keys *token.Keys
	air  *broadcast.Broadcast
}

func inWorld(t *testing.T, test func(t *testing.T, w *world)) {
	t.Helper()
	inWorldWith(t, broken{}, test)
}

func inWorldWith(t *testing.T, c cache.Cache, test func(t *testing.T, w *world)) {
	t.Helper()
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		keys, err := token.New([][]byte{[]byte(strings.Repeat("k", 32))})
		if err != nil {
			t.Fatal(err)
		}
		w := &world{keys: keys, air: broadcast.New(), accounts: &accounts{
			state: user.State{UserID: "ada", Role: user.Admin, Enabled: true, Sessions: []string{"s1", "s2"}},
		}}
		w.auth = auth.New(keys, c, w, live.NewPeople(w.air), slog.New(slog.DiscardHandler))
		ctx, stop := context.WithCancel(t.Context())
		go func() { _ = w.auth.Run(ctx) }()
		test(t, w)
		stop()
		synctest.Wait()
	})
}

func (w *world) token(t *testing.T, userID, session string) string {
	t.Helper()
	raw, _, err := w.keys.Sign(token.Claims{Audience: token.Access, Subject: userID, Session: session})
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func TestATokenIsGoodWhileItsSessionLives(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		raw := w.token(t, "ada", "s1")
		id, err := w.auth.Bearer(t.Context(), raw)
		if err != nil || id.UserID != "ada" || id.SessionID != "s1" || !id.Admin {
			t.Fatalf("got %+v, %v", id, err)
		}
		w.set(func(a *accounts) { a.state.Sessions = []string{"s2"} })
		if _, err := w.auth.Bearer(t.Context(), raw); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("an ended session gave %v", err)
		}
		w.set(func(a *accounts) { a.state.Sessions, a.state.Enabled = []string{"s1"}, false })
		if _, err := w.auth.Bearer(t.Context(), raw); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("a disabled account gave %v", err)
		}
		if _, err := w.auth.Bearer(t.Context(), w.token(t, "nobody", "s1")); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("an unknown user gave %v", err)
		}
	})
}

func TestQ63_WhatCannotBeCheckedIsNotAccepted(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		w.set(func(a *accounts) { a.down = true })
		if _, err := w.auth.Bearer(t.Context(), w.token(t, "ada", "s1")); !fault.Is(err, fault.Unavailable) {
			t.Errorf("got %v", err)
		}
	})
}

func (w *world) watch(session string) (ended <-chan error, stop func()) {
	c := make(chan error, 1)
	return c, w.auth.Watch(identity.OfUser("ada", session, false), func(why error) { c <- why; close(c) })
}

func TestQ57_ASocketHearsOfItsSessionsEnd(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		first, stopFirst := w.watch("s1")
		second, stopSecond := w.watch("s2")
		defer stopFirst()
		synctest.Wait()
		told, _ := json.Marshal(user.SessionsEnded{Type: user.SessionsEndedType, SessionIDs: []string{"s1"}})
		if err := w.air.Publish(t.Context(), user.Channel("ada"), told); err != nil {
			t.Fatal(err)
		}
		if why := <-first; !fault.Is(why, fault.Unauthenticated) {
			t.Errorf("told %v", why)
		}
		select {
		case <-second:
			t.Error("another session was ended too")
		default:
		}
		stopSecond()
		w.set(func(a *accounts) { a.state.Sessions = nil })
		time.Sleep(time.Minute)
		select {
		case <-second:
			t.Error("told after it had stopped")
		default:
		}
	})
}

func TestQ57_AnEndThatNobodyToldOfIsFoundByTheCheck(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		ended, stop := w.watch("s1")
		defer stop()
		synctest.Wait()
		w.set(func(a *accounts) { a.state.Sessions = nil })
		begin := time.Now()
		<-ended
		if took := time.Since(begin); took > user.StateTTL {
			t.Errorf("it took %s", took)
		}
	})
}

func TestASessionThatHadEndedBeforeIsToldAtOnce(t *testing.T) {
	inWorld(t, func(_ *testing.T, w *world) {
		ended, stop := w.watch("long gone")
		defer stop()
		<-ended
	})
}

func TestQ63_SocketsThatCannotBeCheckedClose(t *testing.T) {
	inWorld(t, func(t *testing.T, w *world) {
		ended, stop := w.watch("s1")
		defer stop()
		synctest.Wait()
		w.set(func(a *accounts) { a.down = true })
		if why := <-ended; !fault.Is(why, fault.Unavailable) {
			t.Errorf("told %v of a session that nobody has ended", why)
		}
	})
}

// stale is a cache that has not heard of anything: to it both sessions live for ever.
type stale struct{ cache.Cache }

func (stale) Get(context.Context, string) ([]byte, int64, bool, error) {
	alive := user.State{UserID: "ada", Role: user.Member, Enabled: true, Sessions: []string{"s1", "s2"}}
	return alive.Encode(), 1, true, nil
}

func TestQ57_AnEndThatTheCacheHasNotHeardOfIsFoundByTheCheck(t *testing.T) {
	inWorldWith(t, stale{}, func(t *testing.T, w *world) {
		ended, stop := w.watch("s1")
		defer stop()
		synctest.Wait()
		w.set(func(a *accounts) { a.state.Sessions = nil })
		begin := time.Now()
		<-ended
		if took := time.Since(begin); took > user.StateTTL {
			t.Errorf("it took %s", took)
		}
	})
}

func TestQ24_SessionsAreCheckedAsSoonAsTheBroadcastIsBack(t *testing.T) {
	inWorldWith(t, stale{}, func(t *testing.T, w *world) {
		first, stopFirst := w.watch("s1")
		second, stopSecond := w.watch("s2")
		defer stopFirst()
		defer stopSecond()
		synctest.Wait()
		w.set(func(a *accounts) { a.state.Sessions = []string{"s2"} })
		begin := time.Now()
		w.air.Missed()
		<-first
		if took := time.Since(begin); took > time.Second {
			t.Errorf("it took %s", took)
		}
		synctest.Wait()
		select {
		case <-second:
			t.Error("a session that lives was ended")
		default:
		}
	})
}

func TestASessionThatTheCacheDoesNotKnowYetIsLookedFor(t *testing.T) {
	inWorldWith(t, stale{}, func(t *testing.T, w *world) {
		w.set(func(a *accounts) { a.state.Sessions = append(a.state.Sessions, "new") })
		if _, err := w.auth.Bearer(t.Context(), w.token(t, "ada", "new")); err != nil {
			t.Errorf("a session that has just begun: %v", err)
		}
		ended, stop := w.watch("new")
		defer stop()
		time.Sleep(2 * time.Minute)
		select {
		case <-ended:
			t.Error("the socket of a session that lives was ended")
		default:
		}
		if _, err := w.auth.Bearer(t.Context(), w.token(t, "ada", "never was")); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("a session that never was gave %v", err)
		}
	})
}
