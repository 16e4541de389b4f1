package eventlogtest

import (
	"context"
	"slices"
	"sync"
	"testing"
	"time"

	"tasklane/platform/database"
	"tasklane/platform/eventlog"
)

// patience is how long a test waits for what must come; a test that passes never waits this long.
const patience = 20 * time.Second

// world is a test's database with a log in it.
type world struct {
	*testing.T
	db   *database.DB
	log  *eventlog.Log
	open Open
}

// Append writes one transaction per entry to a stream, without a nudge, and returns the entries.
func Append(t *testing.T, db *database.DB, log *eventlog.Log, stream string, entries int) []eventlog.Entry {
	t.Helper()
	var all []eventlog.Entry
	for range entries {
		var written []eventlog.Entry
		err := db.Write(t.Context(), func(ctx context.Context, tx *database.Tx) error {
			turn, err := log.Begin(ctx, tx, stream)
			if err != nil {
				return err
			}
			written, err = turn.Append(ctx, eventlog.Entry{Stream: stream, Type: "HAPPENED", Subject: "subject"})
			return err
		})
		if err != nil {
			t.Fatalf("appending to %s: %v", stream, err)
		}
		all = append(all, written...)
	}
	return all
}

func (w *world) append(stream string, entries int) {
	w.Helper()
	Append(w.T, w.db, w.log, stream, entries)
}

// quick are settings under which nothing waits for long.
func quick() Settings {
	return Settings{Poll: 20 * time.Millisecond, Tries: 5, Backoff: time.Millisecond}
}

// start runs a reader for the handler until stop is called, which waits for its end.
func (w *world) start(h eventlog.Handler, s Settings) (r Reader, stop func()) {
	w.Helper()
	r = w.open(w.T, w.log, eventlog.NewConsumer(w.db, Module, h), s)
	return r, Start(w.T, r)
}

// Start runs a reader until stop is called, which waits for its end. The test's end stops it too.
func Start(t *testing.T, r Reader) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- r.Run(ctx) }()
	stop = sync.OnceFunc(func() {
		cancel()
		select {
		case err := <-ended:
			if err != nil {
				t.Errorf("Run: %v", err)
			}
		case <-time.After(patience):
			t.Error("Run did not end")
		}
	})
	t.Cleanup(stop)
	return stop
}

// Eventually waits until the condition holds.
func Eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); <-tick.C {
		if holds() {
			return
		}
	}
	t.Fatalf("after %v still not: %s", patience, what)
}

// position is how far the handler's consumer has come.
func (w *world) position(h eventlog.Handler, stream string) int64 {
	w.Helper()
	seq, err := eventlog.NewConsumer(w.db, Module, h).Position(context.WithoutCancel(w.Context()), stream)
	if err != nil {
		w.Fatal(err)
	}
	return seq
}

func (w *world) untilPosition(h eventlog.Handler, stream string, seq int64) {
	w.Helper()
	Eventually(w.T, "the consumer has come to the end of "+stream, func() bool { return w.position(h, stream) >= seq })
}

// wantEffects checks that each of the first n entries of a stream has had its effect once and in
// order, but for those left out.
func (w *world) wantEffects(h eventlog.Handler, stream string, n int64, except ...int64) {
	w.Helper()
	WantEffects(w.T, w.db, h, stream, n, except...)
}

// WantEffects checks that each of the first n entries of a stream has had its effect on a Recorder's
// table once and in order, but for those left out.
func WantEffects(t *testing.T, db *database.DB, h eventlog.Handler, stream string, n int64, except ...int64) {
	t.Helper()
	type effect struct {
		Seq    int64 `db:"seq"`
		Before int64 `db:"before"`
	}
	var want, got []effect
	var before int64
	for seq := int64(1); seq <= n; seq++ {
		if !slices.Contains(except, seq) {
			want = append(want, effect{Seq: seq, Before: before})
			before = seq
		}
	}
	err := db.Read().Select(t.Context(), &got,
		"SELECT seq, before FROM test_effects WHERE consumer = $1 AND stream = $2 ORDER BY seq, before", h.Name(), stream)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, want) {
		t.Errorf("effects of %s on %s (seq, seq before): %v; want %v", stream, h.Name(), got, want)
	}
}
