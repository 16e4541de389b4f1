package database_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
)

// children are what this test binary does as another process that is killed.
var children = map[string]func(ctx context.Context, db *database.DB) error{
	"writes": writeUntilKilled,
	"migrates": func(ctx context.Context, db *database.DB) error {
		return database.Migrate(ctx, db, "slow", slowMigrations())
	},
}

func TestMain(m *testing.M) {
	if child, ok := children[os.Getenv("DATABASE_TEST_CHILD")]; ok {
		ctx := context.Background()
		db, err := database.Open(ctx, os.Getenv("DATABASE_TEST_URL"), database.Options{StatementTimeout: time.Minute})
		if err == nil {
			err = child(ctx, db)
		}
		fmt.Println("ended:", err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// child starts another process; what it prints comes line by line. The test's end kills it.
func child(t *testing.T, name, url string) (lines <-chan string, kill func()) {
	t.Helper()
	command := exec.Command(os.Args[0])
	command.Env = append(os.Environ(), "DATABASE_TEST_CHILD="+name, "DATABASE_TEST_URL="+url)
	command.Stderr = os.Stderr
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	printed := make(chan string, 100)
	go func() {
		defer close(printed)
		for scan := bufio.NewScanner(out); scan.Scan(); {
			printed <- scan.Text()
		}
	}()
	kill = func() {
		command.Process.Kill()
		for range printed {
		}
		command.Wait()
	}
	t.Cleanup(kill)
	return printed, kill
}

// until asks again and again, for half a minute at most.
func until(t *testing.T, what string, ask func() bool) {
	t.Helper()
	deadline := time.After(30 * time.Second)
	poll := time.NewTicker(10 * time.Millisecond)
	defer poll.Stop()
	for !ask() {
		select {
		case <-poll.C:
		case <-deadline:
			t.Fatalf("it did not come to pass: %s", what)
		}
	}
}

// writeUntilKilled commits one row and tells, and leaves a big transaction open and tells.
func writeUntilKilled(ctx context.Context, db *database.DB) error {
	err := db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO kept VALUES ('committed')")
		return err
	})
	if err != nil {
		return err
	}
	fmt.Println("committed")
	return db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
		for range 2000 { // more than the page cache holds: some of it goes to the disk before the commit
			if _, err := tx.Exec(ctx, "INSERT INTO kept VALUES ($1)", strings.Repeat("not committed ", 300)); err != nil {
				return err
			}
		}
		fmt.Println("uncommitted")
		select {}
	})
}

func TestQ15_AKilledProcessLeavesWhatItCommittedAndNothingElse(t *testing.T) {
	t.Parallel()
	databasetest.EachURL(t, func(t *testing.T, url string) {
		db := databasetest.Open(t, url)
		databasetest.Exec(t, db, "CREATE TABLE kept (word TEXT NOT NULL)")
		for round := 1; round <= 3; round++ {
			lines, kill := child(t, "writes", url)
			for _, want := range []string{"committed", "uncommitted"} {
				if line := <-lines; line != want {
					t.Fatalf("the child said %q, not %q", line, want)
				}
			}
			kill()
			begin := time.Now()
			again, err := database.Open(context.Background(), url, database.Options{})
			if err != nil {
				t.Fatalf("opening after the kill: %v", err)
			}
			var words []string
			if err := again.Read().Select(context.Background(), &words, "SELECT word FROM kept"); err != nil {
				t.Fatal(err)
			}
			if len(words) != round || strings.Contains(strings.Join(words, ""), "not committed") {
				t.Errorf("%d rows after %d rounds", len(words), round)
			}
			databasetest.Exec(t, again, "UPDATE kept SET word = word") // the dead process holds no lock
			if took := time.Since(begin); took > 5*time.Second {
				t.Errorf("the start took %v", took)
			}
			if path, isFile := database.FilePath(url); isFile {
				integrity(t, again, path)
			}
			again.Close()
		}
	})
}

func integrity(t *testing.T, db *database.DB, path string) {
	t.Helper()
	var answer string
	if err := db.Read().Get(context.Background(), &answer, "PRAGMA integrity_check"); err != nil || answer != "ok" {
		t.Errorf("integrity of %s: %s, %v", filepath.Base(path), answer, err)
	}
}
