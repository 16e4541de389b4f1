package local

import (
	"hash/maphash"
	"slices"
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

// of waits for the turns of all streams, in one order, so that two never wait for each other; done ends them.
func (t *turns) of(streams ...string) (done func()) {
	places := make([]int, len(streams))
	for i, stream := range streams {
		places[i] = int(maphash.String(t.seed, stream) % uint64(len(t.locks)))
	}
	slices.Sort(places)
	places = slices.Compact(places)
	for _, place := range places {
		t.locks[place].Lock()
	}
	return func() {
		for _, place := range places {
			t.locks[place].Unlock()
		}
	}
}
