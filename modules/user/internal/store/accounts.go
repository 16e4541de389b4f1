package store

import (
	"context"
	"errors"
	"time"

	"tasklane/modules/user"
	"tasklane/modules/user/internal/app"
	"tasklane/platform/database"
)

const accountColumns = `id, name, name_folded, email, email_folded, password_hash, role, time_zone,
	disabled, state_counter, created_at`

type accountRow struct {
	ID           string        `db:"id"`
	Name         string        `db:"name"`
	NameFolded   string        `db:"name_folded"`
	Email        string        `db:"email"`
	EmailFolded  string        `db:"email_folded"`
	PasswordHash string        `db:"password_hash"`
	Role         string        `db:"role"`
	TimeZone     string        `db:"time_zone"`
	Disabled     bool          `db:"disabled"`
	StateCounter int64         `db:"state_counter"`
	CreatedAt    database.Time `db:"created_at"`
}

func (r accountRow) account() app.Account {
	return app.Account{
		ID: r.ID, Name: r.Name, NameFolded: r.NameFolded, Email: r.Email, EmailFolded: r.EmailFolded,
		PasswordHash: r.PasswordHash, Role: user.Role(r.Role), TimeZone: r.TimeZone, Disabled: r.Disabled,
		Counter: r.StateCounter, CreatedAt: r.CreatedAt.Time,
	}
}

func accounts(rows []accountRow) []app.Account {
	list := make([]app.Account, len(rows))
	for i, r := range rows {
		list[i] = r.account()
	}
	return list
}

// Create implements app.Accounts.
func (s *Accounts) Create(ctx context.Context, a app.Account, rule func(a *app.Account, first bool) error) (app.Change, error) {
	var made app.Account
	err := s.db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
		// Of several who find the column empty, the first holds the row until its commit; the others then find it filled.
		filled, err := tx.Exec(ctx, `UPDATE user_site SET set_up_at = $1 WHERE id = 1 AND set_up_at IS NULL`,
			database.At(a.CreatedAt))
		if err != nil {
			return err
		}
		made = a
		if err := rule(&made, filled == 1); err != nil {
			return err
		}
		made.Counter = 1
		if err := insertAccount(ctx, tx, made); err != nil {
			return err
		}
		for _, one := range made.Sessions {
			if err := insertSession(ctx, tx, made.ID, one); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return app.Change{}, words(err)
	}
	return app.Change{Account: made, State: true}, nil
}

func insertAccount(ctx context.Context, tx *database.Tx, a app.Account) error {
	return exec(ctx, tx, `INSERT INTO users (`+accountColumns+`)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		a.ID, a.Name, a.NameFolded, a.Email, a.EmailFolded, a.PasswordHash, string(a.Role), a.TimeZone,
		a.Disabled, a.Counter, database.At(a.CreatedAt))
}

func updateAccount(ctx context.Context, tx *database.Tx, a app.Account) error {
	return exec(ctx, tx, `UPDATE users SET name = $2, name_folded = $3, email = $4, email_folded = $5,
		password_hash = $6, role = $7, time_zone = $8, disabled = $9, state_counter = $10 WHERE id = $1`,
		a.ID, a.Name, a.NameFolded, a.Email, a.EmailFolded, a.PasswordHash, string(a.Role), a.TimeZone,
		a.Disabled, a.Counter)
}

// NeedsSetup implements app.Accounts.
func (s *Accounts) NeedsSetup(ctx context.Context) (bool, error) {
	var needed bool
	err := s.db.Read().Get(ctx, &needed, `SELECT set_up_at IS NULL FROM user_site WHERE id = 1`)
	return needed, err
}

// Read implements app.Accounts.
func (s *Accounts) Read(ctx context.Context, userID string, at time.Time) (app.Account, error) {
	var a app.Account
	err := s.db.Snapshot(ctx, func(ctx context.Context, q database.Querier) error {
		var err error
		a, err = load(ctx, q, userID, at, "")
		return err
	})
	return a, err
}

// load reads an account with its live sessions. lock ends the SELECT of the account: its row is the lock of all
// that belongs to it.
func load(ctx context.Context, q database.Querier, userID string, at time.Time, lock string) (app.Account, error) {
	var row accountRow
	err := q.Get(ctx, &row, `SELECT `+accountColumns+` FROM users WHERE id = $1`+lock, userID)
	if errors.Is(err, database.ErrNoRows) {
		return app.Account{}, app.ErrNoAccount
	}
	if err != nil {
		return app.Account{}, err
	}
	a := row.account()
	a.Sessions, err = liveSessions(ctx, q, userID, at)
	return a, err
}

// ByEmail implements app.Accounts.
func (s *Accounts) ByEmail(ctx context.Context, folded, network string) (app.Account, bool, error) {
	var row struct {
		accountRow
		Known bool `db:"known"`
	}
	err := s.db.Read().Get(ctx, &row, `SELECT `+accountColumns+`,
		EXISTS (SELECT 1 FROM sessions WHERE user_id = users.id AND network = $2) AS known
		FROM users WHERE email_folded = $1`, folded, network)
	if errors.Is(err, database.ErrNoRows) {
		return app.Account{}, false, app.ErrNoAccount
	}
	return row.account(), row.Known && network != "", err
}

// ByIDs implements app.Accounts.
func (s *Accounts) ByIDs(ctx context.Context, ids []string) ([]app.Account, error) {
	var rows []accountRow
	q := s.db.Read()
	err := q.Select(ctx, &rows, `SELECT `+accountColumns+` FROM users WHERE `+q.Dialect().In("id", 1),
		database.Strings(ids))
	return accounts(rows), err
}

// words puts what the database says into the words of the port.
func words(err error) error {
	if database.IsUnique(err, "users_email_folded") {
		return app.ErrEmailTaken
	}
	return err
}
