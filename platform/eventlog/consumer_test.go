package eventlog_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tasklane/platform/database"
	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/eventlogtest"
)

func consumer(db *database.DB, h eventlog.Handler, options ...eventlog.ConsumerOption) *eventlog.Consumer {
	return eventlog.NewConsumer(db, eventlogtest.Module, h, options...)
}

func position(t *testing.T, c *eventlog.Consumer, stream string) int64 {
	t.Helper()
	seq, err := c.Position(t.Context(), stream)
	if err != nil {
		t.Fatal(err)
	}
	return seq
}

func TestQ4_AnEntryTakenManyTimesAtOnceHasOneEffect(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		h := &eventlogtest.Recorder{As: "handler"}
		for i, e := range eventlogtest.Append(t, db, log, "s", 10) {
			var takers sync.WaitGroup
			var taken atomic.Int64
			for range 6 {
				takers.Go(func() {
					ok, err := consumer(db, h).Take(t.Context(), int64(i), e)
					if err != nil {
						t.Error(err)
					}
					if ok {
						taken.Add(1)
					}
				})
			}
			takers.Wait()
			if n := taken.Load(); n != 1 {
				t.Fatalf("entry %d was taken %d times", e.Seq, n)
			}
		}
		eventlogtest.WantEffects(t, db, h, "s", 10)
	})
}

func TestOnlyTheNextEntryIsTaken(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		h := &eventlogtest.Recorder{As: "handler"}
		c := consumer(db, h)
		entries := eventlogtest.Append(t, db, log, "s", 4)
		for _, try := range []struct {
			from    int64
			entries []eventlog.Entry
			want    bool
		}{
			{1, entries[1:2], false}, // too early
			{0, nil, false},
			{0, entries[0:1], true},
			{0, entries[0:1], false}, // a repeat
			{1, entries[1:4], true},
			{3, entries[3:4], false},
		} {
			ok, err := c.Take(t.Context(), try.from, try.entries...)
			if err != nil || ok != try.want {
				t.Errorf("Take from %d, %d entries: %v, %v; want %v", try.from, len(try.entries), ok, err, try.want)
			}
		}
		eventlogtest.WantEffects(t, db, h, "s", 4)
		if got := position(t, c, "s"); got != 4 {
			t.Errorf("position %d", got)
		}
	})
}

func TestABatchWithAFailureHasNoEffectAtAll(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		cause := errors.New("no")
		h := &eventlogtest.Recorder{As: "handler", After: func(_ context.Context, e eventlog.Entry) error {
			if e.Seq == 3 {
				return cause
			}
			return nil
		}}
		c := consumer(db, h)
		entries := eventlogtest.Append(t, db, log, "s", 4)
		var failure *eventlog.HandlerError
		if ok, err := c.Take(t.Context(), 0, entries...); ok || !errors.As(err, &failure) || !errors.Is(err, cause) {
			t.Errorf("Take: %v, %v", ok, err)
		}
		eventlogtest.WantEffects(t, db, h, "s", 0)
		if got := position(t, c, "s"); got != 0 {
			t.Errorf("position %d", got)
		}
	})
}

func TestAHandlerThatHangsIsAFailedTry(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		h := &eventlogtest.Recorder{As: "handler", After: func(ctx context.Context, _ eventlog.Entry) error {
			<-ctx.Done()
			return ctx.Err()
		}}
		entries := eventlogtest.Append(t, db, log, "s", 1)
		var failure *eventlog.HandlerError
		_, err := consumer(db, h, eventlog.WithTimeout(20*time.Millisecond)).Take(t.Context(), 0, entries...)
		if !errors.As(err, &failure) || failure.Took < 20*time.Millisecond || failure.Took > 10*time.Second {
			t.Errorf("Take: %v", err)
		}
	})
}

func TestAFailureBeforeTheHandlerIsNotTheHandlers(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		h := &eventlogtest.Recorder{As: "handler"}
		entries := eventlogtest.Append(t, db, log, "s", 1)
		ended, end := context.WithCancel(t.Context())
		end()
		var failure *eventlog.HandlerError
		if _, err := consumer(db, h).Take(ended, 0, entries...); err == nil || errors.As(err, &failure) {
			t.Errorf("Take with an ended context: %v", err)
		}
		if h.Calls() != 0 {
			t.Error("the handler was called")
		}
	})
}

func TestStartAtIsForAConsumerThatHasNeverBegun(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, _ *eventlog.Log) {
		c := consumer(db, &eventlogtest.Recorder{As: "handler"})
		if err := c.StartAt(t.Context(), nil); err != nil { // there was no stream yet
			t.Fatal(err)
		}
		if err := c.StartAt(t.Context(), map[string]int64{"s": 7}); err != nil {
			t.Fatal(err)
		}
		if got := position(t, c, "s"); got != 0 {
			t.Errorf("position %d: it skipped what came after it had begun", got)
		}
		other := consumer(db, &eventlogtest.Recorder{As: "other"})
		if err := other.StartAt(t.Context(), map[string]int64{"s": 7}); err != nil {
			t.Fatal(err)
		}
		if got := position(t, other, "s"); got != 7 {
			t.Errorf("position %d, want 7", got)
		}
	})
}

func TestThePanicsPlaceIsInTheReason(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		h := &eventlogtest.Recorder{As: "handler", After: func(context.Context, eventlog.Entry) error { panic("here") }}
		_, err := consumer(db, h).Take(t.Context(), 0, eventlogtest.Append(t, db, log, "s", 1)...)
		if err == nil || !strings.Contains(err.Error(), "consumer_test.go") {
			t.Errorf("Take: %v", err)
		}
	})
}

// preparing is a handler that notes what it is prepared for.
type preparing struct {
	*eventlogtest.Recorder

	prepared []int
	fail     func() error
}

type preparedFor struct{}

func (p *preparing) Prepare(ctx context.Context, _ *database.Tx, entries []eventlog.Entry) (context.Context, error) {
	p.prepared = append(p.prepared, len(entries))
	if p.fail != nil {
		if err := p.fail(); err != nil {
			return nil, err
		}
	}
	return context.WithValue(ctx, preparedFor{}, len(entries)), nil
}

func TestAHandlerIsPreparedForAllEntriesOfATransaction(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		var handledWith []any
		h := &preparing{Recorder: &eventlogtest.Recorder{As: "handler", After: func(ctx context.Context, _ eventlog.Entry) error {
			handledWith = append(handledWith, ctx.Value(preparedFor{}))
			return nil
		}}}
		c := consumer(db, h)
		entries := eventlogtest.Append(t, db, log, "s", 4)
		if ok, err := c.Take(t.Context(), 0, entries[:3]...); !ok || err != nil {
			t.Fatalf("Take: %v, %v", ok, err)
		}
		if fmt.Sprint(h.prepared, handledWith) != "[3] [3 3 3]" {
			t.Errorf("prepared for %v, handled with %v", h.prepared, handledWith)
		}
		for _, fail := range []func() error{func() error { return errors.New("no") }, func() error { panic("no") }} {
			h.fail = fail
			var failure *eventlog.HandlerError
			if ok, err := c.Take(t.Context(), 3, entries[3]); ok || !errors.As(err, &failure) {
				t.Errorf("Take: %v, %v", ok, err)
			}
		}
		h.fail = nil
		letter := bury(t, c, errors.New("why"), entries[3])[0]
		if err := c.Retry(t.Context(), letter.ID); err != nil || fmt.Sprint(handledWith) != "[3 3 3 1]" {
			t.Errorf("Retry: %v, handled with %v", err, handledWith)
		}
	})
}

func TestAConsumerHasCaughtUpAtItsPosition(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		c := consumer(db, &eventlogtest.Recorder{As: "handler"})
		for seq, want := range map[int64]bool{0: true, 1: false} {
			if got, err := c.CaughtUp(t.Context(), "s", seq); err != nil || got != want {
				t.Errorf("before it has begun, with %d: %v, %v", seq, got, err)
			}
		}
		if ok, err := c.Take(t.Context(), 0, eventlogtest.Append(t, db, log, "s", 2)...); !ok || err != nil {
			t.Fatal(ok, err)
		}
		for seq, want := range map[int64]bool{1: true, 2: true, 3: false} {
			if got, err := c.CaughtUp(t.Context(), "s", seq); err != nil || got != want {
				t.Errorf("with %d: %v, %v", seq, got, err)
			}
		}
	})
}

// locking is a handler that writes to the stream which an entry names as its subject.
type locking struct {
	log  *eventlog.Log
	runs atomic.Int64
}

func (*locking) Name() string { return "handler" }

func (l *locking) Prepare(ctx context.Context, tx *database.Tx, entries []eventlog.Entry) (context.Context, error) {
	l.runs.Add(1) // a transaction that was the victim of a deadlock runs again
	var streams []string
	for _, e := range entries {
		streams = append(streams, e.Subject)
	}
	turn, err := l.log.Begin(ctx, tx, streams...)
	return context.WithValue(ctx, preparedFor{}, turn), err
}

func (l *locking) Handle(ctx context.Context, _ *database.Tx, e eventlog.Entry) error {
	_, err := ctx.Value(preparedFor{}).(*eventlog.Turn).Append(ctx, eventlog.Entry{Stream: e.Subject, Type: "TOLD"})
	return err
}

func TestTransactionsThatLockWhatTheyWriteNeverWaitInACircle(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		const rounds = 20
		h := &locking{log: log}
		var both sync.WaitGroup
		for stream, people := range map[string][]string{"one": {"ada", "ben"}, "other": {"ben", "ada"}} {
			both.Go(func() {
				for i := range int64(rounds) {
					entries := []eventlog.Entry{{Stream: stream, Seq: 2*i + 1, Subject: people[0]}, {Stream: stream, Seq: 2*i + 2, Subject: people[1]}}
					if ok, err := consumer(db, h).Take(t.Context(), 2*i, entries...); !ok || err != nil {
						t.Errorf("Take: %v, %v", ok, err)
					}
				}
			})
		}
		both.Wait()
		if n := h.runs.Load(); n != 2*rounds {
			t.Errorf("%d transactions ran for %d", n, 2*rounds)
		}
		wantGapless(t, all(t, db, log, "ada"), 2*rounds)
	})
}
