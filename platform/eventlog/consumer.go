package eventlog

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"slices"
	"time"

	"tasklane/platform/database"
)

// Consumer makes a handler's effects happen exactly once. Its tables are those of the consuming
// module: <module>_positions says how far it has come in each stream, <module>_dead_letters keeps what
// it gave up on. Any number of readers, in any number of processes, may feed the same consumer: the
// position is moved by compare-and-set in the transaction of the effect, and only one of them can.
type Consumer struct {
	db      *database.DB
	handler Handler
	timeout time.Duration
	sql     consumerSQL
}

// DefaultTimeout is how long a handler may take for one entry. It is short because a handler that hangs
// holds its transaction, and on SQLite everybody else's with it.
const DefaultTimeout = 1500 * time.Millisecond

// ConsumerOption changes how a Consumer is made.
type ConsumerOption func(*Consumer)

// WithTimeout sets how long the handler may take for one entry.
func WithTimeout(d time.Duration) ConsumerOption { return func(c *Consumer) { c.timeout = d } }

// NewConsumer makes a Consumer on the tables of the module that consumes.
func NewConsumer(db *database.DB, module string, handler Handler, options ...ConsumerOption) *Consumer {
	c := &Consumer{db: db, handler: handler, timeout: DefaultTimeout, sql: newConsumerSQL(module)}
	for _, o := range options {
		o(c)
	}
	return c
}

// Name is the handler's.
func (c *Consumer) Name() string { return c.handler.Name() }

// HandlerError is a try that failed in the handler, as opposed to one that never got to it.
type HandlerError struct {
	// Took is how long the handler was at it, without any waiting for the database's turn.
	Took  time.Duration
	cause error
}

func (e *HandlerError) Error() string { return e.cause.Error() }

// Unwrap gives what the handler returned.
func (e *HandlerError) Unwrap() error { return e.cause }

// errMoved undoes a transaction whose position was not where it had to be.
var errMoved = errors.New("eventlog: the position is elsewhere")

// Batch are entries of one stream, in order, that are next when the stream's position is at From.
type Batch struct {
	From    int64
	Entries []Entry
}

func (b Batch) stream() string { return b.Entries[0].Stream }

// Take moves the position from a number to that of the last of the entries, which are of one stream
// and in order, and has the handler handle each, all in one transaction. It returns false, and
// nothing has happened, when the position was not at from: then somebody else has taken them, or
// they are not next. A failure of the handler is a *HandlerError.
func (c *Consumer) Take(ctx context.Context, from int64, entries ...Entry) (bool, error) {
	if len(entries) == 0 {
		return false, nil
	}
	return c.TakeAll(ctx, Batch{from, entries})
}

// TakeAll is Take for several streams, of each one batch, in one transaction: all of them are taken, or none. A batch has
// at least one entry.
func (c *Consumer) TakeAll(ctx context.Context, batches ...Batch) (bool, error) {
	// In one order, so that two of these never wait for each other.
	batches = slices.SortedFunc(slices.Values(batches), func(a, b Batch) int { return cmp.Compare(a.stream(), b.stream()) })
	var entries []Entry
	for _, b := range batches {
		entries = append(entries, b.Entries...)
	}
	var started time.Time
	err := c.db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
		started = time.Time{}
		if err := c.move(ctx, tx, batches); err != nil {
			return err
		}
		started = time.Now()
		return c.handle(ctx, tx, entries...)
	})
	switch {
	case errors.Is(err, errMoved):
		return false, nil
	case err != nil && !started.IsZero():
		return false, &HandlerError{Took: time.Since(started), cause: err}
	}
	return err == nil, err
}

// move is the compare-and-set of each batch's position; all of them are one round trip.
func (c *Consumer) move(ctx context.Context, tx *database.Tx, batches []Batch) error {
	moved := make([][]string, len(batches))
	for i, b := range batches {
		last, run := b.Entries[len(b.Entries)-1], tx.SelectLater
		if i == len(batches)-1 {
			run = tx.Select
		}
		if err := run(ctx, &moved[i], c.sql.moveFrom(b.From)+" RETURNING stream", c.Name(), last.Stream, last.Seq, b.From); err != nil {
			return err
		}
	}
	if slices.ContainsFunc(moved, func(stream []string) bool { return len(stream) == 0 }) {
		return errMoved
	}
	return nil
}

// handle has the handler handle the entries, each within its time. A handler that panics has a bug that an entry brings
// out: the entry fails and the process goes on.
func (c *Consumer) handle(ctx context.Context, tx *database.Tx, entries ...Entry) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("the handler panicked: %v\n%s", p, debug.Stack())
		}
	}()
	if p, ok := c.handler.(Preparer); ok {
		if ctx, err = p.Prepare(ctx, tx, entries); err != nil {
			return err
		}
	}
	for _, e := range entries {
		if err := c.handleOne(ctx, tx, e); err != nil {
			return err
		}
	}
	return nil
}

func (c *Consumer) handleOne(ctx context.Context, tx *database.Tx, e Entry) error {
	ctx, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	return c.handler.Handle(ctx, tx, e)
}

// Positions reads how far the consumer has come, in every stream that it has begun.
func (c *Consumer) Positions(ctx context.Context) (map[string]int64, error) {
	return selectSeqs(ctx, c.db.Read(), c.sql.positions, c.Name())
}

// Position reads how far the consumer has come in one stream; 0 when it has not begun.
func (c *Consumer) Position(ctx context.Context, stream string) (int64, error) {
	var seq int64
	err := c.db.Read().Get(ctx, &seq, c.sql.position, c.Name(), stream)
	if errors.Is(err, database.ErrNoRows) {
		return 0, nil
	}
	return seq, err
}

// CaughtUp says whether the consumer needs nothing of a stream up to this number any more.
func (c *Consumer) CaughtUp(ctx context.Context, stream string, seq int64) (bool, error) {
	position, err := c.Position(ctx, stream)
	return err == nil && position >= seq, err
}

// StartAt puts a consumer that has no position at all at these ends, so that it sees only what comes
// after them; a stream that is begun later is seen from its first entry. For a consumer that has
// begun before it does nothing.
func (c *Consumer) StartAt(ctx context.Context, ends map[string]int64) error {
	return c.db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
		// The row of a stream that has no name marks that the consumer has begun, even if there was
		// no stream yet.
		rows, err := tx.Exec(ctx, c.sql.begun, c.Name(), "", int64(0))
		if err != nil || rows == 0 {
			return err
		}
		for stream, seq := range ends {
			if _, err := tx.Exec(ctx, c.sql.begun, c.Name(), stream, seq); err != nil {
				return err
			}
		}
		return nil
	})
}

// Answers says whether the database does: a failure while it does not is not the entry's fault.
func (c *Consumer) Answers(ctx context.Context) bool { return c.db.Ping(ctx) == nil }
