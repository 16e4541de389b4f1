package database_test

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/fault"
)

func TestADatabaseThatCannotBeOpenedIsOneLineWithoutSecrets(t *testing.T) {
	t.Parallel()
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := silent.Addr().String()
	silent.Close()
	folder := t.TempDir()
	noise := filepath.Join(folder, "noise.db")
	if err := os.WriteFile(noise, []byte(strings.Repeat("this is no database ", 400)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ url, says string }{
		{"postgres://anna:hunter2@" + nobody + "/tasks", "cannot be reached"},
		{"postgres://anna:hunter2@no-such-host.invalid/tasks", "cannot be reached"},
		{"postgres://anna:hunter2@127.0.0.1:notaport/tasks", "cannot be read"},
		{"postgres://anna:hunter2%zz@127.0.0.1/tasks", "cannot be read"},
		{"postgres://anna:hunter2@" + nobody + "/tasks?sslmode=hunter2", "cannot be read"},
		{"mysql://anna:hunter2@127.0.0.1/tasks", "must begin with"},
		{"", "is empty"},
		{"sqlite:", "names no file"},
		{"sqlite::memory:", "names no file"},
		{"sqlite:" + filepath.Join(folder, "missing", "a.db"), "does not exist"},
		{"sqlite:" + folder, "cannot be opened"},
		{"sqlite:" + noise, "cannot be opened"},
		{"sqlite:" + filepath.Join(folder, "a.db") + "?_pragma=foreign_keys(0)", "synchronous=full"},
	} {
		db, err := database.Open(context.Background(), c.url, database.Options{})
		if err == nil {
			db.Close()
			t.Errorf("%s was opened", c.url)
			continue
		}
		if text := err.Error(); !strings.Contains(text, c.says) || strings.Contains(text, "hunter2") || strings.Contains(text, "\n") {
			t.Errorf("%s: %q", c.url, text)
		}
	}
}

func TestAWrongPasswordIsNotInTheError(t *testing.T) {
	t.Parallel()
	databasetest.EachURL(t, func(t *testing.T, url string) {
		if _, isFile := database.FilePath(url); isFile {
			return
		}
		_, err := database.Open(context.Background(), strings.Replace(url, "postgres@", "nobody:hunter2@", 1), database.Options{})
		if err == nil || strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), "nobody") {
			t.Errorf("%v", err)
		}
	})
}

func TestAnOddPathIsOpenedAsItIs(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a b#c%20&d;é.db")
	db := databasetest.Open(t, "sqlite:"+path)
	databasetest.Exec(t, db, "CREATE TABLE a (b TEXT)")
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
	if got, ok := database.FilePath("sqlite://" + path + "?synchronous=full"); !ok || got != path {
		t.Errorf("FilePath = %q, %v", got, ok)
	}
	if _, ok := database.FilePath("postgres://host/name"); ok {
		t.Error("a PostgreSQL URL is a file")
	}
}

func TestTheSettingsThatDurabilityAndIntegrityRestOn(t *testing.T) {
	t.Parallel()
	for url, want := range map[string]string{"": "1", "?synchronous=normal": "1", "?synchronous=full": "2"} {
		db := databasetest.Open(t, "sqlite:"+filepath.Join(t.TempDir(), "a.db")+url)
		err := db.Write(context.Background(), func(ctx context.Context, tx *database.Tx) error {
			for pragma, want := range map[string]string{"journal_mode": "wal", "foreign_keys": "1", "synchronous": want, "busy_timeout": "5000"} {
				var got string
				if err := tx.Get(ctx, &got, "PRAGMA "+pragma); err != nil || got != want {
					t.Errorf("%s: %s = %s, want %s (%v)", url, pragma, got, want, err)
				}
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
	}
}

func TestAfterCloseItIsUnavailable(t *testing.T) {
	t.Parallel()
	databasetest.EachURL(t, func(t *testing.T, url string) {
		ctx := context.Background()
		db, err := database.Open(ctx, url, database.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := db.Ping(ctx); err != nil {
			t.Error(err)
		}
		for range 2 {
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		}
		one := func(ctx context.Context, q database.Querier) error {
			var n int
			return q.Get(ctx, &n, "SELECT 1")
		}
		write := db.Write(ctx, func(ctx context.Context, tx *database.Tx) error { return one(ctx, tx) })
		snapshot := db.Snapshot(ctx, one)
		for _, err := range []error{db.Ping(ctx), write, snapshot} {
			if !fault.Is(err, fault.Unavailable) {
				t.Errorf("after Close: %v", err)
			}
		}
	})
}

func TestOneProcessHasADataFolder(t *testing.T) {
	t.Parallel()
	folder := filepath.Join(t.TempDir(), "deep", "data")
	unlock, err := database.LockFolder(folder)
	if err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(folder); err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the folder's mode is %v, %v", info, err)
	}
	if _, err := database.LockFolder(folder); !errors.Is(err, database.ErrFolderInUse) || !strings.Contains(err.Error(), folder) {
		t.Errorf("a second lock: %v", err)
	}
	if err := unlock(); err != nil {
		t.Error(err)
	}
	unlock, err = database.LockFolder(folder)
	if err != nil {
		t.Fatalf("after unlocking: %v", err)
	}
	unlock()

	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, unusable := range []string{file, filepath.Join(file, "below"), "/proc/nothing/here"} {
		if _, err := database.LockFolder(unusable); err == nil || errors.Is(err, database.ErrFolderInUse) ||
			strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), unusable) {
			t.Errorf("%s: %v", unusable, err)
		}
	}
}
