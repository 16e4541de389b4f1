package app

import (
	"context"
	"errors"

	"tasklane/modules/user"
	"tasklane/modules/user/internal/password"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

// errWrong is what a proof answers to a wrong password; each caller has its own words for it.
var errWrong = errors.New("the password is wrong")

// errMoved says that the password was changed, or its hash renewed, between its proof and the sign-in.
var errMoved = errors.New("the password hash has changed meanwhile")

// Login implements user.Accounts. An address that is no account takes every step that an account's does.
func (s *Service) Login(ctx context.Context, in user.Login) (user.Grant, error) {
	if len(in.Email) > maxQuery || password.TooLong(in.Password) {
		return user.Grant{}, badLogin()
	}
	g, err := s.login(ctx, in)
	if errors.Is(err, errMoved) {
		g, err = s.login(ctx, in)
	}
	if errors.Is(err, errWrong) || errors.Is(err, errMoved) {
		return user.Grant{}, badLogin()
	}
	return g, err
}

func badLogin() *fault.Error {
	return fault.New(fault.Unauthenticated, "The e-mail address or the password is wrong.")
}

func (s *Service) login(ctx context.Context, in user.Login) (user.Grant, error) {
	d := checkDevice(in.Device, identity.From(ctx))
	folded := foldEmail(in.Email)
	a, known, err := s.lookUp(ctx, folded, d.network)
	if err != nil {
		return user.Grant{}, err
	}
	fresh, err := s.prove(ctx, s.limits.attempt(folded, d.network, known), a, in.Password)
	if err != nil {
		return user.Grant{}, err
	}
	begun, err := s.newSession(d)
	if err != nil {
		return user.Grant{}, err
	}
	c, err := s.changed(ctx, func() (Change, error) {
		return s.accounts.Change(ctx, a.ID, s.now(), func(now *Account) error {
			if now.Disabled {
				return badLogin()
			}
			if now.PasswordHash != a.PasswordHash {
				return errMoved
			}
			if fresh != "" {
				now.PasswordHash = fresh
			}
			now.open(begun)
			return nil
		})
	})
	if err != nil {
		return user.Grant{}, err
	}
	return s.grant(c.Account, begun)
}

// lookUp is ByEmail, with an empty account for an unknown address. Text that no database takes is one too.
func (s *Service) lookUp(ctx context.Context, folded, network string) (Account, bool, error) {
	if !isAddress(folded) {
		folded = ""
	}
	a, known, err := s.accounts.ByEmail(ctx, folded, network)
	if errors.Is(err, ErrNoAccount) {
		return Account{}, false, nil
	}
	return a, known, err
}

// prove checks a password under the throttle: errWrong counts as a failure. fresh is the hash to store when the
// one that is stored was made with old parameters.
//
// The throttle is asked again once there is a place to hash, because a hundred tries that came at once have all
// passed the first time; so no more of them than there are places get ahead of the count.
func (s *Service) prove(ctx context.Context, where attempt, a Account, secret string) (fresh string, err error) {
	if _, err := s.allowed(ctx, where); err != nil {
		return "", err
	}
	leave, err := s.passwords.Enter(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	counted, err := s.allowed(ctx, where)
	if err != nil {
		return "", err
	}
	right, stale, err := s.passwords.Verify(secret, a.PasswordHash)
	if err != nil {
		return "", err
	}
	if !right || a.Disabled {
		// Whether it counts does not depend on whether the one who guesses waits for the answer.
		if err := s.failed(context.WithoutCancel(ctx), where); err != nil {
			return "", err
		}
		return "", errWrong
	}
	if counted {
		if err := s.attempts.Forget(ctx, where.own); err != nil {
			return "", err
		}
	}
	if stale {
		return s.passwords.Hash(secret), nil
	}
	return "", nil
}
