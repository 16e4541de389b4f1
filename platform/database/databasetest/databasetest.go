// Package databasetest gives tests an empty or migrated database of their own, on SQLite and on
// PostgreSQL, and holds the behaviour that both adapters of package database must show.
//
// PostgreSQL is found by the variable TASKLANE_TEST_POSTGRES, which scripts/with-postgres sets.
package databasetest

import (
	"context"
	"io/fs"
	"path/filepath"
	"testing"

	"tasklane/migrations"
	"tasklane/platform/database"
)

// Each runs the test on both databases as the subtests "sqlite" and "postgres", in parallel, each on
// an empty database of its own. Without a PostgreSQL server that subtest is skipped; with CI=true
// it fails.
func Each(t *testing.T, test func(t *testing.T, db *database.DB)) {
	t.Helper()
	EachMigrated(t, nil, test)
}

// EachMigrated is Each on databases that have the tables of these modules.
func EachMigrated(t *testing.T, modules []string, test func(t *testing.T, db *database.DB)) {
	t.Helper()
	EachWith(t, migrations.FS, modules, test)
}

// EachWith is EachMigrated with other migrations than the product's.
func EachWith(t *testing.T, files fs.FS, modules []string, test func(t *testing.T, db *database.DB)) {
	t.Helper()
	eachURL(t, files, modules, func(t *testing.T, url string) { test(t, Open(t, url)) })
}

// EachURL is Each for tests that open the database themselves, perhaps more than once.
func EachURL(t *testing.T, test func(t *testing.T, url string)) {
	t.Helper()
	eachURL(t, nil, nil, test)
}

func eachURL(t *testing.T, files fs.FS, modules []string, test func(t *testing.T, url string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		test(t, SQLiteURL(t, files, modules))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		test(t, postgresURL(t, files, modules))
	})
}

// SQLite opens a new file with the tables of these modules; the test's end closes it.
func SQLite(t testing.TB, files fs.FS, modules []string) *database.DB {
	t.Helper()
	return Open(t, SQLiteURL(t, files, modules))
}

// SQLiteURL makes a new file with the tables of these modules, for tests that open it themselves.
func SQLiteURL(t testing.TB, files fs.FS, modules []string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "test.db")
	if len(modules) > 0 {
		copyTemplate(t, files, modules, path)
	}
	return "sqlite:" + path
}

// Open opens a database; the test's end closes it.
func Open(t testing.TB, url string) *database.DB {
	t.Helper()
	db, err := database.Open(context.Background(), url, database.Options{MaxConns: 8})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("closing the database: %v", err)
		}
	})
	return db
}

// Exec runs statements in one transaction, for preparing what a test needs.
func Exec(t testing.TB, db *database.DB, statements ...string) {
	t.Helper()
	err := db.Write(context.Background(), func(ctx context.Context, tx *database.Tx) error {
		for _, statement := range statements {
			if _, err := tx.Exec(ctx, statement); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func migrate(ctx context.Context, db *database.DB, files fs.FS, modules []string) error {
	for _, module := range modules {
		if err := database.Migrate(ctx, db, module, files); err != nil {
			return err
		}
	}
	return nil
}
