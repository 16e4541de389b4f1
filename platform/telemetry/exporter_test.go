package telemetry_test

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"tasklane/platform/telemetry"
)

// collector takes traces over HTTP.
type collector struct {
	mu       sync.Mutex
	received bytes.Buffer
	asked    []string // method, path and credentials of each request
}

func (c *collector) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.asked = append(c.asked, r.Method+" "+r.URL.Path+" "+r.Header.Get("Authorization"))
	_, _ = io.Copy(&c.received, r.Body)
}

func (c *collector) has(text string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return bytes.Contains(c.received.Bytes(), []byte(text))
}

// trace has a tracer record one operation and close.
func trace(t *testing.T, o telemetry.TraceOptions) {
	t.Helper()
	tracer, err := telemetry.NewTracer(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	_, span := tracer.Operation(t.Context(), "mutation", []string{"createTask"})
	span.End("")
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	if err := tracer.Close(ctx); err != nil {
		t.Error(err)
	}
}

func TestTracesAreSentWithWhoWeAre(t *testing.T) {
	t.Parallel()
	c := &collector{}
	server := httptest.NewServer(c)
	defer server.Close()
	trace(t, telemetry.TraceOptions{
		Endpoint: server.URL + "/", Headers: map[string]string{"Authorization": "Bearer hunter22"}, Sampler: "parentbased_always_on",
		Service: "tasklane-test", Version: "v1.2.3", Modules: "gateway", Log: telemetry.NewLogger(&page{}, "text", "info"),
	})
	if len(c.asked) != 1 || c.asked[0] != "POST /v1/traces Bearer hunter22" {
		t.Fatalf("the collector was asked %q", c.asked)
	}
	for _, want := range []string{"mutation createTask", "tasklane-test", "v1.2.3", "service.instance.id", "gateway"} {
		if !c.has(want) {
			t.Errorf("the collector has not heard of %q", want)
		}
	}
	for _, secret := range []string{"hunter22", "process.command"} {
		if c.has(secret) {
			t.Errorf("%q is in what was sent", secret)
		}
	}
}

func TestASamplerDecidesWhichTracesThereAre(t *testing.T) {
	t.Parallel()
	for sampler, want := range map[string]bool{
		"always_on": true, "always_off": false, "traceidratio": false, "parentbased_always_off": false, "parentbased_traceidratio": false, "": true,
	} {
		c := &collector{}
		server := httptest.NewServer(c)
		trace(t, telemetry.TraceOptions{Endpoint: server.URL, Sampler: sampler, Ratio: 0, Log: telemetry.NewLogger(&page{}, "text", "info")})
		server.Close()
		if got := c.has("createTask"); got != want {
			t.Errorf("%q: recorded is %v, want %v", sampler, got, want)
		}
	}
}

// What is not recorded of a request is not recorded of what is below it either, with the sampler asked once.
func TestAnUnrecordedRequestHasNoRecordedOperation(t *testing.T) {
	t.Parallel()
	c := &collector{}
	server := httptest.NewServer(c)
	defer server.Close()
	tracer, err := telemetry.NewTracer(t.Context(), telemetry.TraceOptions{Endpoint: server.URL, Sampler: "traceidratio", Ratio: 0.5, Log: telemetry.NewLogger(&page{}, "text", "info")})
	if err != nil {
		t.Fatal(err)
	}
	requests, operations := 0, 0
	layer := telemetry.HTTP{Log: telemetry.NewLogger(&page{}, "text", "info"), Metrics: telemetry.NewMetrics(), Tracer: tracer}
	handler := layer.Wrap(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		ctx, span := tracer.Operation(r.Context(), "query", []string{"me"})
		defer span.End("")
		if telemetry.Traced(r.Context()) != nil {
			requests++
		}
		if telemetry.Traced(ctx) != nil {
			operations++
		}
	}))
	for range 200 {
		handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/", nil))
	}
	if requests == 0 || requests == 200 || operations != requests {
		t.Errorf("of 200 requests %d are recorded, and %d operations", requests, operations)
	}
	if err := tracer.Close(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestACollectorThatIsAwayIsOneLine(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	_ = listener.Close()
	out := &page{}
	trace(t, telemetry.TraceOptions{Endpoint: "http://" + listener.Addr().String(), Log: telemetry.NewLogger(out, "text", "info")})
	if text := out.text(); strings.Count(text, "\n") != 1 || !strings.Contains(text, "traces cannot be sent") {
		t.Errorf("the log says %q", text)
	}
}

func TestTheOtherProtocolIsGRPC(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	tracer, err := telemetry.NewTracer(t.Context(), telemetry.TraceOptions{
		Endpoint: "http://" + listener.Addr().String(), Protocol: "grpc", Log: telemetry.NewLogger(&page{}, "text", "info"),
	})
	if err != nil {
		t.Fatal(err)
	}
	_, span := tracer.Operation(t.Context(), "query", []string{"me"})
	span.End("")
	ended, end := context.WithCancel(t.Context())
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		_ = tracer.Close(ended) // nobody answers
	}()
	conn, err := listener.Accept()
	if err != nil {
		t.Fatal(err)
	}
	preface := make([]byte, len("PRI * HTTP/2.0"))
	if _, err := io.ReadFull(conn, preface); err != nil || string(preface) != "PRI * HTTP/2.0" {
		t.Errorf("what came is %q, %v", preface, err)
	}
	end()
	_ = conn.Close()
	<-closed
}

func TestWithoutAnEndpointThereIsNoTracer(t *testing.T) {
	t.Parallel()
	tracer, err := telemetry.NewTracer(t.Context(), telemetry.TraceOptions{Sampler: "always_on"})
	if tracer != nil || err != nil {
		t.Errorf("%v, %v", tracer, err)
	}
	if err := tracer.Close(t.Context()); err != nil {
		t.Error(err)
	}
}
