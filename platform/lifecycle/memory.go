package lifecycle

import (
	"context"
	"runtime/debug"
	"runtime/metrics"
	"time"
)

const (
	lookEvery = 3 * time.Second
	// restAllocates is what a process at rest allocates between two looks at most: its timers, and who asks for metrics.
	restAllocates = 4 << 20
	// worthwhile is what must be there to give back: less is used again soon.
	worthwhile = 6 << 20
)

// Memory is a unit that gives memory back to the system when the process has come to rest. Go does so by itself too, but
// its next look at garbage may be two minutes away, and the stacks of goroutines that only wait shrink then.
func Memory() Unit {
	return Unit{Name: "memory", Run: func(ctx context.Context) error {
		tick := time.NewTicker(lookEvery)
		defer tick.Stop()
		var m memory
		for {
			select {
			case <-ctx.Done():
				return nil
			case <-tick.C:
				m.look()
			}
		}
	}}
}

// memory is how much had been allocated at the last look.
type memory struct{ allocated uint64 }

// look gives back what is unused if little was allocated since the look before.
func (m *memory) look() (gaveBack bool) {
	samples := []metrics.Sample{
		{Name: "/gc/heap/allocs:bytes"}, {Name: "/memory/classes/heap/objects:bytes"}, {Name: "/gc/heap/live:bytes"},
		{Name: "/memory/classes/heap/free:bytes"},
	}
	metrics.Read(samples)
	allocated, objects, live, free := samples[0].Value.Uint64(), samples[1].Value.Uint64(), samples[2].Value.Uint64(), samples[3].Value.Uint64()
	resting := allocated-m.allocated < restAllocates
	m.allocated = allocated
	if garbage := objects - min(live, objects); !resting || garbage+free < worthwhile {
		return false
	}
	debug.FreeOSMemory()
	return true
}
