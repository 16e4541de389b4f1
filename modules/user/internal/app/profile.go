package app

import (
	"context"
	"errors"

	"tasklane/modules/user"
	"tasklane/modules/user/internal/password"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/null"
)

// ChangePassword implements user.Accounts.
func (s *Service) ChangePassword(ctx context.Context, in user.ChangePassword) (user.Grant, error) {
	a, err := s.me(ctx)
	if err != nil {
		return user.Grant{}, err
	}
	if err := checkNewPassword("input.new", in.New, a.Name, a.Email); err != nil {
		return user.Grant{}, err
	}
	if err := s.confirm(ctx, "input.current", a, in.Current, in.Device); err != nil {
		return user.Grant{}, err
	}
	fresh, err := s.hash(ctx, in.New)
	if err != nil {
		return user.Grant{}, err
	}
	var live Session
	c, err := s.own(ctx, func(now *Account, current *Session) error {
		if now.PasswordHash != a.PasswordHash {
			return wrongPassword("input.current")
		}
		now.PasswordHash = fresh
		keep := current.ID
		now.end(func(one Session) bool { return one.ID != keep })
		current = now.Session(keep)
		// With a new salt no token from before is genuine, not even for the seconds of Grace.
		current.Salt, current.N, current.RotatedAt = newSalt(), 1, s.now()
		current.ExpiresAt = s.now().Add(s.sessionLife)
		live = *current
		return nil
	})
	if err != nil {
		return user.Grant{}, err
	}
	s.log.InfoContext(ctx, "a password was changed", "event", "password.changed", "user", a.ID)
	return s.grant(c.Account, live)
}

// UpdateProfile implements user.Accounts.
func (s *Service) UpdateProfile(ctx context.Context, in user.UpdateProfile) (user.User, error) {
	a, err := s.me(ctx)
	if err != nil {
		return user.User{}, err
	}
	edit, err := checkProfile(in)
	if err != nil {
		return user.User{}, err
	}
	if edit.Email.Given() && edit.Email.Value != a.Email {
		if in.CurrentPassword == "" {
			return user.User{}, fault.Invalidf("input.currentPassword", "Give the current password to change the e-mail address.")
		}
		if err := s.confirm(ctx, "input.currentPassword", a, in.CurrentPassword, in.Device); err != nil {
			return user.User{}, err
		}
	} else {
		edit.Email = null.Of[string]{}
	}
	c, err := s.own(ctx, func(now *Account, _ *Session) error {
		if edit.Email.Given() && now.PasswordHash != a.PasswordHash {
			return wrongPassword("input.currentPassword")
		}
		if edit.Name.Given() {
			now.Name, now.NameFolded = edit.Name.Value, foldName(edit.Name.Value)
		}
		if edit.Email.Given() {
			now.Email, now.EmailFolded = edit.Email.Value, foldEmail(edit.Email.Value)
		}
		now.TimeZone = edit.TimeZone.Or(now.TimeZone)
		return nil
	})
	if err != nil {
		return user.User{}, err
	}
	if edit.Email.Given() {
		s.log.InfoContext(ctx, "an e-mail address was changed", "event", "email.changed", "user", a.ID)
	}
	return c.Account.Public(), nil
}

// checkProfile checks what is set; none of it can be null.
func checkProfile(in user.UpdateProfile) (user.UpdateProfile, error) {
	var err error
	switch {
	case in.Name.Cleared():
		return in, fault.Invalidf("input.name", "A name cannot be null; leave it out to keep it.")
	case in.Email.Cleared():
		return in, fault.Invalidf("input.email", "An e-mail address cannot be null; leave it out to keep it.")
	case in.TimeZone.Cleared():
		return in, fault.Invalidf("input.timeZone", "A time zone cannot be null; leave it out to keep it.")
	}
	if in.Name.Given() {
		if in.Name.Value, err = checkName("input.name", in.Name.Value); err != nil {
			return in, err
		}
	}
	if in.Email.Given() {
		if in.Email.Value, err = checkEmail("input.email", in.Email.Value); err != nil {
			return in, err
		}
	}
	if in.TimeZone.Given() {
		if err := checkTimeZone("input.timeZone", in.TimeZone.Value); err != nil {
			return in, err
		}
	}
	if password.TooLong(in.CurrentPassword) {
		return in, wrongPassword("input.currentPassword")
	}
	return in, nil
}

// me reads the caller's account, whose session must be alive.
func (s *Service) me(ctx context.Context) (Account, error) {
	caller, err := signedIn(ctx)
	if err != nil {
		return Account{}, err
	}
	a, err := s.accounts.Read(ctx, caller.UserID, s.now())
	if errors.Is(err, ErrNoAccount) || (err == nil && (a.Disabled || a.Session(caller.SessionID) == nil)) {
		return Account{}, fault.SignInNeeded()
	}
	return a, err
}

// confirm proves the caller's password under the throttle of Login. The caller is signed in, but counts as
// known only where this account has signed in before: a stolen session elsewhere guesses as a stranger does.
func (s *Service) confirm(ctx context.Context, field string, a Account, secret string, from user.Device) error {
	if password.TooLong(secret) {
		return wrongPassword(field)
	}
	d := checkDevice(from, identity.From(ctx))
	_, known, err := s.lookUp(ctx, a.EmailFolded, d.network)
	if err != nil {
		return err
	}
	_, err = s.prove(ctx, s.limits.attempt(a.EmailFolded, d.network, known), a, secret)
	if errors.Is(err, errWrong) {
		return wrongPassword(field)
	}
	return err
}

func wrongPassword(field string) *fault.Error {
	return fault.Invalidf(field, "This is not the current password.")
}
