package redis

import (
	"context"
	"sync"
)

// channels says which channels somebody here listens to, and which of them the server sends. Those who subscribe
// wait here for the feed, which is the only one that talks to the server.
type channels struct {
	mu sync.Mutex
	// wanted has the channels with subscribers.
	wanted map[string]*channel
	// changed are channels to look at: they have become wanted, or unwanted.
	changed map[string]struct{}
	// away is closed while the last try to connect has failed.
	away chan struct{}
	// hole says that a subscriber has gone on without the server, or has been cut off from it.
	hole bool
	// work is signalled when something has changed.
	work chan struct{}
}

type channel struct {
	holders int
	sent    chan struct{} // closed while the server sends it
}

func newChannels() *channels {
	return &channels{
		wanted: map[string]*channel{}, changed: map[string]struct{}{},
		away: make(chan struct{}), work: make(chan struct{}, 1),
	}
}

// join holds a channel and waits until the server sends it, is known to be away, or ctx ends. In the latter cases its
// subscribers are told of a hole when the server sends it at last.
func (c *channels) join(ctx context.Context, name string) {
	c.mu.Lock()
	ch := c.wanted[name]
	if ch == nil {
		ch = &channel{sent: make(chan struct{})}
		c.wanted[name] = ch
		c.change(name)
	}
	ch.holders++
	sent, away := ch.sent, c.away
	c.mu.Unlock()

	select {
	case <-sent:
		return
	case <-away:
	case <-ctx.Done():
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if !closed(ch.sent) {
		c.hole = true
	}
}

// leave lets go of a channel.
func (c *channels) leave(name string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	ch := c.wanted[name]
	if ch.holders--; ch.holders == 0 {
		delete(c.wanted, name)
		c.change(name)
	}
}

func (c *channels) change(name string) {
	c.changed[name] = struct{}{}
	select {
	case c.work <- struct{}{}:
	default:
	}
}

// any says whether anything is wanted.
func (c *channels) any() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.wanted) > 0
}

// deaf says that something is wanted and the server is away.
func (c *channels) deaf() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.wanted) > 0 && closed(c.away)
}

// changes takes what has changed: the channels that are wanted now, and those that are not any more.
func (c *channels) changes() (wanted, unwanted []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for name := range c.changed {
		if c.wanted[name] != nil {
			wanted = append(wanted, name)
		} else {
			unwanted = append(unwanted, name)
		}
	}
	clear(c.changed)
	return wanted, unwanted
}

// connected notes that the server sends these channels. It is true when that was the last of a hole: all that are
// wanted are sent now.
func (c *channels) connected(names []string) (over bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, name := range names {
		// One that nobody wants any more has changed again, and is dropped in the next round.
		if ch := c.wanted[name]; ch != nil && !closed(ch.sent) {
			close(ch.sent)
		}
	}
	if closed(c.away) {
		c.away = make(chan struct{})
	}
	if !c.hole || len(c.changed) > 0 {
		return false
	}
	c.hole = false
	return true
}

// disconnected notes that the server sends nothing any more.
func (c *channels) disconnected() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for name, ch := range c.wanted {
		if closed(ch.sent) {
			ch.sent = make(chan struct{})
			c.hole = true
		}
		c.changed[name] = struct{}{}
	}
}

// unreachable notes that the server could not be reached: nobody waits for it.
func (c *channels) unreachable() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !closed(c.away) {
		close(c.away)
	}
}

func closed(c chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}
