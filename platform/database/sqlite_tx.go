package database

import (
	"context"
	"errors"
)

// sqliteTx is a transaction on a connection that is given back at its end. What several writers share is not ended or
// cancelled by the context of one: these statements take no time.
type sqliteTx struct {
	*sqliteConn
	pool *connPool
	done bool
}

func beginSQLite(ctx context.Context, pool *connPool, begin string) (*sqliteTx, error) {
	conn, err := pool.take(ctx)
	if err != nil {
		return nil, err
	}
	tx := &sqliteTx{sqliteConn: conn, pool: pool}
	if _, err := conn.exec(ctx, begin, nil); err != nil {
		return nil, errors.Join(err, tx.rollback())
	}
	return tx, nil
}

func (t *sqliteTx) commit(_ context.Context, committed func()) (unknown bool, err error) {
	if err := t.say("COMMIT"); err != nil {
		return isSQLiteIO(err), err
	}
	t.end()
	committed()
	return false, nil
}

func (t *sqliteTx) rollback() error {
	if t.done {
		return nil
	}
	if err := t.say("ROLLBACK"); err != nil && !noTransaction(err) {
		t.broken = true
	}
	t.end()
	return nil
}

func (t *sqliteTx) end() {
	t.done = true
	t.pool.give(t.sqliteConn)
}

func (t *sqliteTx) savepoint() error { return t.say("SAVEPOINT writer") }
func (t *sqliteTx) keep() error      { return t.say("RELEASE writer") }

func (t *sqliteTx) takeBack() error {
	if err := t.say("ROLLBACK TO writer"); err != nil {
		return err
	}
	return t.keep()
}

func (t *sqliteTx) say(text string) error {
	_, err := t.exec(context.Background(), text, nil) //nolint:forbidigo // see sqliteTx
	return err
}
