package eventlog

import (
	"context"
	"encoding/json"
	"errors"

	"tasklane/platform/database"
	"tasklane/platform/fault"
)

// row is an entry as the database keeps it.
type row struct {
	Stream  string        `db:"stream"`
	Seq     int64         `db:"seq"`
	ID      string        `db:"id"`
	Type    string        `db:"type"`
	Subject string        `db:"subject"`
	Actor   string        `db:"actor"`
	At      database.Time `db:"at"`
	Changes database.JSON `db:"changes"`
	Body    database.JSON `db:"body"`
}

func (r *row) entry() Entry {
	return Entry{
		Stream: r.Stream, Seq: r.Seq, ID: r.ID, Type: r.Type, Subject: r.Subject, Actor: r.Actor,
		At: r.At.Time, Changes: json.RawMessage(r.Changes), Body: json.RawMessage(r.Body),
	}
}

// After reads the entries of a stream that come after this number, oldest first, at most limit.
func (l *Log) After(ctx context.Context, q database.Querier, stream string, seq int64, limit int) ([]Entry, error) {
	var rows []row
	if err := q.Select(ctx, &rows, l.sql.after, stream, seq, max(limit, 0)); err != nil {
		return nil, err
	}
	return entriesOf(rows), nil
}

func entriesOf(rows []row) []Entry {
	entries := make([]Entry, len(rows))
	for i := range rows {
		entries[i] = rows[i].entry()
	}
	return entries
}

// At reads the entry with this number. It returns a NotFound fault when there is none.
func (l *Log) At(ctx context.Context, q database.Querier, stream string, seq int64) (Entry, error) {
	var r row
	err := q.Get(ctx, &r, l.sql.at, stream, seq)
	if errors.Is(err, database.ErrNoRows) {
		return Entry{}, fault.Missing("log entry")
	}
	return r.entry(), err
}

// Heads reads the latest entry of each of the streams, all at one moment. Streams that do not exist
// are left out; one that was begun and has no entry yet has the zero Head.
func (l *Log) Heads(ctx context.Context, q database.Querier, streams []string) (map[string]Head, error) {
	var rows []struct {
		Stream string `db:"stream"`
		Seq    int64  `db:"seq"`
		ID     string `db:"id"`
	}
	if err := q.Select(ctx, &rows, l.sql.heads, database.Strings(streams)); err != nil {
		return nil, err
	}
	heads := make(map[string]Head, len(rows))
	for _, r := range rows {
		heads[r.Stream] = Head{Seq: r.Seq, ID: r.ID}
	}
	return heads, nil
}

// Source is what a reader reads: a log, from outside of any transaction.
type Source interface {
	// Ends gives the latest number of every stream.
	Ends(ctx context.Context) (map[string]int64, error)
	// Next gives the entries after this number, oldest first, at most limit.
	Next(ctx context.Context, stream string, seq int64, limit int) ([]Entry, error)
}

// Source gives the log to a reader.
func (l *Log) Source() Source { return source{l} }

type source struct{ log *Log }

func (s source) Ends(ctx context.Context) (map[string]int64, error) {
	return selectSeqs(ctx, s.log.db.Read(), s.log.sql.ends)
}

func (s source) Next(ctx context.Context, stream string, seq int64, limit int) ([]Entry, error) {
	return s.log.After(ctx, s.log.db.Read(), stream, seq, limit)
}

// selectSeqs reads (stream, seq) rows.
func selectSeqs(ctx context.Context, q database.Querier, sql string, args ...any) (map[string]int64, error) {
	var rows []struct {
		Stream string `db:"stream"`
		Seq    int64  `db:"seq"`
	}
	if err := q.Select(ctx, &rows, sql, args...); err != nil {
		return nil, err
	}
	seqs := make(map[string]int64, len(rows))
	for _, r := range rows {
		seqs[r.Stream] = r.Seq
	}
	return seqs, nil
}
