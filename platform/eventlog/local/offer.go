package local

import (
	"context"
	"slices"

	"tasklane/platform/eventlog"
)

// Offer takes entries of one stream that somebody has pushed, after their commit and in order, without waiting for the log
// to be read. They are taken only when the first that is new is exactly the next one of the stream, and up to where one is
// missing; the log brings the others: false is no loss. An error says why they could not be taken now; nobody need act on it.
func (r *Reader) Offer(ctx context.Context, entries ...eventlog.Entry) (bool, error) {
	if len(entries) == 0 {
		return false, nil
	}
	stream := entries[0].Stream
	r.mu.Lock()
	ready, known := r.ready, r.streams[stream]
	r.mu.Unlock()
	entries = entries[firstAfter(entries, known.seq):]
	// An entry that is being tried keeps its pauses: whoever pushes does not shorten them.
	if !ready || len(entries) == 0 || known.tries > 0 {
		return false, nil
	}
	// A worker that has the stream brings what is not next with everything before it, many entries at a time.
	if entries[0].Seq > known.seq+1 && r.queue.busy(stream) {
		r.Nudge(stream)
		return false, nil
	}
	// The position may be ahead of what is known here, if another process has moved it; the
	// compare-and-set is the judge.
	whole := unbroken(entries)
	for some := range slices.Chunk(entries[:whole], r.batch) {
		if taken, err := r.take(ctx, some[0].Seq-1, some...); !taken {
			r.Nudge(stream)
			return false, err
		}
	}
	if whole < len(entries) {
		r.Nudge(stream)
	}
	return whole == len(entries), nil
}

// unbroken counts the entries before the first that does not follow the one before it.
func unbroken(entries []eventlog.Entry) int {
	for i := 1; i < len(entries); i++ {
		if entries[i].Stream != entries[0].Stream || entries[i].Seq != entries[i-1].Seq+1 {
			return i
		}
	}
	return len(entries)
}

func firstAfter(entries []eventlog.Entry, seq int64) int {
	for i, e := range entries {
		if e.Seq > seq {
			return i
		}
	}
	return len(entries)
}
