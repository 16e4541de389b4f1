package kafka

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/local"
	"tasklane/platform/telemetry"
)

// Reader feeds one consumer from a topic, as a member of a consumer group: several of them, in several processes,
// share the topic's partitions.
//
// The consumer's positions count, and not the offsets: at or below one an entry is a repeat, and of a stream
// without one the first entry that comes is the start. One that skips numbers is taken: what the topic has lost does not
// come any more. Offsets are committed behind the effects.
type Reader struct {
	cluster      Cluster
	topic, group string
	poll         time.Duration
	logger       *slog.Logger
	troubles     *seldom
	observer     eventlog.Observer
	tracer       *telemetry.Tracer
	name         string // of the consumer

	inbox *inbox
	local *local.Reader

	mu     sync.Mutex
	client *kgo.Client // while it runs
}

var _ eventlog.Reader = (*Reader)(nil)

// NewReader makes a Reader that does nothing until Run. The group is named like the consumer.
func NewReader(c Cluster, topic string, consumer *eventlog.Consumer, options ...Option) *Reader {
	o := newSettings(options)
	logger := o.logger.With("consumer", consumer.Name(), "topic", c.Prefix+topic)
	r := &Reader{
		cluster: c, topic: c.Prefix + topic, group: c.Prefix + consumer.Name(), poll: o.poll,
		logger: logger, troubles: newSeldom(logger), observer: o.observer, tracer: o.tracer, name: consumer.Name(),
	}
	r.inbox = newInbox(r.ended, func(n int64) { r.observer.Repeated(r.name, n) })
	r.local = local.NewReader(r.inbox, consumer, append([]local.Option{
		local.WithLogger(o.logger), local.WithObserver(withoutLag{o.observer}), local.WithPoll(o.poll), local.WithTracer(o.tracer), local.OnPassed(r.inbox.passed),
	}, o.handling...)...)
	return r
}

// withoutLag leaves out what waits in memory: the Reader tells what waits in the topic too.
type withoutLag struct{ eventlog.Observer }

func (withoutLag) Behind(string, int64, time.Duration) {}

// Nudge implements eventlog.Reader. There is nothing to do: the broker tells of news.
func (r *Reader) Nudge(string) {}

// Offer implements eventlog.Reader. What was taken here is a repeat when it comes from the topic.
func (r *Reader) Offer(ctx context.Context, entries ...eventlog.Entry) (bool, error) {
	return r.local.Offer(ctx, entries...)
}

// Run reads until ctx ends, finishes the transactions that are under way, commits what they have done, and leaves the
// group. A Kafka or a database that does not answer is waited for. One Run at a time.
func (r *Reader) Run(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	var working sync.WaitGroup
	defer working.Wait()
	defer stop()
	// What is offered is taken from the beginning, whether Kafka is there or not.
	working.Go(func() { _ = r.local.Run(ctx) }) // it has no error to tell
	client, err := r.cluster.member(ctx, r.logger, r.group, []string{r.topic},
		kgo.OnPartitionsRevoked(r.handOver),
		kgo.OnPartitionsLost(func(_ context.Context, _ *kgo.Client, lost map[string][]int32) { r.inbox.drop(lost[r.topic]) }),
	)
	if err != nil {
		return err
	}
	defer client.CloseAllowingRebalance()
	r.use(client)
	defer r.use(nil)
	working.Go(func() { r.tellLag(ctx) })
	r.consume(ctx, client)
	working.Wait()
	commitLast(ctx, client, r.logger)
	return nil
}

func (r *Reader) use(client *kgo.Client) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.client = client
}

// consume fills the inbox.
func (r *Reader) consume(ctx context.Context, client *kgo.Client) {
	for r.inbox.room(ctx) {
		fetches := client.PollRecords(ctx, pollRecords)
		fetches.EachError(func(_ string, _ int32, err error) { r.complain(ctx, "cannot read the topic", err) })
		fetches.EachPartition(func(p kgo.FetchTopicPartition) {
			r.inbox.reaches(p.Partition, p.HighWatermark)
			for _, record := range p.Records {
				r.receive(ctx, client, record)
			}
		})
		client.AllowRebalance()
	}
}

// receive puts a record's entry into the inbox, or the record to the dead ones.
func (r *Reader) receive(ctx context.Context, client *kgo.Client, record *kgo.Record) {
	e, err := decode(record)
	if err != nil {
		r.inbox.begin(record.Partition, record.Offset, record.LeaderEpoch, record.Timestamp)
		if r.bury(ctx, client, record, err) {
			r.inbox.finish(record.Partition, record.Offset)
		}
		return
	}
	r.tracer.Remember(e.ID, traceparent(record))
	r.inbox.begin(record.Partition, record.Offset, record.LeaderEpoch, e.At)
	r.inbox.add(letter{Entry: e, partition: record.Partition, offset: record.Offset, bytes: len(record.Value)})
	r.local.Nudge(e.Stream)
}

// ended marks what may be committed.
func (r *Reader) ended(partition int32, last account) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.client != nil {
		r.client.MarkCommitOffsets(map[string]map[int32]kgo.EpochOffset{
			r.topic: {partition: {Epoch: last.epoch, Offset: last.offset + 1}},
		})
	}
}

// handOver commits what is done before other members get these partitions. What is under way ends here, and is a repeat
// there.
func (r *Reader) handOver(ctx context.Context, client *kgo.Client, revoked map[string][]int32) {
	if err := client.CommitMarkedOffsets(ctx); err != nil {
		r.complain(ctx, "cannot commit offsets", err)
	}
	r.inbox.drop(revoked[r.topic])
}

// tellLag says every little while how much waits.
func (r *Reader) tellLag(ctx context.Context) {
	for wait(ctx, r.poll) {
		records, oldest := r.inbox.behind()
		var age time.Duration
		if !oldest.IsZero() {
			age = time.Since(oldest)
		}
		r.observer.Behind(r.name, records, age)
	}
}

func (r *Reader) complain(ctx context.Context, what string, err error) {
	r.troubles.warn(ctx, what, slog.Any("error", err))
}
