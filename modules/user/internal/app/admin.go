package app

import (
	"context"

	"tasklane/modules/user"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

// SetRole implements user.Accounts.
func (s *Service) SetRole(ctx context.Context, userID string, role user.Role) (user.User, error) {
	return s.asAdmin(ctx, userID, func() error { return checkRole("role", role) }, func(a *Account) {
		a.Role = role
	})
}

// SetDisabled implements user.Accounts.
func (s *Service) SetDisabled(ctx context.Context, userID string, disabled bool) (user.User, error) {
	return s.asAdmin(ctx, userID, func() error { return nil }, func(a *Account) { setDisabled(a, disabled) })
}

func setDisabled(a *Account, disabled bool) {
	a.Disabled = disabled
	if disabled {
		a.Sessions = nil
	}
}

// asAdmin changes another's account, or one's own. The caller's rights are read again in the transaction: what the
// session's state said may be half a minute old.
func (s *Service) asAdmin(ctx context.Context, userID string, check func() error, change func(*Account)) (user.User, error) {
	caller, err := signedIn(ctx)
	if err != nil {
		return user.User{}, err
	}
	if !caller.Admin {
		return user.User{}, adminsOnly()
	}
	if err := checkID("userId", userID); err != nil {
		return user.User{}, err
	}
	if err := check(); err != nil {
		return user.User{}, err
	}
	return s.govern(ctx, caller.UserID, userID, func(by, a *Account) error {
		if by == nil || by.Disabled || by.Role != user.Admin {
			return adminsOnly()
		}
		change(a)
		return nil
	})
}

func adminsOnly() *fault.Error { return fault.Deny("Only administrators may do this.") }

// govern changes an account so that an enabled admin is left.
func (s *Service) govern(ctx context.Context, callerID, userID string, rule func(by, a *Account) error) (user.User, error) {
	c, err := s.changed(ctx, func() (Change, error) {
		return s.accounts.Govern(ctx, callerID, userID, s.now(), func(by, a *Account, otherAdmins int) error {
			governed := a.Role == user.Admin && !a.Disabled
			if err := rule(by, a); err != nil {
				return err
			}
			if governed && otherAdmins == 0 && (a.Role != user.Admin || a.Disabled) {
				return fault.Conflictf("This is the last administrator. Make somebody else one first.")
			}
			return nil
		})
	})
	if err != nil {
		return user.User{}, err
	}
	if c.State {
		s.log.InfoContext(ctx, "an account was changed by an administrator", "event", "account.governed", "user", userID,
			"by", callerOf(ctx), "role", c.Account.Role, "disabled", c.Account.Disabled)
	}
	return c.Account.Public(), nil
}

func callerOf(ctx context.Context) string {
	caller := identity.From(ctx)
	if caller.Kind == identity.Module {
		return caller.Module
	}
	return caller.UserID
}
