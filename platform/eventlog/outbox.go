package eventlog

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"tasklane/platform/database"
)

// Outbox is a log with the position of somebody who hands its entries on to another system. The position
// is in tables of the log's own module and is moved after the other system has acknowledged: an entry may
// go out twice, and none is left out. Several may work on the same outbox at once, to the same end.
//
// Its dead letters are the entries that the other system refuses for good. The handler is asked to hand one
// on when it is retried.
type Outbox struct {
	*Consumer

	waiting, backlog string
}

// Outbox makes an Outbox of the log. The handler's name is that of the position.
func (l *Log) Outbox(h Handler) *Outbox {
	named := func(text string) string { return strings.ReplaceAll(text, "module_", l.module+"_") }
	return &Outbox{
		Consumer: NewConsumer(l.db, l.module, h),
		waiting: named("SELECT " + entryColumns("l") + ` FROM module_streams s
			LEFT JOIN module_positions p ON p.consumer = $1 AND p.stream = s.stream
			JOIN module_log l ON l.stream = s.stream AND l.seq > COALESCE(p.seq, 0) AND l.seq <= COALESCE(p.seq, 0) + $2
			WHERE ` + l.db.Dialect().In("s.stream", 3) + " ORDER BY l.stream, l.seq"),
		backlog: named(`SELECT b.stream, b.last - b.seq AS entries,
			(SELECT l.at FROM module_log l WHERE l.stream = b.stream AND l.seq = b.seq + 1) AS oldest
			FROM (SELECT s.stream, COALESCE(p.seq, 0) AS seq,
				COALESCE((SELECT l.seq FROM module_log l WHERE l.stream = s.stream ORDER BY l.seq DESC LIMIT 1), 0) AS last
				FROM module_streams s LEFT JOIN module_positions p ON p.consumer = $1 AND p.stream = s.stream) b
			WHERE b.last > b.seq ORDER BY b.stream`),
	}
}

// Waiting reads what is to be handed on of these streams, in order: of each at most limit entries.
func (o *Outbox) Waiting(ctx context.Context, streams []string, limit int) ([]Entry, error) {
	var rows []row
	if err := o.db.Read().Select(ctx, &rows, o.waiting, o.Name(), limit, database.Strings(streams)); err != nil {
		return nil, err
	}
	return entriesOf(rows), nil
}

// Move is a position that goes from a number to another.
type Move struct {
	Stream   string
	From, To int64
}

// Sent moves positions, after the other system has acknowledged everything in between; all in one transaction. One
// that is not where it would be moved from stays there: somebody else has handed on the same.
func (o *Outbox) Sent(ctx context.Context, moves ...Move) error {
	if len(moves) == 0 {
		return nil
	}
	// In one order, so that two of these never wait for each other.
	slices.SortFunc(moves, func(a, b Move) int { return cmp.Compare(a.Stream, b.Stream) })
	return o.db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
		for _, m := range moves {
			if err := tx.Later(ctx, o.sql.moveFrom(m.From), o.Name(), m.Stream, m.To, m.From); err != nil {
				return err
			}
		}
		return nil
	})
}

// Backlog is what is yet to be handed on.
type Backlog struct {
	// Streams are those in which something waits.
	Streams []string
	Entries int64
	// Since is when the oldest of the entries happened; zero when nothing waits.
	Since time.Time
}

// Backlog looks at all streams.
func (o *Outbox) Backlog(ctx context.Context) (Backlog, error) {
	var rows []struct {
		Stream  string            `db:"stream"`
		Entries int64             `db:"entries"`
		Oldest  database.NullTime `db:"oldest"`
	}
	if err := o.db.Read().Select(ctx, &rows, o.backlog, o.Name()); err != nil {
		return Backlog{}, err
	}
	var b Backlog
	for _, r := range rows {
		b.Streams = append(b.Streams, r.Stream)
		b.Entries += r.Entries
		if at := r.Oldest.Ptr(); at != nil && (b.Since.IsZero() || at.Before(b.Since)) {
			b.Since = *at
		}
	}
	return b, nil
}
