package eventlog_test

import (
	"context"
	"encoding/json"
	"maps"
	"reflect"
	"testing"
	"time"

	"github.com/google/uuid"

	"tasklane/platform/database"
	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/eventlogtest"
	"tasklane/platform/fault"
)

// write runs a function on a stream that it has begun.
func write(t *testing.T, db *database.DB, log *eventlog.Log, fn func(ctx context.Context, tx *database.Tx, turn *eventlog.Turn) error) {
	t.Helper()
	err := db.Write(t.Context(), func(ctx context.Context, tx *database.Tx) error {
		turn, err := log.Begin(ctx, tx, "s")
		if err != nil {
			return err
		}
		return fn(ctx, tx, turn)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAnEntryIsReadAsItWasWritten(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		given := eventlog.Entry{
			Stream: "s", ID: "0190a0b0-0000-7000-8000-000000000001", Type: "TASK_CREATED", Subject: "t1", Actor: "u1",
			At:      time.Date(2026, 2, 3, 4, 5, 6, 789_123_999, time.FixedZone("", 3600)),
			Changes: json.RawMessage(`[{"field":"title","to":"Ä \u0000 <b>"}]`), Body: json.RawMessage(`{"n":12345678901234567890}`),
		}
		var written, bare []eventlog.Entry
		write(t, db, log, func(ctx context.Context, _ *database.Tx, turn *eventlog.Turn) (err error) {
			if written, err = turn.Append(ctx, given); err != nil {
				return err
			}
			bare, err = turn.Append(ctx, eventlog.Entry{Stream: "s", Type: "X"})
			return err
		})
		want := given
		want.Seq = 1
		want.At = time.Date(2026, 2, 3, 3, 5, 6, 789_123_000, time.UTC)
		if !reflect.DeepEqual(written[0], want) {
			t.Errorf("Append returned %+v, want %+v", written[0], want)
		}
		read := all(t, db, log, "s")
		if !reflect.DeepEqual(read[0], want) {
			t.Errorf("After returned %+v, want %+v", read[0], want)
		}
		if !reflect.DeepEqual(read[1], bare[0]) {
			t.Errorf("what Append filled in, %+v, is not what was stored, %+v", bare[0], read[1])
		}
		if id, err := uuid.Parse(bare[0].ID); err != nil || id.Version() != 7 {
			t.Errorf("the id %q is no UUIDv7", bare[0].ID)
		}
		if string(bare[0].Changes) != "[]" || string(bare[0].Body) != "{}" || time.Since(bare[0].At) > time.Minute {
			t.Errorf("filled in: %+v", bare[0])
		}
	})
}

func TestWhatIsNoJSONIsNotAppended(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		for _, e := range []eventlog.Entry{
			{Stream: "s", Changes: json.RawMessage("[")}, {Stream: "s", Body: json.RawMessage("{}{}")}, {Stream: "s", Body: json.RawMessage("")},
		} {
			err := db.Write(t.Context(), func(ctx context.Context, tx *database.Tx) error {
				turn, err := log.Begin(ctx, tx, "s")
				if err != nil {
					return err
				}
				_, err = turn.Append(ctx, e)
				return err
			})
			if err == nil {
				t.Errorf("changes %q, body %q were taken", e.Changes, e.Body)
			}
		}
	})
}

func TestAfterGivesAPartInOrder(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		eventlogtest.Append(t, db, log, "s", 5)
		eventlogtest.Append(t, db, log, "another", 5)
		for _, c := range []struct {
			seq         int64
			limit       int
			first, last int64
		}{{0, 2, 1, 2}, {2, 2, 3, 4}, {4, 2, 5, 5}, {5, 2, 0, 0}, {-3, 1, 1, 1}, {0, 0, 0, 0}, {0, -1, 0, 0}} {
			got, err := log.After(t.Context(), db.Read(), "s", c.seq, c.limit)
			if err != nil {
				t.Fatal(err)
			}
			var first, last int64
			if len(got) > 0 {
				first, last = got[0].Seq, got[len(got)-1].Seq
			}
			if first != c.first || last != c.last {
				t.Errorf("After(%d, limit %d) gave %d to %d, want %d to %d", c.seq, c.limit, first, last, c.first, c.last)
			}
		}
	})
}

func TestHeadsAreTheLatestEntries(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		a := eventlogtest.Append(t, db, log, "a", 3)
		eventlogtest.Append(t, db, log, "b", 1)
		write(t, db, log, func(context.Context, *database.Tx, *eventlog.Turn) error { return nil })
		got, err := log.Heads(t.Context(), db.Read(), []string{"a", "s", "never", "a"})
		want := map[string]eventlog.Head{"a": {Seq: 3, ID: a[2].ID}, "s": {}}
		if err != nil || !maps.Equal(got, want) {
			t.Errorf("Heads: %v, %v; want %v", got, err, want)
		}
		ends, err := log.Source().Ends(t.Context())
		if err != nil || !maps.Equal(ends, map[string]int64{"a": 3, "b": 1, "s": 0}) {
			t.Errorf("Ends: %v, %v", ends, err)
		}
	})
}

func TestAtFindsExactlyThatEntry(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		entries := eventlogtest.Append(t, db, log, "s", 2)
		if e, err := log.At(t.Context(), db.Read(), "s", 2); err != nil || e.ID != entries[1].ID {
			t.Errorf("At(2): %+v, %v", e, err)
		}
		for _, seq := range []int64{-1, 0, 3} {
			if _, err := log.At(t.Context(), db.Read(), "s", seq); !fault.Is(err, fault.NotFound) {
				t.Errorf("At(%d): %v, want NotFound", seq, err)
			}
		}
	})
}

func TestBlankEmptiesASubjectAndLeavesNoHole(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		write(t, db, log, func(ctx context.Context, tx *database.Tx, turn *eventlog.Turn) error {
			for _, subject := range []string{"secret", "kept", "secret"} {
				e := eventlog.Entry{Stream: "s", Type: "X", Subject: subject, Changes: json.RawMessage(`["x"]`), Body: json.RawMessage(`{"x":1}`)}
				if _, err := turn.Append(ctx, e); err != nil {
					return err
				}
			}
			return log.Blank(ctx, tx, "s", "secret")
		})
		entries := all(t, db, log, "s")
		wantGapless(t, entries, 3)
		for _, e := range entries {
			blank := string(e.Changes) == "[]" && string(e.Body) == "{}"
			if blank != (e.Subject == "secret") {
				t.Errorf("entry %d about %q says %s %s", e.Seq, e.Subject, e.Changes, e.Body)
			}
		}
	})
}

func TestASubjectCanBeBlankedEverywhere(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		for _, stream := range []string{"a", "b"} {
			err := db.Write(t.Context(), func(ctx context.Context, tx *database.Tx) error {
				turn, err := log.Begin(ctx, tx, stream)
				if err != nil {
					return err
				}
				_, err = turn.Append(ctx, eventlog.Entry{Stream: stream, Type: "X", Subject: "secret", Body: json.RawMessage(`{"x":1}`)})
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		write(t, db, log, func(ctx context.Context, tx *database.Tx, turn *eventlog.Turn) error {
			if _, err := turn.Append(ctx, eventlog.Entry{Stream: "s", Type: "X", Subject: "open", Body: json.RawMessage(`{"x":1}`)}); err != nil {
				return err
			}
			return log.BlankEverywhere(ctx, tx, "secret")
		})
		for stream, want := range map[string]string{"a": "{}", "b": "{}", "s": `{"x":1}`} {
			if entries := all(t, db, log, stream); len(entries) != 1 || string(entries[0].Body) != want {
				t.Errorf("%s says %+v", stream, entries)
			}
		}
	})
}

func TestDropRemovesAStreamAndNoOther(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		eventlogtest.Append(t, db, log, "s", 3)
		eventlogtest.Append(t, db, log, "kept", 2)
		write(t, db, log, func(ctx context.Context, tx *database.Tx, _ *eventlog.Turn) error { return log.Drop(ctx, tx, "s") })
		wantGapless(t, all(t, db, log, "s"), 0)
		ends, err := log.Source().Ends(t.Context())
		if err != nil || !maps.Equal(ends, map[string]int64{"kept": 2}) {
			t.Errorf("Ends: %v, %v", ends, err)
		}
	})
}
