package local

import (
	"context"
	"sync"
	"time"
)

// state is where a stream is between being nudged and being read to its end. A stream that the queue
// does not know is idle.
type state uint8

const (
	idle state = iota
	// queued: waits for a worker.
	queued
	// working: a worker has it.
	working
	// workingAgain: a worker has it, and it was nudged meanwhile.
	workingAgain
	// parked: waits for its time to come; nudges change nothing.
	parked
)

// queue is which streams are to be read, each at most once, however often it is nudged: it never
// holds more than there are streams.
type queue struct {
	mu      sync.Mutex
	changed *sync.Cond
	waiting []string
	states  map[string]state
}

func newQueue() *queue {
	q := &queue{states: map[string]state{}}
	q.changed = sync.NewCond(&q.mu)
	return q
}

// push asks for the stream to be read.
func (q *queue) push(stream string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	switch q.states[stream] {
	case idle:
		q.enqueue(stream)
	case working:
		q.states[stream] = workingAgain
	case queued, workingAgain, parked:
	}
}

// busy says that a worker has the stream, or is going to.
func (q *queue) busy(stream string) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.states[stream] != idle
}

func (q *queue) enqueue(stream string) {
	q.states[stream] = queued
	q.waiting = append(q.waiting, stream)
	q.changed.Signal()
}

// next waits for a stream and gives it to the caller, who must call done or park with it. ok is false
// when ctx has ended.
func (q *queue) next(ctx context.Context) (stream string, ok bool) {
	stop := context.AfterFunc(ctx, func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.changed.Broadcast()
	})
	defer stop()
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.waiting) == 0 && ctx.Err() == nil {
		q.changed.Wait()
	}
	if ctx.Err() != nil {
		return "", false
	}
	stream = q.waiting[0]
	q.waiting = q.waiting[1:]
	q.states[stream] = working
	return stream, true
}

// done gives a stream back; more puts it at the end of the queue, as a nudge meanwhile does.
func (q *queue) done(stream string, more bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if more || q.states[stream] == workingAgain {
		q.enqueue(stream)
		return
	}
	delete(q.states, stream)
}

// park gives a stream back and queues it after a while, not earlier.
func (q *queue) park(stream string, wait time.Duration) {
	q.mu.Lock()
	q.states[stream] = parked
	q.mu.Unlock()
	time.AfterFunc(wait, func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.enqueue(stream)
	})
}
