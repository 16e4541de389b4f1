package database

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"time"

	"github.com/georgysavva/scany/v2/dbscan"

	"tasklane/platform/fault"
	"tasklane/platform/telemetry"
)

const (
	// attempts is how often Write tries in all: once, and three repeats.
	attempts = 4
	// repeatWithin is how long after its start a Write is repeated at most: nobody waits twice for a server that hangs.
	repeatWithin = 3 * time.Second
)

// Write runs a function in one write transaction and commits when it returns nil. A transaction
// that the database itself undid (serialization failure, deadlock, busy) is run again, up to three
// times within three seconds: the function may run several times and must have no effect outside of the transaction.
// A panic in it rolls back and goes on to the caller.
//
// A statement that fails ends the transaction on both databases: what follows in it fails too, and
// Write returns the statement's error even if the function did not. Write inside of Write is
// an error. When the outcome of the commit is unknown the error is an Unavailable with MayHaveRun.
func (db *DB) Write(ctx context.Context, fn func(ctx context.Context, tx *Tx) error) error {
	return db.WriteTogether(ctx, "", fn)
}

// WriteTogether is Write for functions that begin by locking the same row, which lock is a name for; the database is
// not told of it. Those that would wait for each other in this process share a transaction: each finds what those before
// it have left, they are committed together, and one that fails takes back its own work only. "" is nobody's lock.
func (db *DB) WriteTogether(ctx context.Context, lock string, fn func(ctx context.Context, tx *Tx) error) error {
	if err := outsideOfWrite(ctx, "Write"); err != nil {
		return err
	}
	begin := time.Now()
	ctx, span := telemetry.Transaction(ctx, db.Dialect().Name())
	outcome, err := db.write(ctx, span, lock, fn)
	db.engine.hasWritten(begin, outcome)
	span.End(outcome)
	return err
}

func (db *DB) write(ctx context.Context, span telemetry.Span, lock string, fn func(ctx context.Context, tx *Tx) error) (outcome string, err error) {
	begin := time.Now()
	ctx, cancel := db.engine.patient(ctx)
	defer cancel()
	for attempt := 1; ; attempt++ {
		again, outcome, err := db.writeOnce(ctx, lock, fn)
		if err == nil || !again || attempt == attempts || time.Since(begin) > repeatWithin || ctx.Err() != nil {
			return outcome, err
		}
		db.logger.DebugContext(ctx, "transaction runs again", slog.Int("attempt", attempt), slog.Any("error", err))
		span.Again()
		pause(ctx, attempt)
		lock = "" // alone, so that whatever fails now has failed by itself
	}
}

// pause lets the transactions that stood in each other's way drift apart.
func pause(ctx context.Context, attempt int) {
	timer := time.NewTimer(time.Duration(attempt) * (time.Millisecond + rand.N(9*time.Millisecond))) //nolint:gosec // nobody gains by guessing it
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

// writeOnce says again when the database undid the transaction and a repeat may succeed.
func (db *DB) writeOnce(ctx context.Context, lock string, fn func(ctx context.Context, tx *Tx) error) (again bool, outcome string, err error) {
	session, err := db.engine.begin(ctx, lock)
	if err != nil {
		again, err = db.engine.repeatable(err), db.engine.fault(ctx, err)
		return again, outcomeOf(err), err
	}
	defer session.rollback() //nolint:errcheck // for a panic; elsewhere it is asked for
	tx := &Tx{engine: db.engine, session: session}
	err = fn(context.WithValue(ctx, insideWrite{}, true), tx)
	if err == nil {
		err = tx.failed
	}
	if err != nil {
		outcome = rolledBack
		if tx.failed != nil {
			outcome = outcomeOf(tx.failed)
		}
		return session.rollback() != nil || tx.again, outcome, err
	}
	if err := ctx.Err(); err != nil {
		err = db.engine.fault(ctx, err)
		return false, outcomeOf(err), err
	}
	unknown, err := session.commit(ctx, tx.committed)
	if err == nil {
		return false, outcomeOf(nil), nil
	}
	again = !unknown && db.engine.repeatable(err)
	err = db.engine.fault(ctx, err)
	if unknown {
		err = fault.Down(time.Second, true, "The database did not confirm the change; look before you repeat it.").Because(err)
	}
	return again, outcomeOf(err), err
}

// Tx is a write transaction: a Querier that can Exec. It is for one goroutine.
type Tx struct {
	engine  *watched
	session transaction
	failed  error
	again   bool
	after   []func()
}

var _ Querier = (*Tx)(nil)

// AfterCommit has fn called when the transaction is committed, before Write returns. Those who share a lock by
// WriteTogether are called in the order in which they had it: what they tell is told in order. fn waits for nobody, for others
// wait for it.
func (tx *Tx) AfterCommit(fn func()) { tx.after = append(tx.after, fn) }

func (tx *Tx) committed() {
	for _, fn := range tx.after {
		fn()
	}
}

// Exec runs a statement and returns how many rows it touched.
func (tx *Tx) Exec(ctx context.Context, sql string, args ...any) (int64, error) {
	if tx.failed != nil {
		return 0, tx.ended()
	}
	args, err := prepare(tx.engine.dialect(), args)
	if err != nil {
		return 0, tx.fail(ctx, err)
	}
	ctx, span := tx.engine.statement(ctx, sql)
	rows, err := tx.session.exec(ctx, sql, args)
	err = tx.fail(ctx, err)
	span.End(outcomeOf(err))
	return rows, err
}

// Later runs a statement of which nothing is asked, not even how many rows it touched. It takes effect before the
// transaction's next statement, and goes to a database server in one round trip with the next Get, Select or Exec, or
// with the commit; until then the arguments must stay as they are. Its error comes now, or from that call, or from Write.
func (tx *Tx) Later(ctx context.Context, sql string, args ...any) error {
	return tx.later(ctx, nil, sql, args)
}

// SelectLater is Later for a statement that gives rows: dst is filled like Select's when the next Get, Select or Exec has
// returned, or Write.
func (tx *Tx) SelectLater(ctx context.Context, dst any, sql string, args ...any) error {
	return tx.later(ctx, func(rows dbscan.Rows) error { return scanner.ScanAll(dst, rows) }, sql, args)
}

func (tx *Tx) later(ctx context.Context, scan func(dbscan.Rows) error, sql string, args []any) error {
	if tx.failed != nil {
		return tx.ended()
	}
	args, err := prepare(tx.engine.dialect(), args)
	if err != nil {
		return tx.fail(ctx, err)
	}
	noted(ctx, sql)
	return tx.fail(ctx, tx.session.later(ctx, sql, args, scan))
}

// Get reads one row; see Querier. ErrNoRows does not end the transaction.
func (tx *Tx) Get(ctx context.Context, dst any, sql string, args ...any) error {
	if tx.failed != nil {
		return tx.ended()
	}
	return tx.fail(ctx, get(ctx, tx.engine, tx.session, dst, sql, args))
}

// Select reads all rows; see Querier.
func (tx *Tx) Select(ctx context.Context, dst any, sql string, args ...any) error {
	if tx.failed != nil {
		return tx.ended()
	}
	return tx.fail(ctx, selectAll(ctx, tx.engine, tx.session, dst, sql, args))
}

// Dialect is what differs between the databases.
func (tx *Tx) Dialect() Dialect { return tx.engine.dialect() }

// fail remembers the first error of the transaction.
func (tx *Tx) fail(ctx context.Context, err error) error {
	if err == nil || errors.Is(err, ErrNoRows) {
		return err
	}
	tx.again = tx.engine.repeatable(err)
	tx.failed = tx.engine.fault(ctx, err)
	return tx.failed
}

func (tx *Tx) ended() error {
	return fmt.Errorf("database: the transaction has failed before: %w", tx.failed)
}
