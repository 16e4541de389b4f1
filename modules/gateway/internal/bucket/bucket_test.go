package bucket

import (
	"fmt"
	"testing"
	"testing/synctest"
	"time"
)

// taken is how many tokens a key gets that asks for ten at once.
func taken(b *Buckets, key string) (n int) {
	for range 10 {
		if b.Take(key) {
			n++
		}
	}
	return n
}

func TestQ46_EachHasABurstAndThenARate(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := New(2, 5)
		if ada, bob := taken(b, "ada"), taken(b, "bob"); ada != 5 || bob != 5 {
			t.Errorf("ada took %d at once and bob %d, want 5 each", ada, bob)
		}
		time.Sleep(time.Second)
		if n := taken(b, "ada"); n != 2 {
			t.Errorf("a second later ada took %d, want 2", n)
		}
		time.Sleep(time.Minute)
		if n := taken(b, "ada"); n != 5 {
			t.Errorf("after a silence ada took %d, want 5", n)
		}
	})
}

func TestWhoIsSilentIsForgotten(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := New(1, 100)
		for n := range 1000 {
			b.Take(fmt.Sprint("once ", n))
		}
		time.Sleep(sweepEvery)
		taken(b, "busy")
		time.Sleep(time.Second)
		if b.Take("busy"); len(b.byKey) != 1 {
			t.Errorf("%d keys are remembered, want the busy one", len(b.byKey))
		}
	})
}
