package store

import (
	"slices"
	"testing"

	"tasklane/modules/task"
	"tasklane/modules/task/internal/app"
	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/page"
)

// The schema promises that a total is exact to 10,000, and 10,000 beyond; how far is counted is the caller's.
func TestATotalIsExactToItsLimit(t *testing.T) {
	t.Parallel()
	if page.CountLimit != 10_000 {
		t.Errorf("totals go to %d; the schema says 10,000", page.CountLimit)
	}
	databasetest.EachMigrated(t, []string{"task"}, func(t *testing.T, db *database.DB) {
		s := newSite(t, db)
		var branches []app.ListBranch
		for _, id := range s.others { // 500 tasks each
			branches = append(branches, app.ListBranch{ProjectID: id})
		}
		many := slices.Repeat(branches[:1], 2*mostBranches) // more than one statement reads
		for _, c := range []struct {
			branches    []app.ListBranch
			limit, want int
		}{
			{branches[:1], 499, 499}, {branches[:1], 500, 500}, {branches[:1], 501, 500}, {branches, 10_000, 3000}, {branches, 2999, 2999},
			{many, 10_000, 10_000}, {many, 100_000, 500 * len(many)},
		} {
			var store Store
			n, err := store.CountTasks(t.Context(), db.Read(), app.ListPlan{Branches: c.branches, By: task.ByCreatedAt}, c.limit)
			if err != nil || n != c.want {
				t.Errorf("%d branches to %d: %d, %v, want %d", len(c.branches), c.limit, n, err, c.want)
			}
		}
	})
}
