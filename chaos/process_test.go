package chaos

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// process is `tasklane serve`, which has the same addresses each time that it is started.
type process struct {
	name, binary, folder string
	api, web, ops, tcp   string
	settings             []string
	// root is the folder that it takes for the root of all, if it is not to see the machine's own.
	root string
	log  *lines
	*child
}

// newProcess makes a process, which does not run yet.
func newProcess(t testing.TB, w *world, name string, settings ...string) *process {
	t.Helper()
	folder := filepath.Join(w.folder, strings.ReplaceAll(name, " ", "-"))
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	return &process{
		name: name, binary: w.binary, folder: folder, log: &lines{}, settings: settings,
		api: freeAddress(t), web: freeAddress(t), ops: freeAddress(t), tcp: freeAddress(t),
	}
}

// launch starts it and does not wait.
func (p *process) launch(t testing.TB) {
	t.Helper()
	cmd := exec.Command(p.binary, "serve")
	cmd.Dir = p.folder
	if p.root != "" {
		cmd.Dir, cmd.SysProcAttr = "/", enclosed(p.root)
	}
	cmd.Env = append([]string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + p.folder, "DATA_DIR=" + filepath.Join(p.folder, "data"),
		"API_ADDR=" + p.api, "WEB_ADDR=" + p.web, "OPS_ADDR=" + p.ops, "TCP_ADDR=" + p.tcp, "JWT_SECRET=" + secret,
		// A few accounts do here what hundreds of people would.
		"USER_RATE=100000", "ANONYMOUS_RATE=100000", "SOCKET_RATE=10000",
	}, p.settings...)
	p.child = spawn(t, p.name, p.log, cmd)
}

// enclosed has a program see a folder as the root of all. Who is not root is it in a namespace of users.
func enclosed(root string) *syscall.SysProcAttr {
	attributes := &syscall.SysProcAttr{Chroot: root}
	if uid := os.Getuid(); uid != 0 {
		attributes.Cloneflags = syscall.CLONE_NEWUSER
		attributes.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: uid, Size: 1}}
	}
	return attributes
}

// start starts it and waits until it is ready.
func (p *process) start(t testing.TB) {
	t.Helper()
	p.launch(t)
	p.getsReady(t)
}

// startsWithin is what a process may take, on a machine that does much else.
const startsWithin = 30 * time.Second

func (p *process) getsReady(t testing.TB) {
	t.Helper()
	if !eventually(startsWithin, func() bool { return p.ended() || p.ready() }) || p.ended() {
		t.Fatalf("%s did not get ready:\n%s", p.name, p.log.tail(40))
	}
}

// ready says what /readyz says.
func (p *process) ready() bool {
	status, _, err := look(p.ops, "/readyz")
	return err == nil && status == http.StatusOK
}

// lacks says whether it tells everybody who may ask that it is without this: in /readyz, where it says too whether it
// can do without, and in the metric that alerts are made of.
func (p *process) lacks(dependency string, canDoWithout bool) bool {
	status, body, err := look(p.ops, "/readyz")
	var state struct{ Reasons, Degraded []string }
	if err != nil || json.Unmarshal([]byte(body), &state) != nil || (status == http.StatusOK) != canDoWithout {
		return false
	}
	told := state.Reasons
	if canDoWithout {
		told = state.Degraded
	}
	_, metrics, err := look(p.ops, "/metrics")
	return err == nil && strings.Contains(metrics, fmt.Sprintf("tasklane_dependency_up{dependency=%q} 0", dependency)) &&
		slices.ContainsFunc(told, func(what string) bool { return strings.HasPrefix(what, dependency+": ") })
}

// has says the opposite, as loudly.
func (p *process) has(dependency string) bool {
	status, body, err := look(p.ops, "/readyz")
	if err != nil || status != http.StatusOK || strings.Contains(body, dependency+": ") {
		return false
	}
	_, metrics, err := look(p.ops, "/metrics")
	return err == nil && strings.Contains(metrics, fmt.Sprintf("tasklane_dependency_up{dependency=%q} 1", dependency))
}

// alive says what /healthz says.
func (p *process) alive() bool {
	status, _, err := look(p.ops, "/healthz")
	return err == nil && status == http.StatusOK
}

// restart kills it and starts it again.
func (p *process) restart(t testing.TB) {
	t.Helper()
	p.kill()
	p.start(t)
}

// roll ends it as an orchestrator does and starts the next one in its place.
func (p *process) roll(t testing.TB) {
	t.Helper()
	if code := p.leave(t, syscall.SIGTERM, 30*time.Second); code != 0 {
		t.Errorf("%s ended with %d after SIGTERM:\n%s", p.name, code, p.log.tail(20))
	}
	p.start(t)
}

// freeze stops it in mid-instruction, as a machine that hangs does; on lets it go on.
func (p *process) freeze(t testing.TB) (on func()) {
	t.Helper()
	p.send(t, syscall.SIGSTOP)
	return func() { p.send(t, syscall.SIGCONT) }
}

// secret signs the tokens of accounts that live for minutes.
const secret = "chaos-only-0123456789-0123456789-0123456789"

// run runs a command of the binary to its end.
func run(t testing.TB, w *world, settings []string, args ...string) string {
	t.Helper()
	cmd := exec.Command(w.binary, args...)
	cmd.Dir = w.folder
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + w.folder, "JWT_SECRET=" + secret}, settings...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("tasklane %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}
