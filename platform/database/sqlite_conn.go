package database

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"time"

	"github.com/georgysavva/scany/v2/dbscan"
)

// maxStatements bounds how many prepared statements a connection keeps. The product has fewer; the
// bound is for texts that are put together from filters.
const maxStatements = 300

// sqliteConn is one connection with its prepared statements. One goroutine uses it at a time.
type sqliteConn struct {
	conn       *sql.Conn
	handle     uintptr
	statements map[string]*sql.Stmt
	broken     bool
}

// openSQLiteConn waits for its turn itself. Whoever turns WAL on has read the file and then wants it alone, for which SQLite
// lets nobody wait: two that did would wait for each other.
func openSQLiteConn(ctx context.Context, db *sql.DB) (*sqliteConn, error) {
	poll := time.NewTicker(10 * time.Millisecond)
	defer poll.Stop()
	for last := time.Now().Add(busyTimeout); ; {
		conn, err := db.Conn(ctx)
		if err == nil {
			return &sqliteConn{conn: conn, handle: handleOf(conn), statements: map[string]*sql.Stmt{}}, nil
		}
		if !isSQLiteBusy(err) || time.Now().After(last) {
			return nil, err
		}
		select {
		case <-poll.C:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// statement prepares a text once: parsing and planning cost more than running most statements.
func (c *sqliteConn) statement(ctx context.Context, text string) (*sql.Stmt, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if stmt, ok := c.statements[text]; ok {
		return stmt, nil
	}
	if len(c.statements) >= maxStatements {
		c.forget()
	}
	stmt, err := c.conn.PrepareContext(ctx, text)
	if err != nil {
		return nil, c.notice(err)
	}
	c.statements[text] = stmt
	return stmt, nil
}

func (c *sqliteConn) exec(ctx context.Context, text string, args []any) (int64, error) {
	stmt, err := c.statement(ctx, text) //nolint:sqlclosecheck // it is kept
	if err != nil {
		return 0, err
	}
	ctx, stop := c.watch(ctx)
	result, err := stmt.ExecContext(ctx, args...)
	stop()
	if err != nil {
		return 0, c.notice(err)
	}
	return result.RowsAffected()
}

func (c *sqliteConn) query(ctx context.Context, text string, args []any, scan func(dbscan.Rows) error) error {
	stmt, err := c.statement(ctx, text) //nolint:sqlclosecheck // it is kept
	if err != nil {
		return err
	}
	ctx, stop := c.watch(ctx)
	defer stop()
	rows, err := stmt.QueryContext(ctx, args...) //nolint:rowserrcheck // scan asks
	if err != nil {
		return c.notice(err)
	}
	defer rows.Close() //nolint:errcheck // scan has seen the error already
	return c.notice(scan(rows))
}

// later gains nothing by waiting: there is no way to the database.
func (c *sqliteConn) later(ctx context.Context, text string, args []any, scan func(dbscan.Rows) error) error {
	if scan == nil {
		_, err := c.exec(ctx, text, args)
		return err
	}
	return c.query(ctx, text, args, scan)
}

// notice sees whether an error means that the connection is of no more use.
func (c *sqliteConn) notice(err error) error {
	if errors.Is(err, driver.ErrBadConn) || errors.Is(err, sql.ErrConnDone) {
		c.broken = true
	}
	return err
}

func (c *sqliteConn) forget() {
	for _, stmt := range c.statements {
		stmt.Close() //nolint:errcheck // it is not used again
	}
	clear(c.statements)
}

func (c *sqliteConn) close() error {
	c.forget()
	return c.conn.Close()
}
