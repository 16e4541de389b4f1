package redis_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"tasklane/platform/cache"
	"tasklane/platform/cache/redis"
	"tasklane/platform/redisclient/redistest"
)

// bound is what a call may take when the server does not answer, with what a busy machine adds.
const bound = 2 * time.Second

// fails makes each call once and wants it to say, within the bound, that there is no cache. What was read before may
// be found a little longer: the key is one that was not.
func fails(t *testing.T, c *redis.Cache) {
	t.Helper()
	for name, call := range map[string]func() error{
		"Get":        func() error { _, _, _, err := c.Get(t.Context(), "unread"); return err },
		"SetIfNewer": func() error { _, err := c.SetIfNewer(t.Context(), "unread", 1, nil, time.Hour); return err },
		"Delete":     func() error { return c.Delete(t.Context(), "unread") },
	} {
		began := time.Now()
		if err := call(); !errors.Is(err, cache.ErrUnavailable) {
			t.Errorf("%s: %v", name, err)
		}
		if took := time.Since(began); took > bound {
			t.Errorf("%s took %s", name, took)
		}
	}
}

// recovers waits until a value is kept and found again.
func recovers(t *testing.T, c *redis.Cache) {
	t.Helper()
	began := time.Now()
	eventually(t, "the cache is back", func() bool {
		_, err := c.SetIfNewer(t.Context(), "back", time.Now().UnixNano(), nil, time.Hour)
		return err == nil && version(t, c, "back") > 0
	})
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %s", took)
	}
}

func TestQ23_TheServerMayBeDownFromTheStart(t *testing.T) {
	t.Parallel()
	redistest.Own(t, func(t *testing.T, s *redistest.Server) {
		s.Kill()
		c := open(t, s.URL)
		fails(t, c)
		if err := c.Ping(t.Context()); err == nil {
			t.Error("Ping found a server")
		}
		s.Start()
		recovers(t, c)
		if err := c.Ping(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestQ24_AServerThatWasKilledIsUsedAgain(t *testing.T) {
	t.Parallel()
	redistest.Own(t, func(t *testing.T, s *redistest.Server) {
		c := open(t, s.URL)
		for range 3 {
			set(t, c, "k", 1, "one")
			version(t, c, "k")
			s.Kill()
			fails(t, c)
			s.Start()
			recovers(t, c)
			if got := version(t, c, "k"); got != -1 {
				t.Fatalf("the copy of version %d has outlived the server that could tell of its end", got)
			}
		}
		if n := strings.Count(s.Do("CLIENT", "LIST"), "name=tasklane"); n != 1 {
			t.Errorf("%d connections", n)
		}
	})
}

func TestQ24_AServerThatHangsCostsNextToNothing(t *testing.T) {
	t.Parallel()
	redistest.Own(t, func(t *testing.T, s *redistest.Server) {
		c := open(t, s.URL)
		set(t, c, "k", 1, "one")
		s.Stop()
		fails(t, c) // the first finds out
		began, calls := time.Now(), 0
		for time.Since(began) < 3*time.Second {
			if _, _, _, err := c.Get(t.Context(), fmt.Sprint(calls)); err == nil {
				t.Fatal("a stopped server answers")
			}
			calls++
		}
		if calls < 1000 {
			t.Errorf("%d calls in 3 s: they wait for the server", calls)
		}
		s.Continue()
		recovers(t, c)
	})
}

func TestQ25_AFlushedServerHasNothing(t *testing.T) {
	t.Parallel()
	redistest.Own(t, func(t *testing.T, s *redistest.Server) {
		c := patient(t, s.URL)
		set(t, c, "k", 5, "five")
		if version(t, c, "k") != 5 {
			t.Fatal("not set")
		}
		s.Do("FLUSHALL")
		eventually(t, "the copy goes too", func() bool { return version(t, c, "k") == -1 })
		set(t, c, "k", 1, "one")
	})
}

func TestQ26_AFullServerKeepsNothingThatIsOutOfDate(t *testing.T) {
	t.Parallel()
	redistest.Own(t, func(t *testing.T, s *redistest.Server) {
		copies, plain := patient(t, s.URL), patient(t, s.URL, redis.WithNear(0))
		set(t, copies, "k", 1, "one")
		if version(t, copies, "k") != 1 {
			t.Fatal("not set")
		}
		s.Do("CONFIG", "SET", "maxmemory", "1") // less than it has: no more is taken
		began := time.Now()
		if taken, err := copies.SetIfNewer(t.Context(), "k", 2, []byte("two"), time.Hour); taken || !errors.Is(err, cache.ErrUnavailable) {
			t.Errorf("taken %v, %v", taken, err)
		}
		// A full server refuses reads that leave a copy, too; so it has nothing.
		if _, got, ok, _ := copies.Get(t.Context(), "k"); ok {
			t.Errorf("version %d is still near when it is known that there is a newer one", got)
		}
		if got := version(t, plain, "k"); got != -1 {
			t.Errorf("version %d is still there when it is known that there is a newer one", got)
		}
		if err := copies.Delete(t.Context(), "k"); err != nil {
			t.Errorf("Delete: %v", err)
		}
		if took := time.Since(began); took > bound {
			t.Errorf("it took %s", took)
		}
		s.Do("CONFIG", "SET", "maxmemory", "0")
		recovers(t, copies)
	})
}

func TestQ26_AServerThatEvictsTakesCopiesBack(t *testing.T) {
	t.Parallel()
	redistest.Own(t, func(t *testing.T, s *redistest.Server) {
		here, there := patient(t, s.URL), patient(t, s.URL)
		set(t, here, "k", 1, "one")
		if version(t, here, "k") != 1 {
			t.Fatal("not set")
		}
		for i := 0; version(t, here, "k") == 1; i++ {
			if i > 50_000 {
				t.Fatal("nothing is evicted")
			}
			if _, err := there.SetIfNewer(t.Context(), fmt.Sprint(i), 1, make([]byte, 10_000), time.Hour); err != nil {
				t.Fatal(err)
			}
		}
	}, "--maxmemory", "4mb", "--maxmemory-policy", "allkeys-random")
}

func TestTheEndOfACallersTimeIsTheCallersOwn(t *testing.T) {
	t.Parallel()
	redistest.Own(t, func(t *testing.T, s *redistest.Server) {
		c := open(t, s.URL)
		s.Stop()
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer cancel()
		if _, _, _, err := c.Get(ctx, "k"); !errors.Is(err, context.DeadlineExceeded) || errors.Is(err, cache.ErrUnavailable) {
			t.Errorf("got %v", err)
		}
		s.Continue()
		// It says nothing about the server, which is asked again at once.
		if got := version(t, c, "k"); got != -1 {
			t.Errorf("got version %d", got)
		}
	})
}
