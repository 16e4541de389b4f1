package app

import (
	"context"
	"errors"

	"github.com/google/uuid"

	"tasklane/modules/user"
	"tasklane/modules/user/internal/password"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

// Setup implements user.Accounts.
func (s *Service) Setup(ctx context.Context) (user.Setup, error) {
	needed, err := s.accounts.NeedsSetup(ctx)
	return user.Setup{Registration: s.registration, NeedsSetup: needed}, err
}

// Register implements user.Accounts.
func (s *Service) Register(ctx context.Context, in user.Register) (user.Grant, error) {
	a, err := s.newAccount(in.Name, in.Email, in.Password)
	if err != nil {
		return user.Grant{}, err
	}
	d := checkDevice(in.Device, identity.From(ctx))
	setup, err := s.Setup(ctx)
	if err != nil {
		return user.Grant{}, err
	}
	if err := s.mayRegister(setup.NeedsSetup); err != nil {
		return user.Grant{}, err
	}
	if err := s.charge(ctx, d.network); err != nil {
		return user.Grant{}, err
	}
	first, err := s.newSession(d)
	if err != nil {
		return user.Grant{}, err
	}
	a.Sessions = []Session{first}
	made, err := s.create(ctx, a, in.Password, s.limits.byClient(d.network), func(a *Account, first bool) error {
		if first {
			a.Role = user.Admin
		}
		return s.mayRegister(first)
	})
	if err != nil {
		return user.Grant{}, err
	}
	s.log.InfoContext(ctx, "an account was registered", "event", "account.registered", "user", made.ID, "role", made.Role)
	return s.grant(made, made.Sessions[0])
}

func (s *Service) mayRegister(first bool) error {
	if first || s.registration == user.Open {
		return nil
	}
	return fault.Deny("Registration is closed here. Ask an administrator for an account.")
}

// newAccount checks what an account is made of.
func (s *Service) newAccount(name, email, secret string) (Account, error) {
	if password.TooLong(secret) {
		return Account{}, checkNewPassword("input.password", secret, "", "")
	}
	name, err := checkName("input.name", name)
	if err != nil {
		return Account{}, err
	}
	if email, err = checkEmail("input.email", email); err != nil {
		return Account{}, err
	}
	if err := checkNewPassword("input.password", secret, name, email); err != nil {
		return Account{}, err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return Account{}, err
	}
	return Account{
		ID: id.String(), Name: name, NameFolded: foldName(name), Email: email, EmailFolded: foldEmail(email),
		Role: user.Member, TimeZone: "UTC", CreatedAt: s.now(),
	}, nil
}

// create hashes the password, unless the address is taken already, and stores the account. That an address is
// taken counts as a failure: whoever tries out addresses is slowed down as one who tries out passwords.
func (s *Service) create(ctx context.Context, a Account, secret string, where attempt, rule func(*Account, bool) error) (Account, error) {
	err := s.free(ctx, &a, secret, where)
	if err != nil {
		return Account{}, err
	}
	c, err := s.changed(ctx, func() (Change, error) { return s.accounts.Create(ctx, a, rule) })
	return c.Account, err
}

// free makes sure that the address is, and hashes the password. The throttle is asked in here for the reason that
// prove gives.
func (s *Service) free(ctx context.Context, a *Account, secret string, where attempt) error {
	leave, err := s.passwords.Enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	if _, err := s.allowed(ctx, where); err != nil {
		return err
	}
	_, _, err = s.accounts.ByEmail(ctx, a.EmailFolded, "")
	if err == nil {
		if err := s.failed(context.WithoutCancel(ctx), where); err != nil {
			return err
		}
		return emailTaken()
	}
	if !errors.Is(err, ErrNoAccount) {
		return err
	}
	a.PasswordHash = s.passwords.Hash(secret)
	return nil
}

func (s *Service) hash(ctx context.Context, secret string) (string, error) {
	leave, err := s.passwords.Enter(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	return s.passwords.Hash(secret), nil
}
