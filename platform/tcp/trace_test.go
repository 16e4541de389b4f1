package tcp_test

import (
	"context"
	"sync/atomic"
	"testing"

	"tasklane/platform/fault"
	"tasklane/platform/tcp"
	"tasklane/platform/tcp/tcptest"
	"tasklane/platform/telemetry"
	"tasklane/platform/telemetry/telemetrytest"
)

func TestATraceGoesOnAtTheOtherSide(t *testing.T) {
	t.Parallel()
	here, caller := telemetrytest.Tracer(t)
	there, module := telemetrytest.Tracer(t)
	var times atomic.Int32
	addr := tcptest.Serve(t, tcp.ServerOptions{Tracer: there}, serving(func(ctx context.Context, in word) (word, error) {
		_, span := telemetry.Statement(ctx, "sqlite", "SELECT", "things")
		defer span.End("")
		if times.Add(1) == 1 {
			return in, nil
		}
		return in, fault.Missing("thing")
	}))
	p := tcptest.Peer(t, tcp.PeerOptions{Name: "test", Addr: addr.String()})
	ctx, operation := here.Operation(t.Context(), "query", []string{"thing"})
	if _, err := do(ctx, p, "a title"); err != nil {
		t.Fatal(err)
	}
	if _, err := do(ctx, p, "a title"); !fault.Is(err, fault.NotFound) {
		t.Fatal(err)
	}
	if _, err := do(t.Context(), p, "x"); err == nil { // nobody records this one
		t.Fatal("want an error")
	}
	operation.End("")

	root := caller.One(t, "query thing")
	calls, answers, statements := caller.Named("test.Do"), module.Named("test.Do"), module.Named("SELECT things")
	if len(calls) != 2 || len(answers) != 2 || len(statements) != 2 {
		t.Fatalf("%d calls, %d answers and %d statements, want two of each:\n%s%s", len(calls), len(answers), len(statements), caller, module)
	}
	for i, want := range []string{"tasklane.outcome=OK", "tasklane.outcome=NOT_FOUND"} {
		call, answer := calls[i], answers[i]
		if call.Kind != "client" || call.Parent != root.ID || answer.Kind != "server" || answer.Parent != call.ID || statements[i].Parent != answer.ID ||
			answer.Trace != root.Trace || statements[i].Trace != root.Trace {
			t.Errorf("call %d is no chain: %+v %+v %+v", i, call, answer, statements[i])
		}
		for _, span := range []telemetrytest.Span{call, answer} {
			if last := span.Said[len(span.Said)-1]; last != want || span.Failed {
				t.Errorf("call %d ended with %s, want %s", i, last, want)
			}
		}
	}
}
