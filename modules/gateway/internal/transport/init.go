package transport

import (
	"encoding/json"

	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

// init handles connection_init: a socket is for one session, which its token proves.
func (s *socket) init(payload json.RawMessage) {
	s.mu.Lock()
	again := s.initialised
	s.initialised = true
	s.mu.Unlock()
	if again {
		s.end(closeTooMany, "Too many initialisation requests")
		return
	}
	authorization := authorizationOf(payload)
	if authorization == "" {
		authorization = s.authorization
	}
	caller, err := s.verify(authorization)
	if err != nil {
		s.refuse(err)
		return
	}
	if !s.t.quotas.inits.Take(caller.UserID) {
		s.end(closeTooMany, "Too many connections a second")
		return
	}
	if !s.t.quotas.connections.acquire(caller.UserID) {
		s.end(closeTooMany, "Too many connections of this user")
		return
	}
	s.mu.Lock()
	s.release = append(s.release, func() { s.t.quotas.connections.release(caller.UserID) })
	s.stopInitTimer()
	s.caller = caller
	s.mu.Unlock()
	s.pending()
	stop := s.t.auth.Watch(caller, func(why error) { go s.sessionOver(why) })
	s.mu.Lock()
	s.release = append(s.release, stop)
	s.accepted = true
	s.startPings()
	s.mu.Unlock()
	s.send([]byte(`{"type":"`+typeAck+`"`), nil)
}

// verify finds out, in its turn, who the socket is for.
func (s *socket) verify(authorization string) (identity.Identity, error) {
	done, err := s.t.turn(s.ctx)
	if err != nil {
		return identity.Identity{}, err
	}
	defer done()
	return s.t.verify(s.ctx, authorization, s.address)
}

// refuse closes a socket whose caller could not be verified. When that cannot be known now, the client is told
// to come back later and not that its token is bad.
func (s *socket) refuse(err error) {
	if s.ctx.Err() != nil {
		return // it has been closed meanwhile
	}
	if fault.Is(err, fault.Unauthenticated) || fault.Is(err, fault.Forbidden) {
		s.end(closeForbidden, "Forbidden")
		return
	}
	s.t.log.WarnContext(s.ctx, "a socket's caller could not be verified", "error", err.Error())
	s.end(closeTryAgainLater, "Try again later")
}

// sessionOver closes a socket whose session has ended, or cannot be looked up any more.
func (s *socket) sessionOver(why error) {
	if fault.Is(why, fault.Unauthenticated) {
		s.end(closeForbidden, "The session has ended")
		return
	}
	s.end(closeTryAgainLater, "Try again later")
}
