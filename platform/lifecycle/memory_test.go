package lifecycle

import (
	"runtime/debug"
	"runtime/metrics"
	"testing"
)

var rubbish []byte

func litter(bytes int) {
	rubbish = make([]byte, bytes)
	for i := 0; i < bytes; i += 4096 {
		rubbish[i] = 1
	}
	rubbish = nil
}

func released() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/released:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}

// It is about the whole process and therefore alone: not parallel.
func TestAProcessAtRestGivesMemoryBack(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // nobody else collects
	const much = 64 << 20
	var m memory
	m.look()
	litter(much)
	before := released()
	if m.look() {
		t.Error("it gave memory back in the midst of work")
	}
	if !m.look() {
		t.Error("it kept what it does not need, at rest")
	}
	if back := released() - before; back < much/2 {
		t.Errorf("%d of %d bytes were given back", back, much)
	}
	litter(worthwhile / 4)
	m.look()
	if m.look() {
		t.Error("it collected for next to nothing")
	}
}
