package main

import (
	"os"
	"os/exec"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"time"

	"tasklane/docs/docstest"
	"tasklane/platform/database/databasetest"
)

// tasklaneCall finds where tasklane is the command of a line, behind settings perhaps, and not a word of another one.
var tasklaneCall = regexp.MustCompile(`(?m)(?:^|bin/|^(?:[A-Z_]+=\S+ )+|\)" )(tasklane [a-z][^#|<>\n)]*)`)

// madeUp is the address of a database that pages show; where there is a server it becomes that of a new one.
var madeUp = regexp.MustCompile(`postgres://tasklane(:password)?@db/tasklane`)

// shell types a block of commands. One that needs what is not here is not run, but read by the shell, and its calls of
// tasklane are known ones.
func (r *reader) shell(block docstest.Block) {
	r.t.Helper()
	for _, call := range tasklaneCall.FindAllStringSubmatch(block.Text, -1) {
		if err := callable(strings.TrimSpace(call[1])); err != nil {
			r.t.Errorf("line %d: %s: %v", r.line, call[1], err)
		}
	}
	needs := block.Needs()
	if needs == "PostgreSQL" && os.Getenv("TASKLANE_TEST_POSTGRES") != "" && madeUp.MatchString(block.Text) {
		block.Text, needs = madeUp.ReplaceAllLiteralString(block.Text, "'"+databasetest.PostgresURL(r.t)+"'"), ""
	}
	if needs != "" {
		r.check(elsewhere[needs] != "", "it needs "+needs+", and no test is known that proves it then")
		out, err := exec.Command("sh", "-n", "-c", block.Text).CombinedOutput()
		r.check(err == nil, string(out))
		return
	}
	for _, program := range []string{"curl", "openssl"} {
		if strings.Contains(block.Text, program+" ") {
			r.has(program)
		}
	}
	if strings.Contains(block.Text, "erver stopped") || strings.Contains(block.Text, "tasklane serve") || strings.Contains(block.Text, "make run") {
		r.stop()
	}
	r.run(block.Text)
}

// run runs commands to their end, or until they have become a server, or, where they say that Ctrl+C ends them, until
// they have printed something.
func (r *reader) run(commands string) {
	r.t.Helper()
	// The shell's variables and its folder go from block to block in a file.
	state := r.in("path", "state")
	script := "set -eua\nif [ -f '" + state + "' ]; then . '" + state + "'; cd \"$PWD\"; fi\n" + r.real(commands) + "\nexport -p >'" + state + "'\n"
	printed := &output{first: make(chan struct{})}
	cmd := exec.Command("sh", "-c", script)
	cmd.Dir, cmd.Env, cmd.Stdout = r.folder, r.environ(), printed
	// Commands that the shell starts end with it: they are a group.
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	stderr, err := cmd.StderrPipe()
	if err != nil {
		r.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		r.t.Fatal(err)
	}
	job := &server{t: r.t, folder: r.folder, cmd: cmd, log: &lines{}, started: make(chan struct{}), done: make(chan struct{})}
	go job.read(stderr)
	interrupted := false
	var enough <-chan struct{} // of what would go on
	if strings.Contains(commands, "Ctrl+C") {
		enough = printed.first
	}
	select {
	case <-job.started:
		r.server = job
		return
	case <-enough:
		interrupted = true
		signalGroup(job, syscall.SIGINT)
		<-job.done
	case <-job.done:
	case <-time.After(2 * time.Minute):
		signalGroup(job, syscall.SIGKILL)
		r.t.Fatalf("line %d: it does not end:\n%s%s", r.line, printed, job.log)
	}
	ended := cmd.ProcessState.Success() || interrupted
	r.check(ended && !strings.Contains(printed.String(), `"errors":[`), "it fails:\n"+printed.String()+job.log.String())
}

// environ are a reader's settings: nobody else's, and free ports of this machine alone.
func (r *reader) environ() []string {
	ops := "127.0.0.1:0"
	if r.server != nil {
		ops = r.server.ops
	}
	return []string{
		actAsTasklane + "=1", "HOME=" + r.folder, "PATH=" + r.in("path") + ":" + os.Getenv("PATH"),
		"API_ADDR=127.0.0.1:0", "WEB_ADDR=127.0.0.1:0", "OPS_ADDR=" + ops,
	}
}

// real is a text of the page with what is true here: the addresses of this server, and what <words> stand for.
func (r *reader) real(text string) string {
	if r.server != nil {
		text = strings.NewReplacer("localhost:4000", r.server.api, "localhost:3000", r.server.web, "localhost:9090", r.server.ops).Replace(text)
	}
	for name, value := range r.known {
		text = strings.ReplaceAll(text, "<"+name+">", value)
	}
	return text
}

// stop ends the server in an orderly way.
func (r *reader) stop() {
	if r.server == nil {
		return
	}
	signalGroup(r.server, syscall.SIGTERM)
	select {
	case <-r.server.done:
	case <-time.After(30 * time.Second):
		signalGroup(r.server, syscall.SIGKILL)
		r.t.Errorf("the server did not end:\n%s", r.server.log)
	}
	r.server = nil
}

func signalGroup(job *server, signal syscall.Signal) { _ = syscall.Kill(-job.cmd.Process.Pid, signal) }

// output is what commands print; first is closed when there is something.
type output struct {
	mu    sync.Mutex
	text  strings.Builder
	first chan struct{}
}

func (o *output) Write(piece []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.text.Len() == 0 && len(piece) > 0 {
		close(o.first)
	}
	return o.text.Write(piece)
}

func (o *output) String() string {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.text.String()
}
