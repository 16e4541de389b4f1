package transfer_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tasklane/migrations"
	"tasklane/modules/transfer"
	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
)

// columnsOf lists what a file holds, but for what is made from it.
const columnsOf = `SELECT m.name AS "table", c.name AS "column", c.type, c."notnull" OR c.pk > 0 AS required
	FROM pragma_table_list AS m, pragma_table_info(m.name) AS c
	WHERE m.schema = 'main' AND m.type = 'table' AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\' AND m.name NOT LIKE '%\_migrations' ESCAPE '\' ORDER BY m.name, c.cid`

type column struct {
	Table    string `db:"table"`
	Column   string `db:"column"`
	Type     string `db:"type"`
	Required bool   `db:"required"`
}

// checked are the columns that do not take any value: a new CHECK needs a line here.
var checked = map[string]string{"users.role": "'ADMIN'"}

// fill writes three rows into every table: two with the row's own number in every column, in digits or words, so that every
// reference finds its row, and one with nothing where nothing is allowed.
func fill(t *testing.T, db *database.DB) (columns []column, tables []string) {
	t.Helper()
	if err := db.Read().Select(t.Context(), &columns, columnsOf); err != nil {
		t.Fatal(err)
	}
	err := db.Write(t.Context(), func(ctx context.Context, tx *database.Tx) error {
		for _, c := range columns {
			if !slices.Contains(tables, c.Table) {
				tables = append(tables, c.Table)
			}
		}
		if _, err := tx.Exec(ctx, "PRAGMA defer_foreign_keys = ON"); err != nil {
			return err
		}
		for _, table := range tables {
			if _, err := tx.Exec(ctx, "DELETE FROM "+table); err != nil {
				return err
			}
			for row := range 3 {
				if table == "user_site" && row > 0 {
					break // it has one
				}
				var values []string
				for _, c := range columns {
					if c.Table == table {
						values = append(values, value(c, row))
					}
				}
				if _, err := tx.Exec(ctx, "INSERT INTO "+table+" VALUES ("+strings.Join(values, ", ")+")"); err != nil {
					return fmt.Errorf("%s: %w", table, err)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return columns, tables
}

func value(c column, row int) string {
	if special, ok := checked[c.Table+"."+c.Column]; ok {
		return special
	}
	switch {
	case row == 2 && !c.Required:
		return "NULL"
	case strings.HasPrefix(c.Type, "BOOL"):
		return fmt.Sprint(row % 2)
	case strings.Contains(c.Type, "INT"):
		return fmt.Sprint(row + 1)
	default:
		return fmt.Sprintf("'row%d'", row+1)
	}
}

// TestEveryColumnOfEveryTableIsMoved asks the databases which there are: a column that is added by a migration is
// carried, or this test fails.
func TestEveryColumnOfEveryTableIsMoved(t *testing.T) {
	t.Parallel()
	from, to := filled(t), databasetest.PostgresURL(t)
	file := databasetest.Open(t, from)
	columns, tables := fill(t, file)
	counts, err := move(t, from, to)
	if err != nil {
		t.Fatal(err)
	}
	server := databasetest.Open(t, to)
	if len(counts) != len(tables) || len(tables) < 20 {
		t.Errorf("%d tables were moved of %d", len(counts), len(tables))
	}
	for _, c := range columns {
		read := func(db *database.DB) (values []string) {
			query := `SELECT COALESCE(CAST(` + c.Column + ` AS TEXT), '-') FROM "` + c.Table + `"`
			if err := db.Read().Select(t.Context(), &values, query); err != nil {
				t.Fatalf("%s: %v", query, err)
			}
			for i, v := range values { // what the server writes otherwise: truth values, and words
				values[i] = map[string]string{"true": "1", "false": "0"}[v] + strings.Trim(strings.NewReplacer("true", "", "false", "").Replace(v), "'")
			}
			slices.Sort(values)
			return values
		}
		here, there := read(file), read(server)
		if len(here) == 0 || !slices.Equal(here, there) {
			t.Errorf("%s.%s: %q became %q", c.Table, c.Column, here, there)
		}
	}
	if left, err := filepath.Glob(filepath.Join(filepath.Dir(strings.TrimPrefix(from, "sqlite:")), ".unused*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func move(t *testing.T, from, to string) (database.Counts, error) {
	t.Helper()
	path, _ := database.FilePath(from)
	return transfer.Move{From: from, Folder: filepath.Dir(path), To: to}.Run(t.Context())
}

// filled is a new file with all tables.
func filled(t *testing.T) (url string) {
	t.Helper()
	return databasetest.SQLiteURL(t, migrations.FS, modules(t))
}

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

// TestAMoveBringsBothSidesToThisVersion begins with what an earlier version left and with a target that has no tables.
func TestAMoveBringsBothSidesToThisVersion(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../migrations/testdata/0001-sqlite.sql")
	if err != nil {
		t.Fatal(err)
	}
	from, to := "sqlite:"+filepath.Join(t.TempDir(), "old.db"), databasetest.PostgresURL(t)
	databasetest.Load(t, from, string(text))
	counts, err := move(t, from, to)
	if err != nil || counts["users"] != 3 {
		t.Fatalf("%v, %v", counts, err)
	}
	for _, url := range []string{from, to} {
		db := databasetest.Open(t, url)
		for _, module := range modules(t) {
			if s, err := database.SchemaStatus(t.Context(), db, module, migrations.FS); err != nil || s.Behind() || s.Newer() {
				t.Errorf("%s in %s: %+v, %v", module, url, s, err)
			}
		}
	}
	if _, err := move(t, from, to); !errors.Is(err, database.ErrNotEmpty) {
		t.Errorf("again: %v", err)
	}
}

func TestAMoveOfANewerVersionIsRefused(t *testing.T) {
	t.Parallel()
	newer := func(t *testing.T, url string) {
		databasetest.Exec(t, databasetest.Open(t, url), "INSERT INTO task_migrations (version_id, is_applied) VALUES (9999, TRUE)")
	}
	t.Run("source", func(t *testing.T) {
		t.Parallel()
		from := filled(t)
		newer(t, from)
		if _, err := move(t, from, databasetest.PostgresURL(t)); !errors.Is(err, database.ErrNewer) {
			t.Errorf("got %v", err)
		}
	})
	t.Run("target", func(t *testing.T) {
		t.Parallel()
		to := databasetest.PostgresURL(t)
		if _, err := move(t, filled(t), to); err != nil {
			t.Fatal(err)
		}
		newer(t, to)
		if _, err := move(t, filled(t), to); !errors.Is(err, database.ErrNewer) {
			t.Errorf("got %v", err)
		}
	})
}

func TestNoFileIsMadeByLookingForIt(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "absent.db")
	if _, err := move(t, "sqlite:"+path, "postgres://127.0.0.1:1/x"); err == nil || !strings.Contains(err.Error(), path) {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the file was made: %v", err)
	}
}

func TestAMoveBesideAServerIsRefused(t *testing.T) {
	t.Parallel()
	from := filled(t)
	unlock, err := database.LockFolder(filepath.Dir(strings.TrimPrefix(from, "sqlite:")))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := move(t, from, "postgres://127.0.0.1:1/x"); !errors.Is(err, database.ErrFolderInUse) {
		t.Errorf("got %v", err)
	}
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
}
