package databasetest

import (
	"context"
	"errors"
	"testing"

	"tasklane/platform/database"
)

func commitAndRollback(t *testing.T, db *database.DB) {
	write(t, db, func(ctx context.Context, tx *database.Tx) error { return addOwner(ctx, tx, "kept") })
	err := db.Write(context.Background(), func(ctx context.Context, tx *database.Tx) error {
		if err := addOwner(ctx, tx, "undone"); err != nil {
			return err
		}
		return errOnPurpose
	})
	if !errors.Is(err, errOnPurpose) {
		t.Errorf("the function's error came back as %v", err)
	}
	if n := owners(t, db.Read()); n != 1 {
		t.Errorf("%d rows, want 1", n)
	}
}

// panicRollsBack does it more often than there are connections: none may be lost.
func panicRollsBack(t *testing.T, db *database.DB) {
	for range 20 {
		func() {
			defer func() {
				if recovered := recover(); recovered != "on purpose" {
					t.Errorf("recovered %v", recovered)
				}
			}()
			db.Write(context.Background(), func(ctx context.Context, tx *database.Tx) error { //nolint:errcheck // it panics
				if err := addOwner(ctx, tx, "undone"); err != nil {
					return err
				}
				panic("on purpose")
			})
		}()
	}
	if n := owners(t, db.Read()); n != 0 {
		t.Errorf("%d rows, want none", n)
	}
	write(t, db, func(ctx context.Context, tx *database.Tx) error { return addOwner(ctx, tx, "after") })
}

// failedStatementEndsTransaction: PostgreSQL would refuse what follows and SQLite would not; a program
// that was only tried on one would break on the other.
func failedStatementEndsTransaction(t *testing.T, db *database.DB) {
	err := db.Write(context.Background(), func(ctx context.Context, tx *database.Tx) error {
		if err := addOwner(ctx, tx, "twice"); err != nil {
			return err
		}
		if err := addOwner(ctx, tx, "twice"); !errors.Is(err, database.ErrUnique) {
			t.Errorf("the second insert: %v", err)
		}
		if err := addOwner(ctx, tx, "later"); err == nil {
			t.Error("a statement after the failed one went through")
		}
		var n int
		if err := tx.Get(ctx, &n, "SELECT COUNT(*) FROM owners"); err == nil {
			t.Error("a query after the failed statement went through")
		}
		return nil
	})
	if !errors.Is(err, database.ErrUnique) {
		t.Errorf("Write returned %v, want the statement's error", err)
	}
	if n := owners(t, db.Read()); n != 0 {
		t.Errorf("%d rows, want none", n)
	}
}

func nestedIsRefused(t *testing.T, db *database.DB) {
	write(t, db, func(ctx context.Context, tx *database.Tx) error {
		var n int
		if err := db.Write(ctx, func(context.Context, *database.Tx) error { return nil }); err == nil {
			t.Error("Write inside of Write went through")
		}
		if err := db.Snapshot(ctx, func(context.Context, database.Querier) error { return nil }); err == nil {
			t.Error("Snapshot inside of Write went through")
		}
		if err := db.Read().Get(ctx, &n, "SELECT 1"); err == nil {
			t.Error("Read inside of Write went through")
		}
		return addOwner(ctx, tx, "after")
	})
}

func readersCannotWrite(t *testing.T, db *database.DB) {
	ctx := context.Background()
	const insert = "INSERT INTO owners (id, name) VALUES ('sly', 'sly')"
	if _, err := db.Read().Exec(ctx, insert); err == nil {
		t.Error("Read's Exec went through")
	}
	err := db.Snapshot(ctx, func(ctx context.Context, q database.Querier) error {
		if _, err := q.Exec(ctx, insert); err == nil {
			t.Error("a snapshot's Exec went through")
		}
		var id string
		return q.Get(ctx, &id, insert+" RETURNING id")
	})
	if err == nil {
		t.Error("an INSERT … RETURNING in a snapshot went through")
	}
	if n := owners(t, db.Read()); n != 0 {
		t.Errorf("%d rows, want none", n)
	}
}

func snapshotIsOneMoment(t *testing.T, db *database.DB) {
	err := db.Snapshot(context.Background(), func(_ context.Context, q database.Querier) error {
		if n := owners(t, q); n != 0 {
			t.Errorf("%d rows at first, want none", n)
		}
		write(t, db, func(ctx context.Context, tx *database.Tx) error { return addOwner(ctx, tx, "meanwhile") })
		if n := owners(t, q); n != 0 {
			t.Errorf("the snapshot sees what was written after it began: %d rows", n)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n := owners(t, db.Read()); n != 1 {
		t.Errorf("%d rows afterwards, want 1", n)
	}
}

func uncommittedIsNotSeen(t *testing.T, db *database.DB) {
	write(t, db, func(ctx context.Context, tx *database.Tx) error {
		if err := addOwner(ctx, tx, "new"); err != nil {
			return err
		}
		if n := owners(t, tx); n != 1 {
			t.Errorf("the transaction sees %d rows of its own, want 1", n)
		}
		if n := owners(t, db.Read()); n != 0 {
			t.Errorf("others see %d rows before the commit", n)
		}
		return nil
	})
	if n := owners(t, db.Read()); n != 1 {
		t.Errorf("%d rows after the commit, want 1", n)
	}
}
