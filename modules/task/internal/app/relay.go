package app

import (
	"context"
	"encoding/json"
	"errors"
	"hash/maphash"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"tasklane/modules/task"
	"tasklane/platform/broadcast"
	"tasklane/platform/cache"
	"tasklane/platform/telemetry"
)

const (
	// Events of one project go through one lane, so that they arrive in order; a slow receiver holds up only
	// the projects of its lane.
	lanes = 4
	// A lane that is full drops: both receivers heal themselves from the log. For open boards that is the slower way.
	announcerLane, pusherLane = 1024, 256
	// pushGather is how long a push waits for others to go with: what goes together is one call and one transaction. Nobody
	// sees by a twentieth of a second when something has come into an inbox.
	pushGather = 50 * time.Millisecond
	// What is carried at once is given up after this long.
	relayTimeout = 2 * time.Second
	// How long a task stays in the cache.
	taskTTL = 60 * time.Second
)

// parcel is what a change leaves for others: an event, and the task as it is after it.
type parcel struct {
	event task.Event
	task  *cachedTask
	// origin is the trace of the change.
	origin telemetry.Origin
}

// cachedTask is the cache's next value of a task; no value is a tombstone. drop takes out what is there.
type cachedTask struct {
	id      string
	version int64
	value   []byte
	drop    bool
}

func (t *cachedTask) put(ctx context.Context, c cache.Cache) error {
	if t.drop {
		return c.Delete(ctx, task.CacheKey(t.id))
	}
	_, err := c.SetIfNewer(ctx, task.CacheKey(t.id), t.version, t.value, taskTTL)
	return err
}

// relay carries parcels to a receiver, in order per project, without ever making a change wait.
type relay struct {
	name    string
	level   slog.Level // of telling that events are dropped
	gather  time.Duration
	deliver func(ctx context.Context, parcels []parcel) error
	logger  *slog.Logger
	seed    maphash.Seed
	queues  [lanes]chan parcel
	running atomic.Bool
	dropped atomic.Int64
}

// newRelay makes a relay whose lanes hold so many parcels. It delivers one at a time, or with a gather what comes within
// that time of the first.
func newRelay(
	name string, lane int, gather time.Duration, level slog.Level, deliver func(context.Context, []parcel) error, logger *slog.Logger,
) *relay {
	r := &relay{name: name, level: level, gather: gather, deliver: deliver, logger: logger, seed: maphash.MakeSeed()}
	for i := range r.queues {
		r.queues[i] = make(chan parcel, lane)
	}
	return r
}

// offer queues a parcel, or drops it when the lane is full. While the relay does not run, as in a command that works on
// the data and ends, there is nobody to deliver to.
func (r *relay) offer(p parcel) {
	if !r.running.Load() {
		return
	}
	lane := maphash.String(r.seed, p.event.ProjectID) % lanes
	select {
	case r.queues[lane] <- p:
		r.caughtUp()
	default:
		if r.dropped.Add(1) == 1 {
			r.tell("events are dropped; the log brings them", slog.String("first", p.event.ID))
		}
	}
}

// caughtUp tells the end of a flood once: a line for each drop would be a flood of its own.
func (r *relay) caughtUp() {
	if r.dropped.Load() == 0 {
		return
	}
	if n := r.dropped.Swap(0); n > 0 {
		r.tell("events are taken again", slog.Int64("dropped", n))
	}
}

func (r *relay) tell(what string, more slog.Attr) {
	r.logger.LogAttrs(context.Background(), r.level, what, slog.String("relay", r.name), more) //nolint:forbidigo // of no request
}

// run delivers until ctx ends.
func (r *relay) run(ctx context.Context) {
	r.running.Store(true)
	defer r.running.Store(false)
	var running sync.WaitGroup
	for _, queue := range r.queues {
		running.Go(func() {
			for {
				select {
				case <-ctx.Done():
					return
				case p := <-queue:
					r.carry(ctx, r.gathered(p, queue))
				}
			}
		})
	}
	running.Wait()
}

// gathered is a parcel with those that go with it.
func (r *relay) gathered(first parcel, queue <-chan parcel) []parcel {
	parcels := []parcel{first}
	if r.gather == 0 {
		return parcels
	}
	time.Sleep(r.gather)
	for {
		select {
		case p := <-queue:
			parcels = append(parcels, p)
		default:
			return parcels
		}
	}
}

// carry delivers parcels, in the trace of the first.
func (r *relay) carry(ctx context.Context, parcels []parcel) {
	ctx, cancel := context.WithTimeout(parcels[0].origin.Resume(ctx), relayTimeout)
	defer cancel()
	err := r.deliver(ctx, parcels)
	if errors.Is(err, broadcast.ErrUnavailable) || errors.Is(err, cache.ErrUnavailable) {
		return // which the log says already
	}
	if err != nil && ctx.Err() != context.Canceled {
		r.logger.Warn("events did not get through; the log brings them", slog.String("relay", r.name),
			slog.String("first", parcels[0].event.ID), slog.Int("events", len(parcels)), slog.Any("error", err))
	}
}

// announceTo first refreshes the cache, so that whoever hears of the event finds the task in it.
func announceTo(b broadcast.Broadcast, c cache.Cache) func(context.Context, []parcel) error {
	return func(ctx context.Context, parcels []parcel) error {
		var failures []error
		for _, p := range parcels {
			failures = append(failures, p.announce(ctx, b, c))
		}
		return errors.Join(failures...)
	}
}

func (p parcel) announce(ctx context.Context, b broadcast.Broadcast, c cache.Cache) error {
	var uncached error
	if t := p.task; t != nil {
		uncached = t.put(ctx, c)
	}
	payload, err := json.Marshal(p.event)
	if err != nil {
		return err
	}
	if err := b.Publish(ctx, task.Channel(p.event.ProjectID), payload); err != nil {
		return err
	}
	return uncached
}

func pushTo(pusher Pusher) func(context.Context, []parcel) error {
	return func(ctx context.Context, parcels []parcel) error {
		events := make([]task.Event, len(parcels))
		for i, p := range parcels {
			events[i] = p.event
		}
		return pusher.PushAll(asModule(ctx), events)
	}
}
