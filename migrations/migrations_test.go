package migrations_test

import (
	"context"
	"io/fs"
	"path"
	"slices"
	"testing"

	"tasklane/migrations"
	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
)

// modules are those that have migrations.
func modules(t *testing.T) (names []string) {
	t.Helper()
	entries, err := fs.ReadDir(migrations.FS, ".")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	return names
}

func TestBothDatabasesHaveTheSameMigrations(t *testing.T) {
	t.Parallel()
	for _, module := range modules(t) {
		list := func(dialect string) (names []string) {
			files, err := fs.Glob(migrations.FS, path.Join(module, dialect, "*.sql"))
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range files {
				names = append(names, path.Base(file))
			}
			return names
		}
		if sqlite, postgres := list("sqlite"), list("postgres"); len(sqlite) == 0 || !slices.Equal(sqlite, postgres) {
			t.Errorf("%s: SQLite has %q, PostgreSQL %q", module, sqlite, postgres)
		}
	}
}

// TestBothDatabasesHaveTheSameColumns catches a column that was added to one of the two only.
func TestBothDatabasesHaveTheSameColumns(t *testing.T) {
	t.Parallel()
	names := modules(t)
	columns := func(db *database.DB, query string) (found []string) {
		if err := db.Read().Select(context.Background(), &found, query); err != nil {
			t.Fatal(err)
		}
		slices.Sort(found)
		return found
	}
	postgres := columns(databasetest.Postgres(t, migrations.FS, names), `SELECT table_name || '.' || column_name FROM information_schema.columns
		WHERE table_schema = 'public' AND table_name NOT LIKE '%\_migrations'`)
	sqlite := columns(databasetest.SQLite(t, migrations.FS, names), `SELECT m.name || '.' || c.name FROM sqlite_schema AS m, pragma_table_info(m.name) AS c
		WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\' AND m.name NOT LIKE '%\_fts%' ESCAPE '\' AND m.name NOT LIKE '%\_migrations' ESCAPE '\'`)
	for _, column := range sqlite {
		if !slices.Contains(postgres, column) {
			t.Errorf("PostgreSQL lacks %s", column)
		}
	}
	for _, column := range postgres {
		if !slices.Contains(sqlite, column) {
			t.Errorf("SQLite lacks %s", column)
		}
	}
}

// TestIndexedTextSortsByBytes: an index in the server's language gives other pages than SQLite does,
// and a position or cursor that is out of order.
func TestIndexedTextSortsByBytes(t *testing.T) {
	t.Parallel()
	db := databasetest.Postgres(t, migrations.FS, modules(t))
	var wrong []string
	err := db.Read().Select(context.Background(), &wrong, `
		SELECT DISTINCT c.relname || '.' || a.attname AS name
		FROM pg_index i
		JOIN pg_class c ON c.oid = i.indrelid
		JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'public'
		JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY (i.indkey)
		JOIN pg_type t ON t.oid = a.atttypid AND t.typname IN ('text', 'varchar', 'bpchar')
		LEFT JOIN pg_collation l ON l.oid = a.attcollation
		WHERE l.collname IS DISTINCT FROM 'C'
		ORDER BY name`)
	if err != nil {
		t.Fatal(err)
	}
	for _, column := range wrong {
		t.Errorf("%s is in an index and not COLLATE \"C\"", column)
	}
}
