package nginx_test

import (
	"bufio"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// built is the binary, made once for all tests of this package; TestMain removes it.
var built = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "nginx-test")
	if err != nil {
		return "", err
	}
	path := filepath.Join(folder, "tasklane")
	if out, err := exec.Command("go", "build", "-o", path, "tasklane").CombinedOutput(); err != nil {
		return path, fmt.Errorf("%w: %s", err, out)
	}
	return path, nil
})

func TestMain(m *testing.M) {
	code := m.Run()
	if path, _ := built(); path != "" {
		_ = os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// process is a running tasklane, whole or with some of its modules.
type process struct {
	t                      *testing.T
	settings               []string
	web, api, ops, modules string // host:port of its listeners; modules is where other processes call
	log                    *lines
	cmd                    *exec.Cmd
	ended                  chan struct{}
}

// command is one of the binary's commands, in a folder without .env.
func command(t *testing.T, name string, settings ...string) *exec.Cmd {
	t.Helper()
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, name)
	cmd.Dir = t.TempDir()
	cmd.Env = append(slices.Clone(settings), "HOME="+cmd.Dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return cmd
}

// launch starts a process with these settings and waits until it is ready.
func launch(t *testing.T, settings ...string) *process {
	t.Helper()
	p := &process{t: t, settings: settings, web: "127.0.0.1:0", api: "127.0.0.1:0", ops: "127.0.0.1:0", modules: "127.0.0.1:0", log: &lines{}}
	p.start()
	t.Cleanup(p.kill)
	return p
}

// start starts it, on the ports that it had before.
func (p *process) start() {
	p.t.Helper()
	p.cmd = command(p.t, "serve", slices.Concat(p.settings, []string{
		"API_ADDR=" + p.api, "WEB_ADDR=" + p.web, "OPS_ADDR=" + p.ops, "TCP_ADDR=" + p.modules, "TRUSTED_PROXIES=127.0.0.1"})...)
	stderr, err := p.cmd.StderrPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	if err := p.cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	ready := make(chan struct{})
	p.ended = make(chan struct{})
	go func(ended chan struct{}) {
		defer close(ended)
		for scanner := bufio.NewScanner(stderr); scanner.Scan(); {
			line := scanner.Text()
			_, _ = p.log.Write([]byte(line + "\n"))
			for name, address := range map[string]*string{"web": &p.web, "api": &p.api, "ops": &p.ops, "modules": &p.modules} {
				if _, at, found := strings.Cut(line, "msg=listening for="+name+" address="); found {
					*address = at
				}
			}
			if strings.HasSuffix(line, "msg=ready") {
				close(ready)
			}
		}
		_ = p.cmd.Wait()
	}(p.ended)
	select {
	case <-ready:
	case <-p.ended:
		p.t.Fatalf("it ended at its start:\n%s", p.log)
	case <-time.After(time.Minute):
		p.t.Fatalf("it did not get ready:\n%s", p.log)
	}
}

// kill is kill -9.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.ended
}

// leave asks it to end and waits until it has.
func (p *process) leave() {
	_ = p.cmd.Process.Signal(syscall.SIGTERM)
	<-p.ended
}

// behind puts the processes behind the proxy.
func behind(gateways ...*process) upstreams {
	var to upstreams
	for _, p := range gateways {
		to.web, to.api = append(to.web, p.web), append(to.api, p.api)
	}
	return to
}

// pair are two processes on one PostgreSQL.
func pair(t *testing.T, url string, settings ...string) (one, two *process) {
	t.Helper()
	settings = append(settings, "DATABASE_URL="+url, "JWT_SECRET="+secret)
	return launch(t, settings...), launch(t, settings...)
}

const secret = "a secret of thirty-two bytes or more"
