package database_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
)

func TestWhatIsLaterRunsInOrderBeforeTheNextAnswer(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		databasetest.Exec(t, db, "CREATE TABLE kept (n BIGINT NOT NULL)")
		err := db.Write(context.Background(), func(ctx context.Context, tx *database.Tx) error {
			var before []int
			if err := errors.Join(
				tx.Later(ctx, "INSERT INTO kept (n) VALUES ($1), ($2)", 2, 1),
				tx.SelectLater(ctx, &before, "SELECT n FROM kept ORDER BY n"),
				tx.Later(ctx, "UPDATE kept SET n = n + 10"),
			); err != nil {
				return err
			}
			rows, err := tx.Exec(ctx, "UPDATE kept SET n = n + 100 WHERE n = $1", 12)
			if err != nil || rows != 1 || !slices.Equal(before, []int{1, 2}) {
				t.Errorf("%d rows, %v before, %v", rows, before, err)
			}
			return tx.Later(ctx, "INSERT INTO kept (n) VALUES ($1)", 7)
		})
		if err != nil {
			t.Fatal(err)
		}
		var kept []int
		if err := db.Read().Select(context.Background(), &kept, "SELECT n FROM kept ORDER BY n"); err != nil || !slices.Equal(kept, []int{7, 11, 112}) {
			t.Errorf("%v, %v", kept, err)
		}
	})
}

func TestAWriteOfNothingButLaterIsCommitted(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		databasetest.Exec(t, db, "CREATE TABLE kept (n BIGINT NOT NULL)")
		var answer []int
		err := db.Write(context.Background(), func(ctx context.Context, tx *database.Tx) error {
			return errors.Join(
				tx.Later(ctx, "INSERT INTO kept (n) VALUES (1)"),
				tx.SelectLater(ctx, &answer, "INSERT INTO kept (n) VALUES (2) RETURNING n"),
			)
		})
		if n := number(t, db, "SELECT COUNT(*) FROM kept"); err != nil || n != 2 || !slices.Equal(answer, []int{2}) {
			t.Errorf("%d rows, answer %v, %v", n, answer, err)
		}
	})
}
