package eventlogtest

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"sync"
	"time"

	"tasklane/platform/database"
	"tasklane/platform/eventlog"
)

func inOrderAndOnce(w *world) {
	const streams, entries = 4, 30
	h := &Recorder{As: "handler"}
	r, _ := w.start(h, quick())
	var writers sync.WaitGroup
	for i := range streams {
		writers.Go(func() {
			stream := fmt.Sprint("s", i)
			for range entries {
				w.append(stream, 1)
				r.Nudge(stream)
				r.Nudge(stream) // too often is no harm
			}
		})
	}
	writers.Wait()
	for i := range streams {
		stream := fmt.Sprint("s", i)
		w.untilPosition(h, stream, entries)
		w.wantEffects(h, stream, entries)
	}
}

func asWritten(w *world) {
	var want []eventlog.Entry
	err := w.db.Write(w.Context(), func(ctx context.Context, tx *database.Tx) error {
		turn, err := w.log.Begin(ctx, tx, "s")
		if err != nil {
			return err
		}
		want, err = turn.Append(ctx, eventlog.Entry{
			Stream: "s", Type: "HAPPENED", Subject: "subject", Actor: "actor", At: time.Date(2026, 2, 3, 4, 5, 6, 789_123_000, time.UTC),
			Changes: json.RawMessage(`[{"field":"title","to":"<Ä> \u0000 🦊"}]`), Body: json.RawMessage(`{"n":12345678901234567890,"facts":{}}`),
		}, eventlog.Entry{Stream: "s", Type: "PURGED"}, eventlog.Entry{Stream: "s", Type: "A_TYPE_FROM_THE_FUTURE"})
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	var got []eventlog.Entry
	h := &Recorder{As: "handler", After: func(_ context.Context, e eventlog.Entry) error {
		got = append(got, e)
		return nil
	}}
	w.start(h, quick())
	w.untilPosition(h, "s", int64(len(want)))
	if !reflect.DeepEqual(got, want) {
		w.Errorf("handled %+v, want %+v", got, want)
	}
}

func wholeLog(w *world) {
	const entries = 250 // more than a reader takes at once
	w.append("long", entries)
	w.append("short", 1)
	h := &Recorder{As: "handler"}
	w.start(h, quick())
	w.untilPosition(h, "long", entries)
	w.untilPosition(h, "short", 1)
	w.wantEffects(h, "long", entries)
	w.wantEffects(h, "short", 1)
}

func withoutNudge(w *world) {
	h := &Recorder{As: "handler"}
	w.append("s", 1)
	w.start(h, quick())
	w.untilPosition(h, "s", 1) // it runs, and has looked at the log
	w.append("s", 3)
	w.append("new", 1)
	w.untilPosition(h, "s", 4)
	w.untilPosition(h, "new", 1)
	w.wantEffects(h, "s", 4)
	w.wantEffects(h, "new", 1)
}

// restart ends the process, as far as a test can, between the commits and their nudges.
func restart(w *world) {
	h := &Recorder{As: "handler"}
	for life := int64(1); life <= 4; life++ {
		w.append("s", 5)
		_, stop := w.start(h, quick())
		w.untilPosition(h, "s", 5*life-2) // in the middle, or later
		stop()
	}
	w.start(h, quick())
	w.untilPosition(h, "s", 20)
	w.wantEffects(h, "s", 20)
}

func finishesInHand(w *world) {
	entered, leave := make(chan struct{}), make(chan struct{})
	h := &Recorder{As: "handler"}
	h.After = func(ctx context.Context, e eventlog.Entry) error {
		if e.Seq != 1 {
			return nil
		}
		close(entered)
		select {
		case <-leave:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	w.append("s", 1)
	_, stop := w.start(h, quick())
	select {
	case <-entered:
	case <-time.After(patience):
		w.Fatal("the entry was not handled")
	}
	stopped := make(chan struct{})
	go func() { stop(); close(stopped) }()
	select {
	case <-stopped:
		w.Error("Run returned with a transaction under way")
	case <-time.After(50 * time.Millisecond):
	}
	close(leave)
	<-stopped
	if seq := w.position(h, "s"); seq != 1 {
		w.Errorf("position %d: the entry in hand was given up", seq)
	}
	w.wantEffects(h, "s", 1)
}

func twoReaders(w *world) {
	const entries = 60
	h := &Recorder{As: "handler"}
	one, _ := w.start(h, quick())
	other, _ := w.start(h, quick())
	for range entries {
		w.append("s", 1)
		one.Nudge("s")
		other.Nudge("s")
	}
	w.untilPosition(h, "s", entries)
	w.wantEffects(h, "s", entries)
}

func twoConsumers(w *world) {
	first, second := &Recorder{As: "first"}, &Recorder{As: "second"}
	w.append("s", 10)
	w.start(first, quick())
	w.untilPosition(first, "s", 10)
	w.start(second, quick())
	w.untilPosition(second, "s", 10)
	w.append("s", 5)
	for _, h := range []*Recorder{first, second} {
		w.untilPosition(h, "s", 15)
		w.wantEffects(h, "s", 15)
	}
}

func startAtHead(w *world) {
	h := &Recorder{As: "handler"}
	s := quick()
	s.StartAtHead = true
	w.append("old", 3)
	_, stop := w.start(h, s)
	w.untilPosition(h, "old", 3)
	stop()
	// From now on it is a consumer like any other: what comes while it is away is not left out.
	w.append("old", 2)
	w.append("new", 2)
	w.start(h, s)
	w.untilPosition(h, "old", 5)
	w.untilPosition(h, "new", 2)
	w.wantEffects(h, "new", 2)
	if n := h.Calls(); n != 4 {
		w.Errorf("handled %d entries, want the 4 that came after it began", n)
	}
}
