package database

import (
	"context"
	"errors"
)

// Writers that wait for each other anyway share one commit. Each does its work under a savepoint of its own, one
// after the other in one transaction, and passes it on to whoever waits; a writer that is done queues behind them, and
// the first whose turn comes again commits for all. Nobody is told of success before that commit, and one writer's
// failure takes back that writer's work only.
//
// On SQLite these are all writers: a commit writes every page that was touched, most of them the same pages again, the
// last leaf of each index. On PostgreSQL they are those that lock the same row: the row is locked once for all of
// them, and they wait once for the disk.

// shared is a transaction that several writers work in, one after the other. Errors of savepoint, keep and takeBack mean
// that it is of no more use.
type shared interface {
	transaction
	// savepoint begins the part of a writer; keep ends it, takeBack undoes it.
	savepoint() error
	keep() error
	// takeBack returns errUndone when it was an earlier writer's part that has failed.
	takeBack() error
}

// mostMembers bounds a group: beyond 64 savepoints that have written something PostgreSQL keeps the list of them on disk.
const mostMembers = 50

// group is the writers of one transaction.
type group struct {
	tx      shared
	members int           // whose work is in it
	told    []func()      // what they have for the moment after the commit
	decided chan struct{} // closed when it is known what became of it
	unknown bool
	err     error
}

// errUndone says that the transaction of all was undone because of one: a full disk, a lost connection, an interrupted
// statement. The others run again.
var errUndone = errors.New("database: another writer's failure has undone the transaction")

// member is one writer's part of a group.
type member struct {
	shared
	group *group
	queue *queue
	// first has no savepoint: before it there is nothing that should stay.
	first, done bool
}

// commit waits until the group's transaction is committed. It is not cancelled half-way: it takes no longer than those
// who came before.
func (m *member) commit(ctx context.Context, committed func()) (unknown bool, err error) {
	if !m.first {
		if err := m.keep(); err != nil {
			return false, err // rollback follows
		}
	}
	m.done = true
	m.group.members++
	m.group.told = append(m.group.told, committed)
	return m.settled(ctx)
}

// settled passes the transaction on and waits until it is known what became of it.
func (m *member) settled(ctx context.Context) (unknown bool, err error) {
	m.queue.turn <- m.group
	for {
		select {
		case <-m.group.decided:
			return m.group.unknown, m.group.err
		case g := <-m.queue.turn:
			if g == m.group {
				g.commit(ctx)
				g = nil
			}
			m.queue.turn <- g
		}
	}
}

// rollback takes back this writer's work. What others have done stays and is committed first: this writer may have
// failed because of it, and must not say so while nobody else can see why.
func (m *member) rollback() error {
	if m.done {
		return nil
	}
	m.done = true
	var err error
	if !m.first {
		if err = m.takeBack(); err == nil {
			_, err = m.settled(context.Background()) //nolint:forbidigo // the group is of several callers
			return err
		}
	}
	m.group.undo()
	m.queue.turn <- nil
	if errors.Is(err, errUndone) {
		return err
	}
	return nil
}

// commit commits for all members and tells them, in the order in which they worked. When it was refused for what one of several has done, nobody knows
// whose that was: all run again.
func (g *group) commit(ctx context.Context) {
	g.unknown, g.err = g.tx.commit(ctx, func() {
		for _, committed := range g.told {
			committed()
		}
	})
	if g.err != nil {
		g.tx.rollback() //nolint:errcheck // the commit's error is the one to tell
		if !g.unknown && g.members > 1 {
			g.err = errUndone
		}
	}
	close(g.decided)
}

// undo ends the transaction without a trace; its members run again.
func (g *group) undo() {
	g.tx.rollback() //nolint:errcheck // it is undone, or its connection is closed
	g.err = errUndone
	close(g.decided)
}
