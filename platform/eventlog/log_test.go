package eventlog_test

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/eventlogtest"
)

// each runs a test on both databases, with a log.
func each(t *testing.T, test func(t *testing.T, db *database.DB, log *eventlog.Log)) {
	t.Helper()
	t.Parallel()
	databasetest.EachWith(t, eventlogtest.Migrations(), []string{eventlogtest.Module}, func(t *testing.T, db *database.DB) {
		test(t, db, eventlog.New(db, eventlogtest.Module))
	})
}

func all(t *testing.T, db *database.DB, log *eventlog.Log, stream string) []eventlog.Entry {
	t.Helper()
	entries, err := log.After(t.Context(), db.Read(), stream, 0, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	return entries
}

func wantGapless(t *testing.T, entries []eventlog.Entry, n int) {
	t.Helper()
	if len(entries) != n {
		t.Errorf("%d entries, want %d", len(entries), n)
	}
	for i, e := range entries {
		if e.Seq != int64(i)+1 {
			t.Fatalf("entry %d has number %d", i+1, e.Seq)
		}
	}
}

var errAbort = errors.New("the change is refused")

func TestNumbersHaveNoHolesHoweverManyWriteAndFail(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		const writers, entries = 6, 20
		var all6 sync.WaitGroup
		for range writers {
			all6.Go(func() {
				for i := range entries {
					err := db.Write(t.Context(), func(ctx context.Context, tx *database.Tx) error {
						turn, err := log.Begin(ctx, tx, "s")
						if err != nil {
							return err
						}
						if _, err := turn.Append(ctx, eventlog.Entry{Stream: "s", Type: "X"}); err != nil {
							return err
						}
						if i%3 == 0 {
							return errAbort
						}
						return nil
					})
					if err != nil && !errors.Is(err, errAbort) {
						t.Error(err)
					}
				}
			})
		}
		all6.Wait()
		wantGapless(t, all(t, db, log, "s"), writers*13)
	})
}

func TestNumbersBecomeVisibleInOrder(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		var writers sync.WaitGroup
		var left atomic.Int64
		for range 4 {
			left.Add(1)
			writers.Go(func() {
				defer left.Add(-1)
				eventlogtest.Append(t, db, log, "s", 25)
			})
		}
		var seen int64
		for left.Load() > 0 {
			news, err := log.After(t.Context(), db.Read(), "s", seen, 1000)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range news {
				if e.Seq != seen+1 {
					t.Fatalf("number %d was visible before %d", e.Seq, seen+1)
				}
				seen = e.Seq
			}
		}
		writers.Wait()
		wantGapless(t, all(t, db, log, "s"), 100)
	})
}

func TestQ2_AnAbortedChangeLeavesNoEntryAndNoHole(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		eventlogtest.Append(t, db, log, "s", 1)
		err := db.Write(t.Context(), func(ctx context.Context, tx *database.Tx) error {
			turn, err := log.Begin(ctx, tx, "s", "other")
			if err != nil {
				return err
			}
			if _, err := turn.Append(ctx, eventlog.Entry{Stream: "s", Type: "X"}, eventlog.Entry{Stream: "other", Type: "X"}); err != nil {
				return err
			}
			// A constraint is violated after the insert.
			_, err = tx.Exec(ctx, "INSERT INTO test_positions (consumer, stream, seq) VALUES ('c', 's', 1), ('c', 's', 1)")
			return err
		})
		if !errors.Is(err, database.ErrUnique) {
			t.Fatalf("Write: %v, want ErrUnique", err)
		}
		eventlogtest.Append(t, db, log, "s", 1)
		wantGapless(t, all(t, db, log, "s"), 2)
		wantGapless(t, all(t, db, log, "other"), 0)
	})
}

func TestManyEntriesAtOnceKeepTheirOrderInEachStream(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		const n = 300 // not a power of two, and more than one statement takes
		eventlogtest.Append(t, db, log, "a", 2)
		given := make([]eventlog.Entry, n)
		for i := range given {
			given[i] = eventlog.Entry{Stream: []string{"a", "b"}[i%3%2], Type: "X", Subject: fmt.Sprint(i)}
		}
		var written []eventlog.Entry
		err := db.Write(t.Context(), func(ctx context.Context, tx *database.Tx) error {
			turn, err := log.Begin(ctx, tx, "b", "a")
			if err != nil {
				return err
			}
			written, err = turn.Append(ctx, given...)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		wantGapless(t, all(t, db, log, "a"), 202)
		wantGapless(t, all(t, db, log, "b"), 100)
		for i, e := range written {
			stored, err := log.At(t.Context(), db.Read(), e.Stream, e.Seq)
			if err != nil || stored.Subject != fmt.Sprint(i) || stored.ID != e.ID {
				t.Fatalf("entry %d was returned as %s %d, where %+v is stored; %v", i, e.Stream, e.Seq, stored, err)
			}
		}
		if given[0].Seq != 0 || given[0].ID != "" {
			t.Error("the caller's slice was written to")
		}
	})
}

func TestAppendingToAStreamThatWasNotBegunIsAnError(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		err := db.Write(t.Context(), func(ctx context.Context, tx *database.Tx) error {
			turn, err := log.Begin(ctx, tx, "other")
			if err != nil {
				return err
			}
			_, err = turn.Append(ctx, eventlog.Entry{Stream: "s", Type: "X"})
			return err
		})
		if err == nil || !strings.Contains(err.Error(), "not begun") {
			t.Errorf("Append: %v", err)
		}
		wantGapless(t, all(t, db, log, "s"), 0)
	})
}

func TestStreamsLockedInWhateverOrderNeverDeadlock(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		eventlogtest.Append(t, db, log, "a", 1)
		eventlogtest.Append(t, db, log, "b", 1)
		const rounds = 20
		var runs atomic.Int64
		var both sync.WaitGroup
		for _, order := range [][]string{{"a", "b"}, {"b", "a"}} {
			both.Go(func() {
				for range rounds {
					err := db.Write(t.Context(), func(ctx context.Context, tx *database.Tx) error {
						runs.Add(1) // a transaction that was the victim of a deadlock runs again
						turn, err := log.Begin(ctx, tx, order...)
						if err != nil {
							return err
						}
						_, err = turn.Append(ctx, eventlog.Entry{Stream: order[0], Type: "X"}, eventlog.Entry{Stream: order[1], Type: "X"})
						return err
					})
					if err != nil {
						t.Error(err)
					}
				}
			})
		}
		both.Wait()
		if n := runs.Load(); n != 2*rounds {
			t.Errorf("%d transactions ran for %d", n, 2*rounds)
		}
		wantGapless(t, all(t, db, log, "a"), 1+2*rounds)
	})
}

func TestReadingALogWalksAnIndex(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		after, heads, ends := log.ReadStatements()
		wholeTable := regexp.MustCompile(`(?i)(seq scan on test_log|scan (test_log|l)\b)`)
		sorts := regexp.MustCompile(`(?i)(sort  \(|temp b-tree)`)
		for name, plan := range map[string]string{
			"after": databasetest.Plan(t, db, after, "s", int64(1), 10),
			"heads": databasetest.Plan(t, db, heads, database.Strings([]string{"a", "b"})),
			"ends":  databasetest.Plan(t, db, ends),
		} {
			if wholeTable.MatchString(plan) || sorts.MatchString(plan) || !strings.Contains(strings.ToLower(plan), "index") {
				t.Errorf("%s:\n%s", name, plan)
			}
		}
	})
}
