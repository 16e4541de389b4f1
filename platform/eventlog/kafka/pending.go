package kafka

import (
	"context"
	"sync"
)

// pending is the streams that somebody has named, each once, in the order of their first naming: it never holds more
// than there are streams.
type pending struct {
	mu      sync.Mutex
	known   map[string]bool
	streams []string
	news    chan struct{} // holds one when there may be streams
}

func newPending() *pending {
	return &pending{known: map[string]bool{}, news: make(chan struct{}, 1)}
}

func (p *pending) add(streams ...string) {
	p.mu.Lock()
	for _, s := range streams {
		if !p.known[s] {
			p.known[s] = true
			p.streams = append(p.streams, s)
		}
	}
	waiting := len(p.streams) > 0
	p.mu.Unlock()
	if waiting {
		select {
		case p.news <- struct{}{}:
		default:
		}
	}
}

// wait returns when there may be streams; false is the end of ctx.
func (p *pending) wait(ctx context.Context) bool {
	select {
	case <-p.news:
		return ctx.Err() == nil
	case <-ctx.Done():
		return false
	}
}

// take gives all of them to the caller.
func (p *pending) take() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	taken := p.streams
	p.streams = nil
	clear(p.known)
	return taken
}
