package app

import (
	"context"
	"errors"

	"tasklane/modules/user"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

// Operator is the module name in the identity of who sits at the command line.
const Operator = "operator"

func operatorOnly(ctx context.Context) error {
	if caller := identity.From(ctx); caller.Kind != identity.Module || caller.Module != Operator {
		return fault.Deny("Only the operator may do this, at the command line.")
	}
	return nil
}

// Create implements user.Operations.
func (s *Service) Create(ctx context.Context, in user.Create) (user.User, error) {
	if err := operatorOnly(ctx); err != nil {
		return user.User{}, err
	}
	if in.Role == "" {
		in.Role = user.Member
	}
	if err := checkRole("input.role", in.Role); err != nil {
		return user.User{}, err
	}
	a, err := s.newAccount(in.Name, in.Email, in.Password)
	if err != nil {
		return user.User{}, err
	}
	a.Role = in.Role
	made, err := s.create(ctx, a, in.Password, attempt{}, func(a *Account, first bool) error {
		if first {
			a.Role = user.Admin
		}
		return nil
	})
	if err != nil {
		return user.User{}, err
	}
	return made.Public(), nil
}

// ResetPassword implements user.Operations. It also forgives the account's failed attempts, so that its owner can sign in
// at once; but a device that is known waits out its own.
func (s *Service) ResetPassword(ctx context.Context, email, secret string) (user.User, error) {
	a, err := s.operated(ctx, email)
	if err != nil {
		return user.User{}, err
	}
	if err := checkNewPassword("password", secret, a.Name, a.Email); err != nil {
		return user.User{}, err
	}
	fresh, err := s.hash(ctx, secret)
	if err != nil {
		return user.User{}, err
	}
	c, err := s.changed(ctx, func() (Change, error) {
		return s.accounts.Change(ctx, a.ID, s.now(), func(now *Account) error {
			now.PasswordHash, now.Sessions = fresh, nil
			return nil
		})
	})
	if err != nil {
		return user.User{}, err
	}
	if err := s.attempts.Forget(ctx, keyOf("account", a.EmailFolded)); err != nil {
		return user.User{}, err
	}
	s.log.InfoContext(ctx, "a password was reset", "event", "password.reset", "user", a.ID, "by", callerOf(ctx))
	return c.Account.Public(), nil
}

// DisableByEmail implements user.Operations.
func (s *Service) DisableByEmail(ctx context.Context, email string, disabled bool) (user.User, error) {
	a, err := s.operated(ctx, email)
	if err != nil {
		return user.User{}, err
	}
	return s.govern(ctx, "", a.ID, func(_, a *Account) error {
		setDisabled(a, disabled)
		return nil
	})
}

// operated finds the account that the operator means.
func (s *Service) operated(ctx context.Context, email string) (Account, error) {
	if err := operatorOnly(ctx); err != nil {
		return Account{}, err
	}
	return s.byEmail(ctx, email)
}

// byEmail finds an account by its complete address.
func (s *Service) byEmail(ctx context.Context, email string) (Account, error) {
	email, err := checkEmail("email", email)
	if err != nil {
		return Account{}, err
	}
	a, _, err := s.accounts.ByEmail(ctx, foldEmail(email), "")
	if errors.Is(err, ErrNoAccount) {
		return Account{}, fault.Missing("user")
	}
	return a, err
}
