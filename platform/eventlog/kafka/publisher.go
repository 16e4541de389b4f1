package kafka

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/twmb/franz-go/pkg/kgo"

	"tasklane/platform/database"
	"tasklane/platform/eventlog"
	"tasklane/platform/telemetry"
)

const (
	// What one load may hold bounds the memory of a publisher, whatever waits: 4,096 entries, some MB at the very most.
	loadStreams = 64
	loadEntries = 64
	// gather is how long a nudge waits for others to share a load with: each load is work for the broker and for all who
	// read the topic. Nobody waits for it: who sits at a board or has an inbox open hears by other ways.
	gather = 200 * time.Millisecond
	// finish is how long a load may take after the end of Run was asked for.
	finish = 2 * time.Second
)

// Publisher hands a log's entries on to a topic. Any number of them may work on the same log: each entry gets into the
// topic at least once, and for the first time in its turn.
type Publisher struct {
	name     string // of the topic, without the cluster's prefix
	module   string
	poll     time.Duration
	logger   *slog.Logger
	troubles *seldom
	observer eventlog.Observer
	tracer   *telemetry.Tracer

	client  *kgo.Client
	outbox  *eventlog.Outbox
	pending *pending
}

var (
	_ eventlog.Publisher = (*Publisher)(nil)
	_ eventlog.Handler   = (*Publisher)(nil)
)

// NewPublisher makes a Publisher that does nothing until Run. The topic's name, without the cluster's prefix, is also the
// one that the position is kept under.
func NewPublisher(c Cluster, topic string, log *eventlog.Log, options ...Option) (*Publisher, error) {
	o := newSettings(options)
	client, err := c.client(
		kgo.DefaultProduceTopic(c.Prefix+topic),
		kgo.RequiredAcks(kgo.AllISRAcks()), // and idempotent, as the library is by default
		kgo.ProducerBatchCompression(kgo.SnappyCompression()),
		// Everything of a load is there before the first of it is sent. When a batch is refused, the library fails
		// what is behind it in the partition as well: no entry is written whose predecessor was not.
		kgo.ManualFlushing(),
		kgo.MaxBufferedRecords(2*loadStreams*loadEntries),
	)
	if err != nil {
		return nil, err
	}
	logger := o.logger.With("topic", c.Prefix+topic)
	p := &Publisher{
		name: topic, module: log.Module(), poll: o.poll, logger: logger, troubles: newSeldom(logger),
		observer: o.observer, tracer: o.tracer, client: client, pending: newPending(),
	}
	p.outbox = log.Outbox(p)
	return p, nil
}

// Name implements eventlog.Handler.
func (p *Publisher) Name() string { return p.name }

// Outbox implements eventlog.Publisher.
func (p *Publisher) Outbox() *eventlog.Outbox { return p.outbox }

// Nudge implements eventlog.Publisher.
func (p *Publisher) Nudge(stream string) { p.pending.add(stream) }

// Run publishes until ctx ends, and then finishes the load in hand if that is quickly done. Kafka or a database that does
// not answer is waited for. One Run at a time, and none after it.
func (p *Publisher) Run(ctx context.Context) error {
	defer p.client.Close()
	var looking sync.WaitGroup
	defer looking.Wait()
	looking.Go(func() { p.lookOut(ctx) })
	for p.pending.wait(ctx) {
		wait(ctx, gather)
		p.carryAll(ctx, p.pending.take())
	}
	return nil
}

// carryAll publishes what waits in these streams, to its end, unless that fails. What they are named for meanwhile
// gathers.
func (p *Publisher) carryAll(ctx context.Context, streams []string) {
	for len(streams) > 0 {
		load := streams[:min(loadStreams, len(streams))]
		full, well := p.carry(ctx, load)
		if !well {
			return
		}
		streams = append(streams[len(load):], full...)
	}
}

// lookOut finds every little while what no nudge has told of, and says how much waits. It goes on while a load waits
// for Kafka: that is when it matters.
func (p *Publisher) lookOut(ctx context.Context) {
	for {
		backlog, err := p.outbox.Backlog(ctx)
		if err != nil {
			p.complain(ctx, "cannot look at the log", err)
		} else {
			var age time.Duration
			if !backlog.Since.IsZero() {
				age = time.Since(backlog.Since)
			}
			p.observer.Behind(p.name, backlog.Entries, age)
			p.pending.add(backlog.Streams...)
		}
		if !wait(ctx, p.poll) {
			return
		}
	}
}

// carry publishes what waits in these streams, a part of it where it is much, and says where. False is a failure: the
// next look at the log finds what is left.
func (p *Publisher) carry(ctx context.Context, streams []string) (full []string, well bool) {
	within, cancel := outliving(ctx, finish)
	defer cancel()
	entries, err := p.outbox.Waiting(within, streams, loadEntries)
	if err != nil {
		p.complain(ctx, "cannot read the log", err)
		return nil, false
	}
	results := p.send(within, entries)
	var moves []eventlog.Move
	var refused [][]eventlog.Entry
	well = true
	for some, errs := range byStream(entries, results) {
		n := acknowledged(errs)
		if n > 0 {
			moves = append(moves, eventlog.Move{Stream: some[0].Stream, From: some[0].Seq - 1, To: some[n-1].Seq})
		}
		switch {
		case n == loadEntries:
			full = append(full, some[0].Stream) // there may be more
		case n == len(some):
		case forGood(errs[n]):
			refused = append(refused, some[n:])
		default:
			p.complain(ctx, "cannot publish", errs[n], "stream", some[n].Stream, "seq", some[n].Seq)
			well = false
		}
	}
	if err := p.moved(within, entries, moves); err != nil {
		p.complain(ctx, "cannot keep the positions", err)
		return nil, false
	}
	for _, some := range refused {
		well = p.oneByOne(within, some) && well
	}
	return full, well
}

// moved keeps the new positions.
func (p *Publisher) moved(ctx context.Context, entries []eventlog.Entry, moves []eventlog.Move) error {
	if err := p.outbox.Sent(ctx, moves...); err != nil || len(moves) == 0 {
		return err
	}
	var n int64
	for _, m := range moves {
		n += m.To - m.From
	}
	p.observer.Handled(p.name, int(n), time.Since(entries[len(entries)-1].At))
	return nil
}

// Handle publishes an entry that was refused before, for Outbox().Retry. What is published comes after later entries.
func (p *Publisher) Handle(ctx context.Context, _ *database.Tx, e eventlog.Entry) error {
	return p.send(ctx, []eventlog.Entry{e})[0]
}

func (p *Publisher) complain(ctx context.Context, what string, err error, args ...any) {
	p.troubles.warn(ctx, what, append(args, slog.Any("error", err))...)
}
