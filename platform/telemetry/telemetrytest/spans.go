// Package telemetrytest shows tests what was recorded.
package telemetrytest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"tasklane/platform/telemetry"
)

// Spans are what a Tracer has recorded.
type Spans struct{ exporter *tracetest.InMemoryExporter }

// Span is one of them.
type Span struct {
	Name   string
	Kind   string // server, client, producer, consumer or internal
	Trace  string
	ID     string
	Parent string   // empty at the beginning of a trace
	Links  []string // ids of spans
	Failed bool
	// Said are its attributes, key=value, and its events' names, sorted.
	Said []string
}

// Tracer records everything until the test ends.
func Tracer(t testing.TB) (*telemetry.Tracer, *Spans) {
	t.Helper()
	exporter := tracetest.NewInMemoryExporter()
	return telemetry.TracerTo(exporter), &Spans{exporter}
}

// Ended lists the spans that have ended, in that order.
func (s *Spans) Ended() []Span {
	var list []Span
	for _, stub := range s.exporter.GetSpans() {
		span := Span{
			Name: stub.Name, Kind: stub.SpanKind.String(), Trace: stub.SpanContext.TraceID().String(), ID: stub.SpanContext.SpanID().String(),
			Failed: stub.Status.Code == codes.Error,
		}
		if stub.Parent.IsValid() {
			span.Parent = stub.Parent.SpanID().String()
		}
		for _, link := range stub.Links {
			span.Links = append(span.Links, link.SpanContext.SpanID().String())
		}
		for _, a := range stub.Attributes {
			span.Said = append(span.Said, fmt.Sprintf("%s=%s", a.Key, a.Value.String()))
		}
		for _, e := range stub.Events {
			span.Said = append(span.Said, e.Name)
		}
		slices.Sort(span.Said)
		list = append(list, span)
	}
	return list
}

// Named gives the ended spans of this name.
func (s *Spans) Named(name string) []Span {
	return slices.DeleteFunc(s.Ended(), func(span Span) bool { return span.Name != name })
}

// One gives the only ended span of this name.
func (s *Spans) One(t testing.TB, name string) Span {
	t.Helper()
	found := s.Named(name)
	if len(found) != 1 {
		t.Fatalf("%d spans are called %q, want one; there are:\n%s", len(found), name, s)
	}
	return found[0]
}

// String lists everything that was recorded, for messages and for looking for what should not be there.
func (s *Spans) String() string {
	var text strings.Builder
	for _, span := range s.Ended() {
		fmt.Fprintf(&text, "%s %s %q failed=%v %v\n", span.Trace, span.Kind, span.Name, span.Failed, span.Said)
	}
	return text.String()
}
