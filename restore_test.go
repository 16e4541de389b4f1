package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func TestQ17_ARestoredInstallationIsTheOneThatWasBackedUp(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	s := serveIn(t, folder, nil)
	home := lived(t, s)
	before := home.seen(t, s)
	early := home.cursor(t, s)
	if out, errs, code := run(t, folder, nil, "backup", "monday.zip"); code != 0 || !strings.Contains(out, "can be read") {
		t.Fatalf("exit %d: %s%s", code, out, errs)
	}
	if _, errs, code := run(t, folder, nil, "backup", "monday.zip"); code != 1 || !strings.Contains(errs, "monday.zip already") {
		t.Errorf("again: exit %d: %s", code, errs)
	}
	// What happens now is lost. A client has seen it, and comes back with a cursor to it.
	home.write(t, s, "lost", 3)
	late := home.cursor(t, s)
	if _, errs, code := run(t, folder, nil, "restore", "monday.zip"); code != 1 || !strings.Contains(errs, "in use by another tasklane") {
		t.Errorf("beside a server: exit %d: %s", code, errs)
	}
	s.kill()
	if _, errs, code := run(t, folder, nil, "restore", "monday.zip"); code != 1 || !strings.Contains(errs, "move data/tasklane.db* away") {
		t.Errorf("over an installation: exit %d: %s", code, errs)
	}
	for _, name := range []string{"tasklane.db", "tasklane.db-wal", "tasklane.db-shm"} {
		if err := os.Rename(filepath.Join(folder, "data", name), filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	if out, errs, code := run(t, folder, nil, "restore", "monday.zip"); code != 0 || !strings.Contains(out, "sqlite:data/tasklane.db has") {
		t.Fatalf("exit %d: %s%s", code, out, errs)
	}
	s = serveIn(t, folder, s)
	if after := home.seen(t, s); after != before {
		t.Errorf("before: %s\nafter:  %s", before, after)
	}
	if got := home.follow(t, s, late, 1); got != "RESYNC_REQUIRED" {
		t.Errorf("a cursor behind the end gave %s", got)
	}
	home.write(t, s, "new", 5)
	if got := home.follow(t, s, late, 1); got != "RESYNC_REQUIRED" {
		t.Errorf("a cursor to an entry whose number another has gave %s", got)
	}
	if got := home.follow(t, s, early, 5); got != "new 0, new 1, new 2, new 3, new 4" {
		t.Errorf("a cursor to what was restored gave %s", got)
	}
}

func TestQ17_ABackupIsOneMomentOfABusyServer(t *testing.T) {
	t.Parallel()
	s := serveIn(t, t.TempDir(), nil)
	ada := s.register("ada")
	project := s.newProject(ada)
	all := &writers{}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	for n := range 4 {
		all.start(ctx, s, ada.token, project, fmt.Sprintf("writer %d", n))
	}
	eventually(t, "load", func() bool { return all.count() > 100 })
	acknowledged := all.count()
	out, errs, code := run(t, s.folder, nil, "backup", "busy.zip")
	if code != 0 {
		t.Fatalf("exit %d: %s%s", code, out, errs)
	}
	after := all.count()
	eventually(t, "work goes on", func() bool { return all.count() > after })
	stop()
	all.running.Wait()
	elsewhere := t.TempDir()
	if out, errs, code := run(t, elsewhere, nil, "restore", filepath.Join(s.folder, "busy.zip")); code != 0 {
		t.Fatalf("exit %d: %s%s", code, out, errs)
	}
	restored := serveIn(t, elsewhere, nil)
	found := restored.titles(ada)
	if len(found) < acknowledged {
		t.Errorf("%d tasks, and %d had been acknowledged before the backup", len(found), acknowledged)
	}
	events := restored.must(ada.token, `{ project(key: "WEB") { events(last: 1) { nodes { seq } } } }`, nil)
	nodes := at[[]any](events, "project", "events", "nodes")
	if seq := at[float64](nodes[0], "seq"); int(seq) != len(found)+1 {
		t.Errorf("%d tasks, and %v events", len(found), seq)
	}
	checkIntegrity(t, filepath.Join(elsewhere, "data", "tasklane.db"))
}

// TestQ17_ABackupGoesThroughPipes, which are the only way out of a container that has nothing but the binary in it, and back in.
func TestQ17_ABackupGoesThroughPipes(t *testing.T) {
	t.Parallel()
	s := serveIn(t, t.TempDir(), nil)
	home := lived(t, s)
	out, errs, code := run(t, s.folder, nil, "backup", "-")
	if code != 0 || !strings.Contains(errs, "can be read") || strings.Contains(out, "can be read") {
		t.Fatalf("exit %d: %s", code, errs)
	}
	nothingIsLeft := func(folder string) {
		if left, err := filepath.Glob(filepath.Join(folder, "data", ".tasklane-*")); err != nil || len(left) > 0 {
			t.Errorf("left behind: %v, %v", left, err)
		}
	}
	nothingIsLeft(s.folder)
	restore := func(folder, backup string) (string, int) {
		cmd := command(t, folder, nil, "restore", "-")
		cmd.Stdin = strings.NewReader(backup)
		out, _ := cmd.CombinedOutput()
		nothingIsLeft(folder)
		return string(out), cmd.ProcessState.ExitCode()
	}
	elsewhere := t.TempDir()
	if out, code := restore(elsewhere, out[:len(out)-100]); code != 1 || !strings.Contains(out, "damaged") || strings.Count(out, "\n") != 1 {
		t.Errorf("cut off: exit %d: %s", code, out)
	}
	if out, code := restore(elsewhere, out); code != 0 {
		t.Fatalf("exit %d: %s", code, out)
	}
	if before, after := home.seen(t, s), home.seen(t, serveIn(t, elsewhere, nil)); after != before {
		t.Errorf("before: %s\nafter:  %s", before, after)
	}
}

func TestABackupSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		settings []string
		args     []string
		says     string
		code     int
	}{
		"backup to nowhere":     {nil, []string{"backup"}, "name of one file", 2},
		"backup to two":         {nil, []string{"backup", "a", "b"}, "name of one file", 2},
		"backup of nothing":     {nil, []string{"backup", "a.zip"}, "no database file data/tasklane.db", 1},
		"backup of PostgreSQL":  {[]string{"DATABASE_URL=postgres://u:hush@h/d"}, []string{"backup", "a.dump"}, "pg_dump --format=custom --file=a.dump", 1},
		"restore from nowhere":  {nil, []string{"restore"}, "name of one file", 2},
		"restore from no file":  {nil, []string{"restore", "a.zip"}, "a.zip cannot be read", 1},
		"restore to PostgreSQL": {[]string{"DATABASE_URL=postgres://u:hush@h/d"}, []string{"restore", "a.dump"}, "pg_restore", 1},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := t.TempDir()
			_, errs, code := run(t, folder, c.settings, c.args...)
			if code != c.code || !strings.HasPrefix(errs, "tasklane: ") || strings.Count(errs, "\n") != 1 || !strings.Contains(errs, c.says) || strings.Contains(errs, "hush") {
				t.Errorf("exit %d (want %d): %s", code, c.code, errs)
			}
			if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
				t.Errorf("left behind: %v, %v", left, err)
			}
		})
	}
}

// write makes tasks, an event each.
func (i installation) write(t *testing.T, s *server, name string, n int) {
	t.Helper()
	for n := range n {
		s.must(i.ada.token, createTask, vars{"in": vars{"projectId": i.project, "title": fmt.Sprint(name, " ", n)}})
	}
}

// cursor is the place of the project's latest event.
func (i installation) cursor(t *testing.T, s *server) string {
	t.Helper()
	return at[string](s.must(i.ada.token, `{ project(key: "WEB") { cursor } }`, nil), "project", "cursor")
}

// follow subscribes after a cursor and gives the titles of the next n tasks, or the error's code.
func (i installation) follow(t *testing.T, s *server, after string, n int) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	body, err := json.Marshal(vars{
		"query":     `subscription($p: ID!, $after: String) { taskEvents(projectId: $p, after: $after) { task { title } } }`,
		"variables": vars{"p": i.project, "after": after},
	})
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+s.api+"/graphql", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "text/event-stream")
	request.Header.Set("Authorization", "Bearer "+i.ada.token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var titles []string
	for lines := bufio.NewScanner(response.Body); len(titles) < n && lines.Scan(); {
		text, isData := strings.CutPrefix(lines.Text(), "data: ")
		var event struct {
			Data   vars
			Errors []struct{ Extensions struct{ Code string } }
		}
		if !isData || json.Unmarshal([]byte(text), &event) != nil {
			continue
		}
		if len(event.Errors) > 0 {
			return event.Errors[0].Extensions.Code
		}
		titles = append(titles, at[string](event.Data, "taskEvents", "task", "title"))
	}
	return strings.Join(titles, ", ")
}
