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
	// A lane that is full drops: both receivers heal themselves from the log. For open boards that is the slower way. A push
	// is a transaction for each event, and who reads the log takes many in one: when several wait, that is the quicker way.
	announcerLane, pusherLane = 1024, 16
	// One event is given up after this long.
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
	deliver func(ctx context.Context, p parcel) error
	logger  *slog.Logger
	seed    maphash.Seed
	queues  [lanes]chan parcel
	running atomic.Bool
	dropped atomic.Int64
}

func newRelay(name string, lane int, level slog.Level, deliver func(context.Context, parcel) error, logger *slog.Logger) *relay {
	r := &relay{name: name, level: level, deliver: deliver, logger: logger, seed: maphash.MakeSeed()}
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
					r.one(ctx, p)
				}
			}
		})
	}
	running.Wait()
}

func (r *relay) one(ctx context.Context, p parcel) {
	ctx, cancel := context.WithTimeout(p.origin.Resume(ctx), relayTimeout)
	defer cancel()
	err := r.deliver(ctx, p)
	if errors.Is(err, broadcast.ErrUnavailable) || errors.Is(err, cache.ErrUnavailable) {
		return // which the log says already
	}
	if err != nil && ctx.Err() != context.Canceled {
		r.logger.Warn("an event did not get through; the log brings it",
			slog.String("relay", r.name), slog.String("event", p.event.ID), slog.Any("error", err))
	}
}

// announceTo first refreshes the cache, so that whoever hears of the event finds the task in it.
func announceTo(b broadcast.Broadcast, c cache.Cache) func(context.Context, parcel) error {
	return func(ctx context.Context, p parcel) error {
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
}

func pushTo(pusher Pusher) func(context.Context, parcel) error {
	return func(ctx context.Context, p parcel) error { return pusher.Push(asModule(ctx), p.event) }
}
