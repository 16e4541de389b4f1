package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/georgysavva/scany/v2/dbscan"
	"modernc.org/sqlite"
)

// sqliteEngine has one connection that writes, for which writers queue in Go in the order in which
// they came, and a few that read. In WAL mode neither waits for the other.
type sqliteEngine struct {
	settings sqliteSettings
	writers  *connPool
	readers  *connPool
	queues   *queues // of one lock: the connection that writes
}

func openSQLite(ctx context.Context, url string, o Options) (engine, error) {
	settings, err := parseSQLite(url)
	if err != nil {
		return nil, err
	}
	if folder := filepath.Dir(settings.path); !isFolder(folder) {
		return nil, fmt.Errorf("the database file %s cannot be opened: the folder %s does not exist", settings.path, folder)
	}
	readers := o.Readers
	if readers <= 0 {
		readers = 4
	}
	e := &sqliteEngine{settings: settings}
	e.queues = newQueues(func(ctx context.Context) (shared, error) { return beginSQLite(ctx, e.writers, "BEGIN IMMEDIATE") })
	if e.writers, err = newConnPool(settings.dsn(true), 1); err != nil {
		return nil, err
	}
	if e.readers, err = newConnPool(settings.dsn(false), readers); err != nil {
		return nil, err
	}
	if err := e.check(ctx); err != nil {
		e.close() //nolint:errcheck // the first error is the one to tell
		return nil, fmt.Errorf("the database file %s cannot be opened: %w", settings.path, err)
	}
	return e, nil
}

func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// check opens the writer first, because it is the one that makes the file and turns WAL on.
func (e *sqliteEngine) check(ctx context.Context) error {
	var mode string
	err := e.writers.query(ctx, "PRAGMA journal_mode", nil, func(rows dbscan.Rows) error { return scanner.ScanOne(&mode, rows) })
	if err != nil {
		return err
	}
	if mode != "wal" {
		return fmt.Errorf("its journal mode is %s and should be wal: the file system does not support it", mode)
	}
	return nil
}

func (e *sqliteEngine) dialect() Dialect { return sqliteDialect{} }
func (e *sqliteEngine) conn() session    { return e.readers }

// patient bounds nothing: a file does not hang, and whoever waits for its turn has a deadline of their own.
func (e *sqliteEngine) patient(ctx context.Context) (context.Context, context.CancelFunc) {
	return ctx, func() {}
}

// begin has all writers share their commits: whatever they lock, they wait for the one connection.
func (e *sqliteEngine) begin(ctx context.Context, _ string) (transaction, error) {
	return e.queues.join(ctx, "")
}

func (e *sqliteEngine) snapshot(ctx context.Context) (transaction, error) {
	return beginSQLite(ctx, e.readers, "BEGIN")
}

func (e *sqliteEngine) close() error {
	return errors.Join(e.readers.close(), e.writers.close())
}

// connPool lends its connections to one goroutine each; they are opened when first needed.
type connPool struct {
	db     *sql.DB
	places chan *sqliteConn // one per connection that is not lent; nil when it is not open
	once   sync.Once
	closed chan struct{}
	waits  waits
}

var errClosed = errors.New("database: closed")

func newConnPool(dsn string, size int) (*connPool, error) {
	connector, err := sqlite.NewConnector(dsn)
	if err != nil {
		return nil, err
	}
	p := &connPool{db: sql.OpenDB(connector), places: make(chan *sqliteConn, size), closed: make(chan struct{})}
	for range size {
		p.places <- nil
	}
	return p, nil
}

func (p *connPool) take(ctx context.Context) (*sqliteConn, error) {
	select {
	case <-p.closed:
		return nil, errClosed
	default:
	}
	select {
	case conn := <-p.places:
		return p.opened(ctx, conn)
	default:
	}
	defer p.waits.begin()()
	select {
	case conn := <-p.places:
		return p.opened(ctx, conn)
	case <-p.closed:
		return nil, errClosed
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// opened opens what a place does not hold yet.
func (p *connPool) opened(ctx context.Context, conn *sqliteConn) (*sqliteConn, error) {
	if conn != nil {
		return conn, nil
	}
	conn, err := openSQLiteConn(ctx, p.db)
	if err != nil {
		p.places <- nil
	}
	return conn, err
}

func (p *connPool) give(conn *sqliteConn) {
	if conn != nil && conn.broken {
		conn.close() //nolint:errcheck // it is broken
		conn = nil
	}
	p.places <- conn
}

func (p *connPool) exec(ctx context.Context, text string, args []any) (int64, error) {
	conn, err := p.take(ctx)
	if err != nil {
		return 0, err
	}
	defer p.give(conn)
	return conn.exec(ctx, text, args)
}

func (p *connPool) query(ctx context.Context, text string, args []any, scan func(dbscan.Rows) error) error {
	conn, err := p.take(ctx)
	if err != nil {
		return err
	}
	defer p.give(conn)
	return conn.query(ctx, text, args, scan)
}

// close waits for the connections that are lent.
func (p *connPool) close() error {
	var err error
	p.once.Do(func() {
		close(p.closed)
		for range cap(p.places) {
			if conn := <-p.places; conn != nil {
				err = errors.Join(err, conn.close())
			}
		}
		err = errors.Join(err, p.db.Close())
	})
	return err
}
