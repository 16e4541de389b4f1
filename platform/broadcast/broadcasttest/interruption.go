package broadcasttest

import (
	"strconv"
	"sync/atomic"
	"testing"
	"time"
)

func interrupted(t *testing.T, open Open, f Features) {
	out, in := open(t)
	first, _ := listen(t, in, "project:1")
	second, _ := listen(t, in, "project:1")
	elsewhere, _ := listen(t, in, "project:2")
	publish(t, out, "project:1", "before")
	first.until(t, "before")
	f.Interrupt(t, in)
	for _, l := range []*listener{first, second, elsewhere} {
		l.untilHole(t)
	}
	// Told means that it is over: from here on nothing is missed.
	for i := range 20 {
		publish(t, out, "project:1", strconv.Itoa(i))
		publish(t, out, "project:2", strconv.Itoa(i))
	}
	for _, l := range []*listener{first, second, elsewhere} {
		l.until(t, "19")
		if heard := l.all(); len(heard) < 20 || heard[len(heard)-20] != "0" {
			t.Errorf("after the interruption was told, heard only %q", heard)
		}
	}
}

func interruptedAfterwards(t *testing.T, open Open, f Features) {
	_, in := open(t)
	gone, unsubscribe := listen(t, in, "project:1")
	stays, _ := listen(t, in, "project:1")
	unsubscribe()
	f.Interrupt(t, in)
	stays.untilHole(t)
	gone.mu.Lock()
	defer gone.mu.Unlock()
	if len(gone.holes) > 0 {
		t.Error("told after unsubscribing")
	}
}

func unsubscribeFromMissed(t *testing.T, open Open, f Features) {
	out, in := open(t)
	var heard atomic.Int64
	ready, left := make(chan func(), 1), make(chan struct{})
	unsubscribe, err := in.Subscribe(t.Context(), "project:1",
		func([]byte) { heard.Add(1) },
		func() {
			(<-ready)()
			close(left)
		})
	if err != nil {
		t.Fatal(err)
	}
	ready <- unsubscribe
	stays, _ := listen(t, in, "project:1")
	f.Interrupt(t, in)
	select {
	case <-left:
	case <-time.After(patience):
		t.Fatal("unsubscribing from within the call never returned")
	}
	stays.untilHole(t)
	publish(t, out, "project:1", "after")
	stays.until(t, "after")
	if heard.Load() != 0 {
		t.Error("heard after unsubscribing")
	}
}
