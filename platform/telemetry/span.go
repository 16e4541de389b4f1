package telemetry

import (
	"context"

	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/trace"

	"tasklane/platform/fault"
)

// Span is one piece of work in a trace. The zero Span records nothing.
type Span struct{ span trace.Span }

// outcomeKey is how the work ended: OK or a code of package fault, as in metrics.
const outcomeKey = attribute.Key("tasklane.outcome")

// End ends the work. outcome is empty or OK when it did what it was asked, or a code of package fault. What is our own
// fault makes the span an error; what a caller got wrong does not.
func (s Span) End(outcome string) {
	if s.span == nil {
		return
	}
	if outcome == "" {
		outcome = "OK"
	}
	s.span.SetAttributes(outcomeKey.String(outcome))
	if outcome == fault.Internal.Code() || outcome == fault.Unavailable.Code() {
		s.span.SetStatus(codes.Error, outcome)
	}
	s.span.End()
}

// Fail is End with the outcome of an error. Its text stays out: it is for the log.
func (s Span) Fail(err error) {
	if s.span == nil {
		return
	}
	outcome := ""
	if err != nil {
		outcome = fault.From(err).Kind.Code()
	}
	s.End(outcome)
}

// Again notes that the work was begun once more.
func (s Span) Again() {
	if s.span != nil {
		s.span.AddEvent("again")
	}
}

// tracerKey is under which a context in a trace that is recorded has its Tracer; the place in the trace is kept by the
// library.
type tracerKey struct{}

// Traced gives the Tracer of the trace that the context is in. Nil says that nothing is recorded here: then there is no need
// to find names for it.
func Traced(ctx context.Context) *Tracer {
	t, _ := ctx.Value(tracerKey{}).(*Tracer)
	return t
}

// Untraced is the context outside of its trace, for what only began with the work and goes on long after it, such as a
// subscription.
func Untraced(ctx context.Context) context.Context {
	if Traced(ctx) == nil {
		return ctx
	}
	return trace.ContextWithSpan(context.WithValue(ctx, tracerKey{}, (*Tracer)(nil)), nil)
}

// root begins a trace, if it is one that is to be recorded.
func (t *Tracer) root(ctx context.Context, kind trace.SpanKind, name string, said ...attribute.KeyValue) (context.Context, Span) {
	in, span := t.spans.Start(ctx, name, trace.WithSpanKind(kind), trace.WithNewRoot(), trace.WithAttributes(said...))
	if !span.IsRecording() {
		return in, Span{} // its place says to those below that this trace has been decided about
	}
	return context.WithValue(in, tracerKey{}, t), Span{span}
}

// child begins a span of the trace that ctx is in.
func (t *Tracer) child(ctx context.Context, kind trace.SpanKind, name string, said ...attribute.KeyValue) (context.Context, Span) {
	ctx, span := t.spans.Start(ctx, name, trace.WithSpanKind(kind), trace.WithAttributes(said...)) //nolint:spancheck // the caller ends it
	return ctx, Span{span}                                                                         //nolint:spancheck // see above
}

// within is the context in a trace that came from elsewhere.
func (t *Tracer) within(ctx context.Context, at trace.SpanContext) context.Context {
	return context.WithValue(trace.ContextWithRemoteSpanContext(ctx, at), tracerKey{}, t)
}

// traceID is the id of the trace that is recorded here, or "".
func traceID(ctx context.Context) string {
	if Traced(ctx) == nil {
		return ""
	}
	return trace.SpanContextFromContext(ctx).TraceID().String()
}
