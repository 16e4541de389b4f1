package tcp

import "sync"

// How much is repeated: a burst when a connection breaks, and in the long run a fifth of what goes well. When nothing
// goes well, repeating everything would only double the load of whoever is struggling.
const (
	maxCredit = 20.0
	earned    = 0.2
)

// credit is what a peer may spend on repeating calls.
type credit struct {
	mu   sync.Mutex
	left float64
}

func newCredit() *credit { return &credit{left: maxCredit} }

func (c *credit) earn() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.left = min(c.left+earned, maxCredit)
}

func (c *credit) spend() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.left < 1 {
		return false
	}
	c.left--
	return true
}
