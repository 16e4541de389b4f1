package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// server is a running process of Tasklane.
type server struct {
	command *exec.Cmd
	modules string // that it runs
	ops     string // host:port
	log     string // path of what it wrote
	ended   chan error
}

const (
	startWithin = 30 * time.Second
	stopWithin  = 30 * time.Second
)

// start runs `tasklane serve` in the folder, and does not wait. The process has these settings and no other.
func start(ctx context.Context, binary, folder, modules, ops string, settings []string) (*server, error) {
	log, err := os.OpenFile(filepath.Join(folder, modules+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer log.Close() //nolint:errcheck // the process has its own handle
	s := &server{modules: modules, ops: ops, log: log.Name(), ended: make(chan error, 1)}
	s.command = command(ctx, binary, folder, settings, "serve")
	s.command.Stdout, s.command.Stderr = log, log
	if err := s.command.Start(); err != nil {
		return nil, err
	}
	go func() { s.ended <- s.command.Wait() }()
	return s, nil
}

// command is the binary in an environment of its own; the folder has no .env.
func command(ctx context.Context, binary, folder string, settings []string, arguments ...string) *exec.Cmd {
	c := exec.CommandContext(ctx, binary, arguments...) // it is what is to be measured
	c.Dir = folder
	c.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + folder}, settings...)
	c.Cancel = func() error { return c.Process.Signal(syscall.SIGTERM) }
	c.WaitDelay = stopWithin
	return c
}

// ready waits until /readyz says yes, and that nothing is missing. It asks every millisecond, for that is what a start
// is measured in.
func (s *server) ready(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startWithin)
	defer cancel()
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	var said []byte
	for {
		var status int
		if status, said = fetch(ctx, client, "http://"+s.ops+"/readyz"); status == http.StatusOK && !bytes.Contains(said, []byte(`"degraded"`)) {
			return nil
		}
		select {
		case <-tick.C:
		case err := <-s.ended:
			s.ended <- err
			return fmt.Errorf("%s ended before it was ready: %w\n%s", s.command.Path, err, s.tail())
		case <-ctx.Done():
			return fmt.Errorf("%s (%s) was not ready within %s: %s\n%s", s.command.Path, s.modules, startWithin, said, s.tail())
		}
	}
}

func fetch(ctx context.Context, client *http.Client, url string) (int, []byte) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return 0, nil
	}
	response, err := client.Do(request)
	if err != nil {
		return 0, nil
	}
	defer response.Body.Close() //nolint:errcheck // it was read
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return 0, nil
	}
	return response.StatusCode, body
}

// stop ends the process as an operator would. An end other than 0 is an error.
func (s *server) stop() error {
	_ = s.command.Process.Signal(syscall.SIGTERM) // it may have ended
	select {
	case err := <-s.ended:
		s.ended <- err
		if err != nil {
			return fmt.Errorf("the process ended with %w\n%s", err, s.tail())
		}
		return nil
	case <-time.After(stopWithin):
		_ = s.command.Process.Kill()
		return fmt.Errorf("the process did not end within %s of SIGTERM\n%s", stopWithin, s.tail())
	}
}

func (s *server) pid() int { return s.command.Process.Pid }

// tail is the end of what the process wrote.
func (s *server) tail() string {
	const most = 2_000
	text, err := os.ReadFile(s.log)
	if err != nil {
		return ""
	}
	return string(text[max(0, len(text)-most):])
}

// freePorts finds addresses on loopback that nobody listens on.
func freePorts(n int) ([]string, error) {
	found := make([]string, 0, n)
	for range n {
		var config net.ListenConfig
		l, err := config.Listen(context.Background(), "tcp", "127.0.0.1:0")
		if err != nil {
			return nil, err
		}
		defer l.Close() //nolint:errcheck // all are held until each is found
		found = append(found, l.Addr().String())
	}
	return found, nil
}
