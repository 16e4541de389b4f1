package database_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
)

// TestQ17_ACopyIsOneMoment copies while four writers each keep two tables in step.
func TestQ17_ACopyIsOneMoment(t *testing.T) {
	t.Parallel()
	db := databasetest.SQLite(t, movable(), []string{"m"})
	ctx, stop := context.WithCancel(t.Context())
	var writers sync.WaitGroup
	for w := range 4 {
		writers.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				err := db.Write(t.Context(), func(ctx context.Context, tx *database.Tx) error {
					if _, err := tx.Exec(ctx, "INSERT INTO parents (id) VALUES ($1)", fmt.Sprint(w, " ", n)); err != nil {
						return err
					}
					_, err := tx.Exec(ctx, "INSERT INTO found (words) VALUES ($1)", strings.Repeat("word ", 100))
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	last := int64(0)
	for round := range 5 {
		until(t, "there is more", func() bool { return number(t, db, "SELECT COUNT(*) FROM parents") > int(last)+50 })
		path := filepath.Join(t.TempDir(), fmt.Sprint(round, ".db"))
		if err := database.CopyFile(t.Context(), db, path); err != nil {
			t.Fatal(err)
		}
		copied := databasetest.Open(t, "sqlite:"+path)
		counts, err := database.CountRows(t.Context(), copied)
		if err != nil || counts["parents"] != counts["found"] || counts["parents"] <= last {
			t.Errorf("the copy has %v, %v; the one before had %d", counts, err, last)
		}
		if err := database.CheckFile(t.Context(), copied); err != nil {
			t.Error(err)
		}
		last = counts["parents"]
	}
	stop()
	writers.Wait()
}

func TestACopyOverwritesNothing(t *testing.T) {
	t.Parallel()
	db := databasetest.SQLite(t, movable(), []string{"m"})
	path := filepath.Join(t.TempDir(), "precious.txt")
	if err := os.WriteFile(path, []byte("precious"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := database.CopyFile(t.Context(), db, path); err == nil {
		t.Error("it went through")
	}
	if text, err := os.ReadFile(path); err != nil || string(text) != "precious" {
		t.Errorf("the file holds %q, %v", text, err)
	}
}

func TestDamageIsFound(t *testing.T) {
	t.Parallel()
	for name, damage := range map[string]func(t *testing.T, db *database.DB, path string){
		"a page is overwritten": func(t *testing.T, db *database.DB, path string) {
			for n := range 500 {
				write(t, db, "INSERT INTO parents (id) VALUES ($1)", fmt.Sprintf("%0100d", n))
			}
			db.Close()
			content, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			middle := len(content) / 2 / 4096 * 4096
			copy(content[middle:], make([]byte, 4096))
			if err := os.WriteFile(path, content, 0o600); err != nil {
				t.Fatal(err)
			}
		},
		"a row has lost its parent": func(t *testing.T, db *database.DB, _ string) {
			write(t, db, "CREATE TABLE orphans (parent_id TEXT)")
			write(t, db, "INSERT INTO orphans VALUES ('nobody')")
			write(t, db, "PRAGMA writable_schema = ON")
			write(t, db, "UPDATE sqlite_schema SET sql = 'CREATE TABLE orphans (parent_id TEXT REFERENCES parents (id))' WHERE name = 'orphans'")
			db.Close()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			url := databasetest.SQLiteURL(t, movable(), []string{"m"})
			path := strings.TrimPrefix(url, "sqlite:")
			db, err := database.Open(t.Context(), url, database.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if err := database.CheckFile(t.Context(), db); err != nil {
				t.Errorf("before: %v", err)
			}
			damage(t, db, path)
			if err := database.CheckFile(t.Context(), databasetest.Open(t, url)); !errors.Is(err, database.ErrDamaged) || strings.Contains(err.Error(), "\n") {
				t.Errorf("after: %v", err)
			}
		})
	}
}
