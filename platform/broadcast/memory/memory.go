// Package memory is the broadcast of a single process.
package memory

import (
	"bytes"
	"context"
	"slices"
	"sync"
	"sync/atomic"

	"tasklane/platform/broadcast"
)

// DefaultQueue is how many messages a subscriber may be behind before it misses some: about a
// second of a busy project, and small enough that a stuck one costs little.
const DefaultQueue = 1024

// Broadcast delivers within the process. Each subscription has a bounded queue and one goroutine,
// which ends with it.
type Broadcast struct {
	queue   int
	dropped atomic.Int64

	mu       sync.RWMutex
	channels map[string]map[*subscription]struct{}
}

var _ broadcast.Broadcast = (*Broadcast)(nil)

// Option changes how a Broadcast is made.
type Option func(*Broadcast)

// WithQueue sets how many messages a subscriber may be behind; at least 1.
func WithQueue(messages int) Option {
	return func(b *Broadcast) { b.queue = max(messages, 1) }
}

// New makes a broadcast without subscribers.
func New(options ...Option) *Broadcast {
	b := &Broadcast{queue: DefaultQueue, channels: map[string]map[*subscription]struct{}{}}
	for _, o := range options {
		o(b)
	}
	return b
}

// Publish implements broadcast.Broadcast. It fails only when ctx has ended.
func (b *Broadcast) Publish(ctx context.Context, channel string, payload []byte) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	// The read lock is held while queueing, which never blocks: so a subscriber that was there when
	// Publish began is offered the message, and one whose unsubscribe has returned is not.
	b.mu.RLock()
	defer b.mu.RUnlock()
	for s := range b.channels[channel] {
		// One copy each: subscribers share nothing, just as they would not across a network.
		if !s.offer(bytes.Clone(payload)) {
			b.dropped.Add(1)
		}
	}
	return nil
}

// Listened implements broadcast.Broadcast. It fails only when ctx has ended.
func (b *Broadcast) Listened(ctx context.Context, channels ...string) ([]string, error) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return slices.DeleteFunc(slices.Clone(channels), func(channel string) bool { return len(b.channels[channel]) == 0 }), ctx.Err()
}

// Subscribe implements broadcast.Broadcast. It fails only when ctx has ended.
func (b *Broadcast) Subscribe(ctx context.Context, channel string, hear func(payload []byte), missed func()) (unsubscribe func(), err error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	s := newSubscription(b.queue, hear, missed)
	b.mu.Lock()
	if b.channels[channel] == nil {
		b.channels[channel] = map[*subscription]struct{}{}
	}
	b.channels[channel][s] = struct{}{}
	b.mu.Unlock()

	go s.deliver()
	return sync.OnceFunc(func() { b.remove(channel, s) }), nil
}

// Missed tells every subscriber that messages may have been missed. It is for an adapter that brings
// messages from elsewhere and has this one deliver them.
func (b *Broadcast) Missed() {
	b.mu.RLock()
	defer b.mu.RUnlock()
	for _, subscriptions := range b.channels {
		for s := range subscriptions {
			s.miss()
		}
	}
}

// Dropped counts the messages that were not delivered because a subscriber was too far behind.
func (b *Broadcast) Dropped() int64 { return b.dropped.Load() }

func (b *Broadcast) remove(channel string, s *subscription) {
	b.mu.Lock()
	delete(b.channels[channel], s)
	if len(b.channels[channel]) == 0 {
		delete(b.channels, channel)
	}
	b.mu.Unlock()
	close(s.ended)
}
