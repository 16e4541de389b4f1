package database_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
)

// migrationsOf makes a module's files, numbered from 1, the same for both databases.
func migrationsOf(module string, texts ...string) fs.FS {
	files := fstest.MapFS{}
	for i, text := range texts {
		for _, dialect := range []string{"sqlite", "postgres"} {
			name := fmt.Sprintf("%s/%s/%04d_step.sql", module, dialect, i+1)
			files[name] = &fstest.MapFile{Data: []byte("-- +goose Up\n" + text)}
		}
	}
	return files
}

func status(t *testing.T, db *database.DB, module string, files fs.FS) database.Status {
	t.Helper()
	s, err := database.SchemaStatus(context.Background(), db, module, files)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func number(t *testing.T, db *database.DB, query string) (n int) {
	t.Helper()
	if err := db.Read().Get(context.Background(), &n, query); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestMigrationsAreAppliedOnceAndInOrder(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := context.Background()
		steps := []string{"CREATE TABLE steps (n BIGINT NOT NULL);", "INSERT INTO steps VALUES (2);", "UPDATE steps SET n = n * 10;"}
		two, three := migrationsOf("m", steps[:2]...), migrationsOf("m", steps...)
		if s := status(t, db, "m", two); s.Current != 0 || s.Wanted != 2 || !s.Behind() || s.Newer() {
			t.Errorf("before: %+v", s)
		}
		for _, files := range []fs.FS{two, two, three, three} {
			if err := database.Migrate(ctx, db, "m", files); err != nil {
				t.Fatal(err)
			}
		}
		if n := number(t, db, "SELECT SUM(n) FROM steps"); n != 20 {
			t.Errorf("the steps gave %d, want 20", n)
		}
		if s := status(t, db, "m", three); s.Current != 3 || s.Behind() || s.Newer() {
			t.Errorf("after: %+v", s)
		}
		if s := status(t, db, "other", migrationsOf("other", "SELECT 1;")); s.Current != 0 || !s.Behind() {
			t.Errorf("another module's tables: %+v", s)
		}
		if err := database.Migrate(ctx, db, "none", three); err == nil {
			t.Error("a module without migrations went through")
		}
	})
}

func TestQ18_ANewerSchemaIsLeftAlone(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := context.Background()
		newer := migrationsOf("m", "CREATE TABLE a (n BIGINT);", "CREATE TABLE b (n BIGINT);")
		if err := database.Migrate(ctx, db, "m", newer); err != nil {
			t.Fatal(err)
		}
		older := migrationsOf("m", "CREATE TABLE a (n BIGINT);")
		err := database.Migrate(ctx, db, "m", older)
		if !errors.Is(err, database.ErrNewer) || strings.Contains(err.Error(), "\n") {
			t.Errorf("an older program: %v", err)
		}
		if s := status(t, db, "m", older); !s.Newer() {
			t.Errorf("%+v", s)
		}
	})
}

func TestQ18_AMigrationThatFailsLeavesNothing(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		ctx := context.Background()
		const one = "CREATE TABLE one (n BIGINT);"
		const two = "CREATE TABLE two (n BIGINT);\nINSERT INTO two VALUES (1);\n"
		if err := database.Migrate(ctx, db, "m", migrationsOf("m", one, two+"INSERT INTO nowhere VALUES (1);")); err == nil {
			t.Fatal("a wrong migration went through")
		}
		if s := status(t, db, "m", migrationsOf("m", one, two)); s.Current != 1 || !s.Behind() {
			t.Errorf("after the failure: %+v", s)
		}
		if err := database.Migrate(ctx, db, "m", migrationsOf("m", one, two)); err != nil {
			t.Errorf("the mended migration: %v", err)
		}
		if n := number(t, db, "SELECT COUNT(*) FROM two"); n != 1 {
			t.Errorf("%d rows, want 1", n)
		}
	})
}

func TestAMigrationOutsideOfATransactionIsRefused(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		files := fstest.MapFS{}
		for _, dialect := range []string{"sqlite", "postgres"} {
			files["m/"+dialect+"/0001_step.sql"] = &fstest.MapFile{Data: []byte("-- +goose no transaction\n-- +goose Up\nCREATE TABLE a (n BIGINT);")}
		}
		if err := database.Migrate(context.Background(), db, "m", files); err == nil {
			t.Error("it went through")
		}
	})
}

// TestQ18_OfTwoThatMigrateAtOnceOneDoes has a migration that would show if it ran twice.
func TestQ18_OfTwoThatMigrateAtOnceOneDoes(t *testing.T) {
	t.Parallel()
	databasetest.EachURL(t, func(t *testing.T, url string) {
		files := migrationsOf("m", "CREATE TABLE a (n BIGINT);\nINSERT INTO a VALUES (1);", "UPDATE a SET n = n * 10;", "INSERT INTO a SELECT n * 10 FROM a;")
		var group sync.WaitGroup
		for range 4 {
			db := databasetest.Open(t, url)
			group.Go(func() {
				if err := database.Migrate(context.Background(), db, "m", files); err != nil {
					t.Error(err)
				}
			})
		}
		group.Wait()
		db := databasetest.Open(t, url)
		if n := number(t, db, "SELECT SUM(n) FROM a"); n != 110 {
			t.Errorf("the migrations gave %d, want 110", n)
		}
		if n := number(t, db, "SELECT COUNT(*) FROM m_migrations WHERE version_id > 0"); n != 3 {
			t.Errorf("%d migrations were noted, want 3", n)
		}
	})
}

// slowMigrations take as long at their second step as the first says.
func slowMigrations() fs.FS {
	return migrationsOf("slow",
		"CREATE TABLE patience (n BIGINT NOT NULL);\nINSERT INTO patience VALUES (1000000000);",
		"CREATE TABLE two (n BIGINT NOT NULL);\nINSERT INTO two WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < (SELECT n FROM patience)) SELECT i FROM c;",
		"CREATE TABLE three (n BIGINT NOT NULL);")
}

func TestQ18_AMigrationThatIsKilledIsDoneByTheNextStart(t *testing.T) {
	t.Parallel()
	databasetest.EachURL(t, func(t *testing.T, url string) {
		db := databasetest.Open(t, url)
		_, kill := child(t, "migrates", url)
		until(t, "the second migration runs", func() bool {
			if status(t, db, "slow", slowMigrations()).Current != 1 {
				return false
			}
			if path, isFile := database.FilePath(url); isFile {
				wal, err := os.Stat(path + "-wal")
				return err == nil && wal.Size() > 5_000_000
			}
			return number(t, db, "SELECT COUNT(*) FROM pg_stat_activity WHERE state = 'active' AND datname = current_database() AND query LIKE '%INTO two WITH%' AND pid <> pg_backend_pid()") == 1
		})
		kill()
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
		defer cancel()
		if s := status(t, db, "slow", slowMigrations()); s.Current != 1 || !s.Behind() {
			t.Errorf("after the kill: %+v", s)
		}
		databasetest.Exec(t, db, "UPDATE patience SET n = 10")
		if err := database.Migrate(ctx, db, "slow", slowMigrations()); err != nil {
			t.Fatal(err)
		}
		if n := number(t, db, "SELECT COUNT(*) FROM two"); n != 10 {
			t.Errorf("%d rows, want 10", n)
		}
	})
}

// TestMigratingWhatIsUpToDateIsCheap bounds a part of the cold start: three modules, far under the
// 100 ms of all.
func TestMigratingWhatIsUpToDateIsCheap(t *testing.T) {
	t.Parallel()
	databasetest.EachURL(t, func(t *testing.T, url string) {
		ctx := context.Background()
		files := migrationsOf("m", "CREATE TABLE a (n BIGINT);")
		if err := database.Migrate(ctx, databasetest.Open(t, url), "m", files); err != nil {
			t.Fatal(err)
		}
		best := time.Hour
		for range 5 {
			begin := time.Now()
			db, err := database.Open(ctx, url, database.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for range 3 {
				if err := database.Migrate(ctx, db, "m", files); err != nil {
					t.Error(err)
				}
			}
			best = min(best, time.Since(begin))
			db.Close()
		}
		t.Logf("opening and looking three times: %v", best)
		if best > 50*time.Millisecond {
			t.Errorf("opening and looking three times took %v", best)
		}
	})
}
