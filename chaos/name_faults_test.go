package chaos

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestQ35_ANameThatIsNotFoundIsLookedUpAgain runs a gateway for which the task module has a name, in a place of its own
// where names come from a file. The name is not there at its start, comes, and goes.
func TestQ35_ANameThatIsNotFoundIsLookedUpAgain(t *testing.T) {
	w := where(t, apart)
	ada, before := w.split.writers[0], w.split.before[w.split.tasks[0]]
	_, port, _ := strings.Cut(before.Listen, ":")
	g := newProcess(t, w, "gateway of names", append([]string{
		"MODULES=gateway", w.split.at(w.split.users...), w.split.at(w.split.notifications...), "TASK_ADDR=task.chaos.test:" + port,
	}, w.split.settings...)...)
	names := newNames(t, g)
	works := func() bool {
		return ask(t.Context(), g.api, ada.access, `{ projects { nodes { id } } }`, nil, nil) == nil
	}

	g.start(t)
	t.Cleanup(g.kill)
	err := ask(t.Context(), g.api, ada.access, `{ projects { nodes { id } } }`, nil, nil)
	if refused, ok := errors.AsType[*refusal](err); !ok || refused.Extensions.Code != "UNAVAILABLE" {
		t.Errorf("without the module's address a list is answered with %v", err)
	}
	if !g.lacks("task module", true) {
		t.Error("it does not say that it works without the task module")
	}
	names.know(t, "task.chaos.test")
	must(t, normalWithin, "the name is looked up again", works)

	names.forget(t)
	until := time.Now().Add(6 * time.Second) // longer than from one look-up to the next
	for time.Now().Before(until) {
		if !works() {
			t.Fatal("a name that cannot be found for a while has cost the addresses that were known")
		}
		wait(t.Context(), 100*time.Millisecond)
	}
	before.cut()
	must(t, normalWithin, "it does not answer", func() bool { return !works() })
	before.open(t)
	must(t, normalWithin, "it is back at the address that was known", works)
}

// names are what a process finds in /etc/hosts; it has no other place to ask.
type names struct{ file string }

// newNames gives the process a root of its own, which takes root's rights or a user namespace.
func newNames(t *testing.T, p *process) *names {
	t.Helper()
	p.root = filepath.Join(p.folder, "root")
	etc := filepath.Join(p.root, "etc")
	if err := os.MkdirAll(etc, 0o755); err != nil {
		t.Fatal(err)
	}
	n := &names{filepath.Join(etc, "hosts")}
	n.forget(t)
	if err := os.WriteFile(filepath.Join(etc, "resolv.conf"), []byte("nameserver 127.0.0.1\noptions timeout:1 attempts:1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	binary, err := os.ReadFile(p.binary)
	if err == nil {
		p.binary = "/tasklane"
		err = os.WriteFile(filepath.Join(p.root, p.binary), binary, 0o755)
	}
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func (n *names) know(t *testing.T, name string) {
	t.Helper()
	if err := os.WriteFile(n.file, []byte("127.0.0.1 localhost "+name+"\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}

func (n *names) forget(t *testing.T) {
	t.Helper()
	if err := os.WriteFile(n.file, []byte("127.0.0.1 localhost\n"), 0o644); err != nil {
		t.Fatal(err)
	}
}
