package local

import (
	"context"

	"tasklane/platform/eventlog"
)

// Offer takes an entry that somebody has pushed, after its commit, without waiting for the log to be
// read. It is taken only when it is exactly the next one of its stream, or else not, and then the log
// brings it: false is no loss. An error says why it could not be taken now; nobody need act on it.
func (r *Reader) Offer(ctx context.Context, e eventlog.Entry) (bool, error) {
	r.mu.Lock()
	ready, known := r.ready, r.streams[e.Stream]
	r.mu.Unlock()
	// An entry that is being tried keeps its pauses: whoever pushes does not shorten them.
	if !ready || e.Seq <= known.seq || known.tries > 0 {
		return false, nil
	}
	// A worker that has the stream brings what is not next with everything before it, many entries at a time.
	if e.Seq > known.seq+1 && r.queue.busy(e.Stream) {
		r.Nudge(e.Stream)
		return false, nil
	}
	// The position may be ahead of what is known here, if another process has moved it; the
	// compare-and-set is the judge.
	taken, err := r.take(ctx, e.Seq-1, e)
	if !taken {
		r.Nudge(e.Stream)
	}
	return taken, err
}
