package kafka

import (
	"context"
	"log/slog"
	"strings"

	"github.com/twmb/franz-go/pkg/kgo"

	"tasklane/platform/eventlog"
	"tasklane/platform/telemetry"
)

// Tap shows the entries of topics to somebody who keeps no positions: the group's offsets have to do. They are committed
// behind what was shown, so everything is shown, and after a crash the last second's entries are shown again. It is for
// what does no harm when it is done twice, and must not cost a transaction for each entry.
type Tap struct {
	cluster Cluster
	topics  []string
	group   string
	show    func(ctx context.Context, topic string, e eventlog.Entry)
	logger  *slog.Logger
	tracer  *telemetry.Tracer
	// troubles is a log of what is met again and again.
	troubles *seldom
}

// NewTap makes a Tap that does nothing until Run. The names of topics and group have no prefix, and neither has the topic
// that show is told; its context is in the trace of the change, where that is known. show must not block for long.
func NewTap(c Cluster, group string, topics []string, show func(ctx context.Context, topic string, e eventlog.Entry), options ...Option) *Tap {
	o := newSettings(options)
	logger := o.logger.With("consumer", group)
	t := &Tap{cluster: c, group: c.Prefix + group, show: show, logger: logger, tracer: o.tracer, troubles: newSeldom(logger)}
	for _, topic := range topics {
		t.topics = append(t.topics, c.Prefix+topic)
	}
	return t
}

// Run shows entries until ctx ends. A Kafka that does not answer is waited for. One Run at a time.
func (t *Tap) Run(ctx context.Context) error {
	client, err := t.cluster.member(ctx, t.logger, t.group, t.topics)
	if err != nil {
		return err
	}
	defer client.CloseAllowingRebalance()
	for ctx.Err() == nil {
		fetches := client.PollRecords(ctx, pollRecords)
		fetches.EachError(func(topic string, _ int32, err error) {
			t.troubles.warn(ctx, "cannot read a topic", slog.String("topic", topic), slog.Any("error", err))
		})
		fetches.EachRecord(func(record *kgo.Record) {
			e, err := decode(record)
			if err != nil { // whoever has an effect to make of it keeps it among the dead ones
				t.logger.WarnContext(ctx, "a record cannot be read", "topic", record.Topic, "partition", record.Partition, "offset", record.Offset, "error", err)
			} else {
				t.show(t.tracer.Join(ctx, traceparent(record)), strings.TrimPrefix(record.Topic, t.cluster.Prefix), e)
			}
			client.MarkCommitRecords(record)
		})
		client.AllowRebalance()
	}
	commitLast(ctx, client, t.logger)
	return nil
}
