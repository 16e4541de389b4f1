package eventlogtest

import (
	"context"
	"sync/atomic"

	"tasklane/platform/database"
	"tasklane/platform/eventlog"
)

// Recorder is a handler that leaves a row for each entry.
type Recorder struct {
	// As is its name.
	As string
	// After, when set, is called once the row is written, in the same transaction.
	After func(ctx context.Context, e eventlog.Entry) error

	calls atomic.Int64
}

// Name implements eventlog.Handler.
func (r *Recorder) Name() string { return r.As }

// Calls counts the calls, those whose transaction failed included.
func (r *Recorder) Calls() int64 { return r.calls.Load() }

// Handle implements eventlog.Handler.
func (r *Recorder) Handle(ctx context.Context, tx *database.Tx, e eventlog.Entry) error {
	r.calls.Add(1)
	_, err := tx.Exec(ctx, `INSERT INTO test_effects (consumer, stream, seq, before) VALUES ($1, $2, $3,
		(SELECT COALESCE(max(seq), 0) FROM test_effects WHERE consumer = $1 AND stream = $2))`, r.As, e.Stream, e.Seq)
	if err != nil || r.After == nil {
		return err
	}
	return r.After(ctx, e)
}
