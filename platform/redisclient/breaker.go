package redisclient

import (
	"sync/atomic"
	"time"
)

// pause is how long calls fail at once after one that was not answered: short beside what people notice, and long beside
// what a call may wait, so that a server that hangs costs its callers next to nothing.
const pause = 500 * time.Millisecond

// breaker lets calls pass while the server answers. Once tripped it lets none pass for the pause, and then one, by
// whose outcome it is tripped again or reset.
type breaker struct {
	begin time.Time     // what times are counted from
	probe time.Duration // how long the one that may pass can take

	until atomic.Int64 // nanoseconds after begin until which none passes; 0: all do
}

func (b *breaker) passes() bool {
	until := b.until.Load()
	if until == 0 {
		return true
	}
	now := time.Since(b.begin)
	return int64(now) >= until && b.until.CompareAndSwap(until, int64(now+b.probe))
}

func (b *breaker) trip() { b.until.Store(int64(time.Since(b.begin) + pause)) }

func (b *breaker) reset() {
	if b.until.Load() != 0 { // which is cheaper than to write what is there
		b.until.Store(0)
	}
}
