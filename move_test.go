package main

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
)

func TestAMovedInstallationIsTheSame(t *testing.T) {
	t.Parallel()
	url := databasetest.PostgresURL(t)
	folder := t.TempDir()
	s := serveIn(t, folder, nil)
	home := lived(t, s)
	before := home.seen(t, s)
	if _, errs, code := run(t, folder, nil, "move", "--to", url); code != 1 || !strings.Contains(errs, "in use by another tasklane") || !strings.Contains(errs, "stop it") {
		t.Errorf("beside a server: exit %d: %s", code, errs)
	}
	s.kill()
	secret, err := os.ReadFile(filepath.Join(folder, "data", "jwt-secret"))
	if err != nil {
		t.Fatal(err)
	}
	out, errs, code := run(t, folder, []string{"DATABASE_URL=" + url}, "move")
	if code != 0 || !strings.Contains(errs, "tasks ") || !strings.Contains(out, "counted on both sides") ||
		!strings.Contains(out, `JWT_SECRET="$(cat data/jwt-secret)"`) || strings.Contains(out+errs, strings.TrimSpace(string(secret))) {
		t.Fatalf("exit %d: %s%s", code, out, errs)
	}
	if _, errs, code = run(t, folder, []string{"DATABASE_URL=" + url}, "move"); code != 1 || !strings.Contains(errs, "not empty") || !strings.Contains(errs, "new database") {
		t.Errorf("again: exit %d: %s", code, errs)
	}
	there := serveIn(t, t.TempDir(), nil, "DATABASE_URL="+url, "JWT_SECRET="+strings.TrimSpace(string(secret)))
	if after := home.seen(t, there); after != before {
		t.Errorf("before: %s\nafter:  %s", before, after)
	}
	home.goesOn(t, there)
	// The way back is open.
	if again := serveIn(t, folder, s); home.seen(t, again) != before {
		t.Error("the file has changed")
	}
}

func TestAMoveThatIsKilledIsRepeated(t *testing.T) {
	t.Parallel()
	url := databasetest.PostgresURL(t)
	folder := t.TempDir()
	if out, errs, code := run(t, folder, nil, "demo", "--tasks", "3000"); code != 0 {
		t.Fatalf("exit %d: %s%s", code, out, errs)
	}
	killed := command(t, folder, nil, "move", "--to", url)
	stderr, err := killed.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := killed.Start(); err != nil {
		t.Fatal(err)
	}
	under := false
	for lines := bufio.NewScanner(stderr); !under && lines.Scan(); {
		under = strings.HasPrefix(lines.Text(), "search ") // and most is still to come
	}
	_ = killed.Process.Kill()
	if err := killed.Wait(); err == nil {
		t.Fatal("it was done before it was killed")
	}
	db := databasetest.Open(t, url)
	if n := countOf(t, db, "users") + countOf(t, db, "comments"); n != 0 {
		t.Errorf("the killed move left %d rows", n)
	}
	out, errs, code := run(t, folder, nil, "move", "--to", url)
	if code != 0 || countOf(t, db, "tasks") != 3000 {
		t.Errorf("repeated: exit %d: %s%s", code, out, errs)
	}
}

func countOf(t *testing.T, db *database.DB, table string) (n int) {
	t.Helper()
	if err := db.Read().Get(t.Context(), &n, "SELECT COUNT(*) FROM "+table); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestAMoveSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		settings []string
		args     []string
		says     string
		code     int
	}{
		"nowhere":            {nil, nil, "say where to move", 2},
		"to a file":          {nil, []string{"--to", "sqlite:x.db"}, "say where to move", 2},
		"from a server":      {nil, []string{"--from", "postgres://u@h/d", "--to", "postgres://u@127.0.0.1:1/x"}, "--from must be the file", 2},
		"from nothing":       {nil, []string{"--to", "postgres://u:hush@127.0.0.1:1/x"}, "there is no database file data/tasklane.db", 1},
		"from no file":       {nil, []string{"--from", "sqlite:absent.db", "--to", "postgres://u@127.0.0.1:1/x"}, "there is no database file absent.db", 1},
		"a stray argument":   {nil, []string{"now"}, `"now"`, 2},
		"an absent server":   {[]string{"DATABASE_URL=postgres://u:hush@127.0.0.1:1/x", "DATA_DIR=full"}, nil, "127.0.0.1:1/x as u cannot be reached", 1},
		"a setting is wrong": {[]string{"LOG_FORMAT=xml"}, []string{"--to", "postgres://u@127.0.0.1:1/x"}, "LOG_FORMAT", 2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			if strings.Contains(strings.Join(c.settings, ""), "DATA_DIR") {
				if _, errs, code := run(t, folder, []string{"DATA_DIR=full"}, "migrate"); code != 0 {
					t.Fatal(errs)
				}
			}
			_, errs, code := run(t, folder, c.settings, append([]string{"move"}, c.args...)...)
			if code != c.code || !strings.HasPrefix(errs, "tasklane: ") || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, c.says) || strings.Contains(errs, "hush") {
				t.Errorf("exit %d (want %d): %s", code, c.code, errs)
			}
			if _, err := os.Stat(filepath.Join(folder, "data")); err == nil {
				t.Error("a data folder was made")
			}
		})
	}
}
