package database

import (
	"context"
	"errors"
	"sync"
)

// queues has a queue for each lock that somebody of this process holds or waits for.
type queues struct {
	begin func(ctx context.Context) (shared, error)
	waits waits
	mu    sync.Mutex
	all   map[string]*queue
}

// queue is where writers stand who need the same lock, in the order in which they came.
type queue struct {
	// turn holds the open group, nil when none is open; whoever has taken it out works.
	turn chan *group
	// users is how many stand here or work.
	users int
}

func newQueues(begin func(ctx context.Context) (shared, error)) *queues {
	return &queues{begin: begin, all: map[string]*queue{}}
}

// join waits for its turn, and goes on in the open transaction or begins one.
func (q *queues) join(ctx context.Context, lock string) (transaction, error) {
	m, err := q.enter(lock).join(ctx, q)
	if err != nil {
		q.leave(lock)
		return nil, err
	}
	return &visit{transaction: m, leave: sync.OnceFunc(func() { q.leave(lock) })}, nil
}

func (q *queues) enter(lock string) *queue {
	q.mu.Lock()
	defer q.mu.Unlock()
	one := q.all[lock]
	if one == nil {
		one = &queue{turn: make(chan *group, 1)}
		one.turn <- nil
		q.all[lock] = one
	}
	one.users++
	return one
}

func (q *queues) leave(lock string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.all[lock].users--; q.all[lock].users == 0 {
		delete(q.all, lock)
	}
}

// visit is a transaction that needs a queue until its end.
type visit struct {
	transaction
	leave func()
}

// rollback is called at the end of every transaction.
func (v *visit) rollback() error {
	defer v.leave()
	return v.transaction.rollback()
}

func (q *queue) join(ctx context.Context, all *queues) (*member, error) {
	g, err := q.wait(ctx, &all.waits)
	if err != nil {
		return nil, err
	}
	if g != nil && g.members >= mostMembers {
		g.commit(ctx)
		g = nil
	}
	if g != nil {
		m := &member{shared: g.tx, group: g, queue: q}
		if err := g.tx.savepoint(); err != nil {
			return nil, errors.Join(err, m.rollback())
		}
		return m, nil
	}
	tx, err := all.begin(ctx)
	if err != nil {
		q.turn <- nil
		return nil, err
	}
	g = &group{tx: tx, decided: make(chan struct{})}
	return &member{shared: tx, group: g, queue: q, first: true}, nil
}

// wait waits for the turn, and takes it.
func (q *queue) wait(ctx context.Context, w *waits) (*group, error) {
	select {
	case g := <-q.turn:
		return g, nil
	default:
	}
	defer w.begin()()
	select {
	case g := <-q.turn:
		return g, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
