package local_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/eventlogtest"
	"tasklane/platform/eventlog/local"
)

// each runs a test on both databases, with a log.
func each(t *testing.T, test func(t *testing.T, db *database.DB, log *eventlog.Log)) {
	t.Helper()
	t.Parallel()
	databasetest.EachWith(t, eventlogtest.Migrations(), []string{eventlogtest.Module}, func(t *testing.T, db *database.DB) {
		test(t, db, eventlog.New(db, eventlogtest.Module))
	})
}

// running is a reader that runs, has looked at the log, and will hardly do so again by itself.
func running(t *testing.T, db *database.DB, log *eventlog.Log, h eventlog.Handler, options ...local.Option) (*local.Reader, *lookout) {
	t.Helper()
	looked := &lookout{}
	options = append([]local.Option{local.WithPoll(time.Hour), local.WithObserver(looked)}, options...)
	r := local.NewReader(log.Source(), eventlog.NewConsumer(db, eventlogtest.Module, h), options...)
	eventlogtest.Start(t, r)
	eventlogtest.Eventually(t, "the reader runs", func() bool { return looked.count().behind > 0 })
	return r, looked
}

func untilPosition(t *testing.T, db *database.DB, h eventlog.Handler, stream string, seq int64) {
	t.Helper()
	c := eventlog.NewConsumer(db, eventlogtest.Module, h)
	eventlogtest.Eventually(t, "the consumer has come to the end of "+stream, func() bool {
		got, err := c.Position(t.Context(), stream)
		if err != nil {
			t.Fatal(err)
		}
		return got >= seq
	})
}

func offer(t *testing.T, r *local.Reader, e eventlog.Entry, want bool) {
	t.Helper()
	if taken, err := r.Offer(t.Context(), e); err != nil || taken != want {
		t.Errorf("Offer(%d): %v, %v; want %v", e.Seq, taken, err, want)
	}
}

func TestAnOfferIsTakenWhenItIsExactlyTheNext(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		h := &eventlogtest.Recorder{As: "handler"}
		r, _ := running(t, db, log, h)
		entries := eventlogtest.Append(t, db, log, "s", 4)
		offer(t, r, entries[0], true)
		offer(t, r, entries[0], false) // a repeat
		offer(t, r, entries[1], true)
		offer(t, r, entries[3], false) // too early: the log brings it, and the one before it
		untilPosition(t, db, h, "s", 4)
		eventlogtest.WantEffects(t, db, h, "s", 4)
	})
}

func TestQ4_SeveralThatAreOfferedAreTakenUpToTheFirstGap(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		h := &eventlogtest.Recorder{As: "handler"}
		r, looked := running(t, db, log, h, local.WithBatch(9))
		entries := eventlogtest.Append(t, db, log, "s", 20)
		offer(t, r, entries[0], true)
		if taken, err := r.Offer(t.Context(), entries[:10]...); !taken || err != nil {
			t.Errorf("what follows, with a repeat before it: %v, %v", taken, err)
		}
		if n := looked.count().handled; n != 10 {
			t.Errorf("%d were handled, want 10", n)
		}
		if taken, err := r.Offer(t.Context(), entries[10], entries[11], entries[13]); taken || err != nil {
			t.Errorf("with a gap: %v, %v", taken, err)
		}
		untilPosition(t, db, h, "s", 20) // the log brings what was missing, and what nobody has offered
		more := eventlogtest.Append(t, db, log, "s", 12)
		if taken, err := r.Offer(t.Context(), more...); taken || err != nil {
			t.Errorf("more than go into a transaction: %v, %v", taken, err)
		}
		untilPosition(t, db, h, "s", 32)
		if taken, err := r.Offer(t.Context(), entries...); taken || err != nil {
			t.Errorf("once more: %v, %v", taken, err)
		}
		if taken, err := r.Offer(t.Context()); taken || err != nil {
			t.Errorf("nothing: %v, %v", taken, err)
		}
		eventlogtest.WantEffects(t, db, h, "s", 32)
	})
}

// More streams than there are locks for turns: some share one.
func TestStreamsThatShareATurnDoNotWaitForThemselves(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		r, _ := running(t, db, log, &eventlogtest.Recorder{As: "handler"})
		var entries []eventlog.Entry
		for i := range 300 {
			entries = append(entries, eventlogtest.Append(t, db, log, fmt.Sprint("s", i), 1)...)
		}
		if taken, err := r.Offer(t.Context(), entries...); !taken || err != nil {
			t.Errorf("%v, %v", taken, err)
		}
	})
}

// What is offered of several streams is one transaction; and one that cannot be taken does not keep the others.
func TestQ4_WhatIsOfferedOfSeveralStreamsIsTakenTogether(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		var fails atomic.Bool
		h := &eventlogtest.Recorder{As: "handler", After: func(_ context.Context, e eventlog.Entry) error {
			if fails.Load() && e.Stream == "b" {
				return errors.New("no")
			}
			return nil
		}}
		var told atomic.Int64
		r, looked := running(t, db, log, h, local.WithTries(2, time.Hour), local.OnTaken(func([]eventlog.Entry) { told.Add(1) }))
		a, b, c := eventlogtest.Append(t, db, log, "a", 4), eventlogtest.Append(t, db, log, "b", 3), eventlogtest.Append(t, db, log, "c", 3)
		if taken, err := r.Offer(t.Context(), c[0], a[0], b[0], a[1]); !taken || err != nil {
			t.Errorf("three streams: %v, %v", taken, err)
		}
		if n, commits := looked.count().handled, told.Load(); n != 4 || commits != 1 {
			t.Errorf("%d were handled in %d transactions", n, commits)
		}
		if taken, err := eventlog.NewConsumer(db, eventlogtest.Module, h).Take(t.Context(), 1, c[1]); !taken || err != nil {
			t.Fatalf("another process takes one: %v, %v", taken, err)
		}
		if taken, err := r.Offer(t.Context(), a[2], c[1]); taken || err != nil {
			t.Errorf("with one that another process has: %v, %v", taken, err)
		}
		fails.Store(true)
		if taken, err := r.Offer(t.Context(), a[3], b[1]); taken || err == nil {
			t.Errorf("with one that fails: %v, %v", taken, err)
		}
		untilPosition(t, db, h, "a", 4)
		untilPosition(t, db, h, "c", 3)
		eventlogtest.WantEffects(t, db, h, "a", 4)
		eventlogtest.WantEffects(t, db, h, "b", 1)
		eventlogtest.WantEffects(t, db, h, "c", 3)
	})
}

func TestQ4_TheSameEntryOfferedByManyAndReadHasOneEffect(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		h := &eventlogtest.Recorder{As: "handler"}
		one, _ := running(t, db, log, h)
		other, _ := running(t, db, log, h)
		for range 20 {
			e := eventlogtest.Append(t, db, log, "s", 1)[0]
			var all sync.WaitGroup
			for _, r := range []*local.Reader{one, other} {
				r.Nudge("s")
				for range 2 {
					all.Go(func() {
						if _, err := r.Offer(t.Context(), e); err != nil {
							t.Error(err)
						}
					})
				}
			}
			all.Wait()
		}
		untilPosition(t, db, h, "s", 20)
		eventlogtest.WantEffects(t, db, h, "s", 20)
	})
}

func TestAnOfferReachesAConsumerThatAnotherProcessHasMovedOn(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		h := &eventlogtest.Recorder{As: "handler"}
		one, _ := running(t, db, log, h)
		other, _ := running(t, db, log, h)
		entries := eventlogtest.Append(t, db, log, "s", 4)
		for i, e := range entries {
			offer(t, []*local.Reader{one, other}[i%2], e, true)
		}
		eventlogtest.WantEffects(t, db, h, "s", 4)
	})
}

func TestBeforeTheReaderRunsNoOfferIsTaken(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		h := &eventlogtest.Recorder{As: "handler"}
		r := local.NewReader(log.Source(), eventlog.NewConsumer(db, eventlogtest.Module, h), local.StartAtHead())
		offer(t, r, eventlogtest.Append(t, db, log, "s", 1)[0], false)
		eventlogtest.WantEffects(t, db, h, "s", 0)
	})
}

func TestAnOfferDoesNotShortenThePausesOfAFailingEntry(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		h := &eventlogtest.Recorder{As: "handler", After: func(context.Context, eventlog.Entry) error { return errors.New("no") }}
		r, looked := running(t, db, log, h, local.WithTries(2, time.Hour), local.WithPoll(10*time.Millisecond))
		e := eventlogtest.Append(t, db, log, "s", 1)[0]
		r.Nudge("s")
		eventlogtest.Eventually(t, "the entry has failed once", func() bool { return looked.count().failed == 1 })
		offer(t, r, e, false)
		r.Nudge("s")
		seen := looked.count().behind
		eventlogtest.Eventually(t, "the poll has come round", func() bool { return looked.count().behind > seen+1 })
		if n := h.Calls(); n != 1 {
			t.Errorf("the handler was called %d times", n)
		}
	})
}

func TestWhatIsNotNextIsLeftToTheWorkerThatHasTheStream(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		working, goOn := make(chan struct{}, 8), make(chan struct{})
		h := &eventlogtest.Recorder{As: "handler", After: func(context.Context, eventlog.Entry) error {
			working <- struct{}{}
			<-goOn
			return nil
		}}
		r, _ := running(t, db, log, h)
		entries := eventlogtest.Append(t, db, log, "s", 3)
		r.Nudge("s")
		<-working // its transaction holds the position: whoever tried to move it would wait
		answered := make(chan struct{})
		go func() {
			defer close(answered)
			offer(t, r, entries[2], false)
		}()
		eventlogtest.Eventually(t, "the offer is answered", func() bool {
			select {
			case <-answered:
				return true
			default:
				return false
			}
		})
		close(goOn)
		untilPosition(t, db, h, "s", 3)
		eventlogtest.WantEffects(t, db, h, "s", 3)
	})
}

// pushy is an observer who offers what has just failed.
type pushy struct {
	*lookout
	push func()
}

func (p pushy) Failed(consumer string) {
	p.lookout.Failed(consumer)
	p.push()
}

func TestAnEntryThatIsTakenByAnOfferWhileItFailsIsDone(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		var once sync.Once
		h := &eventlogtest.Recorder{As: "handler", After: func(context.Context, eventlog.Entry) (err error) {
			once.Do(func() { err = errors.New("not this time") })
			return err
		}}
		looked := pushy{&lookout{}, nil}
		var r *local.Reader
		entries := eventlogtest.Append(t, db, log, "s", 1)
		looked.push = func() { offer(t, r, entries[0], true) }
		r = local.NewReader(log.Source(), eventlog.NewConsumer(db, eventlogtest.Module, h), local.WithPoll(time.Hour), local.WithObserver(looked))
		eventlogtest.Start(t, r)
		untilPosition(t, db, h, "s", 1)
		eventlogtest.Append(t, db, log, "s", 1)
		r.Nudge("s")
		untilPosition(t, db, h, "s", 2)
		if got := looked.count(); got.failed != 1 || got.handled != 2 {
			t.Errorf("heard %+v", got)
		}
		eventlogtest.WantEffects(t, db, h, "s", 2)
	})
}

func TestWhatIsTakenIsToldInItsOrderWhoeverBroughtIt(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		h := &eventlogtest.Recorder{As: "handler"}
		var mu sync.Mutex
		var told []int64
		r, _ := running(t, db, log, h, local.OnTaken(func(entries []eventlog.Entry) {
			for range 1000 { // whoever comes next may overtake here
				runtime.Gosched()
			}
			mu.Lock()
			defer mu.Unlock()
			for _, e := range entries {
				told = append(told, e.Seq)
			}
		}))
		const all = 40
		entries := eventlogtest.Append(t, db, log, "s", all)
		r.Nudge("s")
		var offering sync.WaitGroup
		for lane := range 4 {
			offering.Go(func() {
				for i := lane; i < all; i += 4 {
					if _, err := r.Offer(t.Context(), entries[i]); err != nil {
						t.Error(err)
					}
				}
			})
		}
		offering.Wait()
		eventlogtest.Eventually(t, "everything is told", func() bool {
			mu.Lock()
			defer mu.Unlock()
			return len(told) == all
		})
		if !slices.IsSorted(told) {
			t.Errorf("told in the order %v", told)
		}
	})
}
