package eventlog

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"

	"tasklane/platform/database"
	"tasklane/platform/fault"
)

// maxReason is how many bytes of a failure's text are kept.
const maxReason = 4000

// DeadLetter is an entry that a consumer gave up on.
type DeadLetter struct {
	// ID is a UUIDv7: letters sort by it in the order in which they came.
	ID    string
	Entry Entry
	// Reason is the text of the last failure. It is for operators and may say internal things.
	Reason string
	// Tries counts the failed ones, those by Retry included.
	Tries int
	// At is when the consumer gave up.
	At time.Time
}

// Bury moves the position from a number past the entry, without the effect, and keeps the entry with
// the reason; both in one transaction. Like Take it returns false when the position was elsewhere.
func (c *Consumer) Bury(ctx context.Context, from int64, e Entry, tries int, reason error) (bool, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return false, fmt.Errorf("making the id of a dead letter: %w", err)
	}
	text, err := json.Marshal(keepable(e))
	if err != nil {
		return false, fmt.Errorf("keeping entry %d of %s as a dead letter: %w", e.Seq, e.Stream, err)
	}
	err = c.db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
		if err := c.move(ctx, tx, []Batch{{from, []Entry{e}}}); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, c.sql.bury, id.String(), c.Name(), e.Stream, e.Seq,
			database.JSON(text), reasonText(reason), int64(tries), database.At(time.Now()))
		return err
	})
	if errors.Is(err, errMoved) {
		return false, nil
	}
	return err == nil, err
}

// keepable is the entry with what is not JSON made into a JSON string: an entry that is broken in this
// way is exactly what must not get stuck here.
func keepable(e Entry) Entry {
	for _, part := range []*json.RawMessage{&e.Changes, &e.Body} {
		if *part != nil && !json.Valid(*part) {
			*part, _ = json.Marshal(string(*part)) // a string cannot fail
		}
	}
	return e
}

// reasonText is a failure as text that both databases can keep.
func reasonText(reason error) string {
	text := strings.ToValidUTF8(strings.ReplaceAll(reason.Error(), "\x00", ""), "?")
	if len(text) > maxReason {
		text = text[:maxReason]
		for !utf8.ValidString(text) {
			text = text[:len(text)-1]
		}
	}
	return text
}

// DeadLetters reads the consumer's dead letters, oldest first, at most limit of them and only those
// that come after this id; "" for the first ones. Those that were retried with success are left out.
func (c *Consumer) DeadLetters(ctx context.Context, after string, limit int) ([]DeadLetter, error) {
	var rows []letterRow
	if err := c.db.Read().Select(ctx, &rows, c.sql.letters, c.Name(), after, max(limit, 0)); err != nil {
		return nil, err
	}
	letters := make([]DeadLetter, len(rows))
	for i, r := range rows {
		letter, err := r.letter()
		if err != nil {
			return nil, err
		}
		letters[i] = letter
	}
	return letters, nil
}

// CountDeadLetters counts what DeadLetters would list.
func (c *Consumer) CountDeadLetters(ctx context.Context) (int64, error) {
	var n int64
	err := c.db.Read().Get(ctx, &n, c.sql.count, c.Name())
	return n, err
}

// Retry has the handler handle a dead letter once more and marks it as done, in one transaction. The
// effect comes after those of later entries. It returns NotFound when there is no such letter and
// Conflict when it was retried with success before; when the handler fails again it returns the
// *HandlerError, and the letter stays, with the new reason.
func (c *Consumer) Retry(ctx context.Context, id string) error {
	var started time.Time
	err := c.db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
		started = time.Time{}
		var row letterRow
		err := tx.Get(ctx, &row, c.sql.letter, c.Name(), id)
		if errors.Is(err, database.ErrNoRows) {
			return fault.Missing("dead letter")
		}
		if err != nil {
			return err
		}
		letter, err := row.letter()
		if err != nil {
			return err
		}
		claimed, err := tx.Exec(ctx, c.sql.claim, c.Name(), id, database.At(time.Now()))
		if err != nil {
			return err
		}
		if claimed == 0 {
			return fault.Conflictf("This dead letter was retried with success before.")
		}
		started = time.Now()
		return c.handle(ctx, tx, letter.Entry)
	})
	if err == nil || started.IsZero() {
		return err
	}
	failure := &HandlerError{Took: time.Since(started), cause: err}
	return errors.Join(failure, c.db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
		_, err := tx.Exec(ctx, c.sql.failed, c.Name(), id, reasonText(failure))
		return err
	}))
}

// Forget deletes the dead letters about a subject, for a purge: they hold its entries whole. Without a stream it does so
// in all of them.
func (c *Consumer) Forget(ctx context.Context, tx *database.Tx, stream, subject string) error {
	var rows []letterRow
	if err := tx.Select(ctx, &rows, c.sql.ofStream, c.Name(), stream); err != nil {
		return err
	}
	for _, r := range rows {
		letter, err := r.letter()
		if err != nil {
			return err
		}
		if letter.Entry.Subject != subject {
			continue
		}
		if _, err := tx.Exec(ctx, c.sql.forget, r.ID); err != nil {
			return err
		}
	}
	return nil
}

type letterRow struct {
	ID        string            `db:"id"`
	Stream    string            `db:"stream"`
	Seq       int64             `db:"seq"`
	Entry     database.JSON     `db:"entry"`
	Reason    string            `db:"reason"`
	Tries     int               `db:"tries"`
	At        database.Time     `db:"at"`
	RetriedAt database.NullTime `db:"retried_at"`
}

func (r *letterRow) letter() (DeadLetter, error) {
	letter := DeadLetter{ID: r.ID, Reason: r.Reason, Tries: r.Tries, At: r.At.Time}
	if err := json.Unmarshal(r.Entry, &letter.Entry); err != nil {
		return DeadLetter{}, fmt.Errorf("reading dead letter %s: %w", r.ID, err)
	}
	return letter, nil
}
