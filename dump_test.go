package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"tasklane/docs/docstest"
	"tasklane/platform/database/databasetest"
)

// TestQ17_ADumpOfPostgreSQLIsTheWholeInstallation types what docs/operations.md tells for a site on PostgreSQL.
func TestQ17_ADumpOfPostgreSQLIsTheWholeInstallation(t *testing.T) {
	t.Parallel()
	first, second := databasetest.PostgresURL(t), databasetest.PostgresURL(t)
	folder := t.TempDir()
	secret := "JWT_SECRET=0123456789abcdefghijklmnopqrstuvwxyz"
	s := serveIn(t, folder, nil, "DATABASE_URL="+first, secret)
	home := lived(t, s)
	before := home.seen(t, s)
	early := home.cursor(t, s)
	typed(t, folder, "pg_dump", first)
	// What happens now is lost. A client has seen it, and comes back with a cursor to it.
	home.write(t, s, "lost", 3)
	late := home.cursor(t, s)
	s.kill()
	typed(t, folder, "pg_restore", second)

	s = serveIn(t, folder, s, "DATABASE_URL="+second, secret)
	if after := home.seen(t, s); after != before {
		t.Errorf("before: %s\nafter:  %s", before, after)
	}
	home.write(t, s, "new", 3)
	if got := home.follow(t, s, late, 1); got != "RESYNC_REQUIRED" {
		t.Errorf("a cursor to what is lost gave %s", got)
	}
	if got := home.follow(t, s, early, 3); got != "new 0, new 1, new 2" {
		t.Errorf("a cursor to what was restored gave %s", got)
	}
}

// typed runs the block of the manual that has this command, for the database.
func typed(t *testing.T, folder, command, url string) {
	t.Helper()
	for _, page := range docstest.Pages(t, ".") {
		for _, block := range page.Blocks {
			if page.Path != "docs/operations.md" || block.Language != "sh" || !strings.Contains(block.Text, command+" ") {
				continue
			}
			cmd := exec.Command("sh", "-euc", block.Text)
			cmd.Dir, cmd.Env = folder, append(os.Environ(), "DATABASE_URL="+url)
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Fatalf("%s: %v\n%s", command, err, out)
			}
			return
		}
	}
	t.Fatalf("the manual does not tell %s", command)
}
