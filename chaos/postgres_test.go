package chaos

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// postgres is a PostgreSQL server that may be stopped in every way.
type postgres struct {
	bin, folder string
	port        int
	as          *syscall.Credential
	log         *lines
	*child

	proxy *proxy
}

// newPostgres makes a cluster and starts it.
func newPostgres(t testing.TB, folder string) *postgres {
	t.Helper()
	bin := postgresFolder()
	if bin == "" {
		missing(t, "there is no PostgreSQL server here (Debian: apt-get install postgresql)")
	}
	p := &postgres{bin: bin, folder: folder, port: freePort(t), log: &lines{}}
	if os.Getuid() == 0 { // as which it refuses to run
		p.as = nobody(t)
		if err := os.Chown(folder, int(p.as.Uid), int(p.as.Gid)); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := p.command("initdb", "--pgdata="+p.data(), "--username=postgres", "--auth=trust", "--encoding=UTF8",
		"--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8", "--no-sync", "--no-instructions").CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	p.start(t)
	p.proxy = newProxy(t, "PostgreSQL", fmt.Sprintf("127.0.0.1:%d", p.port))
	return p
}

// postgresFolder finds the server's programs, which Debian keeps out of PATH, in a folder for each version.
func postgresFolder() string {
	folders, _ := filepath.Glob("/usr/lib/postgresql/*/bin") // the one error is a bad pattern
	slices.Reverse(folders)                                  // the latest first, in this millennium
	if initdb, err := exec.LookPath("initdb"); err == nil {
		folders = append(folders, filepath.Dir(initdb))
	}
	for _, folder := range folders {
		if _, err := os.Stat(filepath.Join(folder, "postgres")); err == nil {
			return folder
		}
	}
	return ""
}

func nobody(t testing.TB) *syscall.Credential {
	t.Helper()
	for _, name := range []string{"postgres", "nobody"} {
		account, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, _ := strconv.Atoi(account.Uid)
		gid, _ := strconv.Atoi(account.Gid)
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
	}
	t.Fatal("there is no account that PostgreSQL could run as")
	return nil
}

func (p *postgres) data() string { return filepath.Join(p.folder, "data") }

func (p *postgres) command(name string, args ...string) *exec.Cmd {
	cmd := exec.Command(filepath.Join(p.bin, name), args...)
	cmd.Dir, cmd.Env = p.folder, []string{"HOME=" + p.folder, "PATH=" + os.Getenv("PATH")}
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: p.as}
	return cmd
}

// start starts it on its data and waits until it answers. It keeps what it has acknowledged whatever happens to its
// processes; only the machine's end it need not survive.
func (p *postgres) start(t testing.TB) {
	t.Helper()
	p.child = spawn(t, "PostgreSQL", p.log, p.command("postgres", "-D", p.data(), "-p", strconv.Itoa(p.port),
		"-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="+p.folder, "-c", "max_connections=300",
		"-c", "fsync=off", "-c", "shared_buffers=64MB",
		"-c", "dynamic_shared_memory_type=mmap")) // in its folder, so that nothing is left behind by one that is killed
	must(t, 60*time.Second, "PostgreSQL answers", func() bool {
		if p.ended() {
			t.Fatalf("PostgreSQL did not start:\n%s", p.log.tail(30))
		}
		return p.command("pg_isready", "-q", "-h", "127.0.0.1", "-p", strconv.Itoa(p.port)).Run() == nil
	})
}

// The ways to stop it, https://www.postgresql.org/docs/current/server-shutdown.html.
const (
	fast      = syscall.SIGINT  // transactions are aborted
	immediate = syscall.SIGQUIT // as if it had crashed
)

func (p *postgres) stop(t testing.TB, how syscall.Signal) {
	t.Helper()
	p.leave(t, how, 30*time.Second)
}

// hang stops every process of the server, and gives what lets them go on.
func (p *postgres) hang(t testing.TB) (on func()) {
	t.Helper()
	pids := append(p.descendants(), p.cmd.Process.Pid)
	for _, pid := range pids {
		_ = syscall.Kill(pid, syscall.SIGSTOP) // some have ended meanwhile
	}
	return func() {
		for _, pid := range pids {
			_ = syscall.Kill(pid, syscall.SIGCONT)
		}
	}
}

// database makes an empty database and gives its address behind the proxy.
func (p *postgres) database(t testing.TB, name string) string {
	t.Helper()
	p.query(t, "postgres", "CREATE DATABASE "+name)
	return fmt.Sprintf("postgres://postgres@%s/%s?sslmode=disable", p.proxy.Listen, name)
}

// query asks the server itself, past the proxy, and gives the answer's single value.
func (p *postgres) query(t testing.TB, database, sql string) string {
	t.Helper()
	out, err := p.command("psql", "-h", "127.0.0.1", "-p", strconv.Itoa(p.port), "-U", "postgres", "-d", database,
		"-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-c", sql).CombinedOutput()
	if err != nil {
		t.Fatalf("%s: %v\n%s", sql, err, out)
	}
	return strings.TrimSpace(string(out))
}
