package databasetest

import (
	"context"
	"strings"
	"testing"

	"tasklane/platform/database"
)

// Plan returns how the database would run a query, as EXPLAIN's text. On PostgreSQL, which reads a
// small table from end to end whatever indexes it has, that is forbidden first: what the plan
// shows is whether an index can serve the query.
func Plan(t testing.TB, db *database.DB, sql string, args ...any) string {
	t.Helper()
	var lines []string
	err := db.Snapshot(context.Background(), func(ctx context.Context, q database.Querier) error {
		if q.Dialect().Name() == "sqlite" {
			var steps []struct {
				ID      int    `db:"id"`
				Parent  int    `db:"parent"`
				NotUsed int    `db:"notused"`
				Detail  string `db:"detail"`
			}
			err := q.Select(ctx, &steps, "EXPLAIN QUERY PLAN "+sql, args...)
			for _, step := range steps {
				lines = append(lines, step.Detail)
			}
			return err
		}
		var off string
		if err := q.Get(ctx, &off, "SELECT set_config('enable_seqscan', 'off', true)"); err != nil {
			return err
		}
		return q.Select(ctx, &lines, "EXPLAIN "+sql, args...)
	})
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(lines, "\n")
}
