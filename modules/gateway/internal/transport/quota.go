package transport

import (
	"sync"

	"tasklane/modules/gateway/internal/bucket"
)

// quotas bound what one caller may hold open at a time.
type quotas struct {
	connections *counter        // by user
	pending     *counter        // by the client's network
	inits       *bucket.Buckets // by user
}

func newQuotas(o Options) quotas {
	return quotas{
		connections: &counter{most: o.ConnectionsPerUser, counts: map[string]int{}},
		pending:     &counter{most: o.PendingPerClient, counts: map[string]int{}},
		inits:       bucket.New(o.InitsPerSecond, o.ConnectionsPerUser+o.InitsPerSecond),
	}
}

// counter counts what is open per key.
type counter struct {
	most   int
	mu     sync.Mutex
	counts map[string]int
}

func (c *counter) acquire(key string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.counts[key] >= c.most {
		return false
	}
	c.counts[key]++
	return true
}

func (c *counter) release(key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.counts[key]--
	if c.counts[key] <= 0 {
		delete(c.counts, key)
	}
}
