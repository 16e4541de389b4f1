package chaos

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// child is a program that was started here. It does not outlive the tests, whatever becomes of them.
type child struct {
	name string
	cmd  *exec.Cmd
	log  *lines
	done chan struct{}
}

var (
	childrenMu sync.Mutex
	children   []*child
)

// killAll ends everything that was started here: nothing in it is wanted any more.
func killAll() {
	childrenMu.Lock()
	defer childrenMu.Unlock()
	for _, c := range children {
		c.kill()
	}
}

// spawn starts a program. What it says goes to the log, which may be that of the one before it.
func spawn(t testing.TB, name string, log *lines, cmd *exec.Cmd) *child {
	t.Helper()
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = &syscall.SysProcAttr{}
	}
	cmd.SysProcAttr.Pdeathsig = syscall.SIGKILL
	cmd.Stdout, cmd.Stderr = log, log
	cmd.WaitDelay = time.Second
	if err := cmd.Start(); err != nil {
		t.Fatalf("starting %s: %v", name, err)
	}
	c := &child{name: name, cmd: cmd, log: log, done: make(chan struct{})}
	childrenMu.Lock()
	defer childrenMu.Unlock()
	children = append(slices.DeleteFunc(children, (*child).ended), c)
	go func() {
		defer close(c.done)
		_ = cmd.Wait() // how it ended is asked of its state
	}()
	return c
}

// ended says whether it is gone.
func (c *child) ended() bool {
	select {
	case <-c.done:
		return true
	default:
		return false
	}
}

// send sends a signal to a program that runs.
func (c *child) send(t testing.TB, signal syscall.Signal) {
	t.Helper()
	if err := c.cmd.Process.Signal(signal); err != nil {
		t.Fatalf("%s to %s: %v", signal, c.name, err)
	}
}

// kill is kill -9.
func (c *child) kill() {
	_ = c.cmd.Process.Kill() // it may be gone already
	<-c.done
}

// leave asks it to end with this signal and gives its exit code.
func (c *child) leave(t testing.TB, signal syscall.Signal, within time.Duration) int {
	t.Helper()
	c.send(t, signal)
	select {
	case <-c.done:
	case <-time.After(within):
		t.Errorf("%s did not end within %s of %s:\n%s", c.name, within, signal, c.log.tail(20))
		c.kill()
	}
	return c.cmd.ProcessState.ExitCode()
}

// descendants are the ids of the processes below this one.
func (c *child) descendants() []int {
	parents := map[int][]int{}
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil
	}
	for _, entry := range entries {
		var pid, parent int
		if _, err := fmt.Sscan(entry.Name(), &pid); err != nil {
			continue
		}
		stat, err := os.ReadFile("/proc/" + entry.Name() + "/stat")
		if err != nil {
			continue
		}
		// The second field is the name in brackets and may hold anything, proc_pid_stat(5).
		rest := string(stat[bytes.LastIndexByte(stat, ')')+1:])
		var state string
		if _, err := fmt.Sscan(rest, &state, &parent); err == nil {
			parents[parent] = append(parents[parent], pid)
		}
	}
	found := parents[c.cmd.Process.Pid]
	for i := 0; i < len(found); i++ {
		found = append(found, parents[found[i]]...)
	}
	return found
}

// lines are the latest of what a program says, which grow while they are read.
type lines struct {
	mu   sync.Mutex
	part string
	all  []string
}

const keptLines = 400

// Write implements io.Writer.
func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	whole := strings.Split(l.part+string(p), "\n")
	l.part = whole[len(whole)-1]
	l.all = append(l.all, whole[:len(whole)-1]...)
	if extra := len(l.all) - keptLines; extra > 0 {
		l.all = append([]string{}, l.all[extra:]...)
	}
	return len(p), nil
}

// tail is the last lines.
func (l *lines) tail(n int) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.all[max(0, len(l.all)-n):], "\n")
}

// with are the latest lines that hold the words.
func (l *lines) with(words string, n int) []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var found []string
	for _, line := range l.all {
		if strings.Contains(line, words) {
			found = append(found, line)
		}
	}
	return found[max(0, len(found)-n):]
}
