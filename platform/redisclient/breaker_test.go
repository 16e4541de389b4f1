package redisclient

import (
	"testing"
	"testing/synctest"
	"time"
)

func TestABreakerLetsOnePassAfterThePause(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := &breaker{begin: time.Now(), probe: time.Second}
		want := func(when string, passing int) {
			t.Helper()
			passed := 0
			for range 10 {
				if b.passes() {
					passed++
				}
			}
			if passed != passing {
				t.Errorf("%s: %d of 10 pass, want %d", when, passed, passing)
			}
		}
		want("at first", 10)
		b.trip()
		want("once tripped", 0)
		time.Sleep(pause - 1) // the bubble's clock
		want("before the pause is over", 0)
		time.Sleep(time.Nanosecond)
		want("after the pause", 1)
		time.Sleep(pause)
		want("while that one may still be answered", 0)
		time.Sleep(time.Second - pause)
		want("when nothing was heard of it", 1)
		b.trip()
		time.Sleep(pause)
		want("after it was tripped again", 1)
		b.reset()
		want("once reset", 10)
	})
}
