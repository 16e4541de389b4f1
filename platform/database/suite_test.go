package database_test

import (
	"strings"
	"testing"

	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
)

func TestSQLite(t *testing.T) {
	t.Parallel()
	databasetest.Run(t, databasetest.SQLite)
}

func TestPostgres(t *testing.T) {
	t.Parallel()
	databasetest.Run(t, databasetest.Postgres)
}

func TestPlanNamesTheIndexThatServes(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		databasetest.Exec(t, db, "CREATE TABLE things (id TEXT PRIMARY KEY, number BIGINT, other BIGINT)", "CREATE INDEX things_number ON things (number)")
		if plan := databasetest.Plan(t, db, "SELECT id FROM things WHERE number = $1", 7); !strings.Contains(plan, "things_number") {
			t.Errorf("the index is not in the plan:\n%s", plan)
		}
		if plan := databasetest.Plan(t, db, "SELECT id FROM things WHERE other = $1", 7); strings.Contains(plan, "things_number") {
			t.Errorf("an index that cannot serve is in the plan:\n%s", plan)
		}
	})
}
