// Package bucket bounds how often each of many callers does something.
package bucket

import (
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Buckets is a token bucket for each key.
type Buckets struct {
	perSecond, burst int

	mu    sync.Mutex
	byKey map[string]*rate.Limiter
	swept time.Time
}

// sweepEvery is how often the buckets of those who have been silent are thrown away: a full one is as good as a new one.
const sweepEvery = time.Minute

// New lets each key take so many tokens a second, and burst of them at once after a silence.
func New(perSecond, burst int) *Buckets {
	return &Buckets{perSecond: perSecond, burst: burst, byKey: map[string]*rate.Limiter{}, swept: time.Now()}
}

// Take takes one of the key's tokens; false: there is none at the moment.
func (b *Buckets) Take(key string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	b.sweep(now)
	one := b.byKey[key]
	if one == nil {
		one = rate.NewLimiter(rate.Limit(b.perSecond), b.burst)
		b.byKey[key] = one
	}
	return one.AllowN(now, 1)
}

func (b *Buckets) sweep(now time.Time) {
	if now.Sub(b.swept) <= sweepEvery {
		return
	}
	b.swept = now
	for key, one := range b.byKey {
		if one.TokensAt(now) >= float64(b.burst) {
			delete(b.byKey, key)
		}
	}
}
