package migrations_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tasklane/migrations"
	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
)

// promise is something that a version may count on while another one runs on the same tables.
type promise struct {
	Table string `db:"tbl"`
	Text  string `db:"says"`
}

// offers are what a version reads, by dialect: each column, of which type, and whether it may be empty.
var offers = map[string]string{
	"sqlite": `SELECT m.name AS tbl, 'the column ' || c.name || ' ' || c.type || CASE c."notnull" WHEN 1 THEN ', never empty' ELSE '' END AS says
		FROM sqlite_schema AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\'`,
	"postgres": `SELECT table_name AS tbl, 'the column ' || column_name || ' ' || data_type || CASE is_nullable WHEN 'NO' THEN ', never empty' ELSE '' END AS says
		FROM information_schema.columns WHERE table_schema = 'public'`,
}

// demands are what a version has to obey when it writes. SQLite does not tell its checks; both have the same.
var demands = map[string]string{
	"sqlite": `SELECT m.name AS tbl, c.name || ' must be given' AS says
			FROM sqlite_schema AS m, pragma_table_info(m.name) AS c WHERE m.type = 'table' AND c."notnull" = 1 AND c.dflt_value IS NULL
		UNION ALL SELECT m.name, 'unique: ' || (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name))
			FROM sqlite_schema AS m, pragma_index_list(m.name) AS i WHERE m.type = 'table' AND i."unique" = 1
		UNION ALL SELECT m.name, f."from" || ' is one of ' || f."table" FROM sqlite_schema AS m, pragma_foreign_key_list(m.name) AS f WHERE m.type = 'table'`,
	"postgres": `SELECT table_name AS tbl, column_name || ' must be given' AS says
			FROM information_schema.columns WHERE table_schema = 'public' AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'
		UNION ALL SELECT tablename, 'unique: ' || regexp_replace(indexdef, '^.* USING ', '')
			FROM pg_indexes WHERE schemaname = 'public' AND indexdef LIKE 'CREATE UNIQUE %'
		UNION ALL SELECT conrelid::regclass::text, pg_get_constraintdef(oid)
			FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f', 'x')`,
}

// contracted are promises that were taken back on purpose, in the words of the test, each with the milestone since which
// no version counts on it: first a version that does without, then a migration.
var contracted = map[string]string{}

// TestQ18_AnUpgradeBreaksNoPromiseToTheVersionBefore keeps a rollout possible, in which the old version goes on beside the new
// one on tables that are the new one's: a migration only adds, and what it adds may be left out.
func TestQ18_AnUpgradeBreaksNoPromiseToTheVersionBefore(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*-sqlite.sql")
	if err != nil || len(files) == 0 {
		t.Fatalf("there is no milestone: %v", err)
	}
	for _, file := range files {
		milestone := strings.TrimSuffix(file, "-sqlite.sql")
		t.Run(filepath.Base(milestone), func(t *testing.T) {
			databasetest.EachURL(t, func(t *testing.T, url string) {
				dialect := dialectOf(url)
				text, err := os.ReadFile(milestone + "-" + dialect + ".sql")
				if err != nil {
					t.Fatal(err)
				}
				databasetest.Load(t, url, string(text))
				db := databasetest.Open(t, url)
				for _, broken := range brokenBy(t, db, dialect, func() {
					for _, module := range modules(t) {
						if err := database.Migrate(t.Context(), db, module, migrations.FS); err != nil {
							t.Fatal(err)
						}
					}
				}) {
					if contracted[broken] == "" {
						t.Errorf("the version of milestone %s cannot work on while it is replaced: %s", filepath.Base(milestone), broken)
					}
				}
			})
		})
	}
}

func dialectOf(url string) string {
	if strings.HasPrefix(url, "sqlite:") {
		return "sqlite"
	}
	return "postgres"
}

// brokenBy lists the promises that a change of the tables breaks.
func brokenBy(t *testing.T, db *database.DB, dialect string, change func()) (broken []string) {
	t.Helper()
	ask := func(query map[string]string) (found []promise) {
		if err := db.Read().Select(t.Context(), &found, query[dialect]); err != nil {
			t.Fatal(err)
		}
		return found
	}
	offered, demanded := ask(offers), ask(demands)
	change()
	still := ask(offers)
	for _, p := range offered {
		if !slices.Contains(still, p) {
			broken = append(broken, p.Table+" no longer has "+p.Text)
		}
	}
	for _, p := range ask(demands) {
		known := slices.ContainsFunc(offered, func(o promise) bool { return o.Table == p.Table })
		if known && !slices.Contains(demanded, p) {
			broken = append(broken, p.Table+" now wants: "+p.Text)
		}
	}
	return broken
}

// TestABrokenPromiseIsNoticed keeps the test above from proving nothing.
func TestABrokenPromiseIsNoticed(t *testing.T) {
	t.Parallel()
	for change, breaks := range map[string]bool{
		"CREATE TABLE c (d TEXT NOT NULL UNIQUE)":                                 false,
		"ALTER TABLE a ADD COLUMN e TEXT":                                         false,
		"ALTER TABLE a ADD COLUMN e TEXT NOT NULL DEFAULT ''":                     false,
		"CREATE INDEX a_b ON a (b)":                                               false,
		"DROP TABLE a":                                                            true,
		"ALTER TABLE a DROP COLUMN b":                                             true,
		"ALTER TABLE a RENAME COLUMN b TO e":                                      true,
		"ALTER TABLE a RENAME TO e":                                               true,
		"CREATE UNIQUE INDEX a_b ON a (b)":                                        true,
		"ALTER TABLE a ADD COLUMN e TEXT REFERENCES o (id)":                       true,
		"DROP TABLE a; CREATE TABLE a (b TEXT, c TEXT)":                           true, // may be empty now
		"DROP TABLE a; CREATE TABLE a (b TEXT NOT NULL, c INT)":                   true,
		"DROP TABLE a; CREATE TABLE a (b TEXT NOT NULL, c TEXT, e TEXT NOT NULL)": true,
	} {
		t.Run(change, func(t *testing.T) {
			databasetest.EachURL(t, func(t *testing.T, url string) {
				db := databasetest.Open(t, url)
				databasetest.Exec(t, db, "CREATE TABLE o (id TEXT PRIMARY KEY)", "CREATE TABLE a (b TEXT NOT NULL, c TEXT)")
				broken := brokenBy(t, db, dialectOf(url), func() { databasetest.Exec(t, db, strings.Split(change, "; ")...) })
				if (len(broken) > 0) != breaks {
					t.Errorf("it breaks %q", broken)
				}
			})
		})
	}
}

// TestTheLatestMilestoneHasEveryMigration: what an installation of today is like is written down while it is known.
func TestTheLatestMilestoneHasEveryMigration(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*-sqlite.sql")
	if err != nil || len(files) == 0 {
		t.Fatalf("there is no milestone: %v", err)
	}
	url := databasetest.SQLiteURL(t, nil, nil)
	text, err := os.ReadFile(slices.Max(files))
	if err != nil {
		t.Fatal(err)
	}
	databasetest.Load(t, url, string(text))
	db := databasetest.Open(t, url)
	for _, module := range modules(t) {
		status, err := database.SchemaStatus(t.Context(), db, module, migrations.FS)
		if err != nil {
			t.Fatal(err)
		}
		if status.Behind() {
			t.Errorf("the migrations of %s are at %d, and no milestone has that; add one, see scripts/milestone", module, status.Wanted)
		}
	}
}
