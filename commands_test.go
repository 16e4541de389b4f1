package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"tasklane/migrations"
	"tasklane/platform/database"
)

func TestWhatIsWrongIsSaidInOneLine(t *testing.T) {
	t.Parallel()
	blocked := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(blocked, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	taken := serveIn(t, t.TempDir(), nil)
	secret := "JWT_SECRET=0123456789abcdefghijklmnopqrstuvwxyz"
	for name, c := range map[string]struct {
		settings []string
		args     []string
		says     string
		code     int
	}{
		"an unknown command":     {nil, []string{"surve"}, `unknown command "surve"`, 2},
		"an unknown flag":        {nil, []string{"serve", "--prot", "1"}, "unknown flag: --prot", 2},
		"less than nothing":      {nil, []string{"events", "tail", "--last", "-1"}, "--last", 2},
		"a stray argument":       {nil, []string{"serve", "now"}, `"now"`, 2},
		"a bad setting":          {[]string{"LOG_FORMAT=xml"}, []string{"serve"}, "LOG_FORMAT", 2},
		"an unusable folder":     {[]string{"DATA_DIR=" + blocked}, []string{"serve"}, "the data folder", 1},
		"a folder in use":        {[]string{"DATA_DIR=" + filepath.Join(taken.folder, "data")}, []string{"serve"}, "in use by another tasklane", 1},
		"a taken port":           {[]string{"API_ADDR=" + taken.api}, []string{"serve"}, "API_ADDR: " + taken.api + " is in use", 1},
		"an absent database":     {[]string{"DATABASE_URL=postgres://u:hush@127.0.0.1:1/x", secret}, []string{"serve"}, "cannot be reached", 1},
		"no secret for a server": {[]string{"DATABASE_URL=postgres://u:hush@127.0.0.1:1/x"}, []string{"serve"}, "JWT_SECRET", 2},
		"too many demo tasks":    {nil, []string{"demo", "--tasks", "100001"}, "100000", 1},
		"an unknown user":        {nil, []string{"user", "disable", "who@example.org"}, "no such", 1},
		"an unknown dead letter": {nil, []string{"events", "retry", "x"}, "no such", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, errs, code := run(t, t.TempDir(), append([]string{"WEB_ADDR=127.0.0.1:0", "OPS_ADDR=127.0.0.1:0"}, c.settings...), c.args...)
			lines := strings.Split(strings.TrimSpace(errs), "\n")
			last := lines[len(lines)-1]
			if !strings.HasPrefix(last, "tasklane: ") || !strings.Contains(last, c.says) || code != c.code {
				t.Errorf("exit %d (want %d): %s", code, c.code, errs)
			}
			if strings.Contains(errs, "hush") || strings.Contains(errs, "goroutine") {
				t.Errorf("it shows what it must not: %s", errs)
			}
		})
	}
}

func TestACommandIsAsQuietAsItIsAskedToBe(t *testing.T) {
	t.Parallel()
	for file, speaks := range map[string]bool{"": false, "LOG_LEVEL=info\n": true} {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, ".env"), []byte(file), 0o600); err != nil {
			t.Fatal(err)
		}
		_, errs, code := run(t, folder, nil, "migrate")
		if said := strings.Contains(errs, "a secret for tokens was made"); code != 0 || said != speaks {
			t.Errorf("with %q: exit %d: %s", file, code, errs)
		}
	}
}

func TestQ18_TwoMigrationsAtOnceAreOne(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			if out, errs, code := run(t, folder, nil, "migrate"); code != 0 || !strings.Contains(out, "task") {
				t.Errorf("exit %d: %s%s", code, out, errs)
			}
		})
	}
	both.Wait()
}

func TestQ18_ADatabaseOfANewerVersionIsLeftAlone(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if _, errs, code := run(t, folder, nil, "migrate"); code != 0 {
		t.Fatal(errs)
	}
	file := filepath.Join(folder, "data", "tasklane.db")
	db, err := database.Open(t.Context(), "sqlite:"+file, database.Options{})
	if err != nil {
		t.Fatal(err)
	}
	status, err := database.SchemaStatus(t.Context(), db, "task", migrations.FS)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Write(t.Context(), func(ctx context.Context, tx *database.Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO task_migrations (version_id, is_applied) VALUES ($1, $2)", status.Wanted+1, true)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"serve"}, {"migrate"}} {
		if _, errs, code := run(t, folder, nil, args...); code != 1 || !strings.Contains(errs, "newer version") {
			t.Errorf("%v: exit %d: %s", args, code, errs)
		}
	}
}

func TestCommandsWorkBesideARunningServer(t *testing.T) {
	t.Parallel()
	s := serveIn(t, t.TempDir(), nil)
	out, errs, code := run(t, s.folder, nil, "demo", "--tasks", "20")
	if code != 0 || !strings.Contains(out, "20 tasks") {
		t.Fatalf("demo: exit %d: %s%s", code, out, errs)
	}
	out, _, code = run(t, s.folder, nil, "events", "tail", "--last", "3")
	if code != 0 || strings.Count(out, "\n") != 3 || !strings.Contains(out, `"type":`) {
		t.Errorf("events tail: exit %d: %s", code, out)
	}
	out, _, code = run(t, s.folder, nil, "events", "dead-letters")
	if code != 0 || !strings.Contains(out, "none") {
		t.Errorf("events dead-letters: exit %d: %s", code, out)
	}
	out, _, code = run(t, s.folder, []string{"JWT_SECRET=0123456789abcdefghijklmnopqrstuvwxyz"}, "config")
	if code != 0 || strings.Contains(out, "0123456789") || !strings.Contains(out, "API_ADDR") {
		t.Errorf("config: exit %d: %s", code, out)
	}
	if out, _, code = run(t, s.folder, nil, "version"); code != 0 || !strings.HasPrefix(out, "tasklane ") {
		t.Errorf("version: exit %d: %s", code, out)
	}
}

func TestEveryCommandExplainsItself(t *testing.T) {
	t.Parallel()
	for _, args := range [][]string{
		{}, {"serve"}, {"migrate"}, {"config"}, {"user"}, {"user", "create"}, {"user", "disable"}, {"user", "reset"},
		{"events"}, {"events", "tail"}, {"events", "dead-letters"}, {"events", "retry"}, {"demo"}, {"backup"}, {"restore"}, {"move"}, {"health"}, {"version"},
	} {
		out, _, code := run(t, t.TempDir(), nil, append(args, "--help")...)
		if code != 0 || !strings.Contains(out, "Usage:") {
			t.Errorf("%v: exit %d: %s", args, code, out)
		}
	}
}
