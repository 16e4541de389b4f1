package kafka

import (
	"context"
	"sync"
	"time"

	"tasklane/platform/eventlog"
)

// inboxBytes is how much may wait in memory; beyond it no more is fetched.
const inboxBytes = 8 << 20

// inbox is what has come from the broker and is not done with: a short log in memory, which a local.Reader reads. An
// entry is done with when its consumer's position has passed it.
type inbox struct {
	// ended is told the last record of a partition up to which all are done with; repeated how many had come before.
	ended    func(partition int32, last account)
	repeated func(entries int64)

	mu      sync.Mutex
	streams map[string][]letter // in order
	ledgers map[int32]*ledger
	bytes   int
	freed   chan struct{} // holds one when something was freed
}

// letter is an entry that waits.
type letter struct {
	eventlog.Entry

	partition int32
	offset    int64
	bytes     int
}

var _ eventlog.Source = (*inbox)(nil)

func newInbox(ended func(int32, account), repeated func(int64)) *inbox {
	return &inbox{
		ended: ended, repeated: repeated,
		streams: map[string][]letter{}, ledgers: map[int32]*ledger{}, freed: make(chan struct{}, 1),
	}
}

// room waits until there is room for more; false is the end of ctx.
func (b *inbox) room(ctx context.Context) bool {
	for {
		b.mu.Lock()
		full := b.bytes >= inboxBytes
		b.mu.Unlock()
		if !full {
			return ctx.Err() == nil
		}
		select {
		case <-b.freed:
		case <-ctx.Done():
			return false
		}
	}
}

// begin notes a record that has come, before it is added or finished.
func (b *inbox) begin(partition int32, offset int64, epoch int32, at time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.ledger(partition).begin(offset, epoch, at)
}

func (b *inbox) ledger(partition int32) *ledger {
	l := b.ledgers[partition]
	if l == nil {
		l = &ledger{}
		b.ledgers[partition] = l
	}
	return l
}

// add puts an entry behind those of its stream. One that is not behind them has come before.
func (b *inbox) add(l letter) {
	b.mu.Lock()
	defer b.mu.Unlock()
	waiting := b.streams[l.Stream]
	if n := len(waiting); n > 0 && waiting[n-1].Seq >= l.Seq {
		b.repeated(1)
		b.finished(l.partition, l.offset)
		return
	}
	b.streams[l.Stream] = append(waiting, l)
	b.bytes += l.bytes
}

// finish ends a record that was begun and not added.
func (b *inbox) finish(partition int32, offset int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.finished(partition, offset)
}

func (b *inbox) finished(partition int32, offset int64) {
	l := b.ledgers[partition]
	if l == nil {
		return // the partition has gone to another member meanwhile
	}
	if last, some := l.finish(offset); some {
		b.ended(partition, last)
	}
}

// passed takes out what a position has passed.
func (b *inbox) passed(stream string, seq int64) { b.cut(stream, seq) }

// cut takes out the entries of a stream up to this number and says how many they were.
func (b *inbox) cut(stream string, seq int64) (n int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	waiting := b.streams[stream]
	for len(waiting) > 0 && waiting[0].Seq <= seq {
		b.bytes -= waiting[0].bytes
		b.finished(waiting[0].partition, waiting[0].offset)
		waiting = waiting[1:]
		n++
	}
	if len(waiting) == 0 {
		delete(b.streams, stream)
	} else {
		b.streams[stream] = waiting
	}
	b.tellFreed()
	return n
}

func (b *inbox) tellFreed() {
	select {
	case b.freed <- struct{}{}:
	default:
	}
}

// drop forgets partitions that another member has now, with what waits of them.
func (b *inbox) drop(partitions []int32) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, partition := range partitions {
		delete(b.ledgers, partition)
	}
	for stream, waiting := range b.streams {
		if b.ledgers[waiting[0].partition] != nil {
			continue
		}
		for _, l := range waiting {
			b.bytes -= l.bytes
		}
		delete(b.streams, stream)
	}
	b.tellFreed()
}

// Ends implements eventlog.Source.
func (b *inbox) Ends(context.Context) (map[string]int64, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	ends := make(map[string]int64, len(b.streams))
	for stream, waiting := range b.streams {
		ends[stream] = waiting[len(waiting)-1].Seq
	}
	return ends, nil
}

// Next implements eventlog.Source. The position is at seq: what waits up to there has come before.
func (b *inbox) Next(_ context.Context, stream string, seq int64, limit int) ([]eventlog.Entry, error) {
	if n := b.cut(stream, seq); n > 0 {
		b.repeated(n)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	waiting := b.streams[stream]
	entries := make([]eventlog.Entry, min(limit, len(waiting)))
	for i := range entries {
		entries[i] = waiting[i].Entry
	}
	return entries, nil
}

// reaches notes where a partition ends.
func (b *inbox) reaches(partition int32, end int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.ledger(partition).end = end
}

// behind says how much waits here and in the topic, and when the oldest that is here has happened.
func (b *inbox) behind() (records int64, oldest time.Time) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, l := range b.ledgers {
		n, at := l.behind()
		records += n
		if !at.IsZero() && (oldest.IsZero() || at.Before(oldest)) {
			oldest = at
		}
	}
	return records, oldest
}
