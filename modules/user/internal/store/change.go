package store

import (
	"context"
	"errors"
	"slices"
	"time"

	"tasklane/modules/user"
	"tasklane/modules/user/internal/app"
	"tasklane/platform/database"
)

// Change implements app.Accounts.
func (s *Accounts) Change(ctx context.Context, userID string, at time.Time, rule func(*app.Account) error) (app.Change, error) {
	var c app.Change
	err := s.db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
		before, err := load(ctx, tx, userID, at, tx.Dialect().ForUpdate())
		if err != nil {
			return err
		}
		after := copyOf(before)
		if err := rule(&after); err != nil {
			return err
		}
		c, err = save(ctx, tx, before, after, at)
		return err
	})
	if err != nil {
		return app.Change{}, words(err)
	}
	return c, nil
}

// Govern implements app.Accounts. The site's row is its lock: two admins who lower each other come one after
// the other, and the second one is none any more.
func (s *Accounts) Govern(ctx context.Context, callerID, userID string, at time.Time,
	rule func(caller, a *app.Account, otherAdmins int) error,
) (app.Change, error) {
	var c app.Change
	err := s.db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
		var site int64
		if err := tx.Get(ctx, &site, `SELECT id FROM user_site WHERE id = 1`+tx.Dialect().ForUpdate()); err != nil {
			return err
		}
		caller, err := callerRow(ctx, tx, callerID)
		if err != nil {
			return err
		}
		before, err := load(ctx, tx, userID, at, tx.Dialect().ForUpdate())
		if err != nil {
			return err
		}
		var others int
		if err := tx.Get(ctx, &others, `SELECT count(*) FROM users WHERE role = $1 AND NOT disabled AND id <> $2`,
			string(user.Admin), userID); err != nil {
			return err
		}
		after := copyOf(before)
		if err := rule(caller, &after, others); err != nil {
			return err
		}
		c, err = save(ctx, tx, before, after, at)
		return err
	})
	if err != nil {
		return app.Change{}, words(err)
	}
	return c, nil
}

// callerRow reads who asks; nil when nobody does, or one who is no account.
func callerRow(ctx context.Context, tx *database.Tx, id string) (*app.Account, error) {
	if id == "" {
		return nil, nil
	}
	var row accountRow
	err := tx.Get(ctx, &row, `SELECT `+accountColumns+` FROM users WHERE id = $1`, id)
	if errors.Is(err, database.ErrNoRows) {
		return nil, nil
	}
	a := row.account()
	return &a, err
}

func copyOf(a app.Account) app.Account {
	a.Sessions = slices.Clone(a.Sessions)
	return a
}

// save writes what the rule has changed, and nothing when it has changed nothing.
func save(ctx context.Context, tx *database.Tx, before, after app.Account, at time.Time) (app.Change, error) {
	c := app.Change{
		State:   before.Role != after.Role || before.Disabled != after.Disabled,
		Profile: before.Public() != after.Public(),
	}
	for _, one := range after.Sessions {
		old := before.Session(one.ID)
		var err error
		switch {
		case old == nil:
			c.State = true
			err = insertSession(ctx, tx, after.ID, one)
		case *old != one:
			err = updateSession(ctx, tx, one)
		}
		if err != nil {
			return c, err
		}
	}
	for _, one := range before.Sessions {
		if after.Session(one.ID) == nil {
			c.Ended = append(c.Ended, one.ID)
		}
	}
	if len(c.Ended) > 0 {
		c.State = true
		if err := endSessions(ctx, tx, c.Ended, at); err != nil {
			return c, err
		}
	}
	if c.State {
		after.Counter++
		if err := sweepSessions(ctx, tx, after.ID, at); err != nil {
			return c, err
		}
	}
	c.Account = after
	if sameRow(before, after) {
		return c, nil
	}
	return c, updateAccount(ctx, tx, after)
}

// sameRow compares what stands in the row of users.
func sameRow(x, y app.Account) bool {
	return x.Name == y.Name && x.NameFolded == y.NameFolded && x.Email == y.Email && x.EmailFolded == y.EmailFolded &&
		x.PasswordHash == y.PasswordHash && x.Role == y.Role && x.TimeZone == y.TimeZone &&
		x.Disabled == y.Disabled && x.Counter == y.Counter
}
