package migrations_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tasklane/migrations"
	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
)

// shape lists every column and index, by dialect, as the database knows them.
var shape = map[string]string{
	"sqlite": `SELECT m.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" FROM sqlite_schema AS m, pragma_table_info(m.name) AS c
		WHERE m.name NOT LIKE 'sqlite\_%' ESCAPE '\'
		UNION ALL SELECT sql FROM sqlite_schema WHERE type IN ('index', 'trigger') AND sql IS NOT NULL`,
	"postgres": `SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || COALESCE(collation_name, '')
		FROM information_schema.columns WHERE table_schema = 'public'
		UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'`,
}

// TestQ18_AnUpgradeMakesWhatAnEmptyDatabaseBecomes catches a migration that was changed after data was made by it. The
// databases of earlier milestones are in testdata, see scripts/milestone; modules/upgrade_test.go reads what is in
// them.
func TestQ18_AnUpgradeMakesWhatAnEmptyDatabaseBecomes(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*-sqlite.sql")
	if err != nil || len(files) == 0 {
		t.Fatalf("there is no milestone: %v", err)
	}
	for _, file := range files {
		milestone := strings.TrimSuffix(file, "-sqlite.sql")
		t.Run(filepath.Base(milestone), func(t *testing.T) {
			databasetest.EachURL(t, func(t *testing.T, url string) { upgradeIsComplete(t, milestone, url) })
		})
	}
}

func upgradeIsComplete(t *testing.T, milestone, url string) {
	names := modules(t)
	dialect, fresh := dialectOf(url), databasetest.Postgres
	if dialect == "sqlite" {
		fresh = databasetest.SQLite
	}
	text, err := os.ReadFile(milestone + "-" + dialect + ".sql")
	if err != nil {
		t.Fatal(err)
	}
	databasetest.Load(t, url, string(text))
	old := databasetest.Open(t, url)
	for _, module := range names {
		if err := database.Migrate(t.Context(), old, module, migrations.FS); err != nil {
			t.Fatal(err)
		}
	}
	describe := func(db *database.DB) (found []string) {
		if err := db.Read().Select(context.Background(), &found, shape[dialect]); err != nil {
			t.Fatal(err)
		}
		return found
	}
	upgraded, wanted := describe(old), describe(fresh(t, migrations.FS, names))
	for _, line := range wanted {
		if !slices.Contains(upgraded, line) {
			t.Errorf("after the upgrade there is no %s", line)
		}
	}
	for _, line := range upgraded {
		if !slices.Contains(wanted, line) {
			t.Errorf("the upgrade left %s", line)
		}
	}
}
