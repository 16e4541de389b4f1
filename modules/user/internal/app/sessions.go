package app

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"tasklane/modules/user"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

func badRefresh() *fault.Error {
	return fault.New(fault.Unauthenticated, "The session has ended. Sign in again.")
}

// Refresh implements user.Accounts.
func (s *Service) Refresh(ctx context.Context, in user.Refresh) (user.Grant, error) {
	c, userID, err := s.check(ctx, in.RefreshToken)
	if err != nil {
		return user.Grant{}, err
	}
	var outcome rotation
	var live Session
	change, err := s.changed(ctx, func() (Change, error) {
		return s.accounts.Change(ctx, userID, s.now(), func(a *Account) error {
			current := a.Session(c.session)
			// The salt changes with the password: what was checked before is looked at again under the lock.
			if a.Disabled || current == nil || !s.refresh.genuine(c, *current) {
				return badRefresh()
			}
			outcome = s.rotate(current, c.n)
			live = *current
			if outcome == reused {
				a.end(func(one Session) bool { return one.ID == c.session })
			}
			return nil
		})
	})
	if err != nil {
		return user.Grant{}, err
	}
	switch outcome {
	case rotated, repeated:
		return s.grant(change.Account, live)
	case reused:
		s.log.WarnContext(ctx, "a used refresh token was presented again; its session has been ended",
			"event", "session.reused", "user", userID, "session", c.session, "client", identity.From(ctx).Client)
	}
	return user.Grant{}, badRefresh()
}

// check says whose session a refresh token was made for. It takes no lock: who guesses costs one read.
func (s *Service) check(ctx context.Context, raw string) (claim, string, error) {
	c, ok := readRefresh(raw)
	if !ok {
		return c, "", badRefresh()
	}
	session, userID, err := s.accounts.SessionOwner(ctx, c.session)
	if errors.Is(err, ErrNoSession) || (err == nil && !s.refresh.genuine(c, session)) {
		return c, "", badRefresh()
	}
	return c, userID, err
}

// Sessions implements user.Sessions.
func (s *Service) Sessions(ctx context.Context) ([]user.Session, error) {
	caller, err := signedIn(ctx)
	if err != nil {
		return nil, err
	}
	a, err := s.accounts.Read(ctx, caller.UserID, s.now())
	if errors.Is(err, ErrNoAccount) {
		return nil, fault.SignInNeeded()
	}
	if err != nil {
		return nil, err
	}
	slices.SortFunc(a.Sessions, func(x, y Session) int {
		return cmp.Or(y.LastUsedAt.Compare(x.LastUsedAt), cmp.Compare(y.ID, x.ID))
	})
	list := make([]user.Session, len(a.Sessions))
	for i, one := range a.Sessions {
		list[i] = user.Session{
			ID: one.ID, UserAgent: one.UserAgent, IP: one.IP, CreatedAt: one.CreatedAt,
			LastUsedAt: one.LastUsedAt, Current: one.ID == caller.SessionID,
		}
	}
	return list, nil
}

// Logout implements user.Sessions. Any genuine token of the session ends it, however old: a sign-out that comes
// late is still meant.
func (s *Service) Logout(ctx context.Context, refreshToken string) (bool, error) {
	var userID, sessionID string
	if caller := identity.From(ctx); caller.Kind == identity.User {
		userID, sessionID = caller.UserID, caller.SessionID
	} else {
		c, owner, err := s.check(ctx, refreshToken)
		if fault.Is(err, fault.Unauthenticated) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		userID, sessionID = owner, c.session
	}
	ended, err := s.endSessions(ctx, userID, func(one Session) bool { return one.ID == sessionID })
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	return ended > 0, err
}

// RevokeSession implements user.Sessions.
func (s *Service) RevokeSession(ctx context.Context, id string) error {
	if _, err := signedIn(ctx); err != nil {
		return err
	}
	if err := checkID("id", id); err != nil {
		return err
	}
	_, err := s.own(ctx, func(a *Account, _ *Session) error {
		if a.end(func(one Session) bool { return one.ID == id }) == 0 {
			return fault.Missing("session")
		}
		return nil
	})
	return err
}

// RevokeOtherSessions implements user.Sessions.
func (s *Service) RevokeOtherSessions(ctx context.Context) error {
	_, err := s.own(ctx, func(a *Account, current *Session) error {
		keep := current.ID
		a.end(func(one Session) bool { return one.ID != keep })
		return nil
	})
	return err
}

func (s *Service) endSessions(ctx context.Context, userID string, over func(Session) bool) (int, error) {
	ended := 0
	_, err := s.changed(ctx, func() (Change, error) {
		return s.accounts.Change(ctx, userID, s.now(), func(a *Account) error {
			ended = a.end(over)
			return nil
		})
	})
	return ended, err
}

// State implements user.Sessions.
func (s *Service) State(ctx context.Context, userID string) (user.State, error) {
	if identity.From(ctx).Kind != identity.Module {
		return user.State{}, fault.Deny("Only a module asks for the sessions of others.")
	}
	if err := checkID("userId", userID); err != nil {
		return user.State{}, err
	}
	a, err := s.accounts.Read(ctx, userID, s.now())
	if errors.Is(err, ErrNoAccount) {
		return user.State{}, fault.Missing("user")
	}
	if err != nil {
		return user.State{}, err
	}
	state := a.State()
	s.remember(ctx, state)
	return state, nil
}
