package database_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/fault"
)

// TestQ16_AFullDiskRefusesWritesAndNothingElse lets the file reach its greatest allowed size, which
// SQLite answers as it answers a full disk.
func TestQ16_AFullDiskRefusesWritesAndNothingElse(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	db := databasetest.Open(t, "sqlite:"+filepath.Join(t.TempDir(), "a.db"))
	databasetest.Exec(t, db, "CREATE TABLE kept (word TEXT)")
	pages := func(most int) {
		t.Helper()
		err := db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
			var n int
			return tx.Get(ctx, &n, fmt.Sprintf("PRAGMA max_page_count = %d", most))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	insert := func(words int) error {
		return db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
			for range words {
				if _, err := tx.Exec(ctx, "INSERT INTO kept VALUES ($1)", strings.Repeat("word ", 200)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	if err := insert(10); err != nil {
		t.Fatal(err)
	}
	pages(20)
	for range 3 {
		if err := insert(100); !fault.Is(err, fault.Unavailable) || fault.From(err).MayHaveRun || !strings.Contains(err.Error(), "full") {
			t.Fatalf("on a full disk: %v", err)
		}
	}
	if n := number(t, db, "SELECT COUNT(*) FROM kept"); n != 10 {
		t.Errorf("%d rows are read from the full disk, want 10", n)
	}
	pages(1_000_000)
	if err := insert(100); err != nil {
		t.Errorf("after making room: %v", err)
	}
}
