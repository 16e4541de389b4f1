// Package nginx_test runs the configuration that is shipped, by a real NGINX, in front of gateways. What it changes in
// the file is what a container's network decides: addresses and ports. Debian's NGINX does not know `resolve`, which
// goes with the name that it is about.
package nginx_test

import (
	"bytes"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// proxy is a running NGINX.
type proxy struct {
	web, api string // host:port of its two listeners
	log      *lines // what it says, access and errors
}

// change replaces a text of the shipped file, which must be there.
type change struct{ old, new string }

// upstreams are the host:port of the gateways' listeners.
type upstreams struct{ web, api []string }

// start runs the shipped file in front of the gateways until the test's end.
func start(t *testing.T, to upstreams, changes ...change) *proxy {
	t.Helper()
	path := installed(t)
	web, api := listen(t), listen(t)
	p := &proxy{web: web.Addr().String(), api: api.Addr().String(), log: &lines{}}
	folder := t.TempDir()
	if err := os.Chmod(filepath.Dir(folder), 0o755); err != nil { // for workers of a master that root has started
		t.Fatal(err)
	}
	file := filepath.Join(folder, "nginx.conf")
	if err := os.WriteFile(file, []byte(render(t, p, to, changes)), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path, "-e", "stderr", "-p", folder, "-c", file, "-g", "daemon off;")
	cmd.Stdout, cmd.Stderr = p.log, p.log
	// NGINX takes listening sockets over from its predecessor by number (this is how it is upgraded in place): no
	// other process can take the ports meanwhile, and a request waits for it instead of being refused.
	for _, listener := range []*net.TCPListener{web, api} {
		socket, err := listener.File()
		if err != nil {
			t.Fatal(err)
		}
		defer socket.Close()
		cmd.ExtraFiles = append(cmd.ExtraFiles, socket)
	}
	cmd.Env = append(os.Environ(), "NGINX=3;4;")
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGTERM} // KILL would leave its workers behind
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for _, listener := range []*net.TCPListener{web, api} {
		unblock(t, listener)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		if err := <-ended; err != nil || t.Failed() {
			t.Logf("nginx ended with %v:\n%s", err, p.log.tail())
		}
	})
	return p
}

// installed finds NGINX, which Debian keeps out of the PATH of most people.
func installed(t *testing.T) string {
	t.Helper()
	for _, name := range []string{"nginx", "/usr/sbin/nginx"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	const hint = "no NGINX: install it (Debian: apt-get install nginx-light)"
	if os.Getenv("CI") == "true" {
		t.Fatal(hint)
	}
	t.Skip(hint)
	return ""
}

func listen(t *testing.T) *net.TCPListener {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = listener.Close() })
	return listener.(*net.TCPListener)
}

// unblock undoes what handing a socket over does to it (os.File.Fd): the workers race for connections, and the one that
// comes too late would wait for ever.
func unblock(t *testing.T, listener *net.TCPListener) {
	t.Helper()
	socket, err := listener.SyscallConn()
	if err == nil {
		var setErr error
		err = errors.Join(socket.Control(func(fd uintptr) { setErr = syscall.SetNonblock(int(fd), true) }), setErr)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// shipped reads the file.
func shipped(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("nginx.conf")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// render gives the file the addresses of this test.
func render(t *testing.T, p *proxy, to upstreams, changes []change) string {
	t.Helper()
	text := shipped(t)
	for _, listener := range []struct {
		shipped, name, at string
		to                []string
	}{{"3000", "web", p.web, to.web}, {"4000", "api", p.api, to.api}} {
		_, port, _ := net.SplitHostPort(listener.at)
		for _, line := range regexp.MustCompile(`server gateway:`+listener.shipped+` resolve .*`).FindAllString(text, -1) {
			var servers []string
			for _, address := range listener.to {
				servers = append(servers, strings.Replace(line, "gateway:"+listener.shipped+" resolve", address, 1))
			}
			changes = append(changes, change{line, strings.Join(servers, "\n")})
		}
		changes = append(changes,
			change{"listen " + listener.shipped + " ", "listen " + listener.at + " "},
			change{"listen " + listener.shipped + ";", "listen " + listener.at + ";"},
			change{listener.shipped + " " + listener.name + ";", port + " " + listener.name + ";"},
		)
	}
	for _, c := range append(changes, change{"${SERVER_NAMES}", "tasks.example.org"}) {
		if strings.Count(text, c.old) != 1 {
			t.Fatalf("%q is in the file %d times", c.old, strings.Count(text, c.old))
		}
		text = strings.Replace(text, c.old, c.new, 1)
	}
	return text
}

// lines is a log that grows while it is read.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// tail is its end, which is enough to see what went wrong.
func (l *lines) tail() string {
	text := l.String()
	return text[max(0, len(text)-4000):]
}
