package database

import (
	"context"
	"errors"
	"time"

	"github.com/georgysavva/scany/v2/dbscan"
	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"
)

// A round trip costs our process more than most statements cost the server. What nobody waits for is therefore
// gathered and sent ahead of the next statement whose answer is wanted: BEGIN, and what Later was given; COMMIT goes
// behind the last of it. The server runs them in their order, and after the first that fails none of the rest, not
// COMMIT either.

// postgresTx is a transaction; it takes its connection with its first statement.
type postgresTx struct {
	session poolSession
	conn    *pgxpool.Conn
	// waiting goes ahead of the next statement.
	waiting []step
	// answered is how many of the statements that were sent last have succeeded.
	answered int
}

// step is a statement on its way; read takes its answer.
type step struct {
	sql  string
	args []any
	read func(pgx.BatchResults) error
}

// unasked is a statement whose answer says nothing but that it has succeeded.
func unasked(sql string, args ...any) step {
	return step{sql: sql, args: args, read: func(answers pgx.BatchResults) error {
		_, err := answers.Exec()
		return err
	}}
}

func rowsTo(scan func(dbscan.Rows) error) func(pgx.BatchResults) error {
	return func(answers pgx.BatchResults) error {
		rows, err := answers.Query()
		return scanned(rows, err, scan)
	}
}

func (t *postgresTx) later(_ context.Context, sql string, args []any, scan func(dbscan.Rows) error) error {
	one := unasked(sql, args...)
	if scan != nil {
		one.read = rowsTo(scan)
	}
	t.waiting = append(t.waiting, one)
	return nil
}

func (t *postgresTx) exec(ctx context.Context, sql string, args []any) (int64, error) {
	tag, err := t.run(ctx, sql, args)
	return tag.RowsAffected(), err
}

func (t *postgresTx) run(ctx context.Context, sql string, args []any) (tag pgconn.CommandTag, err error) {
	ctx, cancel := t.session.patient(ctx)
	defer cancel()
	if t.ready() {
		return t.conn.Exec(ctx, sql, args...)
	}
	err = t.send(ctx, step{sql, args, func(answers pgx.BatchResults) (err error) {
		tag, err = answers.Exec()
		return err
	}})
	return tag, err
}

func (t *postgresTx) query(ctx context.Context, sql string, args []any, scan func(dbscan.Rows) error) error {
	ctx, cancel := t.session.patient(ctx)
	defer cancel()
	if t.ready() {
		rows, err := t.conn.Query(ctx, sql, args...)
		return scanned(rows, err, scan)
	}
	return t.send(ctx, step{sql, args, rowsTo(scan)})
}

// ready says that a statement need not take others along.
func (t *postgresTx) ready() bool { return t.conn != nil && len(t.waiting) == 0 }

// send sends what waits and one statement more. The first time it takes a connection, and another one when that
// has died meanwhile: nothing is committed yet.
func (t *postgresTx) send(ctx context.Context, last step) error {
	if t.conn == nil && len(t.waiting) == 0 {
		return pgx.ErrTxClosed
	}
	steps := append(t.waiting, last) //nolint:gocritic // what waits is kept as it is for another try
	if t.conn != nil {
		t.waiting = nil
		return t.exchange(ctx, t.conn, steps)
	}
	return t.session.again(ctx, func() error {
		conn, err := t.session.pool.Acquire(ctx)
		if err != nil {
			return err
		}
		if err = t.exchange(ctx, conn, steps); dead(err) {
			conn.Release()
			return err
		}
		t.conn, t.waiting = conn, nil
		return err
	})
}

// exchange sends statements in one round trip and reads their answers.
func (t *postgresTx) exchange(ctx context.Context, conn *pgxpool.Conn, steps []step) error {
	t.answered = 0
	batch := &pgx.Batch{QueuedQueries: make([]*pgx.QueuedQuery, 0, len(steps))}
	for _, s := range steps {
		batch.Queue(s.sql, s.args...).Fn = func(answers pgx.BatchResults) error {
			err := s.read(answers)
			if err == nil {
				t.answered++
			}
			return err
		}
	}
	return conn.SendBatch(ctx, batch).Close()
}

// commit is not cancelled with the caller's context, which would leave its outcome unknown for no
// good reason; it keeps the context's deadline, but always has a second.
func (t *postgresTx) commit(ctx context.Context, committed func()) (unknown bool, err error) {
	ctx, cancel := lasting(ctx)
	defer cancel()
	if t.conn == nil {
		if err := t.first(ctx); err != nil {
			return false, err
		}
	}
	if t.conn == nil { // there was nothing to do
		committed()
		return false, nil
	}
	tag, err := t.run(ctx, "commit", nil)
	if err == nil && tag.String() == "ROLLBACK" {
		err = pgx.ErrTxCommitRollback
	}
	if err != nil {
		return !refused(err), err
	}
	t.release()
	committed()
	return false, nil
}

// lasting is a context that is not cancelled with the caller's. It keeps its deadline, but has a second at least.
func lasting(ctx context.Context) (context.Context, context.CancelFunc) {
	deadline, ok := ctx.Deadline()
	if soonest := time.Now().Add(time.Second); !ok {
		deadline = time.Now().Add(5 * time.Second)
	} else if deadline.Before(soonest) {
		deadline = soonest
	}
	return context.WithDeadline(context.WithoutCancel(ctx), deadline)
}

// first sends what waits without COMMIT: on a connection that has not been heard of yet COMMIT could be sent twice.
func (t *postgresTx) first(ctx context.Context) error {
	if len(t.waiting) == 1 {
		return nil // nothing but BEGIN
	}
	ctx, cancel := t.session.patient(ctx)
	defer cancel()
	last := t.waiting[len(t.waiting)-1]
	t.waiting = t.waiting[:len(t.waiting)-1]
	return t.send(ctx, last)
}

// refused says that the server itself answered that it has not committed. The end of the connection
// from the server's side (class 57P) tells nothing: it may come after the commit.
func refused(err error) bool {
	if errors.Is(err, pgx.ErrTxCommitRollback) {
		return true
	}
	var answer *pgconn.PgError
	return errors.As(err, &answer) && answer.Severity != "FATAL" && answer.Severity != "PANIC"
}

// rollback has its own short time: the caller's context may have ended, and a connection that does
// not answer is closed by the pool.
func (t *postgresTx) rollback() error {
	if t.conn == nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Second) //nolint:forbidigo // a transaction is undone though its context has ended
	defer cancel()
	t.conn.Exec(ctx, "rollback") //nolint:errcheck // a connection whose rollback fails is closed
	t.release()
	return nil
}

func (t *postgresTx) release() {
	t.conn.Release()
	t.conn, t.waiting = nil, nil
}
