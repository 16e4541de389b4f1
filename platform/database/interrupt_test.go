package database_test

import (
	"context"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
	"time"

	"tasklane/platform/database"
)

// TestAnInterruptMeetsOnlyItsOwnStatement ends a context at about the moment when its statement ends,
// over and over, and runs another statement on the same connection at once.
func TestAnInterruptMeetsOnlyItsOwnStatement(t *testing.T) {
	t.Parallel()
	db, err := database.Open(context.Background(), "sqlite:"+filepath.Join(t.TempDir(), "a.db"), database.Options{Readers: 1})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	const count = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000) SELECT COUNT(*) FROM n"
	var n int
	begin := time.Now()
	if err := db.Read().Get(context.Background(), &n, count); err != nil {
		t.Fatal(err)
	}
	usual := time.Since(begin)
	for round := range 400 {
		ctx, cancel := context.WithCancel(context.Background())
		var group sync.WaitGroup
		group.Go(func() {
			for begin := time.Now(); time.Since(begin) < usual*time.Duration(round%20)/15; {
				runtime.Gosched()
			}
			cancel()
		})
		db.Read().Get(ctx, &n, count)
		if err := db.Read().Get(context.Background(), &n, count); err != nil {
			t.Fatalf("round %d: the next statement was interrupted: %v", round, err)
		}
		group.Wait()
		cancel()
	}
}
