// Package app has the rules of the user module: who may sign in, what a session is worth and when it ends.
package app

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"time"

	"tasklane/modules/user"
	"tasklane/platform/broadcast"
	"tasklane/platform/cache"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/token"
)

// Config is what a Service is made of. Every field is needed.
type Config struct {
	Accounts     Accounts
	Attempts     Attempts
	Passwords    Passwords
	Keys         *token.Keys
	Cache        cache.Cache
	Broadcast    broadcast.Broadcast
	Log          *slog.Logger
	Now          func() time.Time
	Registration user.Registration
	Limits       Limits
	SessionLife  time.Duration
	// Throttled is called for each attempt that comes too early.
	Throttled func()
}

// Service implements user.Service.
type Service struct {
	accounts     Accounts
	attempts     Attempts
	passwords    Passwords
	access       *token.Keys
	refresh      refreshKeys
	cache        cache.Cache
	broadcast    broadcast.Broadcast
	log          *slog.Logger
	clock        func() time.Time
	registration user.Registration
	limits       Limits
	sessionLife  time.Duration
	throttled    func()
}

var _ user.Service = (*Service)(nil)

// New makes the service.
func New(c Config) *Service {
	return &Service{
		accounts: c.Accounts, attempts: c.Attempts, passwords: c.Passwords,
		access: c.Keys, refresh: c.Keys.DeriveAll("refresh token"),
		cache: c.Cache, broadcast: c.Broadcast, log: c.Log, clock: c.Now,
		registration: c.Registration, limits: c.Limits, sessionLife: c.SessionLife, throttled: c.Throttled,
	}
}

// now is in the exactness of the database, so that what is answered is what will be read.
func (s *Service) now() time.Time { return s.clock().UTC().Truncate(time.Microsecond) }

// signedIn is the caller, who must be a person.
func signedIn(ctx context.Context) (identity.Identity, error) {
	caller := identity.From(ctx)
	if caller.Kind != identity.User {
		return caller, fault.SignInNeeded()
	}
	return caller, nil
}

// own lets the rule change the caller's account, if the caller's session is alive in the database.
func (s *Service) own(ctx context.Context, rule func(a *Account, current *Session) error) (Change, error) {
	caller, err := signedIn(ctx)
	if err != nil {
		return Change{}, err
	}
	return s.changed(ctx, func() (Change, error) {
		return s.accounts.Change(ctx, caller.UserID, s.now(), func(a *Account) error {
			current := a.Session(caller.SessionID)
			if a.Disabled || current == nil {
				return fault.SignInNeeded()
			}
			return rule(a, current)
		})
	})
}

// changed makes a change and tells of it.
func (s *Service) changed(ctx context.Context, change func() (Change, error)) (Change, error) {
	c, err := change()
	switch {
	case errors.Is(err, ErrEmailTaken):
		return c, emailTaken().Because(err)
	case errors.Is(err, ErrNoAccount):
		return c, fault.Missing("user").Because(err)
	case err != nil:
		return c, err
	}
	s.announce(ctx, c)
	return c, nil
}

func emailTaken() *fault.Error {
	return fault.Conflictf("There is an account with this e-mail address already.")
}

// announceWithin bounds what a caller waits for cache and broadcast; the change is made already.
const announceWithin = time.Second

// announce puts a changed state into the cache and tells the gateways which sessions are over and who is not who they
// were. All of it may fail without a wrong answer for longer than user.StateTTL, and a caller who goes away does not
// stop it.
func (s *Service) announce(ctx context.Context, c Change) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), announceWithin)
	defer cancel()
	if c.State {
		s.remember(ctx, c.Account.State())
	}
	if len(c.Ended) > 0 {
		s.publish(ctx, user.Channel(c.Account.ID), user.SessionsEnded{Type: user.SessionsEndedType, SessionIDs: c.Ended})
	}
	if c.Profile {
		s.publish(ctx, user.ProfilesChannel, user.ProfileChanged{UserID: c.Account.ID})
	}
}

func (s *Service) publish(ctx context.Context, channel string, message any) {
	payload, err := json.Marshal(message)
	if err == nil {
		err = s.broadcast.Publish(ctx, channel, payload)
	}
	if err != nil {
		s.log.WarnContext(ctx, "a change of an account could not be announced", "channel", channel, "error", err)
	}
}

func (s *Service) remember(ctx context.Context, state user.State) {
	_, err := s.cache.SetIfNewer(ctx, user.CacheKey(state.UserID), state.Counter, state.Encode(), user.StateTTL)
	if err != nil && !errors.Is(err, cache.ErrUnavailable) {
		s.log.WarnContext(ctx, "a session state could not be cached", "user", state.UserID, "error", err)
	}
}

// grant signs an access token for a session and makes its refresh token.
func (s *Service) grant(a Account, live Session) (user.Grant, error) {
	raw, expires, err := s.access.Sign(token.Claims{Audience: token.Access, Subject: a.ID, Session: live.ID})
	if err != nil {
		return user.Grant{}, err
	}
	return user.Grant{
		User: a.Public(), SessionID: live.ID,
		AccessToken: raw, AccessTokenExpiresAt: expires,
		RefreshToken: s.refresh.token(live), RefreshTokenExpiresAt: live.ExpiresAt,
	}, nil
}
