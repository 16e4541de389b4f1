package memory_test

import (
	"fmt"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"tasklane/platform/cache"
	"tasklane/platform/cache/cachetest"
	"tasklane/platform/cache/memory"
)

func TestMemoryIsACache(t *testing.T) {
	t.Parallel()
	cachetest.Run(t, func(*testing.T) (one, other cache.Cache) {
		c := memory.New(1 << 20)
		return c, c
	}, cachetest.Features{})
}

// fill sets keys from..to-1 with values of the size.
func fill(t *testing.T, c *memory.Cache, from, to, size int) {
	t.Helper()
	for i := from; i < to; i++ {
		if _, err := c.SetIfNewer(t.Context(), fmt.Sprintf("k%06d", i), 1, make([]byte, size), time.Hour); err != nil {
			t.Fatal(err)
		}
	}
}

func has(t *testing.T, c *memory.Cache, i int) bool {
	t.Helper()
	_, _, ok, err := c.Get(t.Context(), fmt.Sprintf("k%06d", i))
	if err != nil {
		t.Fatal(err)
	}
	return ok
}

func TestTheLeastRecentlyUsedGoesFirst(t *testing.T) {
	t.Parallel()
	c := memory.New(10_000)
	fill(t, c, 0, 7, 1000)
	if !has(t, c, 0) { // and is now the most recently used
		t.Fatal("the cache is smaller than it was told to be")
	}
	fill(t, c, 7, 8, 1000)
	if !has(t, c, 0) || has(t, c, 1) || !has(t, c, 2) || !has(t, c, 7) {
		t.Errorf("kept 0: %v, 1: %v, 2: %v, 7: %v; want all but 1", has(t, c, 0), has(t, c, 1), has(t, c, 2), has(t, c, 7))
	}
}

func TestItNeverGrowsBeyondItsBytes(t *testing.T) {
	t.Parallel()
	const limit = 100_000
	c := memory.New(limit)
	for size := range 200 {
		fill(t, c, size*10, size*10+10, size*37)
		if got := c.Bytes(); got > limit {
			t.Fatalf("%d bytes, want at most %d", got, limit)
		}
	}
	for i := range 2000 {
		if err := c.Delete(t.Context(), fmt.Sprintf("k%06d", i)); err != nil {
			t.Fatal(err)
		}
	}
	if got := c.Bytes(); got != 0 {
		t.Errorf("%d bytes are counted in an empty cache", got)
	}
}

func TestAValueTooLargeTakesTheOldOneWithIt(t *testing.T) {
	t.Parallel()
	c := memory.New(1000)
	fill(t, c, 0, 2, 10)
	taken, err := c.SetIfNewer(t.Context(), "k000000", 2, make([]byte, 2000), time.Hour)
	if err != nil || taken {
		t.Errorf("taken %v, %v", taken, err)
	}
	if has(t, c, 0) {
		t.Error("the older value of what has changed is still there")
	}
	if !has(t, c, 1) {
		t.Error("a value that was not taken pushed another one out")
	}
}

func TestAnExpiredValueIsGoneToTheMoment(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		c := memory.New(1000)
		if _, err := c.SetIfNewer(t.Context(), "k000000", 1, nil, time.Minute); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Minute - 1) // the bubble's clock, no real wait
		if !has(t, c, 0) {
			t.Error("gone before its time")
		}
		time.Sleep(time.Nanosecond)
		if has(t, c, 0) || c.Bytes() != 0 {
			t.Error("still there after its time")
		}
	})
}

func TestTheCountedBytesAreTheRealOnes(t *testing.T) {
	const limit = 8 << 20
	c := memory.New(limit)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	fill(t, c, 0, 100_000, 8) // small values: nearly all is bookkeeping
	runtime.GC()
	runtime.ReadMemStats(&after)
	if used := int64(after.HeapAlloc) - int64(before.HeapAlloc); used > limit*5/4 {
		t.Errorf("%d bytes of memory for %d counted ones", used, c.Bytes())
	}
	runtime.KeepAlive(c)
}
