// Package store keeps accounts, sessions and attempts in the user module's tables.
package store

import (
	"context"

	"tasklane/modules/user/internal/app"
	"tasklane/platform/database"
)

// Accounts implements app.Accounts.
type Accounts struct{ db *database.DB }

// Attempts implements app.Attempts.
type Attempts struct{ db *database.DB }

var (
	_ app.Accounts = (*Accounts)(nil)
	_ app.Attempts = (*Attempts)(nil)
)

// New makes the stores on a database with the module's migrations applied.
func New(db *database.DB) (*Accounts, *Attempts) { return &Accounts{db: db}, &Attempts{db: db} }

// exec is Exec for statements whose count of rows does not matter.
func exec(ctx context.Context, tx *database.Tx, sql string, args ...any) error {
	_, err := tx.Exec(ctx, sql, args...)
	return err
}
