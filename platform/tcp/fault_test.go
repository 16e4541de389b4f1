package tcp_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/metadata"

	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/tcp"
	"tasklane/platform/tcp/tcptest"
	"tasklane/platform/telemetry"
)

func TestEveryKindOfFaultArrivesWhole(t *testing.T) {
	t.Parallel()
	var next error
	p := tcptest.Loopback(t, serving(func(_ context.Context, in word) (word, error) { return in, next }))
	for kind := fault.Invalid; kind <= fault.Unavailable; kind++ {
		want := &fault.Error{
			Kind: kind, Message: "Give it a title. 🙂", Field: "input.title", CurrentVersion: 7,
			RetryAfter: 1234567 * time.Microsecond, MayHaveRun: true,
		}
		next = fmt.Errorf("creating a task: %w", want.Because(errors.New("relation tasks does not exist")))
		_, err := do(t.Context(), p, "")
		if got := fault.From(err); *got != *want {
			t.Errorf("%v: got %+v, want %+v", kind, got, want)
		}
	}
	// A field of fault.Error that is added must find its way onto the wire, and into the test above.
	if exported := len(slices.DeleteFunc(reflect.VisibleFields(reflect.TypeFor[fault.Error]()), func(f reflect.StructField) bool { return !f.IsExported() })); exported != 6 {
		t.Errorf("a fault has %d fields; 6 are carried", exported)
	}
}

func TestTheTableOfKindsIsWholeAndOneToOne(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for kind, code := range tcp.Table() {
		if seen[code.String()] || (code == 0) {
			t.Errorf("%v has the code %v, which is another's or none", fault.Kind(kind), code)
		}
		seen[code.String()] = true
	}
	if len(tcp.Table()) != int(fault.Unavailable)+1 {
		t.Errorf("%d kinds have a code", len(tcp.Table()))
	}
}

func TestQ83_WhatIsInternalStaysThereAndAnIDComes(t *testing.T) {
	t.Parallel()
	log := &paper{}
	addr := tcptest.Serve(t, tcp.ServerOptions{Log: telemetry.NewLogger(log, "text", "info")}, serving(func(_ context.Context, in word) (word, error) {
		if in.Text == "panic" {
			panic("relation tasks is nil")
		}
		return in, errors.New("relation tasks does not exist")
	})).String()
	p := tcptest.Peer(t, tcp.PeerOptions{Name: "task", Addr: addr})
	for _, text := range []string{"error", "panic"} {
		_, err := do(telemetry.WithRequestID(t.Context(), "req-"+text), p, text)
		f := fault.From(err)
		id := regexp.MustCompile(`incident (\S+)`).FindStringSubmatch(fmt.Sprint(err))
		if f.Kind != fault.Internal || strings.Contains(err.Error(), "relation") || id == nil {
			t.Fatalf("%s: got %v (%v)", text, err, f.Kind)
		}
		line := regexp.MustCompile(`.*incident=` + id[1] + `.*`).FindString(log.text())
		if !strings.Contains(line, "relation tasks") || !strings.Contains(line, "request=req-"+text) {
			t.Errorf("%s: the log has %q for it", text, line)
		}
		if strings.Contains(f.Message, id[1]) || f.Message != fault.From(errors.New("")).Message {
			t.Errorf("%s: people read %q", text, f.Message)
		}
	}
}

func TestQ36_APanicEndsOneCallOnly(t *testing.T) {
	t.Parallel()
	p := tcptest.Loopback(t, serving(func(_ context.Context, in word) (word, error) {
		if in.Text == "panic" {
			return word{in.Text[len(in.Text):][:1]}, nil // beyond its end
		}
		return in, nil
	}))
	for range 3 {
		if _, err := do(t.Context(), p, "panic"); !fault.Is(err, fault.Internal) {
			t.Fatalf("a panic: %v", err)
		}
		if got, err := do(t.Context(), p, "well"); err != nil || got != "well" {
			t.Fatalf("after a panic: %q, %v", got, err)
		}
	}
}

// TestACallerThatGoesBeforeItsRequestIsWholeIsNoIncident has a call begin whose body never comes.
func TestACallerThatGoesBeforeItsRequestIsWholeIsNoIncident(t *testing.T) {
	t.Parallel()
	log, c := &paper{}, newTally()
	addr := tcptest.Serve(t, tcp.ServerOptions{Log: telemetry.NewLogger(log, "text", "info"), Observer: c}, serving(echo)).String()
	good, err := tcptest.Keys(t).CallerToken(identity.OfModule("task"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(metadata.AppendToOutgoingContext(t.Context(), "authorization", "Bearer "+good))
	defer cancel()
	if _, err := bare(t, addr).NewStream(ctx, &grpc.StreamDesc{}, "/tasklane/test.Do", tcp.Raw(), grpc.WaitForReady(true)); err != nil {
		t.Fatal(err)
	}
	cancel()
	eventually(t, "the call is over", func() bool {
		return c.of(c.served, "test.Do UNAVAILABLE")+c.of(c.served, "test.Do INTERNAL") == 1
	})
	if strings.Contains(log.text(), "incident") {
		t.Errorf("it is logged as one: %s", log.text())
	}
}

func TestAContextsEndThereIsNoIncident(t *testing.T) {
	t.Parallel()
	log := &paper{}
	addr := tcptest.Serve(t, tcp.ServerOptions{Log: telemetry.NewLogger(log, "text", "info")}, serving(func(context.Context, word) (word, error) {
		return word{}, fmt.Errorf("reading: %w", context.DeadlineExceeded)
	})).String()
	_, err := do(t.Context(), tcptest.Peer(t, tcp.PeerOptions{Name: "task", Addr: addr}), "")
	unavailable(t, "a read that ran out of time", err, true)
	if strings.Contains(log.text(), "incident") {
		t.Errorf("it is logged as one: %s", log.text())
	}
}
