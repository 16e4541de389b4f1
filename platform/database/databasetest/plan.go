package databasetest

import (
	"context"
	"strings"
	"testing"

	"tasklane/platform/database"
)

// Plan returns how the database would run a query, as EXPLAIN's text.
func Plan(t testing.TB, db *database.DB, sql string, args ...any) string {
	t.Helper()
	plan := sqlitePlan
	if db.Dialect().Name() == "postgres" {
		plan = postgresPlan
	}
	lines, err := plan(db, sql, args)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(lines, "\n")
}

func sqlitePlan(db *database.DB, sql string, args []any) (lines []string, err error) {
	var steps []struct {
		ID      int    `db:"id"`
		Parent  int    `db:"parent"`
		NotUsed int    `db:"notused"`
		Detail  string `db:"detail"`
	}
	err = db.Snapshot(context.Background(), func(ctx context.Context, q database.Querier) error {
		return q.Select(ctx, &steps, "EXPLAIN QUERY PLAN "+sql, args...)
	})
	for _, step := range steps {
		lines = append(lines, step.Detail)
	}
	return lines, err
}

// postgresPlan is made as for Tasklane's connections, once and without a look at the arguments. PostgreSQL reads a small
// table from end to end whatever indexes it has; that is forbidden here: what the plan shows is whether an index can
// serve the query.
func postgresPlan(db *database.DB, sql string, args []any) (lines []string, err error) {
	err = db.Write(context.Background(), func(ctx context.Context, tx *database.Tx) error {
		var off string
		if err := tx.Get(ctx, &off, "SELECT set_config('enable_seqscan', 'off', true)"); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, "PREPARE asked AS "+sql); err != nil {
			return err
		}
		err := tx.Select(ctx, &lines, "EXPLAIN EXECUTE asked"+nulls(len(args)))
		if _, gone := tx.Exec(ctx, "DEALLOCATE asked"); err == nil {
			err = gone
		}
		return err
	})
	return lines, err
}

func nulls(n int) string {
	if n == 0 {
		return ""
	}
	return "(" + strings.Repeat("NULL, ", n-1) + "NULL)"
}
