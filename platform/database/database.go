// Package database is the one door to SQL. It opens SQLite or PostgreSQL by a URL and gives both one
// face: the same SQL text with $1 placeholders, the same types, the same errors. What differs between
// them is the Dialect's, and nothing outside of this package asks which of the two it is.
//
// On SQLite there is one connection that writes and a few that read; on PostgreSQL a pool. Write
// is one transaction, Read is single statements, Snapshot is several reads of one moment.
package database

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"tasklane/platform/telemetry"
)

// Options are the settings that a URL does not carry. The zero value is right for most.
type Options struct {
	// MaxConns is the size of PostgreSQL's pool, 16 when 0; the URL's pool_max_conns wins.
	MaxConns int
	// Readers is how many connections may read a SQLite file at once, 4 when 0.
	Readers int
	// StatementTimeout ends a PostgreSQL statement that takes longer, 5 s when 0, as long as a call to another
	// process may take. A server that does not even say so is not waited for any longer. The URL's
	// statement_timeout wins. SQLite's statements end with their context.
	StatementTimeout time.Duration
	// Logger hears of repeated transactions and applied migrations; silent when nil.
	Logger *slog.Logger
	// Observer counts what is asked; nobody when nil.
	Observer Observer
}

// DB is an open database. It is safe for concurrent use.
type DB struct {
	engine *watched
	logger *slog.Logger
	read   Querier
}

// engine is what an adapter for one kind of database provides.
type engine interface {
	dialect() Dialect
	// conn is for single statements, each on whichever connection is free.
	conn() session
	// patient bounds what a write may take in all, where the database may hang.
	patient(ctx context.Context) (context.Context, context.CancelFunc)
	// begin starts a transaction that writes. Those that name the same lock, unless it is "", may share one.
	begin(ctx context.Context, lock string) (transaction, error)
	// snapshot starts a transaction that reads a single moment.
	snapshot(ctx context.Context) (transaction, error)
	// fault puts an error of the driver into this package's words.
	fault(ctx context.Context, err error) error
	// repeatable says that the error undid the transaction and that a repeat may succeed.
	repeatable(err error) bool
	// version reads the number of the module's latest migration and how many were applied; zeros
	// when there was none.
	version(ctx context.Context, table string) (latest, applied int64, err error)
	// migrate applies what is missing, alone.
	migrate(ctx context.Context, run migrationRun) error
	pools() []telemetry.Pool
	close() error
}

// Open opens the database that the URL names and makes sure that it answers:
//
//	sqlite:data/tasklane.db   a path, relative or absolute; the file is made when it is missing
//	sqlite:/var/lib/tasklane/tasklane.db?synchronous=full
//	postgres://user:password@host:5432/name?pool_max_conns=20
//
// SQLite commits are durable against the end of the process; with synchronous=full, at about a
// tenth of the speed, also against the loss of power in the last moments before it.
//
// An error is one line and never holds the URL's password.
func Open(ctx context.Context, url string, o Options) (*DB, error) {
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	engine, err := open(ctx, url, o)
	if err != nil {
		return nil, err
	}
	return watching(&watched{engine: engine, observer: o.Observer}, o.Logger), nil
}

func open(ctx context.Context, url string, o Options) (engine, error) {
	switch scheme, _, _ := strings.Cut(url, ":"); scheme {
	case "sqlite":
		return openSQLite(ctx, url, o)
	case "postgres", "postgresql":
		return openPostgres(ctx, url, o)
	case "":
		return nil, fmt.Errorf("the database URL is empty; give sqlite:<path> or postgres://user@host/name")
	default:
		return nil, fmt.Errorf("the database URL must begin with sqlite: or postgres://")
	}
}

// Close waits for running statements and closes every connection.
func (db *DB) Close() error { return db.engine.close() }

// Ping says whether the database answers.
func (db *DB) Ping(ctx context.Context) error {
	var one int
	return db.read.Get(ctx, &one, "SELECT 1")
}

// Dialect is what differs between the databases.
func (db *DB) Dialect() Dialect { return db.engine.dialect() }

// Read is for single statements that only read; it refuses Exec. Inside the function of a Write it
// is an error: it would wait for a second connection while holding one, and not see what was written.
func (db *DB) Read() Querier { return db.read }
