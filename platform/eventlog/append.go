package eventlog

import (
	"context"
	"encoding/json"
	"fmt"
	"math/bits"
	"slices"
	"time"

	"github.com/google/uuid"

	"tasklane/platform/database"
	"tasklane/platform/telemetry"
)

// Turn is a transaction's right to append to the streams that Begin has locked for it.
type Turn struct {
	log  *Log
	tx   *database.Tx
	ends map[string]*end
}

// end is where a stream ends. Under the lock nobody else moves it.
type end struct {
	read []int64 // one number, once the transaction's next statement has been answered
	seq  int64
}

// Append writes entries, and returns them as written: with Seq, and with ID, At, Changes and Body where they were empty.
// Entries of one stream keep their order. The slice that was given stays as it is. The rows go to the
// database with the transaction's next statement, or its commit.
//
// Appending to a stream that was not begun is an error.
func (t *Turn) Append(ctx context.Context, entries ...Entry) ([]Entry, error) {
	written := slices.Clone(entries)
	now := time.Now()
	for i := range written {
		var err error
		if written[i].Seq, err = t.next(ctx, written[i].Stream); err != nil {
			return nil, err
		}
		if err := written[i].complete(now); err != nil {
			return nil, err
		}
		telemetry.Remember(ctx, written[i].ID)
	}
	for rest := written; len(rest) > 0; {
		// The largest power of two that fits: see logSQL.append.
		n := min(maxRows, 1<<(bits.Len(uint(len(rest)))-1))
		if err := t.insert(ctx, rest[:n]); err != nil {
			return nil, err
		}
		rest = rest[n:]
	}
	return written, nil
}

// next gives the stream's next number.
func (t *Turn) next(ctx context.Context, stream string) (int64, error) {
	at, ok := t.ends[stream]
	if !ok {
		return 0, fmt.Errorf("eventlog: append to a stream that was not begun: %q", stream)
	}
	if at.seq == 0 {
		if len(at.read) == 0 { // nothing has been asked since Begin
			if err := t.tx.Select(ctx, &at.read, t.log.sql.end, stream); err != nil {
				return 0, err
			}
		}
		at.seq = at.read[0]
	}
	at.seq++
	return at.seq, nil
}

// complete fills what the caller has left empty.
func (e *Entry) complete(now time.Time) error {
	if e.ID == "" {
		id, err := uuid.NewV7()
		if err != nil {
			return fmt.Errorf("making the id of a log entry: %w", err)
		}
		e.ID = id.String()
	}
	if e.At.IsZero() {
		e.At = now
	}
	e.At = database.At(e.At).Time
	if e.Changes == nil {
		e.Changes = json.RawMessage("[]")
	}
	if e.Body == nil {
		e.Body = json.RawMessage("{}")
	}
	if !json.Valid(e.Changes) || !json.Valid(e.Body) {
		return fmt.Errorf("eventlog: changes or body of a %s is not JSON", e.Type)
	}
	return nil
}

// insert writes one statement's worth of entries.
func (t *Turn) insert(ctx context.Context, entries []Entry) error {
	args := make([]any, 0, len(entries)*len(columns))
	for i := range entries {
		e := &entries[i]
		args = append(args, e.Stream, e.Seq, e.ID, e.Type, e.Subject, e.Actor,
			database.At(e.At), database.JSON(e.Changes), database.JSON(e.Body))
	}
	return t.tx.Later(ctx, t.log.sql.append[len(entries)], args...)
}
