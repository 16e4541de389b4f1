package redis_test

import (
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"tasklane/platform/broadcast"
	"tasklane/platform/broadcast/redis"
	"tasklane/platform/redisclient/redistest"
)

// bound is what a call may take when the server does not answer, with what a busy machine adds.
const bound = 3 * time.Second

// fails wants Publish to say, within the bound, that nobody carries messages.
func fails(t *testing.T, d *door) {
	t.Helper()
	began := time.Now()
	if err := d.Publish(t.Context(), "c", nil); !errors.Is(err, broadcast.ErrUnavailable) {
		t.Errorf("Publish: %v", err)
	}
	if took := time.Since(began); took > bound {
		t.Errorf("Publish took %s", took)
	}
}

// arrives publishes until it is heard: the connection for publishing comes back in its own time.
func arrives(t *testing.T, d *door, e *ear, channel, word string) {
	t.Helper()
	began := time.Now()
	eventually(t, "messages are published", func() bool { return d.Publish(t.Context(), channel, []byte(word)) == nil })
	e.hear(t, word)
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("it took %s", took)
	}
}

func TestQ23_TheServerMayBeDownFromTheStart(t *testing.T) {
	t.Parallel()
	redistest.Own(t, func(t *testing.T, s *redistest.Server) {
		s.Kill()
		d := open(t, s.URL)
		fails(t, d)
		first := listen(t, d, "first") // it waits for the try that fails
		began := time.Now()
		for i := range 100 {
			listen(t, d, fmt.Sprint(i))
		}
		if took := time.Since(began); took > bound {
			t.Errorf("100 subscriptions took %s", took)
		}
		if err := d.Ping(t.Context()); err == nil {
			t.Error("Ping found a server")
		}
		s.Start()
		first.hole(t)
		arrives(t, d, first, "first", "hello")
		late := listen(t, d, "late")
		publish(t, d, "late", "hello")
		late.hear(t, "hello")
		if len(late.holes) > 0 || len(first.holes) > 0 {
			t.Error("a hole is told that there is not")
		}
		if err := d.Ping(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestQ24_AServerThatWasKilledIsUsedAgain(t *testing.T) {
	t.Parallel()
	redistest.Own(t, func(t *testing.T, s *redistest.Server) {
		d := open(t, s.URL)
		e := listen(t, d, "c")
		for range 3 {
			publish(t, d, "c", "before")
			e.hear(t, "before")
			s.Kill()
			fails(t, d)
			s.Start()
			e.hole(t)
			arrives(t, d, e, "c", "after")
		}
	})
}

func TestQ24_AServerThatHangsHoldsUpNobodyForLong(t *testing.T) {
	t.Parallel()
	redistest.Own(t, func(t *testing.T, s *redistest.Server) {
		d := open(t, s.URL)
		e := listen(t, d, "c")
		s.Stop()
		fails(t, d) // it finds out
		began := time.Now()
		for range 1000 {
			if err := d.Publish(t.Context(), "c", nil); err == nil {
				t.Fatal("a stopped server answers")
			}
		}
		if took := time.Since(began); took > bound {
			t.Errorf("1000 messages took %s", took)
		}
		began = time.Now()
		while := listen(t, d, "while")
		if took := time.Since(began); took > bound {
			t.Errorf("subscribing took %s", took)
		}
		eventually(t, "the server is known to be away", func() bool {
			began := time.Now()
			listen(t, d, "again").leave()
			return time.Since(began) < 100*time.Millisecond
		})
		s.Continue()
		for _, one := range []*ear{e, while} {
			one.hole(t)
		}
		arrives(t, d, e, "c", "after")
		arrives(t, d, while, "while", "after")
	})
}

// stands counts the connections that stand, and how often one was made.
type stands struct{ now, made atomic.Int64 }

func (s *stands) Listening(stands bool) {
	if stands {
		s.now.Add(1)
		s.made.Add(1)
	} else {
		s.now.Add(-1)
	}
}

func TestQ24_LostConnectionsLeaveNothingBehind(t *testing.T) {
	redistest.Own(t, func(t *testing.T, s *redistest.Server) {
		before := runtime.NumGoroutine()
		seen := &stands{}
		d := patient(t, s.URL, redis.WithObserver(seen))
		var ears []*ear
		for i := range 50 {
			ears = append(ears, listen(t, d, fmt.Sprint(i)))
		}
		running := runtime.NumGoroutine()
		const cuts = 8
		for range cuts {
			if n := d.cut(t); n != 1 {
				t.Fatalf("%d connections for messages", n)
			}
			for _, e := range ears {
				e.hole(t)
			}
		}
		for i, e := range ears {
			publish(t, d, fmt.Sprint(i), "still here")
			e.hear(t, "still here")
		}
		eventually(t, "no more goroutines than before", func() bool { return runtime.NumGoroutine() <= running })
		if seen.now.Load() != 1 || seen.made.Load() != cuts+1 {
			t.Errorf("%d connections stand, %d were made", seen.now.Load(), seen.made.Load())
		}
		for _, e := range ears {
			e.leave()
		}
		d.Close()
		d.Close()
		if seen.now.Load() != 0 {
			t.Error("a connection stands after Close")
		}
		began := time.Now()
		listen(t, d, "closed").leave()
		fails(t, d)
		if took := time.Since(began); took > bound {
			t.Errorf("using a closed broadcast took %s", took)
		}
		eventually(t, "the server has no connections", func() bool {
			_, all := d.lines(t)
			return len(all) == 0
		})
		eventually(t, "the goroutines are gone", func() bool { return runtime.NumGoroutine() <= before })
	})
}

func TestClosingDoesNotWaitForAServerThatHangs(t *testing.T) {
	t.Parallel()
	redistest.Own(t, func(t *testing.T, s *redistest.Server) {
		d := open(t, s.URL)
		listen(t, d, "c")
		s.Stop()
		began := time.Now()
		d.Close()
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("it took %s", took)
		}
	})
}
