package eventlog

import (
	"context"
	"slices"

	"tasklane/platform/database"
)

// Log is a module's log. Its tables are the module's: <module>_streams and <module>_log. The module
// may read them with statements of its own, but writes only through the Log.
type Log struct {
	db     *database.DB
	module string
	sql    logSQL
}

// New makes a Log on the module's tables; the module's migrations have made them.
func New(db *database.DB, module string) *Log {
	return &Log{db: db, module: module, sql: newLogSQL(module, db.Dialect())}
}

// Module is whose log it is.
func (l *Log) Module() string { return l.module }

// Write is database.DB.Write for a change that appends to these streams; it begins with Begin. Changes of one stream
// wait for its row anyway, so those of this process that wait at the same time are committed together.
func (l *Log) Write(ctx context.Context, streams []string, fn func(ctx context.Context, tx *database.Tx, turn *Turn) error) error {
	lock := ""
	if len(streams) == 1 {
		lock = l.module + "/" + streams[0]
	}
	return l.db.WriteTogether(ctx, lock, func(ctx context.Context, tx *database.Tx) error {
		turn, err := l.Begin(ctx, tx, streams...)
		if err != nil {
			return err
		}
		return fn(ctx, tx, turn)
	})
}

// Begin locks the streams until the transaction ends, new ones too: nobody else appends to them, so
// what is read after it, such as who is a member, still holds when the entry is committed. The lock itself goes with
// the transaction's next statement and holds when that has been answered. The rows are locked in the order of their
// names: two transactions that need the same ones never hold one each.
func (l *Log) Begin(ctx context.Context, tx *database.Tx, streams ...string) (*Turn, error) {
	turn := &Turn{log: l, tx: tx, ends: make(map[string]*end, len(streams))}
	for _, stream := range slices.Compact(slices.Sorted(slices.Values(streams))) {
		at := &end{}
		turn.ends[stream] = at
		if err := tx.Later(ctx, l.sql.lock, stream); err != nil {
			return nil, err
		}
		// A statement of its own: the one that waited for the lock would see the log as it was before.
		if err := tx.SelectLater(ctx, &at.read, l.sql.end, stream); err != nil {
			return nil, err
		}
	}
	return turn, nil
}

// Blank empties what the entries about a subject say, for a purge. They keep their numbers, so the
// stream gets no hole.
func (l *Log) Blank(ctx context.Context, tx *database.Tx, stream, subject string) error {
	_, err := tx.Exec(ctx, l.sql.blank, stream, subject)
	return err
}

// BlankEverywhere is Blank in all streams.
func (l *Log) BlankEverywhere(ctx context.Context, tx *database.Tx, subject string) error {
	_, err := tx.Exec(ctx, l.sql.blankAll, subject)
	return err
}

// Drop removes a stream with all of its entries. Its name must not be used again: consumers would
// take the new entries for ones that they have seen.
func (l *Log) Drop(ctx context.Context, tx *database.Tx, stream string) error {
	if _, err := l.Begin(ctx, tx, stream); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, l.sql.dropEntries, stream); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, l.sql.dropStream, stream)
	return err
}
