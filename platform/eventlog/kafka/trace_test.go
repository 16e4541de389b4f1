package kafka_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"tasklane/platform/database"
	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/eventlogtest"
	"tasklane/platform/eventlog/kafka"
	"tasklane/platform/eventlog/kafka/kafkatest"
	"tasklane/platform/eventlog/local"
	"tasklane/platform/telemetry"
	"tasklane/platform/telemetry/telemetrytest"
)

// The log itself knows nothing of traces: the publisher remembers for a while which change made an entry, and tells the
// consumer, in another process, by the record's header.
func TestPublisherAndConsumerAreInTheTraceOfTheChange(t *testing.T) {
	each(t, func(w world) {
		here, spans := telemetrytest.Tracer(w.T)
		there, consumed := telemetrytest.Tracer(w.T)
		ctx, operation := here.Operation(w.Context(), "mutation", []string{"createTask"})
		err := w.db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
			turn, err := w.log.Begin(ctx, tx, "s")
			if err == nil {
				_, err = turn.Append(ctx, eventlog.Entry{Stream: "s", Type: "HAPPENED"})
			}
			return err
		})
		operation.End("")
		if err != nil {
			w.Fatal(err)
		}
		w.append("s", 1) // of no trace
		h := &eventlogtest.Recorder{As: "handler", After: func(ctx context.Context, e eventlog.Entry) error {
			if traced := telemetry.Traced(ctx) != nil; traced != (e.Seq == 1) {
				w.Errorf("the handler of entry %d is in a trace: %v", e.Seq, traced)
			}
			return nil
		}}
		eventlogtest.Start(w.T, w.publisher(kafka.WithTracer(here)))
		w.untilPublished("s", 2)
		headers := 0
		for _, r := range kafkatest.Records(w.T, w.c, topic) {
			for _, header := range r.Headers {
				if header.Key == "traceparent" {
					headers++
				}
			}
		}
		if headers != 1 {
			w.Errorf("%d records say where they come from, want 1", headers)
		}
		eventlogtest.Start(w.T, w.reader(h, kafka.WithTracer(there), kafka.Handling(local.WithBatch(1))))
		untilPosition(w, h, "s", 2)
		eventlogtest.Eventually(w.T, "the work on it is recorded", func() bool { return len(consumed.Named("handle handler")) == 1 })

		root, published, handled := spans.One(w.T, "mutation createTask"), spans.One(w.T, "publish "+topic), consumed.One(w.T, "handle handler")
		if published.Trace != root.Trace || published.Kind != "producer" || published.Failed {
			w.Errorf("published: %+v, the change is in %s", published, root.Trace)
		}
		if handled.Trace != root.Trace || handled.Parent != published.ID || handled.Kind != "consumer" || handled.Failed {
			w.Errorf("handled: %+v", handled)
		}
		if statements := consumed.Named("INSERT test_effects"); len(statements) != 1 || statements[0].Trace != root.Trace {
			w.Errorf("the effect's statement is not in the trace:\n%s", consumed)
		}
		tapped := make(chan string, 2)
		eventlogtest.Start(w.T, tap{kafka.NewTap(w.c, "tap", []string{topic}, func(ctx context.Context, _ string, e eventlog.Entry) {
			tapped <- fmt.Sprint(e.Seq, telemetry.Traceparent(ctx))
		}, kafka.WithTracer(there))})
		for range 2 {
			if got := <-tapped; got != "1"+fmt.Sprintf("00-%s-%s-01", root.Trace, published.ID) && got != "2" {
				w.Errorf("a tap is shown %s", got)
			}
		}
		if strings.Contains(consumed.String()+spans.String(), w.c.Prefix) {
			w.Error("the names of topics are not bounded")
		}
	})
}
