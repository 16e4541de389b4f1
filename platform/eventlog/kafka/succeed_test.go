package kafka_test

import (
	"context"
	"errors"
	"net"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/eventlogtest"
	"tasklane/platform/eventlog/kafka"
	"tasklane/platform/eventlog/kafka/kafkatest"
)

// A member that was killed would hold its partitions for a minute here; who comes back under its name has them at once.
func TestWhoComesBackTakesThePlaceOfWhoWasKilled(t *testing.T) {
	each(t, func(w world) {
		h := &eventlogtest.Recorder{As: "handler"}
		join(w, "tasklane/one", h.Name()).die()
		w.produce(entry("s", 1), entry("s", 2))
		c := w.c
		c.Process = "one"
		eventlogtest.Start(w.T, kafka.NewReader(c, topic, eventlog.NewConsumer(w.db, eventlogtest.Module, h)))
		untilPosition(w, h, "s", 2)
		if n := kafkatest.Members(w.T, w.c, h.Name()); n != 1 {
			w.Errorf("the group has %d members", n)
		}
	})
}

// Who has another name is left alone.
func TestWhoHasAnotherNameIsNotTakenOut(t *testing.T) {
	each(t, func(w world) {
		h := &eventlogtest.Recorder{As: "handler"}
		other := join(w, "tasklane/two", h.Name())
		c := w.c
		c.Process = "one"
		eventlogtest.Start(w.T, kafka.NewReader(c, topic, eventlog.NewConsumer(w.db, eventlogtest.Module, h)))
		eventlogtest.Eventually(w.T, "both are members", func() bool { return kafkatest.Members(w.T, w.c, h.Name()) == 2 })
		if other.lost.Load() {
			w.Error("somebody else has lost their partitions")
		}
	})
}

// member is a member of a group that can die.
type member struct {
	lost atomic.Bool // what it had, and was not asked for

	mu    sync.Mutex
	dead  bool
	conns []net.Conn
}

// join makes one, which is let in.
func join(w world, name, group string) *member {
	w.Helper()
	m, isIn := &member{}, make(chan struct{})
	letIn := sync.OnceFunc(func() { close(isIn) })
	client, err := kgo.NewClient(
		kgo.SeedBrokers(w.c.Brokers...), kgo.ClientID(name), kgo.ConsumerGroup(w.c.Prefix+group), kgo.ConsumeTopics(w.c.Prefix+topic),
		kgo.Balancers(kgo.CooperativeStickyBalancer()), kgo.SessionTimeout(time.Minute), kgo.HeartbeatInterval(100*time.Millisecond), kgo.Dialer(m.dial),
		kgo.OnPartitionsAssigned(func(context.Context, *kgo.Client, map[string][]int32) { letIn() }),
		kgo.OnPartitionsLost(func(context.Context, *kgo.Client, map[string][]int32) { m.lost.Store(true) }),
	)
	if err != nil {
		w.Fatal(err)
	}
	w.Cleanup(client.Close)
	<-isIn
	return m
}

func (m *member) dial(ctx context.Context, network, address string) (net.Conn, error) {
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, network, address)
	m.mu.Lock()
	defer m.mu.Unlock()
	if err == nil {
		m.conns = append(m.conns, conn)
	}
	if m.dead {
		return nil, errors.New("the dead dial nobody")
	}
	return conn, err
}

// die loses all connections and makes no more: to Kafka it is a process that was killed.
func (m *member) die() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.dead = true
	for _, conn := range m.conns {
		_ = conn.Close()
	}
}
