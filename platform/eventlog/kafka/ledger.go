package kafka

import (
	"slices"
	"sort"
	"time"
)

// ledger keeps which records of a partition are done with. They end in any order, but the offset that may be committed
// is that of the first that has not ended.
type ledger struct {
	open []account // by offset; the first has not ended
	// next is the offset behind the last record that was begun, end the one behind the partition's last record.
	next, end int64
}

// account is a record that has begun.
type account struct {
	offset int64
	epoch  int32 // of the partition's leader, for the commit
	at     time.Time
	ended  bool
}

func (l *ledger) begin(offset int64, epoch int32, at time.Time) {
	l.open = append(l.open, account{offset: offset, epoch: epoch, at: at})
	l.next = offset + 1
}

// finish ends a record. It gives the last of those that have ended without one before them that has not, when there
// are new ones.
func (l *ledger) finish(offset int64) (last account, some bool) {
	i := sort.Search(len(l.open), func(i int) bool { return l.open[i].offset >= offset })
	if i < len(l.open) && l.open[i].offset == offset {
		l.open[i].ended = true
	}
	n := slices.IndexFunc(l.open, func(a account) bool { return !a.ended })
	if n < 0 {
		n = len(l.open)
	}
	if n == 0 {
		return account{}, false
	}
	last = l.open[n-1]
	l.open = l.open[n:]
	return last, true
}

// behind says how many records have not ended or not even come, and when the oldest of the former happened.
func (l *ledger) behind() (records int64, oldest time.Time) {
	if len(l.open) == 0 {
		return max(l.end-l.next, 0), time.Time{}
	}
	return max(l.end-l.open[0].offset, int64(len(l.open))), l.open[0].at
}
