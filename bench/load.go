package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// load is a closed loop: so many connections, each of which sends its next request once it has its answer.
type load struct {
	address       string
	tokens        []string // connection n speaks for the user of token n, beginning anew at the end
	connections   int
	warm, measure time.Duration
	// bodies makes the requests of one connection, one at each call, into the buffer.
	bodies func(connection int) func(buffer []byte) []byte
}

// loadResult is what a load met with. Answers count when their request was sent after the warm-up.
type loadResult struct {
	work           workload
	connections    int
	sent           int     // with those of the warm-up
	rate           float64 // answers a second
	took           sample
	errors         int
	firstError     error
	cpuPerThousand float64 // CPU seconds of all processes for 1,000 requests, with what it does afterwards because of them
	backlog        time.Duration
}

// run sends until warm-up and measurement are over.
func (l load) run(ctx context.Context) (loadResult, error) {
	connections := make([]*connection, l.connections)
	for n := range connections {
		c, err := dial(ctx, l.address, l.tokens[n%len(l.tokens)])
		if err != nil {
			return loadResult{}, err
		}
		defer c.close()
		connections[n] = c
	}
	var (
		began  = time.Now()
		after  = began.Add(l.warm)
		until  = after.Add(l.measure)
		group  sync.WaitGroup
		mu     sync.Mutex
		result = loadResult{connections: l.connections}
	)
	for n, c := range connections {
		next := l.bodies(n)
		group.Go(func() {
			one := drive(ctx, c, next, after, until)
			mu.Lock()
			defer mu.Unlock()
			result.took.add(one.took.all...)
			result.errors += one.errors
			if result.firstError == nil {
				result.firstError = one.firstError
			}
			result.sent += one.sent
		})
	}
	group.Wait()
	result.rate = float64(result.took.count()) / max(time.Since(after), l.measure).Seconds()
	return result, ctx.Err()
}

type driven struct {
	sent, errors int
	took         sample
	firstError   error
}

// drive is the loop of one connection. A connection whose requests fail does not spin: it pauses a little.
func drive(ctx context.Context, c *connection, next func([]byte) []byte, after, until time.Time) (d driven) {
	var buffer []byte
	for ctx.Err() == nil {
		buffer = next(buffer[:0])
		at := time.Now()
		if at.After(until) {
			break
		}
		answer, err := c.post(ctx, buffer)
		took := time.Since(at)
		if err == nil {
			err = refused(answer)
		}
		d.sent++
		if err != nil {
			d.errors++
			if d.firstError == nil {
				d.firstError = err
			}
			_ = pause(ctx, 10*time.Millisecond) // the loop asks ctx itself
			continue
		}
		if at.After(after) {
			d.took.add(took)
		}
	}
	return d
}

// under runs the load against an installation and reads what it cost its processes, up to the moment in which the work that
// it put off is done.
func (l load) under(ctx context.Context, i *installation) (loadResult, error) {
	before := i.cpu()
	result, err := l.run(ctx)
	if err != nil {
		return result, fmt.Errorf("%d connections: %w", l.connections, err)
	}
	result.backlog = settle(ctx, i)
	if result.sent > 0 {
		result.cpuPerThousand = (i.cpu() - before) / float64(result.sent) * 1_000
	}
	return result, nil
}
