package local

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"tasklane/platform/eventlog"
	"tasklane/platform/fault"
	"tasklane/platform/telemetry"
)

const (
	// page is how many entries are read at once; after them the next stream has its turn.
	page = 100
	// patience is how long the tries of one entry may take in all before it goes to the dead letters,
	// so that what comes after it flows within 5 s: for one that hangs, two tries.
	patience = 3 * time.Second
	// finish is how long a transaction may go on after the end of Run was asked for.
	finish = 10 * time.Second
)

func (r *Reader) work(ctx context.Context) {
	for {
		stream, ok := r.queue.next(ctx)
		if !ok {
			return
		}
		more, wait := r.advance(ctx, stream)
		if wait > 0 {
			r.queue.park(stream, wait)
		} else {
			r.queue.done(stream, more)
		}
	}
}

// advance reads a page of a stream and takes it. more says that there is, or may be, more to read;
// wait that the next entry has failed and is to be tried again after this time. When neither is
// said and there is more nevertheless, because the database did not answer, the poll finds it.
func (r *Reader) advance(ctx context.Context, stream string) (more bool, wait time.Duration) {
	from := r.progress(stream).seq
	entries, err := r.source.Next(ctx, stream, from, page)
	if err != nil {
		r.complain(ctx, "cannot read the log", err, "stream", stream)
		return false, 0
	}
	full := len(entries) == page
	entries = r.takeBatches(ctx, entries)
	for len(entries) > 0 && ctx.Err() == nil {
		goOn, wait := r.takeOne(ctx, entries[0])
		if wait > 0 {
			return false, wait
		}
		if !goOn {
			return false, 0
		}
		if r.progress(stream).seq > entries[0].Seq {
			return true, 0 // another reader is ahead: read again from where it is
		}
		entries = entries[1:]
	}
	return full, 0
}

// takeBatches takes as many entries as it can in whole batches and gives those that are left. A batch
// that fails for whatever reason has had no effect.
func (r *Reader) takeBatches(ctx context.Context, entries []eventlog.Entry) []eventlog.Entry {
	for r.batch > 1 && len(entries) > 1 && ctx.Err() == nil {
		p := r.progress(entries[0].Stream)
		if p.tries > 0 || p.seq >= entries[0].Seq {
			return entries
		}
		n := min(r.batch, len(entries))
		if ok, err := r.take(ctx, p.seq, entries[:n]...); !ok || err != nil {
			return entries
		}
		entries = entries[n:]
	}
	return entries
}

// takeOne takes an entry, or buries it when it has failed too often. goOn says that the position is
// now at the entry or beyond.
func (r *Reader) takeOne(ctx context.Context, e eventlog.Entry) (goOn bool, wait time.Duration) {
	from := r.progress(e.Stream).seq
	if from >= e.Seq {
		return true, 0
	}
	taken, err := r.take(ctx, from, e)
	var failure *eventlog.HandlerError
	switch {
	case taken:
		return true, 0
	case errors.As(err, &failure):
		return r.failed(ctx, from, e, failure)
	case err != nil:
		r.complain(ctx, "cannot take an entry", err, "stream", e.Stream, "seq", e.Seq)
		return false, 0
	}
	return r.elsewhere(ctx, e), 0
}

// take is Consumer.Take in the stream's turn, unless an offer had the turn before and has moved the position.
func (r *Reader) take(ctx context.Context, from int64, entries ...eventlog.Entry) (bool, error) {
	stream := entries[0].Stream
	defer r.turns.of(stream)()
	if r.progress(stream).seq > from {
		return false, nil
	}
	return r.takeAll(ctx, eventlog.Batch{From: from, Entries: entries})
}

// takeAll is Consumer.TakeAll, to its end even if Run is to end meanwhile. The caller has the turns of the streams.
func (r *Reader) takeAll(ctx context.Context, batches ...eventlog.Batch) (bool, error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), finish)
	defer cancel()
	var entries []eventlog.Entry
	for _, b := range batches {
		entries = append(entries, b.Entries...)
	}
	ctx, span := r.traced(ctx, entries)
	taken, err := r.consumer.TakeAll(ctx, batches...)
	span.Fail(err)
	if !taken {
		return false, err
	}
	for _, b := range batches {
		last := b.Entries[len(b.Entries)-1]
		r.skipped(ctx, b.From, b.Entries)
		r.reached(last.Stream, last.Seq)
		r.observer.Handled(r.consumer.Name(), len(b.Entries), time.Since(last.At))
	}
	r.taken(entries)
	return true, nil
}

// traced begins the span of the work on these entries.
func (r *Reader) traced(ctx context.Context, entries []eventlog.Entry) (context.Context, telemetry.Span) {
	if r.tracer == nil {
		return ctx, telemetry.Span{}
	}
	ids := make([]string, len(entries))
	for i, e := range entries {
		ids[i] = e.ID
	}
	return r.tracer.Handle(ctx, r.consumer.Name(), ids)
}

// skipped counts the numbers between from and the last of the entries that have not come. Whoever has not begun a stream
// begins it with its first entry, whatever the number.
func (r *Reader) skipped(ctx context.Context, from int64, entries []eventlog.Entry) {
	if from == 0 {
		from = entries[0].Seq - 1
	}
	last := entries[len(entries)-1]
	if missing := last.Seq - from - int64(len(entries)); missing > 0 {
		r.observer.Skipped(r.consumer.Name(), missing)
		r.logger.ErrorContext(ctx, "entries have not come and are passed over", "stream", last.Stream, "from", from, "to", last.Seq, "missing", missing)
	}
}

// elsewhere finds out where the position is when it was not where it was thought to be. Here the
// database's word counts even if it is less than what is remembered.
func (r *Reader) elsewhere(ctx context.Context, e eventlog.Entry) (goOn bool) {
	seq, err := r.consumer.Position(ctx, e.Stream)
	if err != nil {
		r.complain(ctx, "cannot read the position", err, "stream", e.Stream)
		return false
	}
	r.mu.Lock()
	r.streams[e.Stream] = progress{seq: seq}
	r.mu.Unlock()
	r.passed(e.Stream, seq)
	return seq >= e.Seq
}

// failed counts a try of the handler and buries the entry after the last one.
func (r *Reader) failed(ctx context.Context, from int64, e eventlog.Entry, failure *eventlog.HandlerError) (goOn bool, wait time.Duration) {
	if fault.Is(failure, fault.Unavailable) && !r.consumer.Answers(ctx) {
		r.complain(ctx, "the database went away while an entry was handled", failure, "stream", e.Stream, "seq", e.Seq)
		return false, 0
	}
	r.observer.Failed(r.consumer.Name())
	p, still := r.count(e.Stream, from, failure.Took)
	if !still {
		return r.elsewhere(ctx, e), 0
	}
	log := r.logger.With(slog.String("stream", e.Stream), slog.Int64("seq", e.Seq), slog.String("type", e.Type), slog.Int("tries", p.tries))
	if p.tries < r.tries && p.spent < patience {
		log.WarnContext(ctx, "handling an entry failed", slog.Any("error", failure))
		return false, r.backoff << (p.tries - 1)
	}
	bury, cancel := context.WithTimeout(context.WithoutCancel(ctx), finish)
	defer cancel()
	buried, err := r.consumer.Bury(bury, from, e, p.tries, failure)
	switch {
	case err != nil:
		r.complain(ctx, "cannot put an entry to the dead letters", err, "stream", e.Stream, "seq", e.Seq)
		return false, 0
	case !buried:
		return r.elsewhere(ctx, e), 0
	}
	r.skipped(ctx, from, []eventlog.Entry{e})
	r.reached(e.Stream, e.Seq)
	r.observer.DeadLettered(r.consumer.Name())
	log.ErrorContext(ctx, "an entry went to the dead letters", slog.Any("error", failure))
	return true, 0
}

// count adds a failed try of the entry after from, if that is still where the stream is: an offer may have taken the entry
// meanwhile.
func (r *Reader) count(stream string, from int64, took time.Duration) (p progress, still bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if p = r.streams[stream]; p.seq != from {
		return p, false
	}
	p.tries++
	p.spent += took
	r.streams[stream] = p
	return p, true
}
