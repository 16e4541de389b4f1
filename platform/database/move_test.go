package database_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/fault"
)

// movable are tables with everything that two databases keep differently. The name of the children comes before that of
// their parents, and site has a row before anybody used it.
func movable() fs.FS {
	table := func(words, id, small, big, flag, bytes string) string {
		return strings.NewReplacer("WORDS", words, "ID", id, "SMALL", small, "BIG", big, "FLAG", flag, "BYTES", bytes).Replace(`-- +goose Up
			CREATE TABLE site (id BIG PRIMARY KEY CHECK (id = 1), set_up_at BIG);
			INSERT INTO site (id) VALUES (1);
			CREATE TABLE parents (id TEXT NOT NULL PRIMARY KEY, parent_id TEXT REFERENCES parents (id), small SMALL, big BIG, flag FLAG, bytes BYTES, part DOUBLE PRECISION);
			CREATE TABLE children (parent_id TEXT NOT NULL REFERENCES parents (id), n BIG NOT NULL CHECK (n < 1000), "order" TEXT NOT NULL, PRIMARY KEY (parent_id, n));
			CREATE TABLE found (id ID, words WORDS NOT NULL);`)
	}
	return fstest.MapFS{
		"m/sqlite/0001_first.sql":   &fstest.MapFile{Data: []byte(table("TEXT", "INTEGER PRIMARY KEY", "INTEGER", "INTEGER", "BOOLEAN", "BLOB"))},
		"m/postgres/0001_first.sql": &fstest.MapFile{Data: []byte(table("TSVECTOR", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "SMALLINT", "BIGINT", "BOOLEAN", "BYTEA"))},
	}
}

var unused = database.Counts{"site": 1}

// moving makes both sides; the file has a few rows.
func moving(t *testing.T) (from, to *database.DB) {
	t.Helper()
	from, to = databasetest.SQLite(t, movable(), []string{"m"}), databasetest.Postgres(t, movable(), []string{"m"})
	write(t, from, "UPDATE site SET set_up_at = $1", math.MaxInt64)
	write(t, from, "INSERT INTO parents VALUES ($1, NULL, $2, $3, $4, $5, $6)", "full", math.MaxInt16, math.MinInt64, true, []byte{0, 1, 255}, 0.1)
	write(t, from, "INSERT INTO parents VALUES ($1, 'full', NULL, NULL, $2, NULL, NULL)", "empty", false)
	for n, text := range []string{"", "NULL", `\N`, "a\tb\nc\r\\d", "quoted 'x' \"y\"", "Žofie 🚀 日本", strings.Repeat("long ", 100_000)} {
		write(t, from, `INSERT INTO children VALUES ('full', $1, $2)`, n, text)
	}
	for _, words := range [][]string{{"zeppelin", "don't", "日本", "zeppelin"}, {}, {strings.Repeat("x", 3000)}} {
		write(t, from, "INSERT INTO found (words) VALUES ($1)", database.SearchText(words))
	}
	return from, to
}

func write(t *testing.T, db *database.DB, sql string, args ...any) {
	t.Helper()
	err := db.Write(context.Background(), func(ctx context.Context, tx *database.Tx) error {
		_, err := tx.Exec(ctx, sql, args...)
		return err
	})
	if err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

func texts(t *testing.T, db *database.DB, sql string) (rows []string) {
	t.Helper()
	if err := db.Read().Select(context.Background(), &rows, sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	slices.Sort(rows)
	return rows
}

func TestAMoveCarriesEveryValue(t *testing.T) {
	t.Parallel()
	from, to := moving(t)
	told := map[string]string{}
	counts, err := database.Move(t.Context(), from, to, unused, func(table string, rows, of int64) { told[table] = fmt.Sprint(rows, "/", of) })
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(counts) != "map[children:7 found:3 parents:2 site:1]" || counts.Total() != 13 || told["children"] != "7/7" || len(told) != 4 {
		t.Errorf("%v were moved, and told was %v", counts, told)
	}
	for _, same := range []string{
		"SELECT CAST(set_up_at AS TEXT) FROM site",
		"SELECT id || COALESCE(parent_id, '-') || COALESCE(CAST(small AS TEXT), '-') || COALESCE(CAST(big AS TEXT), '-') || CAST(part IS NULL OR part = 0.1 AS TEXT) FROM parents",
		`SELECT CAST(n AS TEXT) || "order" FROM children`,
	} {
		here, there := texts(t, from, same), texts(t, to, same)
		for i := range there { // the databases write truth values differently
			there[i] = strings.TrimSuffix(there[i], "true") + strings.Repeat("1", strings.Count(there[i], "true"))
		}
		if !slices.Equal(here, there) {
			t.Errorf("%s:\nhere  %.200q\nthere %.200q", same, here, there)
		}
	}
	if n := number(t, to, `SELECT COUNT(*) FROM parents WHERE (id = 'full') = flag AND (bytes = '\x0001ff'::bytea) = flag OR bytes IS NULL`); n != 2 {
		t.Errorf("truth values and bytes are right in %d of 2 rows", n)
	}
	want := texts(t, to, "SELECT CAST(array_to_tsvector(ARRAY['zeppelin', 'don', 't', '日本']) AS TEXT)")
	want = append(want, "", "'"+strings.Repeat("x", 500)+"'")
	slices.Sort(want)
	if got := texts(t, to, "SELECT CAST(words AS TEXT) FROM found"); !slices.Equal(got, want) {
		t.Errorf("the words are %.200q, want %.200q", got, want)
	}
	write(t, to, "INSERT INTO found (words) VALUES ('new')") // its number is not one that was carried
	if n := number(t, to, "SELECT MAX(id) FROM found"); n != 4 {
		t.Errorf("the next row has the number %d, want 4", n)
	}
}

func TestAMoveIsRefusedWhereThereIsData(t *testing.T) {
	t.Parallel()
	from, to := moving(t)
	write(t, to, "INSERT INTO parents (id) VALUES ('somebody''s')")
	if _, err := database.Move(t.Context(), from, to, unused, nil); !errors.Is(err, database.ErrNotEmpty) || !strings.Contains(err.Error(), "parents has 1") {
		t.Errorf("got %v", err)
	}
	if rows := texts(t, to, "SELECT id FROM parents"); !slices.Equal(rows, []string{"somebody's"}) {
		t.Errorf("it has now %v", rows)
	}
	write(t, to, "DELETE FROM parents")
	for _, want := range []error{nil, database.ErrNotEmpty} { // what was moved is data too
		if _, err := database.Move(t.Context(), from, to, unused, nil); !errors.Is(err, want) {
			t.Errorf("got %v, want %v", err, want)
		}
	}
}

func TestAMoveThatFailsLeavesNothing(t *testing.T) {
	t.Parallel()
	const losing = "CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"
	for name, c := range map[string]struct {
		here, there []string // what is done to each side before
		says        string
	}{
		"a value that does not fit":  {[]string{"UPDATE parents SET small = 100000 WHERE id = 'full'"}, nil, "carrying the table parents: COPY from stdin failed: unable to encode 100000"},
		"a row that is refused":      {[]string{"PRAGMA ignore_check_constraints = ON", "UPDATE children SET n = 1000 WHERE n = 6"}, nil, "carrying the table children"},
		"text that is none":          {[]string{`UPDATE children SET "order" = CAST(x'ff' AS TEXT) WHERE n = 6`}, nil, "carrying the table children"},
		"a column that is not there": {[]string{"ALTER TABLE found ADD COLUMN more TEXT"}, nil, "the table found has the columns"},
		"a table that is not there":  {[]string{"CREATE TABLE more (id TEXT)"}, nil, "no table"},
		"rows that are lost on the way": {
			nil,
			[]string{losing, "CREATE TRIGGER lose BEFORE INSERT ON children FOR EACH ROW WHEN (NEW.n = 3) EXECUTE FUNCTION lose()"},
			"children has 7 rows and 6 of them arrived",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			from, to := moving(t)
			for _, spoil := range c.here {
				write(t, from, spoil)
			}
			for _, spoil := range c.there {
				write(t, to, spoil)
			}
			if _, err := database.Move(t.Context(), from, to, unused, nil); err == nil || !strings.Contains(err.Error()+fmt.Sprint(errors.Unwrap(err)), c.says) {
				t.Errorf("got %v, want it to say %q", err, c.says)
			}
			if n := number(t, to, "SELECT (SELECT COUNT(*) FROM parents) + (SELECT COUNT(*) FROM found) + COALESCE((SELECT set_up_at FROM site), 0)"); n != 0 {
				t.Errorf("%d rows were left", n)
			}
		})
	}
}

func TestNobodyWritesDuringAMove(t *testing.T) {
	t.Parallel()
	from, to := moving(t)
	file := databasetest.Open(t, "sqlite:"+texts(t, from, "SELECT file FROM pragma_database_list WHERE name = 'main'")[0])
	first := true
	_, err := database.Move(t.Context(), from, to, unused, func(string, int64, int64) {
		if !first {
			return
		}
		first = false
		for side, db := range map[string]*database.DB{"file": file, "target": to} {
			ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
			defer cancel()
			err := db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
				_, err := tx.Exec(ctx, "INSERT INTO parents (id) VALUES ('late')")
				return err
			})
			if !fault.Is(err, fault.Unavailable) {
				t.Errorf("writing to the %s meanwhile: %v", side, err)
			}
		}
		if _, err := database.Move(t.Context(), file, to, unused, nil); err == nil {
			t.Error("a second move went on beside the first")
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	write(t, from, "INSERT INTO parents (id) VALUES ('after')")
}
