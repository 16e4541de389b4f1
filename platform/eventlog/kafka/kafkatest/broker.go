package kafkatest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os/exec"
	"strconv"
	"sync"
	"testing"
	"time"

	"tasklane/platform/eventlog/kafka"
)

// Broker is one that the test started and may kill.
type Broker struct {
	kafka.Cluster

	script           string
	jars, data       string
	port, controller int

	process *exec.Cmd
	life    io.Closer
	log     *log
}

// log is what a broker says, which grows while it is read.
type log struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// OnOwn runs the test as the subtest "kafka" with a broker of its own, which does not run yet. It needs what On
// needs.
func OnOwn(t *testing.T, test func(t *testing.T, b *Broker)) {
	t.Helper()
	t.Run("kafka", func(t *testing.T) {
		b := &Broker{
			script: variable(t, "TASKLANE_TEST_KAFKA_RUN"), jars: variable(t, "TASKLANE_TEST_KAFKA_JARS"),
			data: t.TempDir(), port: freePort(t), controller: freePort(t),
		}
		b.Cluster = Apart(kafka.Cluster{Brokers: []string{fmt.Sprintf("127.0.0.1:%d", b.port)}})
		t.Cleanup(func() { b.Kill(t) })
		test(t, b)
	})
}

// Start starts the broker with the data that it had, and waits until it answers. Settings are those of a
// server.properties file.
func (b *Broker) Start(t *testing.T, settings ...string) {
	t.Helper()
	b.process = exec.CommandContext(context.WithoutCancel(t.Context()), b.script, append([]string{b.jars, b.data, fmt.Sprint(b.port), fmt.Sprint(b.controller)}, settings...)...)
	b.log = &log{}
	b.process.Stderr = b.log
	life, err := b.process.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	b.life = life
	if err := b.process.Start(); err != nil {
		t.Fatal(err)
	}
	b.awaitAnswer(t)
}

// Controller is the port of its controller, for settings that name all of its listeners.
func (b *Broker) Controller() string { return strconv.Itoa(b.controller) }

func (b *Broker) awaitAnswer(t *testing.T) {
	t.Helper()
	deadline, tick := time.NewTimer(60*time.Second), time.NewTicker(100*time.Millisecond)
	defer deadline.Stop()
	defer tick.Stop()
	for {
		if err := b.Ping(t.Context()); err == nil {
			return
		}
		select {
		case <-tick.C:
		case <-deadline.C:
			t.Fatalf("the broker did not start:\n%s", b.log)
		}
	}
}

// Kill ends the broker at once, as a power cut would, and leaves its data.
func (b *Broker) Kill(t *testing.T) {
	t.Helper()
	if b.process == nil {
		return
	}
	if err := b.process.Process.Kill(); err != nil {
		t.Errorf("killing the broker: %v", err)
	}
	_ = b.life.Close()
	_ = b.process.Wait() // it ends by the signal
	b.process = nil
}

// freePort is one below the range from which the kernel gives ports to clients: it is still free when the broker comes
// back.
func freePort(t *testing.T) int {
	t.Helper()
	for range 100 {
		port := 20000 + rand.IntN(12000)
		listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			continue
		}
		if err := listener.Close(); err != nil {
			t.Fatal(err)
		}
		return port
	}
	t.Fatal("no port is free")
	return 0
}
