package telemetry_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"tasklane/platform/fault"
	"tasklane/platform/telemetry"
	"tasklane/platform/telemetry/telemetrytest"
)

// in gives a context in a trace, and ends the trace's first span with the test.
func in(t *testing.T, tracer *telemetry.Tracer) context.Context {
	ctx, span := tracer.Operation(t.Context(), "mutation", []string{"createTask"})
	t.Cleanup(func() { span.End("") })
	return ctx
}

func TestARequestIsATraceThroughEverythingBelow(t *testing.T) {
	t.Parallel()
	tracer, spans := telemetrytest.Tracer(t)
	out := &page{}
	layer := telemetry.HTTP{
		Log: telemetry.NewLogger(out, "json", "info"), Metrics: telemetry.NewMetrics(), Tracer: tracer,
		Route: func(*http.Request) string { return "/graphql" },
	}
	handler := layer.Wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx, operation := tracer.Operation(r.Context(), "mutation", []string{"createTask", "moveTask"})
		ctx, call := telemetry.Call(ctx, "task.CreateTask")
		there, answer := tracer.Answer(t.Context(), telemetry.Traceparent(ctx), "task.CreateTask") // in another process
		within, transaction := telemetry.Transaction(there, "sqlite")
		_, statement := telemetry.Statement(within, "sqlite", "INSERT", "task_tasks")
		telemetry.Log(r.Context()).InfoContext(ctx, "inside")
		statement.End("")
		transaction.Fail(nil)
		answer.Fail(fault.Missing("task"))
		call.Again()
		call.Fail(errors.New("a secret of the insides"))
		operation.End("NOT_FOUND")
		w.WriteHeader(http.StatusServiceUnavailable)
	}))
	handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/graphql?secret=hunter22", nil))

	var names []string
	for _, span := range spans.Ended() {
		names = append(names, fmt.Sprintf("%s %s %v %v", span.Kind, span.Name, span.Failed, span.Said))
		if span.Trace != spans.Ended()[0].Trace {
			t.Errorf("%s is in another trace", span.Name)
		}
	}
	want := []string{
		"client INSERT task_tasks false [db.collection.name=task_tasks db.operation.name=INSERT db.system.name=sqlite tasklane.outcome=OK]",
		"internal transaction false [db.system.name=sqlite tasklane.outcome=OK]",
		"server task.CreateTask false [rpc.method=task.CreateTask rpc.system.name=grpc tasklane.outcome=NOT_FOUND]",
		"client task.CreateTask true [again rpc.method=task.CreateTask rpc.system.name=grpc tasklane.outcome=INTERNAL]",
		"internal mutation createTask false [graphql.operation.type=mutation graphql.root_fields=2 tasklane.outcome=NOT_FOUND]",
		"server POST /graphql true [http.request.method=POST http.response.status_code=503 http.route=/graphql tasklane.outcome=UNAVAILABLE]",
	}
	if !slices.Equal(names, want) {
		t.Errorf("the spans are\n%s\nwant\n%s", strings.Join(names, "\n"), strings.Join(want, "\n"))
	}
	for i, span := range spans.Ended()[:len(want)-1] {
		if parent := spans.Ended()[i+1]; span.Parent != parent.ID {
			t.Errorf("the parent of %s is not %s", span.Name, parent.Name)
		}
	}
	trace := `"trace_id":"` + spans.Ended()[0].Trace + `"`
	for line := range strings.Lines(out.text()) {
		if !strings.Contains(line, trace) || !strings.Contains(line, `"request":"`) {
			t.Errorf("a line without the trace's or the request's id: %s", line)
		}
	}
	if n := strings.Count(out.text(), "\n"); n != 2 {
		t.Errorf("%d lines, want the one from inside and the request's", n)
	}
}

// Whoever can reach us from outside must not decide what is recorded, or under which id.
func TestATraceOfAClientIsNotBelieved(t *testing.T) {
	t.Parallel()
	tracer, spans := telemetrytest.Tracer(t)
	layer := telemetry.HTTP{Log: telemetry.NewLogger(&page{}, "text", "info"), Metrics: telemetry.NewMetrics(), Tracer: tracer}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	r.Header.Set("Traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
	layer.Wrap(http.NotFoundHandler()).ServeHTTP(httptest.NewRecorder(), r)
	if span := spans.One(t, "GET"); span.Parent != "" || strings.HasPrefix(span.Trace, "0af7") {
		t.Errorf("the request is in the client's trace: %+v", span)
	}
}

func TestWhatIsInNoTraceMakesNone(t *testing.T) {
	t.Parallel()
	tracer, spans := telemetrytest.Tracer(t)
	ctx := t.Context()
	for _, begin := range []func(context.Context) (context.Context, telemetry.Span){
		func(ctx context.Context) (context.Context, telemetry.Span) { return telemetry.Call(ctx, "m") },
		func(ctx context.Context) (context.Context, telemetry.Span) {
			return telemetry.Transaction(ctx, "sqlite")
		},
		func(ctx context.Context) (context.Context, telemetry.Span) {
			return telemetry.Statement(ctx, "sqlite", "SELECT", "t")
		},
		func(ctx context.Context) (context.Context, telemetry.Span) { return tracer.Answer(ctx, "", "m") },
		func(ctx context.Context) (context.Context, telemetry.Span) {
			return tracer.Answer(ctx, "nonsense", "m")
		},
		func(ctx context.Context) (context.Context, telemetry.Span) {
			return tracer.Answer(ctx, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00", "m") // not recorded there
		},
		func(ctx context.Context) (context.Context, telemetry.Span) { return tracer.Publish(ctx, "topic", "id") },
		func(ctx context.Context) (context.Context, telemetry.Span) {
			return tracer.Handle(ctx, "c", []string{"id"})
		},
		func(context.Context) (context.Context, telemetry.Span) {
			return telemetry.Statement(telemetry.Untraced(in(t, tracer)), "sqlite", "SELECT", "t")
		},
	} {
		_, span := begin(ctx)
		span.End("")
	}
	if telemetry.Traceparent(ctx) != "" || len(spans.Ended()) != 0 {
		t.Errorf("recorded although in no trace:\n%s", spans)
	}
}

func TestAnEntrysReadersAreInTheTraceOfItsChange(t *testing.T) {
	t.Parallel()
	here, change := telemetrytest.Tracer(t)
	there, consumer := telemetrytest.Tracer(t)
	ctx, operation := here.Operation(t.Context(), "mutation", []string{"createTask"})
	telemetry.Remember(ctx, "first")
	telemetry.Remember(ctx, "second")
	origin := telemetry.OriginOf(ctx)
	operation.End("")

	publishing, published := here.Publish(t.Context(), "task-events", "first")
	there.Remember("first", telemetry.Traceparent(publishing)) // as it came in the record's header
	published.End("")
	there.Remember("second", telemetry.Traceparent(origin.Resume(t.Context())))
	_, handled := there.Handle(t.Context(), "notification", []string{"unknown", "first", "second"})
	handled.End("")

	root, producer := change.One(t, "mutation createTask"), change.One(t, "publish task-events")
	consumed := consumer.One(t, "handle notification")
	if producer.Trace != root.Trace || producer.Parent != root.ID || producer.Kind != "producer" {
		t.Errorf("the publisher is not in the change's trace: %+v", producer)
	}
	if consumed.Trace != root.Trace || consumed.Parent != producer.ID || !slices.Equal(consumed.Links, []string{root.ID}) {
		t.Errorf("the consumer does not follow the publisher: %+v", consumed)
	}
	// An entry that was pushed is handled within a call.
	pushed, call := there.Answer(t.Context(), telemetry.Traceparent(origin.Resume(t.Context())), "notification.Push")
	other, with := here.Operation(t.Context(), "mutation", []string{"moveTask"})
	there.Remember("third", telemetry.Traceparent(other)) // of another change, and pushed along
	with.End("")
	_, handled = there.Handle(pushed, "pushed", []string{"first", "third"})
	handled.End("")
	call.End("")
	if span := consumer.One(t, "handle pushed"); span.Parent != consumer.One(t, "notification.Push").ID ||
		!slices.Equal(span.Links, []string{change.One(t, "mutation moveTask").ID}) {
		t.Errorf("what was pushed is handled elsewhere: %+v", span)
	}
}

func TestOriginsAreForgottenInTheEnd(t *testing.T) {
	t.Parallel()
	tracer, spans := telemetrytest.Tracer(t)
	ctx := in(t, tracer)
	for i := range 10_000 {
		telemetry.Remember(ctx, fmt.Sprint(i))
		telemetry.Remember(ctx, fmt.Sprint(i)) // a transaction that runs again
	}
	for _, i := range []int{0, 9_999 - 4096, 10_000 - 4096, 9_999} {
		_, span := tracer.Publish(t.Context(), fmt.Sprint(i), fmt.Sprint(i))
		span.End("")
	}
	if old := len(spans.Named("publish 0")) + len(spans.Named("publish 5903")); old != 0 {
		t.Errorf("%d of the oldest are remembered still", old)
	}
	spans.One(t, "publish 5904")
	spans.One(t, "publish 9999")
}

// With tracing off the path of a request allocates nothing for it.
func TestTracingThatIsOffCostsNoAllocation(t *testing.T) {
	var off *telemetry.Tracer
	ctx, fields, ids := telemetry.WithRequestID(t.Context(), ""), []string{"createTask"}, []string{"id"}
	allocated := testing.AllocsPerRun(100, func() {
		ctx, operation := off.Operation(ctx, "mutation", fields)
		ctx, call := telemetry.Call(ctx, "task.CreateTask")
		ctx, answer := off.Answer(ctx, telemetry.Traceparent(ctx), "task.CreateTask")
		ctx, transaction := telemetry.Transaction(ctx, "sqlite")
		ctx, statement := telemetry.Statement(ctx, "sqlite", "INSERT", "task_tasks")
		telemetry.Later(ctx, "INSERT", "task_log")
		telemetry.Remember(ctx, "id")
		off.Remember("id", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
		ctx, publish := off.Publish(telemetry.OriginOf(ctx).Resume(ctx), "task-events", "id")
		ctx, handle := off.Handle(telemetry.Untraced(ctx), "notification", ids)
		for _, span := range []telemetry.Span{handle, publish, statement, transaction, answer, call, operation} {
			span.Again()
			span.Fail(ctx.Err())
		}
	})
	if allocated != 0 {
		t.Errorf("%v allocations", allocated)
	}
}

func BenchmarkTracingThatIsOff(b *testing.B) {
	ctx := telemetry.WithRequestID(b.Context(), "")
	b.ReportAllocs()
	for b.Loop() {
		_, span := telemetry.Statement(ctx, "sqlite", "INSERT", "task_tasks")
		span.End("")
	}
}
