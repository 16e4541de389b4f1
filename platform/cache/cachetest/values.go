package cachetest

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"tasklane/platform/cache"
)

func setIsFound(t *testing.T, p pair) {
	large := strings.Repeat("\x00\xff", 20_000)
	if !p.set("a", 1, "one", long) || !p.set("b", 2, large, long) {
		t.Error("a value was not taken")
	}
	p.want("a", "one", 1)
	p.want("b", large, 2)
}

// A door that has read a value does not give it any more once it has itself set a newer one, or deleted it.
func ownIsFound(t *testing.T, p pair) {
	var all sync.WaitGroup
	for _, key := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		all.Go(func() {
			for version := range int64(500) {
				if _, err := p.one.SetIfNewer(t.Context(), key, version, []byte("v"), long); err != nil {
					t.Error(err)
					return
				}
				if _, got, ok, err := p.one.Get(t.Context(), key); err != nil || !ok || got != version {
					t.Errorf("after setting %d: %d, %v, %v", version, got, ok, err)
					return
				}
			}
			if err := p.one.Delete(t.Context(), key); err != nil {
				t.Error(err)
			}
			if _, got, ok, err := p.one.Get(t.Context(), key); err != nil || ok {
				t.Errorf("after deleting: %d, %v, %v", got, ok, err)
			}
		})
	}
	all.Wait()
}

func nothing(t *testing.T, p pair) {
	p.wantNothing("k")
	if err := p.one.Delete(t.Context(), "k"); err != nil {
		t.Errorf("Delete: %v", err)
	}
}

func literalKeys(_ *testing.T, p pair) {
	keys := []string{"", "a", "a:b", "a:b:c", "A", "a*", "{a}", "a b", "a\nb", "ä"}
	for i, key := range keys {
		p.set(key, int64(i), "v"+key, long)
	}
	for i, key := range keys {
		p.want(key, "v"+key, int64(i))
	}
}

func notShared(t *testing.T, p pair) {
	mine := []byte("value")
	if _, err := p.one.SetIfNewer(t.Context(), "k", 1, mine, long); err != nil {
		t.Fatal(err)
	}
	clear(mine)
	p.want("k", "value", 1)
	yours, _, _, err := p.other.Get(t.Context(), "k")
	if err != nil {
		t.Fatal(err)
	}
	clear(yours)
	p.want("k", "value", 1)
}

func expires(_ *testing.T, p pair) {
	const ttl = 20 * time.Millisecond
	p.set("short", 1, "s", ttl)
	p.set("long", 1, "l", long)
	p.expired("short", ttl)
	p.want("long", "l", 1)
}

func expiredVersion(t *testing.T, p pair) {
	const ttl = 20 * time.Millisecond
	p.set("k", 9, "nine", ttl)
	p.expired("k", ttl)
	if !p.set("k", 1, "one", long) {
		t.Error("what has expired still holds off an older version")
	}
	p.want("k", "one", 1)
}

func refusedSet(t *testing.T, p pair) {
	// On a machine that stood still for longer than the value lives, it is tried with one that lives longer.
	for ttl := 20 * time.Millisecond; ttl < patience; ttl *= 4 {
		p.set("k", 2, "two", ttl)
		if !p.set("k", 1, "one", long) {
			p.expired("k", ttl)
			return
		}
		if err := p.one.Delete(t.Context(), "k"); err != nil {
			t.Fatal(err)
		}
	}
	t.Error("an older version was taken")
}

func noTTL(t *testing.T, p pair) {
	for _, ttl := range []time.Duration{0, -time.Second, time.Microsecond} {
		if taken, err := p.one.SetIfNewer(t.Context(), "k", 1, []byte("x"), ttl); taken || !errors.Is(err, cache.ErrTTL) {
			t.Errorf("ttl %v: taken %v, %v; want ErrTTL", ttl, taken, err)
		}
	}
	p.wantNothing("k")
}

func endedContext(t *testing.T, p pair) {
	ctx, end := context.WithCancel(t.Context())
	end()
	if _, err := p.one.SetIfNewer(ctx, "k", 1, []byte("x"), long); err == nil {
		t.Error("SetIfNewer took an ended context")
	}
	if _, _, _, err := p.one.Get(ctx, "k"); err == nil {
		t.Error("Get took an ended context")
	}
	if err := p.one.Delete(ctx, "k"); err == nil {
		t.Error("Delete took an ended context")
	}
	p.wantNothing("k")
}
