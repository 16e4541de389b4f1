package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"time"
)

// fanOut is many subscribers who look at one project while somebody works there.
type fanOut struct {
	subscribers int
	events      int
	every       time.Duration // between two events
}

type fanOutResult struct {
	subscribers, events int
	took                sample        // from just before a change is sent to its event's receipt, over all subscribers
	rate                float64       // changes a second that were made
	changed             time.Duration // median of the changes themselves
	lost, repeated      int           // an event out of order counts as lost
	cpuPerThousand      float64       // CPU seconds of all processes for 1,000 deliveries
	loadPerThousand     float64       // the same of this process, which receives them
	perSubscriber       float64       // KiB of resident memory for each while nothing happens
	firstError          error
}

const deliverWithin = 20 * time.Second

// run measures one fan-out on the site's live project. Memory is read when nothing has happened for the rest.
func (f fanOut) run(ctx context.Context, s *site, i *installation, rest time.Duration) (result fanOutResult, err error) {
	settle(ctx, i)
	if err := pause(ctx, rest); err != nil {
		return result, err
	}
	before := i.resident()
	open, cancel := context.WithCancel(ctx)
	a, err := gather(open, s, f.subscribers)
	defer a.close()
	defer cancel() // so that the readers take the end of their sockets for what it is
	if err != nil {
		return result, fmt.Errorf("opening %d subscriptions: %w", f.subscribers, err)
	}
	settle(ctx, i)
	if err := pause(ctx, rest); err != nil {
		return result, err
	}
	result = fanOutResult{
		subscribers: f.subscribers, events: f.events,
		perSubscriber: (i.resident() - before) * 1024 / float64(f.subscribers),
	}
	a.listen(open)
	c, err := dial(ctx, s.address, s.tokens[0])
	if err != nil {
		return result, err
	}
	defer c.close()
	base, err := a.assemble(ctx, c)
	if err != nil {
		return result, err
	}
	settle(ctx, i)

	a.last.Store(base + int64(f.events))
	cpu, load, began := i.cpu(), cpuOf(os.Getpid()), time.Now()
	sent, changes, err := f.work(ctx, s, c, a.began)
	if err != nil {
		return result, err
	}
	result.rate, result.changed = float64(f.events)/time.Since(began).Seconds(), changes.p50()
	a.await(ctx, &a.reached, deliverWithin)
	thousands := float64(f.events*f.subscribers) / 1_000
	result.cpuPerThousand, result.loadPerThousand = (i.cpu()-cpu)/thousands, (cpuOf(os.Getpid())-load)/thousands
	result.firstError = a.failed()
	cancel()
	a.close()
	for _, received := range a.received {
		t := count(received, base, sent)
		result.took.add(t.took...)
		result.lost += t.lost + t.disordered
		result.repeated += t.repeated
	}
	return result, ctx.Err()
}

// work makes the changes at their pace, one at a time, so that the events are numbered in the order of sending.
func (f fanOut) work(ctx context.Context, s *site, c *connection, began time.Time) (sent []time.Duration, took sample, err error) {
	tick := time.NewTicker(f.every)
	defer tick.Stop()
	for range f.events {
		select {
		case <-tick.C:
		case <-ctx.Done():
			return nil, took, ctx.Err()
		}
		at := time.Since(began)
		sent = append(sent, at)
		if err := s.touch(ctx, c); err != nil {
			return nil, took, err
		}
		took.add(time.Since(began) - at)
	}
	return sent, took, nil
}

// touch changes the title of the live project's task: one event.
func (s *site) touch(ctx context.Context, c *connection) error {
	title := "Changed at turn " + strconv.FormatInt(s.live.turns.Add(1), 10)
	return api{c}.do(ctx, `mutation($input: UpdateTaskInput!) { updateTask(input: $input) { task { id version } } }`,
		object{"input": object{"id": s.live.tasks[0], "title": title}}, nil)
}

// latest is the number of the live project's latest event.
func (s *site) latest(ctx context.Context, c *connection) (int64, error) {
	var found struct {
		Project struct {
			Events struct{ Nodes []struct{ Seq int64 } }
		}
	}
	err := api{c}.do(ctx, `query($id: ID!) { project(id: $id) { events(last: 1) { nodes { seq } } } }`, object{"id": s.live.id}, &found)
	if err != nil {
		return 0, err
	}
	if len(found.Project.Events.Nodes) != 1 {
		return 0, fmt.Errorf("the live project has no events")
	}
	return found.Project.Events.Nodes[0].Seq, nil
}
