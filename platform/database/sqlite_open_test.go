package database_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"tasklane/platform/database"
)

// As a file is before somebody has opened it: not yet in WAL mode, to which a lock of another is in the way.
func TestOpeningWaitsForWhoeverHasTheFile(t *testing.T) {
	t.Parallel()
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "a.db")
	other, err := sql.Open("sqlite", path)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	other.SetMaxOpenConns(1)
	if _, err := other.Exec("CREATE TABLE a (b TEXT); BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	short, cancel := context.WithTimeout(ctx, 200*time.Millisecond)
	defer cancel()
	if db, err := database.Open(short, "sqlite:"+path, database.Options{}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("it did not wait for as long as it was allowed to: %v, %v", db, err)
	}
	if _, err := other.Exec("COMMIT"); err != nil {
		t.Fatal(err)
	}
	db, err := database.Open(ctx, "sqlite:"+path, database.Options{})
	if err != nil {
		t.Fatal(err)
	}
	db.Close()
}

// The first one turns WAL on, and SQLite refuses others in that moment without letting them wait.
func TestQ18_AFreshFileIsOpenedByManyAtOnce(t *testing.T) {
	t.Parallel()
	for round := range 30 {
		url := "sqlite:" + filepath.Join(t.TempDir(), fmt.Sprint(round))
		var all sync.WaitGroup
		begin := make(chan struct{})
		for range 8 {
			all.Go(func() {
				<-begin
				db, err := database.Open(context.Background(), url, database.Options{})
				if err != nil {
					t.Error(err)
					return
				}
				defer db.Close()
				if err := db.Ping(context.Background()); err != nil {
					t.Error(err)
				}
			})
		}
		close(begin)
		all.Wait()
	}
}
