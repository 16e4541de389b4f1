package databasetest

import (
	"context"
	"errors"
	"testing"

	"tasklane/platform/database"
)

func addOwnerLater(ctx context.Context, tx *database.Tx, id string) error {
	return tx.Later(ctx, "INSERT INTO owners (id, name) VALUES ($1, $1)", id)
}

// laterComesBeforeTheNext: every kind of next statement, and the commit.
func laterComesBeforeTheNext(t *testing.T, db *database.DB) {
	write(t, db, func(ctx context.Context, tx *database.Tx) error {
		for _, id := range []string{"a", "b"} {
			if err := addOwnerLater(ctx, tx, id); err != nil {
				return err
			}
		}
		if n := owners(t, tx); n != 2 {
			t.Errorf("a query finds %d rows, want 2", n)
		}
		if err := addOwnerLater(ctx, tx, "c"); err != nil {
			return err
		}
		touched, err := tx.Exec(ctx, "UPDATE owners SET name = 'x'")
		if touched != 3 {
			t.Errorf("a statement touches %d rows, want 3", touched)
		}
		if err != nil {
			return err
		}
		return addOwnerLater(ctx, tx, "d")
	})
	if n := owners(t, db.Read()); n != 4 {
		t.Errorf("%d rows were kept, want 4", n)
	}
	err := db.Write(context.Background(), func(ctx context.Context, tx *database.Tx) error {
		if err := addOwnerLater(ctx, tx, "undone"); err != nil {
			return err
		}
		return errOnPurpose
	})
	if !errors.Is(err, errOnPurpose) {
		t.Errorf("the function's error came back as %v", err)
	}
	if n := owners(t, db.Read()); n != 4 {
		t.Errorf("%d rows after a transaction that failed, want 4", n)
	}
}

// laterFailsTheTransaction: whether anything follows or not.
func laterFailsTheTransaction(t *testing.T, db *database.DB) {
	write(t, db, func(ctx context.Context, tx *database.Tx) error { return addOwner(ctx, tx, "taken") })
	for name, next := range map[string]func(ctx context.Context, tx *database.Tx) error{
		"nothing follows": func(context.Context, *database.Tx) error { return nil },
		"a statement follows": func(ctx context.Context, tx *database.Tx) error {
			return addOwner(ctx, tx, "after")
		},
		"a query follows": func(ctx context.Context, tx *database.Tx) error {
			var n int
			return tx.Get(ctx, &n, "SELECT COUNT(*) FROM owners")
		},
		"its errors are passed over": func(ctx context.Context, tx *database.Tx) error {
			_ = addOwner(ctx, tx, "after")
			return nil
		},
	} {
		err := db.Write(context.Background(), func(ctx context.Context, tx *database.Tx) error {
			if err := addOwnerLater(ctx, tx, "before"); err != nil {
				return err
			}
			if err := addOwnerLater(ctx, tx, "taken"); err != nil {
				return err
			}
			return next(ctx, tx)
		})
		if !errors.Is(err, database.ErrUnique) {
			t.Errorf("%s: Write returned %v, want the statement's error", name, err)
		}
		if n := owners(t, db.Read()); n != 1 {
			t.Errorf("%s: %d rows, want 1", name, n)
		}
	}
	write(t, db, func(ctx context.Context, tx *database.Tx) error { return addOwner(ctx, tx, "the connection is of use") })
}
