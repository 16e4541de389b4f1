package telemetry

import (
	"context"
	"net/http"

	"go.opentelemetry.io/otel/attribute"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
	"go.opentelemetry.io/otel/trace"

	"tasklane/platform/fault"
)

// This file is everything that a trace can say. Names and attributes are words of the code, of the schema or of the settings:
// there is no way to put in a text, so no title, query, variable, address or secret gets there.

// request begins the trace of an HTTP request. One that the request may bring along is not believed: whoever can
// reach us would decide what we record.
func (t *Tracer) request(ctx context.Context, method string) (context.Context, Span) {
	if t == nil {
		return ctx, Span{}
	}
	method = known(method, methods)
	return t.root(ctx, trace.SpanKindServer, method, semconv.HTTPRequestMethodKey.String(method))
}

// answered ends a request's span, whose name is known when it has been served.
func (s Span) answered(method, route string, status int) {
	if s.span == nil {
		return
	}
	if route != "" {
		s.span.SetName(known(method, methods) + " " + route)
		s.span.SetAttributes(semconv.HTTPRoute(route))
	}
	s.span.SetAttributes(semconv.HTTPResponseStatusCode(status))
	switch {
	case status == http.StatusServiceUnavailable:
		s.End(fault.Unavailable.Code())
	case status >= http.StatusInternalServerError:
		s.End(fault.Internal.Code())
	default:
		s.End("")
	}
}

// Operation begins the span of a GraphQL operation: kind is query, mutation or subscription, and fields are its root fields as
// the schema knows them, of which the first is named. What the client calls the operation is not said. One on a socket has
// no request around it and begins a trace.
func (t *Tracer) Operation(ctx context.Context, kind string, fields []string) (context.Context, Span) {
	if t == nil || len(fields) == 0 {
		return ctx, Span{}
	}
	kind = known(kind, operationKinds)
	name := kind + " " + fields[0]
	said := []attribute.KeyValue{semconv.GraphQLOperationTypeKey.String(kind), attribute.Int("graphql.root_fields", len(fields))}
	if trace.SpanFromContext(ctx).SpanContext().IsValid() {
		if Traced(ctx) == nil {
			return ctx, Span{} // the request's trace is not recorded, and this is a part of it
		}
		return t.child(ctx, trace.SpanKindInternal, name, said...)
	}
	return t.root(ctx, trace.SpanKindServer, name, said...)
}

// Call begins the span of a call of a module that runs elsewhere: method is its name, such as task.CreateTask.
func Call(ctx context.Context, method string) (context.Context, Span) {
	t := Traced(ctx)
	if t == nil {
		return ctx, Span{}
	}
	return t.child(ctx, trace.SpanKindClient, method, semconv.RPCSystemNameGRPC, semconv.RPCMethod(method))
}

// Answer begins the span of a call that came from elsewhere, in the caller's trace: from is what Traceparent gave there.
// Without it nothing is recorded.
func (t *Tracer) Answer(ctx context.Context, from, method string) (context.Context, Span) {
	at := t.read(from)
	if !at.IsValid() {
		return ctx, Span{}
	}
	return t.child(t.within(ctx, at), trace.SpanKindServer, method, semconv.RPCSystemNameGRPC, semconv.RPCMethod(method))
}

// Transaction begins the span of a transaction that writes, its repeats included.
func Transaction(ctx context.Context, system string) (context.Context, Span) {
	t := Traced(ctx)
	if t == nil {
		return ctx, Span{}
	}
	return t.child(ctx, trace.SpanKindInternal, "transaction", semconv.DBSystemNameKey.String(system))
}

// Statement begins the span of an SQL statement: what it does, and to which table first.
func Statement(ctx context.Context, system, verb, table string) (context.Context, Span) {
	t := Traced(ctx)
	if t == nil {
		return ctx, Span{}
	}
	return t.child(ctx, trace.SpanKindClient, verb+" "+table,
		semconv.DBSystemNameKey.String(system), semconv.DBOperationName(verb), semconv.DBCollectionName(table))
}

// Later notes in the span of a transaction that a statement goes along with its next one.
func Later(ctx context.Context, verb, table string) {
	if Traced(ctx) != nil {
		trace.SpanFromContext(ctx).AddEvent("later " + verb + " " + table)
	}
}

// Publish begins the span of a log's entry on its way into a topic, in the trace of the change that it tells of. Where that is
// not known, nothing is recorded.
func (t *Tracer) Publish(ctx context.Context, topic, entryID string) (context.Context, Span) {
	at := t.origin(entryID)
	if !at.IsValid() {
		return ctx, Span{}
	}
	return t.child(t.within(ctx, at), trace.SpanKindProducer, "publish "+topic,
		semconv.MessagingSystemKafka, semconv.MessagingOperationTypeSend, semconv.MessagingDestinationName(topic))
}

// Handle begins the span of a consumer's work on some entries, in the trace of the change that the first of them tells of; to
// the others' it has links. Whoever is in a trace already, because the entries were pushed, stays in it, and has links to the
// other ones that are known.
func (t *Tracer) Handle(ctx context.Context, consumer string, entryIDs []string) (context.Context, Span) {
	if t == nil {
		return ctx, Span{}
	}
	var known []trace.Link
	here := trace.SpanContextFromContext(ctx).TraceID()
	for _, id := range entryIDs {
		if at := t.origin(id); at.IsValid() && at.TraceID() != here {
			known = append(known, trace.Link{SpanContext: at})
		}
	}
	if Traced(ctx) == nil {
		if len(known) == 0 {
			return ctx, Span{}
		}
		ctx, known = t.within(ctx, known[0].SpanContext), known[1:]
	}
	ctx, span := t.child(ctx, trace.SpanKindConsumer, "handle "+consumer,
		semconv.MessagingOperationTypeProcess, semconv.MessagingConsumerGroupName(consumer), semconv.MessagingBatchMessageCount(len(entryIDs)))
	for _, link := range known {
		span.span.AddLink(link)
	}
	return ctx, span
}
