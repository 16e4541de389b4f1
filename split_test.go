package main

import (
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"tasklane/platform/database/databasetest"
)

// apart are settings with which every module has what it needs; nothing of it is there.
var apart = []string{
	"DATABASE_URL=postgres://u:hush@127.0.0.1:1/x", "REDIS_URL=redis://:hush@127.0.0.1:1", "KAFKA_BROKERS=127.0.0.1:1",
	"JWT_SECRET=hush - a secret of thirty-two bytes or more", "USER_ADDR=127.0.0.1:1", "TASK_ADDR=127.0.0.1:2,127.0.0.1:3", "NOTIFICATION_ADDR=127.0.0.1:4",
}

func TestConfigShowsWhereEachModuleRuns(t *testing.T) {
	t.Parallel()
	for modules, want := range map[string]string{
		"all":          "user here; notification here; task here; gateway here",
		"gateway":      "user at 127.0.0.1:1; notification at 127.0.0.1:4; task at 127.0.0.1:2,127.0.0.1:3; gateway here",
		"notification": "user elsewhere; nothing here calls it; notification here, and others call it at :7000; task elsewhere; nothing here calls it; gateway elsewhere; nothing here calls it",
	} {
		out, errs, code := run(t, t.TempDir(), apart, "config", "--modules", modules)
		_, table, found := strings.Cut(out, "\nMODULE ")
		if code != 0 || !found || strings.Contains(out, "hush") {
			t.Fatalf("%s: exit %d: %s%s", modules, code, out, errs)
		}
		var places []string
		for _, line := range strings.Split(strings.TrimSpace(table), "\n")[1:] {
			places = append(places, strings.Join(strings.Fields(line), " "))
		}
		if got := strings.Join(places, "; "); got != want {
			t.Errorf("%s: %s", modules, got)
		}
	}
}

func TestAMissingVariableIsNamedInTheLastLine(t *testing.T) {
	t.Parallel()
	for module, variable := range map[string]string{
		"user": "DATABASE_URL", "task": "KAFKA_BROKERS", "notification": "REDIS_URL", "gateway": "TASK_ADDR",
	} {
		settings := slices.DeleteFunc(slices.Clone(apart), func(s string) bool { return strings.HasPrefix(s, variable+"=") })
		_, errs, code := run(t, t.TempDir(), settings, "serve", "--modules="+module)
		lines := strings.Split(strings.TrimSpace(errs), "\n")
		if last := lines[len(lines)-1]; code != 2 || !strings.HasPrefix(last, "tasklane: "+variable+": ") {
			t.Errorf("%s without %s: exit %d: %s", module, variable, code, errs)
		}
	}
}

// A gateway whose everything is away lives, says so, and is ready for what it can do.
func TestQ23_AGatewayStartsWhileEverythingElseIsAway(t *testing.T) {
	t.Parallel()
	begin := time.Now()
	s := serveIn(t, t.TempDir(), nil, append(apart, "MODULES=gateway")...)
	if took := time.Since(begin); took > 15*time.Second {
		t.Errorf("it took %s", took)
	}
	if !s.ready() {
		t.Error("it is not ready")
	}
	if data, acknowledged := s.try(t.Context(), "", `{ server { needsSetup } }`, nil); acknowledged {
		t.Errorf("it answered %v without a user module", data)
	}
	if !strings.Contains(s.log.String(), "Redis does not answer") {
		t.Errorf("the log does not say what is away:\n%s", s.log)
	}
	if strings.Contains(s.log.String(), "hush") {
		t.Errorf("the log shows a secret:\n%s", s.log)
	}
}

// Modules wait for their tables: who starts everything at once need not care for the order.
func TestAModuleWaitsForItsTables(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, settings []string) {
		settings = append(settings, "JWT_SECRET=a secret of thirty-two bytes or more", "TCP_ADDR=127.0.0.1:0")
		s := launch(t, t.TempDir(), nil, append(settings, "MODULES=user")...)
		eventually(t, "it says what it waits for", func() bool { return strings.Contains(s.log.String(), "run tasklane migrate") })
		for range 2 { // the second finds everything done
			out, errs, code := run(t, t.TempDir(), settings, "migrate")
			if code != 0 || !strings.Contains(out, "task-events") || !strings.Contains(out, "user") {
				t.Fatalf("migrate: exit %d: %s%s", code, out, errs)
			}
		}
		s.untilReady()
	})
}

// A start may take as long as a migration does: whoever asks meanwhile does not take it for dead.
func TestQ90_AProcessThatMigratesIsAliveAndNotReady(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "data"), 0o700); err != nil {
		t.Fatal(err)
	}
	// Another one is at it.
	file, err := os.Create(filepath.Join(folder, "data", "tasklane.db.migrating"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX); err != nil {
		t.Fatal(err)
	}
	s := launch(t, folder, nil)
	eventually(t, "it listens", func() bool { return strings.Contains(s.log.String(), "for=ops address=") })
	if status, _ := s.get("/healthz"); status != http.StatusOK {
		t.Errorf("/healthz: %d; it would be killed in the middle of it", status)
	}
	if status, reason := s.get("/readyz"); status != http.StatusServiceUnavailable || !strings.Contains(reason, "waiting for schema") {
		t.Errorf("/readyz: %d %s", status, reason)
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_UN); err != nil {
		t.Fatal(err)
	}
	s.untilReady()
}

// A rollout goes from older tables to its own, and a pod of the version before may start once more meanwhile.
func TestQ18_AModuleWaitsForTheTablesOfItsVersionAndTakesNewerOnes(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, settings []string) {
		old, err := os.ReadFile("migrations/testdata/0001-postgres.sql")
		if err != nil {
			t.Fatal(err)
		}
		url := strings.TrimPrefix(settings[0], "DATABASE_URL=")
		databasetest.Load(t, url, string(old))
		settings = append(settings, "JWT_SECRET=a secret of thirty-two bytes or more", "TCP_ADDR=127.0.0.1:0")
		folder := t.TempDir()
		s := launch(t, folder, nil, append(settings, "MODULES=notification")...)
		eventually(t, "it says how far the tables are", func() bool {
			return strings.Contains(s.log.String(), "the tables of notification are at migration 1, and 2 is needed")
		})
		if status, reason := s.get("/readyz"); status != http.StatusServiceUnavailable || !strings.Contains(reason, "waiting for schema") {
			t.Errorf("/readyz: %d %s", status, reason)
		}
		if status, _ := s.get("/healthz"); status != http.StatusOK {
			t.Errorf("/healthz: %d; it would be restarted for nothing", status)
		}
		if out, errs, code := run(t, t.TempDir(), settings, "migrate"); code != 0 {
			t.Fatalf("migrate: exit %d: %s%s", code, out, errs)
		}
		s.untilReady()
		s.kill()
		databasetest.Exec(t, databasetest.Open(t, url), "INSERT INTO notification_migrations (version_id, is_applied) VALUES (9999, true)")
		serveIn(t, folder, s, append(settings, "MODULES=notification")...)
	})
}
