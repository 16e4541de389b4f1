package eventlogtest

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"time"

	"tasklane/platform/eventlog"
	"tasklane/platform/fault"
)

// poisoned is a handler that fails for good on one entry of a stream, after it has written its row.
func poisoned(stream string, seq int64, fail func() error) *Recorder {
	return &Recorder{As: "handler", After: func(_ context.Context, e eventlog.Entry) error {
		if e.Stream == stream && e.Seq == seq {
			return fail()
		}
		return nil
	}}
}

func (w *world) letters(h eventlog.Handler) []eventlog.DeadLetter {
	w.Helper()
	letters, err := eventlog.NewConsumer(w.db, Module, h).DeadLetters(w.Context(), "", 100)
	if err != nil {
		w.Fatal(err)
	}
	return letters
}

// poison runs with the pauses of production: what comes after flows within 5 s.
func poison(w *world) {
	h := poisoned("s", 3, func() error { return errors.New("this cannot be stomached") })
	s := quick()
	s.Backoff = 50 * time.Millisecond
	w.append("s", 6)
	began := time.Now()
	w.start(h, s)
	w.untilPosition(h, "s", 6)
	if took := time.Since(began); took > 5*time.Second {
		w.Errorf("the poison held up the stream for %v", took)
	}
	w.wantEffects(h, "s", 6, 3)
	letters := w.letters(h)
	if len(letters) != 1 {
		w.Fatalf("%d dead letters, want 1", len(letters))
	}
	if l := letters[0]; l.Entry.Stream != "s" || l.Entry.Seq != 3 || l.Tries != 5 || !strings.Contains(l.Reason, "stomach") || l.Entry.ID == "" {
		w.Errorf("the dead letter is %+v", l)
	}
}

func panics(w *world) {
	h := poisoned("s", 1, func() error { panic("out of my depth") })
	w.append("s", 2)
	w.start(h, quick())
	w.untilPosition(h, "s", 2)
	w.wantEffects(h, "s", 2, 1)
	if letters := w.letters(h); len(letters) != 1 || !strings.Contains(letters[0].Reason, "out of my depth") {
		w.Errorf("the dead letters are %+v", letters)
	}
}

func poisonElsewhere(w *world) {
	h := poisoned("sick", 1, func() error { return errors.New("no") })
	s := quick()
	s.Backoff = time.Hour // the sick stream never gets on
	w.append("sick", 1)
	w.start(h, s)
	Eventually(w.T, "the sick entry is tried", func() bool { return h.Calls() > 0 })
	w.append("sound", 5)
	w.untilPosition(h, "sound", 5)
	w.wantEffects(h, "sound", 5)
	if seq := w.position(h, "sick"); seq != 0 {
		w.Errorf("the sick stream is at %d", seq)
	}
}

func failedTry(w *world) {
	var failures atomic.Int64
	h := poisoned("s", 2, func() error {
		if failures.Add(1) <= 3 {
			return errors.New("not yet")
		}
		return nil
	})
	w.append("s", 3)
	w.start(h, quick())
	w.untilPosition(h, "s", 3)
	w.wantEffects(h, "s", 3)
	if letters := w.letters(h); len(letters) != 0 {
		w.Errorf("an entry that was handled at last is a dead letter: %+v", letters)
	}
}

func retried(w *world) {
	var healed atomic.Bool
	h := poisoned("s", 1, func() error {
		if healed.Load() {
			return nil
		}
		return errors.New("not yet")
	})
	w.append("s", 2)
	w.start(h, quick())
	w.untilPosition(h, "s", 2)
	letters := w.letters(h)
	if len(letters) != 1 {
		w.Fatalf("%d dead letters, want 1", len(letters))
	}
	c := eventlog.NewConsumer(w.db, Module, h)
	healed.Store(true)
	if err := c.Retry(w.Context(), letters[0].ID); err != nil {
		w.Fatalf("Retry: %v", err)
	}
	if err := c.Retry(w.Context(), letters[0].ID); !fault.Is(err, fault.Conflict) {
		w.Errorf("a second Retry: %v, want Conflict", err)
	}
	if left := w.letters(h); len(left) != 0 {
		w.Errorf("still among the dead letters: %+v", left)
	}
	var effects int
	if err := w.db.Read().Get(w.Context(), &effects, "SELECT count(*) FROM test_effects WHERE stream = 's' AND seq = 1"); err != nil || effects != 1 {
		w.Errorf("%d effects, %v; want 1", effects, err)
	}
}
