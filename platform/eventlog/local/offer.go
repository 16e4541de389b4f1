package local

import (
	"context"
	"errors"

	"tasklane/platform/eventlog"
)

// Offer takes entries that somebody has pushed, after their commit and those of a stream in order, without waiting for the log
// to be read. Of a stream they are taken only when the first that is new is exactly the next one, and up to where one is
// missing; the log brings the others: false is no loss. An error says why they could not be taken now; nobody need act on it.
//
// What is taken of all streams is one transaction.
func (r *Reader) Offer(ctx context.Context, entries ...eventlog.Entry) (bool, error) {
	offered, whole := r.next(entries)
	streams := make([]string, len(offered))
	for i, b := range offered {
		streams[i] = b.Entries[0].Stream
	}
	defer r.turns.of(streams...)()
	var left []eventlog.Entry
	for _, b := range offered {
		left = append(left, b.Entries...)
	}
	batches, still := r.next(left) // who had a turn before may have taken some of it
	whole = whole && still
	if len(batches) == 0 {
		return false, nil
	}
	if len(batches) > 1 {
		if taken, err := r.takeAll(ctx, batches...); taken {
			return whole, err
		}
	}
	var failures []error
	for _, b := range batches { // one that cannot be taken does not keep the others
		taken, err := r.takeAll(ctx, b)
		if !taken {
			whole = false
			failures = append(failures, err)
			r.Nudge(b.Entries[0].Stream)
		}
	}
	return whole, errors.Join(failures...)
}

// next is what can be taken of the entries, and whether that is all of them.
func (r *Reader) next(entries []eventlog.Entry) (batches []eventlog.Batch, whole bool) {
	var streams []string
	of := map[string][]eventlog.Entry{}
	for _, e := range entries {
		if len(of[e.Stream]) == 0 {
			streams = append(streams, e.Stream)
		}
		of[e.Stream] = append(of[e.Stream], e)
	}
	whole = true
	for _, stream := range streams {
		b, all := r.nextOf(stream, of[stream])
		whole = whole && all
		if len(b.Entries) > 0 {
			batches = append(batches, b)
		}
	}
	return batches, whole
}

// nextOf is next for one stream.
func (r *Reader) nextOf(stream string, entries []eventlog.Entry) (b eventlog.Batch, all bool) {
	r.mu.Lock()
	ready, known := r.ready, r.streams[stream]
	r.mu.Unlock()
	entries = entries[firstAfter(entries, known.seq):]
	// An entry that is being tried keeps its pauses: whoever pushes does not shorten them.
	if !ready || len(entries) == 0 || known.tries > 0 {
		return b, false
	}
	// A worker that has the stream brings what is not next with everything before it, many entries at a time.
	if entries[0].Seq > known.seq+1 && r.queue.busy(stream) {
		r.Nudge(stream)
		return b, false
	}
	n := min(unbroken(entries), r.batch)
	if n < len(entries) {
		r.Nudge(stream)
	}
	// The position may be ahead of what is known here, if another process has moved it; the
	// compare-and-set is the judge.
	return eventlog.Batch{From: entries[0].Seq - 1, Entries: entries[:n]}, n == len(entries)
}

// firstAfter is the place of the first entry behind a number.
func firstAfter(entries []eventlog.Entry, seq int64) int {
	for i, e := range entries {
		if e.Seq > seq {
			return i
		}
	}
	return len(entries)
}

// unbroken counts the entries before the first that does not follow the one before it.
func unbroken(entries []eventlog.Entry) int {
	for i := 1; i < len(entries); i++ {
		if entries[i].Seq != entries[i-1].Seq+1 {
			return i
		}
	}
	return len(entries)
}
