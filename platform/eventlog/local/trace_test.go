package local_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"tasklane/platform/database"
	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/eventlogtest"
	"tasklane/platform/eventlog/local"
	"tasklane/platform/telemetry"
	"tasklane/platform/telemetry/telemetrytest"
)

func TestTheWorkOnAnEntryIsInTheTraceOfItsChange(t *testing.T) {
	each(t, func(t *testing.T, db *database.DB, log *eventlog.Log) {
		tracer, spans := telemetrytest.Tracer(t)
		var traced [4]atomic.Bool // by number
		h := &eventlogtest.Recorder{As: "handler", After: func(ctx context.Context, e eventlog.Entry) error {
			traced[e.Seq].Store(telemetry.Traced(ctx) != nil)
			if e.Seq == 2 {
				return errors.New("a title that nobody else may read")
			}
			return nil
		}}
		ctx, operation := tracer.Operation(t.Context(), "mutation", []string{"createTask"})
		for range 2 {
			err := db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
				turn, err := log.Begin(ctx, tx, "s")
				if err == nil {
					_, err = turn.Append(ctx, eventlog.Entry{Stream: "s", Type: "HAPPENED"})
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		operation.End("")
		eventlogtest.Append(t, db, log, "s", 1) // of no trace
		r, _ := running(t, db, log, h, local.WithTracer(tracer), local.WithBatch(1), local.WithTries(1, 0))
		r.Nudge("s")
		untilPosition(t, db, h, "s", 3)

		root := spans.One(t, "mutation createTask")
		handled := spans.Named("handle handler")
		if len(handled) != 2 || handled[0].Trace != root.Trace || handled[1].Trace != root.Trace || handled[0].Failed || !handled[1].Failed {
			t.Errorf("the work on two entries is\n%s", spans)
		}
		for seq, want := range []bool{false, true, true, false} {
			if got := traced[seq].Load(); got != want {
				t.Errorf("the handler of entry %d is in a trace: %v", seq, got)
			}
		}
	})
}
