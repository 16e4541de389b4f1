package redistest

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/redis/rueidis"
)

// patience is how long a test waits for what must come; far above what it takes.
const patience = 20 * time.Second

// Server is a redis-server process of a test's own. Its methods fail the test; they are for its goroutine alone.
type Server struct {
	// URL is its address on loopback.
	URL string

	t         *testing.T
	port      int
	arguments []string

	process *os.Process
	over    chan struct{} // closed when the process has ended
}

// newServer finds a port by trying, below the range from which the kernel gives ports to clients.
func newServer(t *testing.T, arguments []string) *Server {
	t.Helper()
	s := &Server{t: t, arguments: append([]string{"--bind", "127.0.0.1", "--dir", t.TempDir(), "--save", "", "--appendonly", "no"}, arguments...)}
	t.Cleanup(s.Kill)
	var err error
	for range 8 {
		s.port = 20_000 + rand.IntN(12_000)
		if err = s.start(); err == nil {
			s.URL = fmt.Sprintf("redis://127.0.0.1:%d", s.port)
			return s
		}
	}
	t.Fatal(err)
	return nil
}

// Start starts a server that was killed, at the same address, empty.
func (s *Server) Start() {
	s.t.Helper()
	if err := s.start(); err != nil {
		s.t.Fatal(err)
	}
}

// Kill ends the process at once; a stopped one too. Nothing happens when it has ended.
func (s *Server) Kill() {
	if s.process != nil {
		_ = s.process.Kill()
		<-s.over
		s.process = nil
	}
}

// Stop makes the process stand still: it keeps its connections, and takes new ones, and does not answer.
func (s *Server) Stop() { s.signal(syscall.SIGSTOP) }

// Continue lets it go on.
func (s *Server) Continue() { s.signal(syscall.SIGCONT) }

func (s *Server) signal(which os.Signal) {
	s.t.Helper()
	if err := s.process.Signal(which); err != nil {
		s.t.Fatal(err)
	}
}

// Do runs a command as an operator would and gives its answer as text, a line for each element of a list.
func (s *Server) Do(words ...string) string {
	s.t.Helper()
	return Do(s.t, s.URL, words...)
}

// Do runs a command on the server at an address.
func Do(t *testing.T, url string, words ...string) string {
	t.Helper()
	option, err := rueidis.ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	option.ForceSingleClient, option.DisableCache, option.ClientName = true, true, "operator"
	client, err := rueidis.NewClient(option)
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	answer, err := client.Do(ctx, client.B().Arbitrary(words...).Build()).ToAny()
	if err != nil {
		t.Fatalf("%s: %v", words[0], err)
	}
	if list, is := answer.([]any); is {
		var lines []string
		for _, one := range list {
			lines = append(lines, fmt.Sprint(one))
		}
		return strings.Join(lines, "\n")
	}
	return fmt.Sprint(answer)
}

func (s *Server) start() error {
	cmd := exec.CommandContext(context.Background(), "redis-server", append([]string{"--port", strconv.Itoa(s.port)}, s.arguments...)...)
	ready := &readiness{ready: make(chan struct{})}
	cmd.Stdout, cmd.Stderr = ready, ready
	dieWithTheTest(cmd)
	started, over := make(chan error, 1), make(chan struct{})
	go func() {
		defer close(over)
		runtime.LockOSThread() // the process dies with the thread that has started it
		err := cmd.Start()
		started <- err
		if err == nil {
			_ = cmd.Wait()
		}
	}()
	if err := <-started; err != nil {
		return err
	}
	s.process, s.over = cmd.Process, over
	select {
	case <-ready.ready:
		return nil
	case <-over:
	case <-time.After(patience):
		s.Kill()
	}
	s.process = nil
	return fmt.Errorf("redis-server did not start:\n%s", ready.text())
}

// readiness reads the server's log until it says that it is ready.
type readiness struct {
	mu    sync.Mutex
	log   bytes.Buffer
	once  sync.Once
	ready chan struct{}
}

func (r *readiness) Write(p []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.log.Write(p)
	if bytes.Contains(r.log.Bytes(), []byte("Ready to accept connections")) {
		r.once.Do(func() { close(r.ready) })
	}
	return len(p), nil
}

func (r *readiness) text() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.log.String()
}
