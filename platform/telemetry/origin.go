package telemetry

import (
	"context"
	"sync"

	"go.opentelemetry.io/otel/propagation"
	"go.opentelemetry.io/otel/trace"
)

// TraceparentKey is under which a trace's place goes to another process, in a call's metadata or a record's headers, in the
// form that the W3C's Trace Context gives it.
const TraceparentKey = "traceparent"

var w3c propagation.TraceContext

// Traceparent is the context's place in its trace; empty when nothing is recorded.
func Traceparent(ctx context.Context) string {
	if Traced(ctx) == nil {
		return ""
	}
	carrier := propagation.MapCarrier{}
	w3c.Inject(ctx, carrier)
	return carrier[TraceparentKey]
}

// read understands what Traceparent gave; anything else is no place, and neither is one in a trace that is not recorded.
func (t *Tracer) read(traceparent string) trace.SpanContext {
	if t == nil || traceparent == "" {
		return trace.SpanContext{}
	}
	at := trace.SpanContextFromContext(w3c.Extract(context.Background(), propagation.MapCarrier{TraceparentKey: traceparent})) //nolint:forbidigo // nothing waits
	if !at.IsSampled() {
		return trace.SpanContext{}
	}
	return at
}

// Join is the context at the place of a trace that came with something, for lines of the log that belong there.
func (t *Tracer) Join(ctx context.Context, traceparent string) context.Context {
	if at := t.read(traceparent); at.IsValid() {
		return t.within(ctx, at)
	}
	return ctx
}

// Origin is a place in a trace to which somebody comes back later. The zero Origin is none.
type Origin struct {
	tracer *Tracer
	at     trace.SpanContext
}

// OriginOf gives the place that the context is at.
func OriginOf(ctx context.Context) Origin {
	t := Traced(ctx)
	if t == nil {
		return Origin{}
	}
	return Origin{t, trace.SpanContextFromContext(ctx)}
}

// Resume gives a context at that place.
func (o Origin) Resume(ctx context.Context) context.Context {
	if o.tracer == nil {
		return ctx
	}
	return o.tracer.within(ctx, o.at)
}

// Remember notes for a while that the log's entry of this id was made by the work of this context.
func Remember(ctx context.Context, entryID string) {
	if t := Traced(ctx); t != nil {
		t.origins.keep(entryID, trace.SpanContextFromContext(ctx))
	}
}

// Remember notes for a while that the log's entry of this id was made elsewhere, at the place that came with it.
func (t *Tracer) Remember(entryID, traceparent string) {
	if at := t.read(traceparent); at.IsValid() {
		t.origins.keep(entryID, at)
	}
}

func (t *Tracer) origin(entryID string) trace.SpanContext {
	if t == nil {
		return trace.SpanContext{}
	}
	return t.origins.find(entryID)
}

// maxOrigins is how many entries have their origins remembered, about 1 MiB; the oldest is forgotten. Whoever hands entries on
// or handles them is milliseconds behind, or so far that a trace helps nobody any more.
const maxOrigins = 4096

// origins is where entries were made, the most recent ones.
type origins struct {
	mu   sync.Mutex
	at   map[string]trace.SpanContext
	ring []string // ids in the order in which they came
	next int      // place in the ring
}

func (o *origins) keep(id string, at trace.SpanContext) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.at == nil {
		o.at, o.ring = map[string]trace.SpanContext{}, make([]string, maxOrigins)
	}
	if _, again := o.at[id]; !again {
		delete(o.at, o.ring[o.next])
		o.ring[o.next] = id
		o.next = (o.next + 1) % maxOrigins
	}
	o.at[id] = at
}

func (o *origins) find(id string) trace.SpanContext {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.at[id]
}
