package local

import (
	"hash/maphash"
	"sync"
)

// turns has the entries of a stream taken and told one after the other: an offer and a worker may come at the same time,
// and whose commit was first is told first. Streams share the locks by their hash; so many make it rare that one waits
// for another.
type turns struct {
	seed  maphash.Seed
	locks [256]sync.Mutex
}

func newTurns() *turns { return &turns{seed: maphash.MakeSeed()} }

// of waits for the stream's turn; done ends it.
func (t *turns) of(stream string) (done func()) {
	lock := &t.locks[maphash.String(t.seed, stream)%uint64(len(t.locks))]
	lock.Lock()
	return lock.Unlock
}
