package kafka_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/eventlogtest"
	"tasklane/platform/eventlog/kafka"
	"tasklane/platform/eventlog/kafka/kafkatest"
)

// topic is the name of every test's topic; the cluster's prefix makes it its own.
const topic = "test-events"

// world is a test's log and its topic.
type world struct {
	*testing.T
	c   kafka.Cluster
	db  *database.DB
	log *eventlog.Log
}

// each runs a test on the shared broker and on both databases.
func each(t *testing.T, test func(w world)) {
	t.Helper()
	t.Parallel()
	kafkatest.On(t, func(t *testing.T, c kafka.Cluster) {
		databasetest.EachWith(t, eventlogtest.Migrations(), []string{eventlogtest.Module}, func(t *testing.T, db *database.DB) {
			c := kafkatest.Apart(c)
			kafkatest.CreateTopics(t, c, topic)
			test(world{T: t, c: c, db: db, log: eventlog.New(db, eventlogtest.Module)})
		})
	})
}

// onOwn is each on a SQLite database and a broker of the test's own, which does not run yet.
func onOwn(t *testing.T, test func(w world, b *kafkatest.Broker)) {
	t.Helper()
	t.Parallel()
	kafkatest.OnOwn(t, func(t *testing.T, b *kafkatest.Broker) {
		db := databasetest.SQLite(t, eventlogtest.Migrations(), []string{eventlogtest.Module})
		test(world{T: t, c: b.Cluster, db: db, log: eventlog.New(db, eventlogtest.Module)}, b)
	})
}

// append writes entries to a stream, without a nudge.
func (w world) append(stream string, entries int) []eventlog.Entry {
	w.Helper()
	return eventlogtest.Append(w.T, w.db, w.log, stream, entries)
}

// publisher makes one that does not run.
func (w world) publisher(options ...kafka.Option) *kafka.Publisher {
	w.Helper()
	p, err := kafka.NewPublisher(w.c, topic, w.log, append([]kafka.Option{kafka.WithPoll(20 * time.Millisecond)}, options...)...)
	if err != nil {
		w.Fatal(err)
	}
	return p
}

func (w world) untilPublished(stream string, seq int64) {
	w.Helper()
	untilPosition(w, &eventlogtest.Recorder{As: topic}, stream, seq)
}

func untilPosition(w world, h eventlog.Handler, stream string, seq int64) {
	w.Helper()
	c := eventlog.NewConsumer(w.db, eventlogtest.Module, h)
	eventlogtest.Eventually(w.T, h.Name()+" has come to the end of "+stream, func() bool {
		got, err := c.Position(w.Context(), stream)
		if err != nil {
			w.Fatal(err)
		}
		return got >= seq
	})
}

// published reads the topic: the numbers of each stream's entries in the order in which they are there.
func (w world) published() map[string][]int64 {
	w.Helper()
	seqs := map[string][]int64{}
	for _, r := range kafkatest.Records(w.T, w.c, topic) {
		e, err := kafka.Decode(r.Value)
		if err != nil || string(r.Key) != e.Stream {
			w.Fatalf("the record %s has the key %s: %v", r.Value, r.Key, err)
		}
		seqs[e.Stream] = append(seqs[e.Stream], e.Seq)
	}
	return seqs
}

// wantWhole checks that a stream's first n entries are in the topic, each for the first time in its turn, whatever is
// repeated behind, but for those left out.
func (w world) wantWhole(seqs []int64, n int64, except ...int64) {
	w.Helper()
	var last int64
	var firsts []int64
	for _, seq := range seqs {
		if seq > last {
			firsts, last = append(firsts, seq), seq
		}
	}
	var want []int64
	for seq := int64(1); seq <= n; seq++ {
		if !slices.Contains(except, seq) {
			want = append(want, seq)
		}
	}
	if !slices.Equal(firsts, want) {
		w.Errorf("in the topic are %v, want 1 to %d in order, without %v", seqs, n, except)
	}
}

// lookout is an observer that remembers.
type lookout struct {
	eventlog.Unobserved

	mu                                       sync.Mutex
	handled, failed, dead, skipped, repeated int64
	waiting, mostWaiting                     int64
	age                                      time.Duration
}

func (l *lookout) note(change func()) {
	l.mu.Lock()
	defer l.mu.Unlock()
	change()
}

func (l *lookout) Handled(_ string, n int, _ time.Duration) { l.note(func() { l.handled += int64(n) }) }
func (l *lookout) Repeated(_ string, n int64)               { l.note(func() { l.repeated += n }) }
func (l *lookout) Failed(string)                            { l.note(func() { l.failed++ }) }
func (l *lookout) DeadLettered(string)                      { l.note(func() { l.dead++ }) }
func (l *lookout) Skipped(_ string, n int64)                { l.note(func() { l.skipped += n }) }
func (l *lookout) Behind(_ string, n int64, age time.Duration) {
	l.note(func() { l.waiting, l.age, l.mostWaiting = n, age, max(l.mostWaiting, n) })
}

// until waits for what the observer has heard.
func (l *lookout) until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	eventlogtest.Eventually(t, what, func() (ok bool) { l.note(func() { ok = holds() }); return ok })
}
