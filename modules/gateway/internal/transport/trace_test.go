package transport_test

import (
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"testing"

	"tasklane/modules/gateway/internal/transport"
	"tasklane/platform/telemetry"
	"tasklane/platform/telemetry/telemetrytest"
)

// Names of operations, arguments, variables and errors are the clients'; what is recorded is the kind and a field of the schema.
func TestAnOperationsSpanSaysItsKindAndFieldAndNothingOfTheClients(t *testing.T) {
	t.Parallel()
	tracer, spans := telemetrytest.Tracer(t)
	h := open(t, transport.Options{Tracer: tracer})
	ada := []string{"Authorization", "Bearer ada"}
	h.query(t, `query hunter22 { hunter: echo(text: "hunter22") me }`, ada...)
	h.do(t, h.request(t, body(t, `mutation($hunter22: String!) { add(text: $hunter22) }`, map[string]any{"hunter22": "hunter22"}), ada...))
	h.query(t, `{ fail(kind: "internal") }`, ada...)
	h.query(t, `{ fail(kind: "invalid") }`, ada...)
	h.query(t, `{ hunter22 }`, ada...) // refused: never an operation
	stream := h.stream(t, "ada", `subscription hunter22 { count(to: 2) }`)
	for range 3 {
		stream.next()
	}
	socket := h.socket(t, "ada")
	socket.subscribe("1", `query hunter22 { me }`)
	socket.expect(`{"id":"1","type":"next","payload":{"data":{"me":"ada"}}}`, `{"id":"1","type":"complete"}`)
	socket.subscribe("2", `subscription { fail(kind: "down") }`)
	socket.expectPart(`"id":"2"`, "UNAVAILABLE")

	var got []string
	for _, span := range spans.Ended() {
		got = append(got, strings.Join(append([]string{span.Kind, span.Name}, span.Said...), " "))
		if span.Parent != "" {
			t.Errorf("%s is in a trace although no request has begun one", span.Name)
		}
	}
	want := []string{
		"server query echo graphql.operation.type=query graphql.root_fields=2 tasklane.outcome=OK",
		"server mutation add graphql.operation.type=mutation graphql.root_fields=1 tasklane.outcome=OK",
		"server query fail graphql.operation.type=query graphql.root_fields=1 tasklane.outcome=INTERNAL",
		"server query fail graphql.operation.type=query graphql.root_fields=1 tasklane.outcome=INVALID_INPUT",
		"server subscription count graphql.operation.type=subscription graphql.root_fields=1 tasklane.outcome=OK",
		"server query me graphql.operation.type=query graphql.root_fields=1 tasklane.outcome=OK",
		"server subscription fail graphql.operation.type=subscription graphql.root_fields=1 tasklane.outcome=UNAVAILABLE",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the spans are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if text := spans.String(); strings.Contains(text, "hunter") || strings.Contains(text, secret) {
		t.Errorf("what is the client's is recorded:\n%s", text)
	}
}

// A subscription lasts for hours: its trace is that of its start, not of all that comes later.
func TestWhatASubscriptionBringsIsNotInItsTrace(t *testing.T) {
	t.Parallel()
	tracer, spans := telemetrytest.Tracer(t)
	h := open(t, transport.Options{Tracer: tracer})
	layer := telemetry.HTTP{Log: slog.New(slog.DiscardHandler), Metrics: telemetry.NewMetrics(), Tracer: tracer, Route: func(*http.Request) string { return "/graphql" }}
	h.Config.Handler = layer.Wrap(h.transport)
	stream := h.stream(t, "ada", `subscription { count(to: 2) }`)
	for range 3 {
		stream.next()
	}
	socket := h.socket(t, "ada")
	socket.subscribe("1", `subscription { count(to: 1) }`)
	socket.expectPart(`"type":"next"`)
	socket.expectPart(`"type":"complete"`)
	eventually(t, "both requests to end", func() bool { return len(spans.Named("POST /graphql"))+len(spans.Named("GET /graphql")) == 2 })
	if begun := spans.Named("subscription count"); len(begun) != 2 || begun[0].Parent != spans.One(t, "POST /graphql").ID || begun[1].Parent != "" {
		t.Errorf("the starts are not where they should be:\n%s", spans)
	}
	if len(spans.Ended()) != 4 {
		t.Errorf("more is recorded than the starts:\n%s", spans)
	}
}
