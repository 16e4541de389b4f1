package local

import (
	"context"
	"testing"
	"testing/synctest"
	"time"
)

// take gets the next stream or "" when none is waiting.
func take(t *testing.T, q *queue) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Nanosecond)
	defer cancel()
	stream, _ := q.next(ctx)
	return stream
}

func want(t *testing.T, q *queue, streams ...string) {
	t.Helper()
	for _, s := range streams {
		if got := take(t, q); got != s {
			t.Fatalf("next is %q, want %q", got, s)
		}
	}
}

func TestAStreamIsQueuedOnceHoweverOftenItIsNudged(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := newQueue()
		for range 1000 {
			q.push("a")
			q.push("b")
		}
		want(t, q, "a", "b", "")
	})
}

func TestAStreamInWorkIsGivenToNobodyElseAndComesBackIfNudged(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := newQueue()
		q.push("a")
		want(t, q, "a")
		q.push("a")
		q.push("b")
		want(t, q, "b", "")
		q.done("a", false)
		q.done("b", false)
		want(t, q, "a", "")
		q.done("a", false)
		want(t, q, "")
		if len(q.states) != 0 {
			t.Errorf("remembers idle streams: %v", q.states)
		}
	})
}

func TestAStreamWithMoreGoesBehindTheOthers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := newQueue()
		q.push("a")
		q.push("b")
		want(t, q, "a")
		q.done("a", true)
		want(t, q, "b", "a", "")
	})
}

func TestAParkedStreamWaitsForItsTimeWhateverHappens(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := newQueue()
		q.push("a")
		want(t, q, "a")
		q.push("a")
		q.park("a", time.Minute)
		q.push("a")
		want(t, q, "")
		time.Sleep(time.Minute - time.Second) // the bubble's clock, no real wait
		want(t, q, "")
		time.Sleep(time.Second)
		synctest.Wait()
		want(t, q, "a", "")
	})
}

func TestEveryWaitingWorkerLeavesWhenTheContextEnds(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		q := newQueue()
		ctx, cancel := context.WithCancel(t.Context())
		for range 3 {
			go func() {
				if stream, ok := q.next(ctx); ok {
					t.Errorf("got %q", stream)
				}
			}()
		}
		synctest.Wait()
		cancel()
		// synctest ends the test only when every goroutine of it has ended: one that waits on fails here.
	})
}
