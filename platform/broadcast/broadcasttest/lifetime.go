package broadcasttest

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func unsubscribedHearsNoMore(t *testing.T, open Open, _ Features) {
	out, in := open(t)
	gone, unsubscribe := listen(t, in, "project:1")
	publish(t, out, "project:1", "one")
	gone.until(t, "one")
	unsubscribe()
	unsubscribe() // once more changes nothing

	other, _ := listen(t, in, "project:1")
	publish(t, out, "project:1", "two")
	other.until(t, "two")
	if heard := gone.all(); len(heard) != 1 {
		t.Errorf("heard after unsubscribing: %q", heard)
	}
}

func unsubscribingOne(t *testing.T, open Open, _ Features) {
	out, in := open(t)
	stays, _ := listen(t, in, "project:1")
	_, unsubscribe := listen(t, in, "project:1")
	unsubscribe()
	publish(t, out, "project:1", "still here")
	stays.until(t, "still here")
}

func unsubscribeFromWithin(t *testing.T, open Open, _ Features) {
	out, in := open(t)
	var calls atomic.Int64
	ready, returned := make(chan func(), 1), make(chan struct{})
	unsubscribe, err := in.Subscribe(t.Context(), "project:1", func([]byte) {
		calls.Add(1)
		end := <-ready
		end()
		end()
		close(returned)
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	ready <- unsubscribe
	probe, _ := listen(t, in, "project:1")
	for i := range 10 {
		publish(t, out, "project:1", strconv.Itoa(i))
	}
	probe.until(t, "9")
	select {
	case <-returned:
	case <-time.After(patience):
		t.Fatal("unsubscribing from within the call never returned")
	}
	publish(t, out, "project:1", "after")
	probe.until(t, "after")
	if n := calls.Load(); n != 1 {
		t.Errorf("called %d times, want once", n)
	}
}

func endedContext(t *testing.T, open Open, _ Features) {
	out, in := open(t)
	ended, end := context.WithCancel(t.Context())
	end()
	var calls atomic.Int64
	if _, err := in.Subscribe(ended, "project:1", func([]byte) { calls.Add(1) }, nil); err == nil {
		t.Error("Subscribe took an ended context")
	}
	if err := out.Publish(ended, "project:1", []byte("x")); err == nil {
		t.Error("Publish took an ended context")
	}
	probe, _ := listen(t, in, "project:1")
	publish(t, out, "project:1", "end")
	probe.until(t, "end")
	if calls.Load() != 0 {
		t.Error("a refused subscription was called")
	}
}

func contextEndsAfterSubscribing(t *testing.T, open Open, _ Features) {
	out, in := open(t)
	ctx, end := context.WithCancel(t.Context())
	l := &listener{change: make(chan struct{}, 1)}
	unsubscribe, err := in.Subscribe(ctx, "project:1", l.hear, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(unsubscribe)
	end()
	publish(t, out, "project:1", "still here")
	l.until(t, "still here")
}

func allAtOnce(t *testing.T, open Open, _ Features) {
	out, in := open(t)
	stays, _ := listen(t, in, "project:1")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 50 {
				unsubscribe, err := in.Subscribe(t.Context(), "project:1", func([]byte) {}, nil)
				if err != nil {
					t.Error(err)
					return
				}
				if err := out.Publish(t.Context(), "project:1", []byte("x")); err != nil {
					t.Error(err)
				}
				unsubscribe()
			}
		})
	}
	all.Wait()
	// The flood may have filled the queue, and then a message is rightly dropped: it is sent until it is
	// heard. One that is never heard has lost its place among the subscribers.
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(patience); !slices.Contains(stays.all(), "end"); <-tick.C {
		if time.Now().After(deadline) {
			t.Fatal("who stayed subscribed hears nothing any more")
		}
		publish(t, out, "project:1", "end")
	}
}
