package eventlog_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/eventlogtest"
)

// waiting names what is to be handed on: stream and number.
func waiting(t *testing.T, o *eventlog.Outbox, limit int, streams ...string) string {
	t.Helper()
	entries, err := o.Waiting(t.Context(), streams, limit)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, fmt.Sprint(e.Stream, e.Seq))
	}
	return strings.Join(names, " ")
}

func sent(t *testing.T, o *eventlog.Outbox, moves ...eventlog.Move) {
	t.Helper()
	if err := o.Sent(t.Context(), moves...); err != nil {
		t.Fatal(err)
	}
}

func TestAnOutboxHasWhatIsBehindItsPositions(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		o := log.Outbox(&eventlogtest.Recorder{As: "topic"})
		first := eventlogtest.Append(t, db, log, "a", 4)[0]
		eventlogtest.Append(t, db, log, "b", 1)
		eventlogtest.Append(t, db, log, "c", 1)
		if got := waiting(t, o, 3, "b", "a", "none"); got != "a1 a2 a3 b1" {
			t.Errorf("waiting are %s", got)
		}
		b, err := o.Backlog(t.Context())
		if err != nil || fmt.Sprint(b.Streams) != "[a b c]" || b.Entries != 6 || !b.Since.Equal(first.At) {
			t.Errorf("the backlog is %+v, %v", b, err)
		}
		sent(t, o, eventlog.Move{Stream: "b", From: 0, To: 1}, eventlog.Move{Stream: "a", From: 0, To: 3})
		if got := waiting(t, o, 3, "a", "b"); got != "a4" {
			t.Errorf("then waiting are %s", got)
		}
		sent(t, o, eventlog.Move{Stream: "a", From: 3, To: 4}, eventlog.Move{Stream: "c", From: 0, To: 1})
		sent(t, o)
		if b, err := o.Backlog(t.Context()); err != nil || len(b.Streams) != 0 || b.Entries != 0 || !b.Since.IsZero() {
			t.Errorf("in the end the backlog is %+v, %v", b, err)
		}
	})
}

func TestQ6_APositionThatSomebodyElseHasMovedStays(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		o := log.Outbox(&eventlogtest.Recorder{As: "topic"})
		eventlogtest.Append(t, db, log, "s", 9)
		eventlogtest.Append(t, db, log, "t", 1)
		sent(t, o, eventlog.Move{Stream: "s", From: 0, To: 5})
		for _, late := range []eventlog.Move{{Stream: "s", From: 0, To: 9}, {Stream: "s", From: 3, To: 4}, {Stream: "s", From: 7, To: 9}} {
			sent(t, o, late, eventlog.Move{Stream: "t", From: 0, To: 1}) // the other one is moved nevertheless
			if got := waiting(t, o, 2, "s", "t"); got != "s6 s7" {
				t.Errorf("after %+v waiting are %s", late, got)
			}
		}
	})
}

func TestWhatAnOutboxCannotHandOnIsPassed(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		o := log.Outbox(&eventlogtest.Recorder{As: "topic", After: func(context.Context, eventlog.Entry) error { return nil }})
		refused := eventlogtest.Append(t, db, log, "s", 2)[0]
		if ok, err := o.Bury(t.Context(), 0, refused, 1, errors.New("too large")); !ok || err != nil {
			t.Fatalf("Bury: %v, %v", ok, err)
		}
		if got := waiting(t, o, 9, "s"); got != "s2" {
			t.Errorf("waiting are %s", got)
		}
		letters, err := o.DeadLetters(t.Context(), "", 9)
		if err != nil || len(letters) != 1 || letters[0].Entry.ID != refused.ID {
			t.Errorf("the letters are %+v, %v", letters, err)
		}
	})
}

func TestLookingIntoAnOutboxWalksAnIndex(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		waiting, backlog := log.Outbox(&eventlogtest.Recorder{As: "topic"}).ReadStatements()
		wholeLog := regexp.MustCompile(`(?i)(seq scan on test_log|scan (test_log|l)\b)`)
		for name, plan := range map[string]string{
			"waiting": databasetest.Plan(t, db, waiting, "topic", 32, database.Strings([]string{"a", "b"})),
			"backlog": databasetest.Plan(t, db, backlog, "topic"),
		} {
			if wholeLog.MatchString(plan) {
				t.Errorf("%s:\n%s", name, plan)
			}
		}
	})
}

func TestABacklogIsAsOldAsItsOldestEntry(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		o := log.Outbox(&eventlogtest.Recorder{As: "topic"})
		old := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
		eventlogtest.Append(t, db, log, "a", 2)
		write(t, db, log, func(ctx context.Context, _ *database.Tx, turn *eventlog.Turn) error {
			_, err := turn.Append(ctx, eventlog.Entry{Stream: "s", Type: "X", At: old}, eventlog.Entry{Stream: "s", Type: "X"})
			return err
		})
		if b, err := o.Backlog(t.Context()); err != nil || !b.Since.Equal(old) {
			t.Errorf("the backlog is %+v, %v", b, err)
		}
		sent(t, o, eventlog.Move{Stream: "s", From: 0, To: 1})
		if b, err := o.Backlog(t.Context()); err != nil || !b.Since.After(old) || b.Entries != 3 {
			t.Errorf("then it is %+v, %v", b, err)
		}
	})
}
