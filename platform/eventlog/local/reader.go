// Package local brings a log's entries to a consumer by reading the log's table: at once when it is
// nudged, and within a few seconds when a nudge was lost with the process that should have sent it. What it
// does with an entry that fails is the same wherever entries come from, so package kafka lets it read what has
// come from the broker.
package local

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"tasklane/platform/eventlog"
	"tasklane/platform/telemetry"
)

// Reader feeds one consumer from one log: the entries of a stream in order, several streams at once.
// Any number of readers may feed the same consumer; each effect happens once.
type Reader struct {
	source   eventlog.Source
	consumer *eventlog.Consumer

	poll        time.Duration
	workers     int
	batch       int
	tries       int
	backoff     time.Duration
	startAtHead bool
	logger      *slog.Logger
	observer    eventlog.Observer
	tracer      *telemetry.Tracer
	taken       func([]eventlog.Entry)
	passed      func(stream string, seq int64)

	queue *queue
	turns *turns

	mu      sync.Mutex
	ready   bool
	streams map[string]progress
}

// progress is what the reader remembers of a stream. The database knows the position; this copy may
// be behind it, which costs a vain compare-and-set and is mended by it.
type progress struct {
	seq int64
	// tries and spent are of the entry after seq.
	tries int
	spent time.Duration
}

var _ eventlog.Reader = (*Reader)(nil)

// NewReader makes a Reader that does nothing until Run.
func NewReader(source eventlog.Source, consumer *eventlog.Consumer, options ...Option) *Reader {
	r := &Reader{
		source: source, consumer: consumer,
		poll: 3 * time.Second, workers: 2, batch: 64, tries: 5, backoff: 50 * time.Millisecond,
		logger: slog.New(slog.DiscardHandler), observer: eventlog.Unobserved{},
		taken: func([]eventlog.Entry) {}, passed: func(string, int64) {},
		queue: newQueue(), turns: newTurns(), streams: map[string]progress{},
	}
	for _, o := range options {
		o(r)
	}
	r.logger = r.logger.With("consumer", consumer.Name())
	return r
}

// Nudge says that the stream has a new entry. It never blocks and may be called too often, too late,
// by anybody, and before Run.
func (r *Reader) Nudge(stream string) { r.queue.push(stream) }

// Run reads until ctx ends, finishes the transactions that are under way, and returns nil. A
// database that does not answer is waited for. One Run at a time.
func (r *Reader) Run(ctx context.Context) error {
	tick := time.NewTicker(r.poll)
	defer tick.Stop()
	for !r.start(ctx) {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
	var workers sync.WaitGroup
	defer workers.Wait()
	for range r.workers {
		workers.Go(func() { r.work(ctx) })
	}
	for {
		r.lookAtAll(ctx)
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

// start reads where the consumer is. It says whether that was possible.
func (r *Reader) start(ctx context.Context) bool {
	err := r.begin(ctx)
	if err == nil {
		err = r.refresh(ctx)
	}
	if err != nil {
		r.complain(ctx, "cannot read the positions yet", err)
		return false
	}
	r.mu.Lock()
	r.ready = true
	r.mu.Unlock()
	return true
}

func (r *Reader) begin(ctx context.Context) error {
	if !r.startAtHead {
		return nil
	}
	ends, err := r.source.Ends(ctx)
	if err != nil {
		return err
	}
	return r.consumer.StartAt(ctx, ends)
}

// lookAtAll compares the ends of all streams with the positions and queues those that are behind.
func (r *Reader) lookAtAll(ctx context.Context) {
	ends, err := r.source.Ends(ctx)
	if err != nil {
		r.complain(ctx, "cannot look at the log", err)
		return
	}
	if behind, _ := r.behind(ends); len(behind) > 0 {
		// Other processes may have been at work; one query spares a vain transaction for each stream.
		if err := r.refresh(ctx); err != nil {
			r.complain(ctx, "cannot read the positions", err)
			return
		}
	}
	behind, entries := r.behind(ends)
	r.observer.Behind(r.consumer.Name(), entries, r.oldest(ctx, behind))
	for _, stream := range behind {
		r.queue.push(stream)
	}
}

// oldest is how long ago the oldest entry that waits has happened. Of very many streams it looks at some.
func (r *Reader) oldest(ctx context.Context, behind []string) (age time.Duration) {
	const some = 16
	for _, stream := range behind[:min(len(behind), some)] {
		next, err := r.source.Next(ctx, stream, r.progress(stream).seq, 1)
		if err == nil && len(next) > 0 {
			age = max(age, time.Since(next[0].At))
		}
	}
	return age
}

func (r *Reader) behind(ends map[string]int64) (streams []string, entries int64) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for stream, end := range ends {
		if missing := end - r.streams[stream].seq; missing > 0 {
			streams = append(streams, stream)
			entries += missing
		}
	}
	return streams, entries
}

// refresh reads all positions.
func (r *Reader) refresh(ctx context.Context) error {
	positions, err := r.consumer.Positions(ctx)
	if err != nil {
		return err
	}
	for stream, seq := range positions {
		r.reached(stream, seq)
	}
	return nil
}

// reached remembers a position. Positions only grow, whoever is the last to tell of one.
func (r *Reader) reached(stream string, seq int64) {
	r.mu.Lock()
	news := seq > r.streams[stream].seq
	if news {
		r.streams[stream] = progress{seq: seq}
	}
	r.mu.Unlock()
	if news {
		r.passed(stream, seq)
	}
}

func (r *Reader) progress(stream string) progress {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.streams[stream]
}

// complain logs what the next poll will try again; the end of the process is no complaint.
func (r *Reader) complain(ctx context.Context, what string, err error, args ...any) {
	if ctx.Err() == nil {
		r.logger.WarnContext(ctx, what, append(args, slog.Any("error", err))...)
	}
}
