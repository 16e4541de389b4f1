package chaos

import (
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"tasklane/platform/eventlog/kafka"
)

// broker is a Kafka of one node, whose clients are sent through the proxy: that is the address which it tells them.
type broker struct {
	script, jars, folder string
	port, controller     int
	log                  *lines
	life                 io.WriteCloser // scripts/kafka/broker ends with it
	*child

	proxy *proxy
	// past is the cluster for who does not go through the proxy, up to the addresses that the broker tells.
	past kafka.Cluster
}

// newBroker starts one.
func newBroker(t testing.TB, folder string) *broker {
	t.Helper()
	jars, err := exec.Command("../scripts/kafka/jars").Output()
	if err != nil {
		why, _ := errors.AsType[*exec.ExitError](err)
		missing(t, strings.TrimSpace(string(why.Stderr)))
	}
	script, err := filepath.Abs("../scripts/kafka/broker")
	if err != nil {
		t.Fatal(err)
	}
	b := &broker{
		script: script, jars: strings.TrimSpace(string(jars)), folder: folder, port: freePort(t), controller: freePort(t), log: &lines{},
	}
	b.proxy = newProxy(t, "Kafka", fmt.Sprintf("127.0.0.1:%d", b.port))
	b.past = kafka.Cluster{Brokers: []string{fmt.Sprintf("127.0.0.1:%d", b.port)}}
	b.start(t)
	return b
}

func (b *broker) start(t testing.TB) {
	t.Helper()
	cmd := exec.Command(b.script, b.jars, filepath.Join(b.folder, "data"), strconv.Itoa(b.port), strconv.Itoa(b.controller),
		"advertised.listeners=PLAINTEXT://"+b.proxy.Listen)
	var err error
	if b.life, err = cmd.StdinPipe(); err != nil {
		t.Fatal(err)
	}
	b.child = spawn(t, "Kafka", b.log, cmd)
	must(t, 90*time.Second, "Kafka answers", func() bool {
		if b.ended() {
			t.Fatalf("Kafka did not start:\n%s", b.log.tail(30))
		}
		return b.past.Ping(t.Context()) == nil
	})
}

func (b *broker) kill() {
	b.child.kill()
	_ = b.life.Close() // nobody reads there any more
}
