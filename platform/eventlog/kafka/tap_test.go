package kafka_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/twmb/franz-go/pkg/kgo"

	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/eventlogtest"
	"tasklane/platform/eventlog/kafka"
	"tasklane/platform/eventlog/kafka/kafkatest"
)

// seen is what a Tap has shown.
type seen struct {
	mu    sync.Mutex
	lines []string
}

func (s *seen) show(_ context.Context, topic string, e eventlog.Entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lines = append(s.lines, fmt.Sprint(topic, "/", e.Stream, e.Seq))
}

func (s *seen) until(t *testing.T, lines ...string) {
	t.Helper()
	eventlogtest.Eventually(t, "it shows "+strings.Join(lines, " "), func() bool {
		s.mu.Lock()
		defer s.mu.Unlock()
		return slices.Equal(slices.Sorted(slices.Values(s.lines)), lines)
	})
}

func TestATapShowsEveryEntryAndGoesOnWhereItStopped(t *testing.T) {
	t.Parallel()
	kafkatest.On(t, func(t *testing.T, c kafka.Cluster) {
		kafkatest.CreateTopics(t, c, "one", "two")
		shown := &seen{}
		start := func() (stop func()) {
			return eventlogtest.Start(t, tap{kafka.NewTap(c, "tap", []string{"one", "two"}, shown.show)})
		}
		kafkatest.Produce(t, c, "one", record(t, entry("a", 1)), &kgo.Record{Value: []byte("no JSON")}, record(t, entry("a", 2)))
		kafkatest.Produce(t, c, "two", record(t, entry("b", 1)))
		stop := start()
		shown.until(t, "one/a1", "one/a2", "two/b1")
		stop()
		kafkatest.Produce(t, c, "two", record(t, entry("b", 2)))
		start()
		shown.until(t, "one/a1", "one/a2", "two/b1", "two/b2")
	})
}

// tap is started like a reader.
type tap struct{ *kafka.Tap }

func (tap) Nudge(string) {}
