package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"
)

// audience is many subscribers to one project, who note when which event reaches them.
type audience struct {
	site     *site
	began    time.Time
	sockets  []*subscriber
	received [][]receipt

	present atomic.Int64 // subscribers who have received any event
	last    atomic.Int64 // number of the event that is waited for
	reached atomic.Int64 // subscribers who have received it

	listening sync.WaitGroup
	mu        sync.Mutex
	failure   error
}

// openAtOnce is how many sockets are being opened at a time.
const openAtOnce = 32

// gather connects and subscribes everybody. Close must be called in any case.
func gather(ctx context.Context, s *site, subscribers int) (*audience, error) {
	a := &audience{site: s, began: time.Now(), sockets: make([]*subscriber, subscribers), received: make([][]receipt, subscribers)}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(openAtOnce)
	for n := range a.sockets {
		group.Go(func() error {
			one, err := connect(ctx, s.address, s.tokens[n%len(s.tokens)])
			if err != nil {
				return err
			}
			a.sockets[n] = one
			return one.subscribe(ctx, "1", s.live.id, "")
		})
	}
	return a, group.Wait()
}

func (a *audience) close() {
	for _, socket := range a.sockets {
		if socket != nil {
			socket.close()
		}
	}
	a.listening.Wait()
}

// listen begins to note what arrives.
func (a *audience) listen(ctx context.Context) {
	for n := range a.sockets {
		a.listening.Go(func() {
			if err := a.note(ctx, n); ctx.Err() == nil {
				a.mu.Lock()
				defer a.mu.Unlock()
				a.failure = errors.Join(a.failure, err)
			}
		})
	}
}

// note returns when nothing more can be read, and why.
func (a *audience) note(ctx context.Context, n int) error {
	// The socket's own context must not end: the library watches one that can in a goroutine for each message.
	calm := context.WithoutCancel(ctx)
	for {
		message, err := a.sockets[n].receive(calm)
		at := time.Since(a.began)
		if err != nil {
			return err
		}
		seq, err := seqOf(message)
		if err != nil {
			return err
		}
		if len(a.received[n]) == 0 {
			a.present.Add(1)
		}
		a.received[n] = append(a.received[n], receipt{seq, at})
		if seq == a.last.Load() {
			a.reached.Add(1)
		}
	}
}

// assemble has changes made until one has reached everybody, and returns the number of the latest event: what comes
// later must reach all.
func (a *audience) assemble(ctx context.Context, c *connection) (int64, error) {
	for range 20 {
		if err := a.site.touch(ctx, c); err != nil {
			return 0, err
		}
		if a.await(ctx, &a.present, time.Second) {
			return a.site.latest(ctx, c)
		}
		if err := a.failed(); err != nil {
			return 0, err
		}
	}
	return 0, fmt.Errorf("only %d of %d subscribers received an event", a.present.Load(), len(a.sockets))
}

// await waits until the counter has come to everybody, for so long at most.
func (a *audience) await(ctx context.Context, counter *atomic.Int64, within time.Duration) bool {
	began := time.Now()
	for counter.Load() < int64(len(a.sockets)) {
		if time.Since(began) > within || pause(ctx, 5*time.Millisecond) != nil {
			return false
		}
	}
	return true
}

// failed is what went wrong with subscribers so far.
func (a *audience) failed() error {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.failure
}
