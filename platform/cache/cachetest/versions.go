package cachetest

import (
	"math"
	"sync"
	"testing"
)

func onlyGreaterWins(t *testing.T, p pair) {
	if !p.set("k", 5, "five", long) {
		t.Error("the first value was not taken")
	}
	if p.set("k", 4, "four", long) {
		t.Error("an older version was taken")
	}
	if p.set("k", 5, "five again", long) {
		t.Error("the same version was taken")
	}
	p.want("k", "five", 5)
	if !p.set("k", 6, "six", long) {
		t.Error("a greater version was not taken")
	}
	p.want("k", "six", 6)
	// As numbers, not as text; and beyond what a float holds exactly.
	if !p.set("k", 10, "ten", long) || !p.set("k", math.MaxInt64-1, "almost", long) || !p.set("k", math.MaxInt64, "last", long) {
		t.Error("a greater version was not taken")
	}
	if p.set("k", math.MaxInt64-1, "almost", long) {
		t.Error("an older version was taken")
	}
	p.want("k", "last", math.MaxInt64)
}

func anyVersion(t *testing.T, p pair) {
	if !p.set("k", -1, "a", long) || !p.set("k", 0, "b", long) {
		t.Error("a value was not taken")
	}
	p.want("k", "b", 0)
}

func tombstone(t *testing.T, p pair) {
	p.set("k", 5, "five", long)
	if !p.set("k", 6, "", long) {
		t.Error("the tombstone was not taken")
	}
	p.want("k", "", 6)
	if p.set("k", 5, "five", long) || p.set("k", 6, "six", long) {
		t.Error("a thing that is gone came back")
	}
	p.want("k", "", 6)
}

func deleteForgets(t *testing.T, p pair) {
	p.set("k", 5, "five", long)
	if err := p.one.Delete(t.Context(), "k"); err != nil {
		t.Fatal(err)
	}
	p.wantNothing("k")
	if !p.set("k", 3, "three", long) {
		t.Error("a deleted version still holds off older ones")
	}
	p.want("k", "three", 3)
}

func race(t *testing.T, p pair) {
	var all sync.WaitGroup
	for writer := range 8 {
		all.Go(func() {
			door := p.one
			if writer%2 == 1 {
				door = p.other
			}
			for i := range int64(100) {
				// Every writer has the versions in another order.
				version := (i*37+int64(writer)*13)%100 + 1
				if _, err := door.SetIfNewer(t.Context(), "k", version, []byte{byte(version)}, long); err != nil {
					t.Error(err)
				}
				value, got, ok, err := door.Get(t.Context(), "k")
				if err != nil || !ok || got < version || len(value) != 1 || value[0] != byte(got) {
					t.Errorf("after setting %d: %v, version %d, %v, %v", version, value, got, ok, err)
				}
			}
		})
	}
	all.Wait()
	p.want("k", string([]byte{100}), 100)
}
