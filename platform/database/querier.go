package database

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"time"

	"github.com/georgysavva/scany/v2/dbscan"
)

// Querier runs SQL. Placeholders are $1, $2, … and may repeat. Arguments are strings, booleans,
// numbers, []byte, Time, JSON, Strings(list), pointers to these, or nil; text must be valid UTF-8
// without NUL characters, on both databases, or the answer is Invalid.
type Querier interface {
	// Exec runs a statement without an answer and returns how many rows it touched.
	Exec(ctx context.Context, sql string, args ...any) (rows int64, err error)
	// Get reads one row into a struct, by its db tags, or into a single value. It returns ErrNoRows
	// when there is none; more than one row is an error.
	Get(ctx context.Context, dst any, sql string, args ...any) error
	// Select reads all rows into a *[]T, which is emptied first.
	Select(ctx context.Context, dst any, sql string, args ...any) error
	Dialect() Dialect
}

// session runs statements; the arguments have been checked and converted.
type session interface {
	exec(ctx context.Context, sql string, args []any) (int64, error)
	// query hands the rows to scan and closes them after it.
	query(ctx context.Context, sql string, args []any, scan func(dbscan.Rows) error) error
}

// transaction is a session whose statements count together or not at all.
type transaction interface {
	session
	// later runs a statement before the next one at the latest; scan is nil when nothing is asked of it.
	later(ctx context.Context, sql string, args []any, scan func(dbscan.Rows) error) error
	// commit ends the transaction, and calls committed when that is done. When it fails, unknown says that the
	// transaction may have been committed nevertheless.
	commit(ctx context.Context, committed func()) (unknown bool, err error)
	// rollback ends the transaction without a trace; after a commit it does nothing. An error says that what the
	// transaction saw of others did not last: whatever it found wrong may not be, and it should run again.
	rollback() error
}

// scanner maps columns to fields by the db tag; it keeps the mapping of each type.
var scanner = newScanner()

func newScanner() *dbscan.API {
	api, err := dbscan.NewAPI(dbscan.WithScannableTypes((*sql.Scanner)(nil)))
	if err != nil {
		panic(err) //nolint:forbidigo // only a wrong option can do that
	}
	return api
}

func get(ctx context.Context, e *watched, s session, dst any, text string, args []any) error {
	args, err := prepare(e.dialect(), args)
	if err != nil {
		return err
	}
	ctx, span := e.statement(ctx, text)
	err = s.query(ctx, text, args, func(rows dbscan.Rows) error { return scanner.ScanOne(dst, rows) })
	if dbscan.NotFound(err) {
		err = ErrNoRows
	}
	err = e.fault(ctx, err)
	span.End(outcomeOf(err))
	return err
}

func selectAll(ctx context.Context, e *watched, s session, dst any, text string, args []any) error {
	args, err := prepare(e.dialect(), args)
	if err != nil {
		return err
	}
	makeRoom(dst)
	ctx, span := e.statement(ctx, text)
	err = s.query(ctx, text, args, func(rows dbscan.Rows) error { return scanner.ScanAll(dst, rows) })
	err = e.fault(ctx, err)
	span.End(outcomeOf(err))
	return err
}

// makeRoom saves an empty slice from growing by 1, 2, 4 and 8 rows.
func makeRoom(dst any) {
	slice := reflect.ValueOf(dst)
	if slice.Kind() == reflect.Pointer && slice.Elem().Kind() == reflect.Slice && slice.Elem().Cap() == 0 {
		slice.Elem().Grow(16)
	}
}

// reader is what Read returns.
type reader struct{ engine *watched }

var errReadOnly = errors.New("database: a reader cannot Exec; write inside of DB.Write")

func (r *reader) Exec(context.Context, string, ...any) (int64, error) { return 0, errReadOnly }

func (r *reader) Get(ctx context.Context, dst any, sql string, args ...any) error {
	if err := outsideOfWrite(ctx, "Read"); err != nil {
		return err
	}
	begin := time.Now()
	err := get(ctx, r.engine, r.engine.conn(), dst, sql, args)
	r.engine.hasRead(begin, err)
	return err
}

func (r *reader) Select(ctx context.Context, dst any, sql string, args ...any) error {
	if err := outsideOfWrite(ctx, "Read"); err != nil {
		return err
	}
	begin := time.Now()
	err := selectAll(ctx, r.engine, r.engine.conn(), dst, sql, args)
	r.engine.hasRead(begin, err)
	return err
}

func (r *reader) Dialect() Dialect { return r.engine.dialect() }

// Snapshot runs a function whose reads all see the database as it was at the first of them. The
// Querier is for this function only, and for one goroutine.
func (db *DB) Snapshot(ctx context.Context, fn func(ctx context.Context, q Querier) error) error {
	if err := outsideOfWrite(ctx, "Snapshot"); err != nil {
		return err
	}
	tx, err := db.engine.snapshot(ctx)
	if err != nil {
		return db.engine.fault(ctx, err)
	}
	defer tx.rollback() //nolint:errcheck // it has only read
	return fn(ctx, &snapshot{engine: db.engine, tx: tx})
}

type snapshot struct {
	engine *watched
	tx     transaction
}

func (s *snapshot) Exec(context.Context, string, ...any) (int64, error) { return 0, errReadOnly }

func (s *snapshot) Get(ctx context.Context, dst any, sql string, args ...any) error {
	begin := time.Now()
	err := get(ctx, s.engine, s.tx, dst, sql, args)
	s.engine.hasRead(begin, err)
	return err
}

func (s *snapshot) Select(ctx context.Context, dst any, sql string, args ...any) error {
	begin := time.Now()
	err := selectAll(ctx, s.engine, s.tx, dst, sql, args)
	s.engine.hasRead(begin, err)
	return err
}

func (s *snapshot) Dialect() Dialect { return s.engine.dialect() }

// insideWrite marks the context that Write gives to its function.
type insideWrite struct{}

func outsideOfWrite(ctx context.Context, what string) error {
	if ctx.Value(insideWrite{}) != nil {
		return fmt.Errorf("database: %s inside of Write; use the transaction that Write gives", what)
	}
	return nil
}
