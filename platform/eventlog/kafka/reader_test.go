package kafka_test

import (
	"context"
	"sync"
	"testing"

	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/eventlogtest"
	"tasklane/platform/eventlog/kafka"
	"tasklane/platform/eventlog/kafka/kafkatest"
	"tasklane/platform/eventlog/local"
)

// TestPublisherBrokerAndReader has the suite's reader be all three: a publisher, the topic, and a member of the consumer's
// group. Each process of a test has one of each.
func TestPublisherBrokerAndReader(t *testing.T) {
	t.Parallel()
	kafkatest.On(t, func(t *testing.T, c kafka.Cluster) {
		s := &site{broker: c, clusters: map[*eventlog.Log]kafka.Cluster{}}
		eventlogtest.Run(t, s.open, eventlogtest.Features{})
	})
}

// site has a topic for each test's log.
type site struct {
	broker kafka.Cluster

	mu       sync.Mutex
	clusters map[*eventlog.Log]kafka.Cluster
}

func (s *site) cluster(t *testing.T, log *eventlog.Log) kafka.Cluster {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.clusters[log]
	if !ok {
		c = kafkatest.Apart(s.broker)
		kafkatest.CreateTopics(t, c, topic)
		s.clusters[log] = c
	}
	return c
}

func (s *site) open(t *testing.T, log *eventlog.Log, consumer *eventlog.Consumer, want eventlogtest.Settings) eventlogtest.Reader {
	c := s.cluster(t, log)
	p, err := kafka.NewPublisher(c, topic, log, kafka.WithPoll(want.Poll))
	if err != nil {
		t.Fatal(err)
	}
	return process{p, kafka.NewReader(c, topic, consumer, kafka.WithPoll(want.Poll), kafka.Handling(local.WithTries(want.Tries, want.Backoff)))}
}

// process has both ends.
type process struct {
	publisher *kafka.Publisher
	reader    *kafka.Reader
}

func (p process) Nudge(stream string) { p.publisher.Nudge(stream) }

func (p process) Run(ctx context.Context) error {
	done := make(chan error, 1)
	go func() { done <- p.publisher.Run(ctx) }()
	if err := p.reader.Run(ctx); err != nil {
		return err
	}
	return <-done
}
