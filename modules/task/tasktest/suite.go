// Package tasktest is the behaviour that every task.Service must show, wherever it runs.
package tasktest

import (
	"maps"
	"testing"

	"tasklane/modules/task"
	"tasklane/platform/broadcast"
	"tasklane/platform/cache"
	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
)

// Site is what a service under test stands on.
type Site struct {
	DB        *database.DB // has the task module's tables
	People    *People
	Pushed    *Pushed
	Broadcast broadcast.Broadcast
	Cache     cache.Cache
}

// Open makes the service under test, with its background work running until the test's end.
type Open func(t *testing.T, site Site) task.Service

// cases are tests by name. They run at the same time on one database: each makes people and projects of its own.
type cases map[string]func(t *testing.T, w *World)

// Run runs the whole suite on both databases.
func Run(t *testing.T, open Open) {
	t.Helper()
	databasetest.EachMigrated(t, []string{"task"}, func(t *testing.T, db *database.DB) { RunOn(t, db, open) })
}

// RunOn runs the whole suite on a database that has the task module's tables.
func RunOn(t *testing.T, db *database.DB, open Open) {
	t.Helper()
	w := NewWorld(t, db, open)
	for _, part := range parts() {
		for name, test := range maps.All(part) {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				test(t, w)
			})
		}
	}
}
