package auth

import (
	"context"
	"log/slog"
	"sync"
	"sync/atomic"

	"tasklane/modules/user"
	"tasklane/platform/identity"
)

// watched is a user who has sockets open here.
type watched struct {
	userID    string
	listening sync.Once
	stop      func() // ends the listening
	missed    atomic.Int32

	mu       sync.Mutex
	sessions map[*watch]struct{}
}

// watch is one socket's interest in its session.
type watch struct {
	sessionID string
	once      sync.Once
	ended     func(why error)
}

// Watch calls ended once when the session ends, or cannot be looked up for too long. The state is read after the listening
// has begun, so that an end in between is seen.
func (a *Auth) Watch(id identity.Identity, ended func(why error)) (stop func()) {
	one := &watch{sessionID: id.SessionID, ended: ended}
	a.mu.Lock()
	w, known := a.watched[id.UserID]
	if !known {
		w = &watched{userID: id.UserID, sessions: map[*watch]struct{}{}}
		a.watched[id.UserID] = w
	}
	w.mu.Lock()
	w.sessions[one] = struct{}{}
	w.mu.Unlock()
	a.mu.Unlock()
	w.listening.Do(func() { w.stop = a.listen(w) }) // other users do not wait for it

	go a.check(context.Background(), w, func(ctx context.Context, userID string) (user.State, error) { //nolint:forbidigo // it is for every socket of the user; check bounds it
		return a.state(ctx, userID, w.alive)
	})
	return func() { a.unwatch(w, one) }
}

func (a *Auth) unwatch(w *watched, one *watch) {
	one.once.Do(func() {}) // from now on ended is not called
	a.mu.Lock()
	defer a.mu.Unlock()
	w.mu.Lock()
	delete(w.sessions, one)
	last := len(w.sessions) == 0
	w.mu.Unlock()
	if last && a.watched[w.userID] == w {
		delete(a.watched, w.userID)
		w.stop()
	}
}

// listen follows the user's channel. When that cannot be had, the repeated check still finds ended sessions.
func (a *Auth) listen(w *watched) (stop func()) {
	listener, err := a.people.Listen(context.Background(), w.userID) //nolint:forbidigo // likewise
	if err != nil {
		a.log.Warn("ended sessions are found by checking only", slog.Any("error", err))
		return func() {}
	}
	over := make(chan struct{})
	go func() {
		for {
			select {
			case <-over:
				return
			case <-listener.Missed:
				a.checkSoon()
			case m := <-listener.C:
				if m.Type == user.SessionsEndedType {
					w.ended(m)
				}
			}
		}
	}()
	return func() {
		listener.Close()
		close(over)
	}
}

// checkSoon is called when the end of sessions may have been missed: usually by every user's listener at once.
func (a *Auth) checkSoon() {
	select {
	case a.soon <- struct{}{}:
	default:
	}
}

// alive says whether every watched session is, by this state.
func (w *watched) alive(state user.State) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for one := range w.sessions {
		if !state.Alive(one.sessionID) {
			return false
		}
	}
	return true
}

// end tells the sockets of those sessions why they are to close.
func (w *watched) end(why error, over func(sessionID string) bool) {
	w.mu.Lock()
	var told []*watch
	for one := range w.sessions {
		if over(one.sessionID) {
			told = append(told, one)
		}
	}
	w.mu.Unlock()
	for _, one := range told {
		one.once.Do(func() { one.ended(why) })
	}
}
