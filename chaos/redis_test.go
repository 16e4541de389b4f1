package chaos

import (
	"bufio"
	"fmt"
	"net"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// redis is a Redis server that keeps nothing when it ends.
type redis struct {
	folder string
	port   int
	log    *lines
	*child

	proxy *proxy
}

// newRedis starts one.
func newRedis(t testing.TB, folder string) *redis {
	t.Helper()
	if _, err := exec.LookPath("redis-server"); err != nil {
		missing(t, "there is no Redis server here (Debian: apt-get install redis-server)")
	}
	r := &redis{folder: folder, port: freePort(t), log: &lines{}}
	r.start(t)
	r.proxy = newProxy(t, "Redis", fmt.Sprintf("127.0.0.1:%d", r.port))
	return r
}

func (r *redis) start(t testing.TB) {
	t.Helper()
	r.child = spawn(t, "Redis", r.log, exec.Command("redis-server", "--port", strconv.Itoa(r.port), "--bind", "127.0.0.1",
		"--dir", r.folder, "--save", "", "--appendonly", "no"))
	must(t, 20*time.Second, "Redis answers", func() bool {
		if r.ended() {
			t.Fatalf("Redis did not start:\n%s", r.log.tail(20))
		}
		answer, err := r.try("PING")
		return err == nil && answer == "+PONG"
	})
}

// do sends a command that has to work, past the proxy, and gives the first line of the answer.
func (r *redis) do(t testing.TB, words ...string) string {
	t.Helper()
	answer, err := r.try(words...)
	if err != nil || strings.HasPrefix(answer, "-") {
		t.Fatalf("Redis, %v: %s, %v", words, answer, err)
	}
	return answer
}

// try speaks the inline form of the protocol, which needs no library: https://redis.io/docs/latest/develop/reference/protocol-spec/#inline-commands.
func (r *redis) try(words ...string) (string, error) {
	conn, err := net.DialTimeout("tcp", fmt.Sprintf("127.0.0.1:%d", r.port), time.Second)
	if err != nil {
		return "", err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
		return "", err
	}
	if _, err := fmt.Fprintf(conn, "%s\r\n", strings.Join(words, " ")); err != nil {
		return "", err
	}
	answer, err := bufio.NewReader(conn).ReadString('\n')
	return strings.TrimSpace(answer), err
}
