package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// The test binary is the product too: with this variable it is tasklane, so that tests can start it, kill it and
// read its exit code.
const actAsTasklane = "TASKLANE_TEST_MAIN"

func TestMain(m *testing.M) {
	if os.Getenv(actAsTasklane) != "" {
		// Nor may it outlive the shell that started it, which dies with the tests.
		_, _, _ = syscall.RawSyscall(syscall.SYS_PRCTL, syscall.PR_SET_PDEATHSIG, uintptr(syscall.SIGKILL), 0)
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// command is tasklane in an empty environment, in a folder of its own.
func command(t *testing.T, folder string, settings []string, args ...string) *exec.Cmd {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self, args...)
	cmd.Dir = folder
	cmd.Env = append([]string{actAsTasklane + "=1", "HOME=" + folder}, settings...)
	// It must not outlive the tests, whatever becomes of them.
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	return cmd
}

// run runs a command to its end.
func run(t *testing.T, folder string, settings []string, args ...string) (out, errs string, code int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd := command(t, folder, settings, args...)
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()
}

// server is a running `tasklane serve`.
type server struct {
	t      *testing.T
	folder string
	cmd    *exec.Cmd
	api    string
	web    string
	ops    string
	// modules is where other processes call; empty when none does.
	modules string
	log     *lines
	// started is closed when it is ready, done when it has ended.
	started, done chan struct{}
}

// lines is a process's log, which grows while it is read.
type lines struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *lines) add(line string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.text.WriteString(line + "\n")
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// serveIn starts a server on the data in the folder and waits until it is ready. Ports are free ones at the
// first start and the same ones later.
func serveIn(t *testing.T, folder string, before *server, settings ...string) *server {
	t.Helper()
	s := launch(t, folder, before, settings...)
	s.untilReady()
	return s
}

// launch is serveIn without waiting.
func launch(t *testing.T, folder string, before *server, settings ...string) *server {
	t.Helper()
	s := &server{
		t: t, folder: folder, api: "127.0.0.1:0", web: "127.0.0.1:0", ops: "127.0.0.1:0",
		log: &lines{}, started: make(chan struct{}), done: make(chan struct{}),
	}
	if before != nil {
		s.api, s.web, s.ops = before.api, before.web, before.ops
	}
	s.cmd = command(t, folder, append(settings, "API_ADDR="+s.api, "WEB_ADDR="+s.web, "OPS_ADDR="+s.ops, "DATA_DIR="+filepath.Join(folder, "data")), "serve")
	stderr, err := s.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.kill)
	go s.read(stderr)
	return s
}

func (s *server) untilReady() {
	s.t.Helper()
	select {
	case <-s.started:
	case <-s.done:
		s.t.Fatalf("it ended at its start:\n%s", s.log)
	case <-time.After(30 * time.Second):
		s.t.Fatalf("it did not get ready:\n%s", s.log)
	}
}

func (s *server) read(stderr io.Reader) {
	scanner := bufio.NewScanner(stderr)
	for scanner.Scan() {
		line := scanner.Text()
		for of, address := range map[string]*string{"api": &s.api, "web": &s.web, "ops": &s.ops, "modules": &s.modules} {
			if _, at, found := strings.Cut(line, "msg=listening for="+of+" address="); found {
				*address = at
			}
		}
		s.log.add(line) // whoever finds the line finds the address
		if strings.HasSuffix(line, "msg=ready") {
			close(s.started)
		}
	}
	_ = s.cmd.Wait()
	close(s.done)
}

// kill is kill -9.
func (s *server) kill() {
	_ = s.cmd.Process.Kill()
	<-s.done
}

// try sends an operation to a server that may be dying; acknowledged: it answered with data and without an error.
func (s *server) try(ctx context.Context, token, query string, variables vars) (data vars, acknowledged bool) {
	body, err := json.Marshal(vars{"query": query, "variables": variables})
	if err != nil {
		return nil, false
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+s.api+"/graphql", bytes.NewReader(body))
	if err != nil {
		return nil, false
	}
	request.Header.Set("Content-Type", "application/json")
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, false
	}
	defer response.Body.Close()
	var answer struct {
		Data   vars
		Errors []any
	}
	if json.NewDecoder(response.Body).Decode(&answer) != nil {
		return nil, false
	}
	return answer.Data, len(answer.Errors) == 0 && answer.Data != nil
}

// get asks the operators' listener; 0 when nobody answers.
func (s *server) get(path string) (status int, body string) {
	response, err := http.Get("http://" + s.ops + path)
	if err != nil {
		return 0, err.Error()
	}
	defer response.Body.Close()
	text, _ := io.ReadAll(response.Body)
	return response.StatusCode, string(text)
}

// ready asks /readyz.
func (s *server) ready() bool {
	status, _ := s.get("/readyz")
	return status == http.StatusOK
}

const createTask = `mutation($in: CreateTaskInput!) { createTask(input: $in) { task { id ref } } }`

func (s *server) newProject(owner account) string {
	s.t.Helper()
	got := s.must(owner.token, `mutation { createProject(input: {key: "WEB", name: "Web"}) { project { id } } }`, nil)
	return at[string](got, "createProject", "project", "id")
}

// titles reads the titles of all tasks, as often as each is there.
func (s *server) titles(reader account) map[string]int {
	s.t.Helper()
	found := map[string]int{}
	for after := any(nil); ; {
		page := s.must(reader.token,
			`query($after: String) { tasks(first: 100, after: $after) { nodes { title } pageInfo { hasNextPage endCursor } } }`, vars{"after": after})
		for _, node := range at[[]any](page, "tasks", "nodes") {
			found[at[string](node, "title")]++
		}
		if !at[bool](page, "tasks", "pageInfo", "hasNextPage") {
			return found
		}
		after = at[string](page, "tasks", "pageInfo", "endCursor")
	}
}

// writers make tasks until ctx ends and remember which were acknowledged.
type writers struct {
	mu           sync.Mutex
	acknowledged []string
	running      sync.WaitGroup
}

func (w *writers) start(ctx context.Context, s *server, token, projectID, name string) {
	w.running.Go(func() {
		for n := 0; ctx.Err() == nil; n++ {
			title := fmt.Sprintf("%s %d", name, n)
			_, acknowledged := s.try(ctx, token, createTask, vars{"in": vars{"projectId": projectID, "title": title}})
			if !acknowledged {
				return
			}
			w.mu.Lock()
			w.acknowledged = append(w.acknowledged, title)
			w.mu.Unlock()
		}
	})
}

func (w *writers) count() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.acknowledged)
}

// eventually waits for a condition.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	timeout := time.NewTimer(20 * time.Second)
	defer timeout.Stop()
	for !is() {
		select {
		case <-tick.C:
		case <-timeout.C:
			t.Fatal("waited in vain: " + what)
		}
	}
}
