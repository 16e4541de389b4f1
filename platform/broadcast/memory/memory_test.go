package memory_test

import (
	"runtime"
	"strconv"
	"testing"
	"testing/synctest"

	"tasklane/platform/broadcast"
	"tasklane/platform/broadcast/broadcasttest"
	"tasklane/platform/broadcast/memory"
)

func TestMemoryIsABroadcast(t *testing.T) {
	t.Parallel()
	const queue = 64
	broadcasttest.Run(t, func(*testing.T) (publisher, subscriber broadcast.Broadcast) {
		b := memory.New(memory.WithQueue(queue))
		return b, b
	}, broadcasttest.Features{Ordered: true, Queue: queue, Interrupt: func(t *testing.T, subscriber broadcast.Broadcast) {
		t.Helper()
		b, ok := subscriber.(*memory.Broadcast)
		if !ok {
			t.Fatalf("got %T", subscriber)
		}
		b.Missed()
	}})
}

func TestWhatIsDroppedIsCounted(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := memory.New(memory.WithQueue(1))
		gate := make(chan struct{})
		unsubscribe, err := b.Subscribe(t.Context(), "c", func([]byte) { <-gate }, nil)
		if err != nil {
			t.Fatal(err)
		}
		for range 4 { // one in hand, one queued, two dropped
			if err := b.Publish(t.Context(), "c", nil); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
		}
		if got := b.Dropped(); got != 2 {
			t.Errorf("Dropped() = %d, want 2", got)
		}
		unsubscribe()
		close(gate)
		// synctest ends the test only when every goroutine of it has ended: a leaked one fails here.
	})
}

func TestUnsubscribingEndsTheGoroutine(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := memory.New()
		for range 100 {
			unsubscribe, err := b.Subscribe(t.Context(), "c", func([]byte) {}, nil)
			if err != nil {
				t.Fatal(err)
			}
			unsubscribe()
		}
	})
}

func TestWhatIsQueuedWhenUnsubscribingIsNotDelivered(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		for range 50 {
			b := memory.New()
			calls, gate := 0, make(chan struct{})
			unsubscribe, err := b.Subscribe(t.Context(), "c", func([]byte) { calls++; <-gate }, nil)
			if err != nil {
				t.Fatal(err)
			}
			for range 3 {
				if err := b.Publish(t.Context(), "c", nil); err != nil {
					t.Fatal(err)
				}
			}
			synctest.Wait()
			unsubscribe()
			close(gate)
			synctest.Wait()
			if calls != 1 {
				t.Fatalf("called %d times, want only the call that was under way", calls)
			}
		}
	})
}

// It is not parallel: it measures what the process allocates.
func TestAnIdleSubscriberTakesLittleMemory(t *testing.T) {
	b := memory.New()
	const subscribers = 1000
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for i := range subscribers {
		unsubscribe, err := b.Subscribe(t.Context(), strconv.Itoa(i), func([]byte) {}, nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(unsubscribe)
	}
	runtime.ReadMemStats(&after)
	// Everybody who is signed in has one, and may take 30 KiB with everything else.
	if each := (after.TotalAlloc - before.TotalAlloc) / subscribers; each > 4<<10 {
		t.Errorf("each takes %d bytes", each)
	}
}
