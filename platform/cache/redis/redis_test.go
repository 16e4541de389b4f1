package redis_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"runtime"
	"sync"
	"testing"
	"time"

	"tasklane/platform/cache"
	"tasklane/platform/cache/cachetest"
	"tasklane/platform/cache/redis"
	"tasklane/platform/redisclient/redistest"
)

func TestRedisIsACacheWithCopiesInTheProcess(t *testing.T) {
	t.Parallel()
	redistest.Shared(t, func(t *testing.T, url string) {
		cachetest.Run(t, func(t *testing.T) (one, other cache.Cache) {
			prefix := redis.WithPrefix(rand.Text() + ":")
			return patient(t, url, prefix), patient(t, url, prefix)
		}, cachetest.Features{Lags: true})
	})
}

func TestRedisIsACacheWithoutCopiesInTheProcess(t *testing.T) {
	t.Parallel()
	redistest.Shared(t, func(t *testing.T, url string) {
		cachetest.Run(t, func(t *testing.T) (one, other cache.Cache) {
			prefix := redis.WithPrefix(rand.Text() + ":")
			return patient(t, url, prefix, redis.WithNear(0)), patient(t, url, prefix, redis.WithNear(0))
		}, cachetest.Features{})
	})
}

// patient is open for tests of what a server does that answers, however busy the machine is.
func patient(t *testing.T, url string, options ...redis.Option) *redis.Cache {
	t.Helper()
	return open(t, url+"?dial_timeout=20s&write_timeout=20s", append(options, redis.WithBound(20*time.Second))...)
}

// open makes a cache that the test's end closes.
func open(t *testing.T, url string, options ...redis.Option) *redis.Cache {
	t.Helper()
	c, err := redis.New(url, append([]redis.Option{redis.WithLog(slog.New(slog.DiscardHandler))}, options...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

func set(t *testing.T, c *redis.Cache, key string, version int64, value string) {
	t.Helper()
	if taken, err := c.SetIfNewer(t.Context(), key, version, []byte(value), time.Hour); err != nil || !taken {
		t.Fatalf("setting %s: %v, %v", key, taken, err)
	}
}

// version is what the cache has of a key, or -1.
func version(t *testing.T, c *redis.Cache, key string) int64 {
	t.Helper()
	_, version, ok, err := c.Get(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	if !ok {
		return -1
	}
	return version
}

// eventually waits until something is so.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(20 * time.Second); !is(); <-tick.C {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

// reads counts the outcomes of reads.
type reads struct {
	mu sync.Mutex
	of map[redis.Outcome]int
}

func (r *reads) Read(outcome redis.Outcome) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.of == nil {
		r.of = map[redis.Outcome]int{}
	}
	r.of[outcome]++
}

func (r *reads) count(outcome redis.Outcome) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.of[outcome]
}

func TestWhatWasReadIsNearUntilSomebodyChangesIt(t *testing.T) {
	t.Parallel()
	redistest.Shared(t, func(t *testing.T, url string) {
		seen, prefix := &reads{}, redis.WithPrefix(rand.Text()+":")
		here, there := patient(t, url, prefix, redis.WithObserver(seen)), patient(t, url, prefix)
		if version(t, here, "k") != -1 {
			t.Fatal("the cache is not empty")
		}
		set(t, there, "k", 1, "one")
		eventually(t, "the value is found", func() bool { return version(t, here, "k") == 1 })
		far := seen.count(redis.Far)
		for range 100 {
			version(t, here, "k")
		}
		if seen.count(redis.Far) != far || seen.count(redis.Near) < 100 || seen.count(redis.Missed) == 0 {
			t.Errorf("reads: %v", seen.of)
		}
		set(t, there, "k", 2, "two")
		eventually(t, "the change is found", func() bool { return version(t, here, "k") == 2 })
	})
}

func TestCopiesTakeNoMoreThanTheyMay(t *testing.T) {
	redistest.Shared(t, func(t *testing.T, url string) {
		const limit, size, keys = 1 << 20, 1 << 10, 20_000
		prefix := redis.WithPrefix(rand.Text() + ":")
		c := patient(t, url, prefix, redis.WithNear(limit))
		for i := range keys {
			if _, err := c.SetIfNewer(t.Context(), fmt.Sprint(i), 1, make([]byte, size), time.Minute); err != nil {
				t.Fatal(err)
			}
		}
		before := heap()
		for i := range keys {
			if version(t, c, fmt.Sprint(i)) != 1 {
				t.Fatalf("%d is missing", i)
			}
		}
		if grown := heap() - before; grown > 3*limit {
			t.Errorf("%d bytes for copies that may take %d; the values have %d", grown, limit, size*keys)
		}
		runtime.KeepAlive(c)
	})
}

func heap() int64 {
	var stats runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc)
}

func TestAValueTooLargeTakesTheOldOneWithIt(t *testing.T) {
	t.Parallel()
	redistest.Shared(t, func(t *testing.T, url string) {
		c := patient(t, url, redis.WithPrefix(rand.Text()+":"))
		set(t, c, "k", 1, "small")
		if taken, err := c.SetIfNewer(t.Context(), "k", 2, make([]byte, 2<<20), time.Hour); taken || err != nil {
			t.Errorf("taken %v, %v", taken, err)
		}
		if got := version(t, c, "k"); got != -1 {
			t.Errorf("version %d of what has changed is still there", got)
		}
	})
}

func TestWhatIsNotOursIsNotThere(t *testing.T) {
	t.Parallel()
	redistest.Shared(t, func(t *testing.T, url string) {
		prefix := rand.Text() + ":"
		c := patient(t, url, redis.WithPrefix(prefix))
		redistest.Do(t, url, "SET", prefix+"short", "x")
		redistest.Do(t, url, "RPUSH", prefix+"list", "x")
		if got := version(t, c, "short"); got != -1 {
			t.Errorf("a foreign value has version %d", got)
		}
		set(t, c, "short", 1, "ours")
		if _, _, ok, err := c.Get(t.Context(), "list"); ok || !errors.Is(err, cache.ErrUnavailable) {
			t.Errorf("a list gave %v, %v", ok, err)
		}
		if got := version(t, c, "short"); got != 1 {
			t.Errorf("after an error of the server the cache has version %d", got)
		}
	})
}

func TestOneCallersEndIsItsOwn(t *testing.T) {
	t.Parallel()
	redistest.Shared(t, func(t *testing.T, url string) {
		c := patient(t, url, redis.WithPrefix(rand.Text()+":"))
		set(t, c, "k", 1, "one")
		for range 200 {
			ctx, cancel := context.WithTimeout(t.Context(), 50*time.Microsecond)
			_, _, _, err := c.Get(ctx, rand.Text())
			cancel()
			if err != nil && !errors.Is(err, context.DeadlineExceeded) {
				t.Fatal(err)
			}
		}
		if got := version(t, c, "k"); got != 1 {
			t.Errorf("got version %d", got)
		}
	})
}
