package modules

import (
	"context"
	"log/slog"
	"os"
	"time"

	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/kafka"
	"tasklane/platform/eventlog/local"
	"tasklane/platform/lifecycle"
)

// topics are the logs on their way through Kafka.
type topics struct {
	cluster  kafka.Cluster
	settings kafka.TopicSettings
	options  []kafka.Option
	log      *slog.Logger
}

func newTopics(d Deps) *topics {
	c := d.Config
	access := kafka.Access{TLS: bool(c.KafkaTLS), CA: c.KafkaCA, User: c.KafkaUser, Password: c.KafkaPassword.Reveal(), Mechanism: c.KafkaMechanism}
	host, _ := os.Hostname() // without it the address has to do
	return &topics{
		cluster:  kafka.Cluster{Brokers: c.KafkaBrokers, Prefix: c.KafkaPrefix, Process: host + "/" + c.OpsAddr, Access: access, Logger: d.Log},
		settings: kafka.TopicSettings{Partitions: c.KafkaParts, Replication: c.KafkaCopies, Retention: c.KafkaKeeps},
		options:  []kafka.Option{kafka.WithLogger(d.Log), kafka.WithObserver(events{d.Metrics}), kafka.WithTracer(d.Tracer)},
		log:      d.Log,
	}
}

// publisher makes what hands a module's log on to a topic; nothing without Kafka.
func (t *topics) publisher(topic string) func(*eventlog.Log) (eventlog.Publisher, error) {
	if t == nil {
		return nil
	}
	return func(log *eventlog.Log) (eventlog.Publisher, error) {
		return kafka.NewPublisher(t.cluster, topic, log, t.options...)
	}
}

// reader makes what brings the task module's log to a consumer; nothing without Kafka, and then it is read itself.
func (t *topics) reader() func(*eventlog.Consumer, func([]eventlog.Entry)) eventlog.Reader {
	if t == nil {
		return nil
	}
	return func(consumer *eventlog.Consumer, taken func([]eventlog.Entry)) eventlog.Reader {
		return kafka.NewReader(t.cluster, taskEvents, consumer, append(t.options, kafka.Handling(local.OnTaken(taken)))...)
	}
}

// make makes the topics that are missing, and returns their names.
func (t *topics) make(ctx context.Context) ([]string, error) {
	names := []string{taskEvents, notificationEvents}
	return names, kafka.CreateTopics(ctx, t.cluster, t.settings, names...)
}

// topicsEvery is how often a process tries to make the topics while Kafka is away.
const topicsEvery = 2 * time.Second

// unit makes the topics for a process that has nobody else to do it. Kafka that is away is waited for.
func (t *topics) unit() lifecycle.Unit {
	return lifecycle.Unit{Name: "topics", Run: func(ctx context.Context) error {
		tick := time.NewTicker(topicsEvery)
		defer tick.Stop()
		for {
			_, err := t.make(ctx)
			if err == nil {
				<-ctx.Done()
				return nil
			}
			t.log.WarnContext(ctx, "the topics cannot be made yet", slog.Any("error", err))
			select {
			case <-ctx.Done():
				return nil
			case <-tick.C:
			}
		}
	}}
}

// MakeTopics makes the topics that are missing and returns their names; without brokers there are none.
func (s *Site) MakeTopics(ctx context.Context) ([]string, error) {
	if s.links.kafka == nil {
		return nil, nil
	}
	return s.links.kafka.make(ctx)
}
