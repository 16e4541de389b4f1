package local_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"tasklane/platform/database"
	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/eventlogtest"
	"tasklane/platform/eventlog/local"
	"tasklane/platform/fault"
)

func TestANudgeIsAnsweredAtOnce(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		h := &eventlogtest.Recorder{As: "handler"}
		r, _ := running(t, db, log, h) // its poll comes round in an hour
		eventlogtest.Append(t, db, log, "s", 1)
		r.Nudge("s")
		untilPosition(t, db, h, "s", 1)
	})
}

func TestTheObserverHearsWhatHappens(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		h := &eventlogtest.Recorder{As: "handler", After: func(_ context.Context, e eventlog.Entry) error {
			if e.Seq == 2 {
				return errors.New("no")
			}
			return nil
		}}
		eventlogtest.Append(t, db, log, "s", 4)
		r, looked := running(t, db, log, h, local.WithTries(3, time.Millisecond))
		if got := looked.count(); got.waiting != 4 || got.age <= 0 || got.age > time.Minute {
			t.Errorf("behind by %d for %v, want 4 for a moment", got.waiting, got.age)
		}
		r.Nudge("s")
		eventlogtest.Eventually(t, "all four are done with", func() bool { return looked.count().handled == 3 })
		if got := looked.count(); got.failed != 3 || got.deadLettered != 1 {
			t.Errorf("heard %+v", got)
		}
	})
}

// TestQ5_AHandlerThatHangsIsPassedToo has the times of production.
func TestQ5_AHandlerThatHangsIsPassedToo(t *testing.T) {
	if testing.Short() {
		t.Skip("takes as long as a hanging handler is borne: 3 s")
	}
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		hanging := make(chan time.Time, 5)
		h := &eventlogtest.Recorder{As: "handler", After: func(ctx context.Context, e eventlog.Entry) error {
			if e.Seq == 1 {
				hanging <- time.Now()
				<-ctx.Done()
				return ctx.Err()
			}
			return nil
		}}
		eventlogtest.Append(t, db, log, "s", 1) // alone, so that it is not in a batch first
		r, _ := running(t, db, log, h)
		began := <-hanging
		eventlogtest.Append(t, db, log, "s", 2)
		r.Nudge("s")
		untilPosition(t, db, h, "s", 3)
		if took := time.Since(began); took > 5*time.Second {
			t.Errorf("it held up the stream for %v", took)
		}
		eventlogtest.WantEffects(t, db, h, "s", 3, 1)
	})
}

// awaySource is a log that cannot be reached for a while.
type awaySource struct {
	eventlog.Source
	away atomic.Bool
}

var errAway = fault.Down(time.Second, false, "It cannot be reached.")

func (s *awaySource) Ends(ctx context.Context) (map[string]int64, error) {
	if s.away.Load() {
		return nil, errAway
	}
	return s.Source.Ends(ctx)
}

func (s *awaySource) Next(ctx context.Context, stream string, seq int64, limit int) ([]eventlog.Entry, error) {
	if s.away.Load() {
		return nil, errAway
	}
	return s.Source.Next(ctx, stream, seq, limit)
}

func TestALogThatComesBackIsReadOn(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		h := &eventlogtest.Recorder{As: "handler"}
		source := &awaySource{Source: log.Source()}
		source.away.Store(true)
		r := local.NewReader(source, eventlog.NewConsumer(db, eventlogtest.Module, h), local.WithPoll(5*time.Millisecond), local.StartAtHead())
		eventlogtest.Start(t, r)
		r.Nudge("s")
		source.away.Store(false)
		c := eventlog.NewConsumer(db, eventlogtest.Module, h)
		eventlogtest.Eventually(t, "it has begun", func() bool {
			positions, err := c.Positions(t.Context())
			return err == nil && len(positions) > 0
		})
		source.away.Store(true)
		eventlogtest.Append(t, db, log, "s", 3)
		r.Nudge("s")
		source.away.Store(false)
		untilPosition(t, db, h, "s", 3)
		eventlogtest.WantEffects(t, db, h, "s", 3)
	})
}

func TestAReaderThatAnotherProcessHasOvertakenGoesOn(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		h := &eventlogtest.Recorder{As: "handler"}
		r, _ := running(t, db, log, h) // it knows the positions of now, and its poll comes round in an hour
		entries := eventlogtest.Append(t, db, log, "s", 5)
		other := eventlog.NewConsumer(db, eventlogtest.Module, h)
		if ok, err := other.Take(t.Context(), 0, entries[:3]...); !ok || err != nil {
			t.Fatalf("Take: %v, %v", ok, err)
		}
		r.Nudge("s")
		untilPosition(t, db, h, "s", 5)
		eventlogtest.WantEffects(t, db, h, "s", 5)
	})
}
