package eventlog_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"tasklane/platform/database"
	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/eventlogtest"
	"tasklane/platform/fault"
)

// bury buries entries in order and gives their letters.
func bury(t *testing.T, c *eventlog.Consumer, reason error, entries ...eventlog.Entry) []eventlog.DeadLetter {
	t.Helper()
	for _, e := range entries {
		if ok, err := c.Bury(t.Context(), e.Seq-1, e, 5, reason); err != nil || !ok {
			t.Fatalf("Bury: %v, %v", ok, err)
		}
	}
	return letters(t, c)
}

func letters(t *testing.T, c *eventlog.Consumer) []eventlog.DeadLetter {
	t.Helper()
	all, err := c.DeadLetters(t.Context(), "", 100)
	if err != nil {
		t.Fatal(err)
	}
	n, err := c.CountDeadLetters(t.Context())
	if err != nil || n != int64(len(all)) {
		t.Errorf("CountDeadLetters: %d, %v; there are %d", n, err, len(all))
	}
	return all
}

func TestBuryingMovesOnOnceAndKeepsTheEntry(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		c := consumer(db, &eventlogtest.Recorder{As: "handler"})
		e := eventlogtest.Append(t, db, log, "s", 1)[0]
		kept := bury(t, c, errors.New("why"), e)
		if ok, err := c.Bury(t.Context(), 0, e, 5, errors.New("why")); ok || err != nil {
			t.Errorf("a second Bury: %v, %v", ok, err)
		}
		if position(t, c, "s") != 1 || len(kept) != 1 {
			t.Fatalf("position %d, letters %+v", position(t, c, "s"), kept)
		}
		if l := kept[0]; l.Entry.ID != e.ID || !l.Entry.At.Equal(e.At) || l.Reason != "why" || l.Tries != 5 || l.At.Before(e.At) {
			t.Errorf("kept %+v of %+v", l, e)
		}
		if others := letters(t, consumer(db, &eventlogtest.Recorder{As: "other"})); len(others) != 0 {
			t.Errorf("another consumer has %+v", others)
		}
	})
}

func TestQ5_WhatIsBrokenCanBeBuried(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, _ *eventlog.Log) {
		c := consumer(db, &eventlogtest.Recorder{As: "handler"})
		long := errors.New("bad \x00 \xff " + strings.Repeat("ä", 5000))
		kept := bury(t, c, long,
			eventlog.Entry{Stream: "s", Seq: 1, ID: "1", Body: json.RawMessage(`{"no": json`), Changes: json.RawMessage("\xff\x00")},
			eventlog.Entry{Stream: "s", Seq: 2, ID: "2", Body: json.RawMessage(`{"big":"` + strings.Repeat("x", 5<<20) + `"}`)},
			eventlog.Entry{Stream: "s", Seq: 3, ID: "3", Type: "A_TYPE_FROM_THE_FUTURE"})
		if len(kept) != 3 || string(kept[0].Entry.Body) != `"{\"no\": json"` || len(kept[1].Entry.Body) < 5<<20 {
			t.Errorf("%d letters, the first one's body is %s", len(kept), kept[0].Entry.Body)
		}
		if r := kept[0].Reason; !utf8.ValidString(r) || len(r) > 4000 || len(r) < 3900 {
			t.Errorf("the reason has %d bytes", len(r))
		}
	})
}

func TestDeadLettersComeInPagesOldestFirst(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		c := consumer(db, &eventlogtest.Recorder{As: "handler"})
		bury(t, c, errors.New("why"), eventlogtest.Append(t, db, log, "s", 5)...)
		var seqs []int64
		after := ""
		for {
			part, err := c.DeadLetters(t.Context(), after, 2)
			if err != nil {
				t.Fatal(err)
			}
			if len(part) == 0 {
				break
			}
			for _, l := range part {
				seqs = append(seqs, l.Entry.Seq)
			}
			after = part[len(part)-1].ID
		}
		if len(seqs) != 5 || seqs[0] != 1 || seqs[4] != 5 {
			t.Errorf("read %v", seqs)
		}
	})
}

func TestARetryThatFailsChangesOnlyTheReason(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		h := &eventlogtest.Recorder{As: "handler", After: func(context.Context, eventlog.Entry) error { return errors.New("still not") }}
		c := consumer(db, h)
		kept := bury(t, c, errors.New("why"), eventlogtest.Append(t, db, log, "s", 1)...)
		var failure *eventlog.HandlerError
		if err := c.Retry(t.Context(), kept[0].ID); !errors.As(err, &failure) {
			t.Errorf("Retry: %v", err)
		}
		eventlogtest.WantEffects(t, db, h, "s", 0)
		kept = letters(t, c)
		if len(kept) != 1 || kept[0].Reason != "still not" || kept[0].Tries != 6 {
			t.Errorf("the letters are %+v", kept)
		}
	})
}

func TestRetryIsForTheConsumersOwnLetters(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		kept := bury(t, consumer(db, &eventlogtest.Recorder{As: "handler"}), errors.New("why"), eventlogtest.Append(t, db, log, "s", 1)...)
		other := &eventlogtest.Recorder{As: "other"}
		if err := consumer(db, other).Retry(t.Context(), kept[0].ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("Retry: %v, want NotFound", err)
		}
		if other.Calls() != 0 {
			t.Error("another consumer's handler was called")
		}
	})
}

func TestForgetDeletesTheLettersAboutASubject(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, _ *eventlog.Log) {
		c := consumer(db, &eventlogtest.Recorder{As: "handler"})
		bury(t, c, errors.New("why"),
			eventlog.Entry{Stream: "s", Seq: 1, Subject: "secret"}, eventlog.Entry{Stream: "s", Seq: 2, Subject: "kept"},
			eventlog.Entry{Stream: "t", Seq: 1, Subject: "secret"})
		err := db.Write(t.Context(), func(ctx context.Context, tx *database.Tx) error { return c.Forget(ctx, tx, "s", "secret") })
		if err != nil {
			t.Fatal(err)
		}
		kept := letters(t, c)
		if len(kept) != 2 || kept[0].Entry.Subject != "kept" || kept[1].Entry.Stream != "t" {
			t.Errorf("left are %+v", kept)
		}
		err = db.Write(t.Context(), func(ctx context.Context, tx *database.Tx) error { return c.Forget(ctx, tx, "", "secret") })
		if err != nil {
			t.Fatal(err)
		}
		if kept = letters(t, c); len(kept) != 1 || kept[0].Entry.Subject != "kept" {
			t.Errorf("left in all streams are %+v", kept)
		}
	})
}
