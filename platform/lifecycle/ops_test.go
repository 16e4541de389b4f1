package lifecycle_test

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tasklane/platform/fault"
	"tasklane/platform/lifecycle"
)

func probe(t *testing.T, p *lifecycle.Process, path string) (int, lifecycle.Readiness) {
	t.Helper()
	metrics := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("{}")) })
	recorder := httptest.NewRecorder()
	p.Ops(metrics, false).ServeHTTP(recorder, httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil))
	var r lifecycle.Readiness
	if err := json.Unmarshal(recorder.Body.Bytes(), &r); err != nil {
		t.Fatalf("%s: %v in %q", path, err, recorder.Body)
	}
	return recorder.Code, r
}

func TestQ90_LivenessDependsOnNothingOutside(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := process(0, time.Second)
		down := errors.New("connection refused")
		p.Watch(
			lifecycle.Check{Name: "database", Ask: func(context.Context) error { return down }},
			lifecycle.Check{Name: "broadcast", Ask: func(context.Context) error { return down }, Degrades: true},
			lifecycle.Check{Name: "hung", Ask: func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }},
		)
		if code, r := probe(t, p, "/readyz"); code != http.StatusServiceUnavailable || strings.Join(r.Reasons, ",") != "starting" {
			t.Errorf("before the start: %d %+v", code, r)
		}
		stop, result := run(t, p)
		begin := time.Now()
		if code, r := probe(t, p, "/readyz"); code != http.StatusServiceUnavailable || len(r.Reasons) != 2 || len(r.Degraded) != 1 {
			t.Errorf("with the database away: %d %+v", code, r)
		}
		if took := time.Since(begin); took > 2*time.Second {
			t.Errorf("a hung check held the answer for %v", took)
		}
		if code, _ := probe(t, p, "/healthz"); code != http.StatusOK {
			t.Errorf("/healthz says %d although the process lives", code)
		}
		if code, _ := probe(t, p, "/metrics"); code != http.StatusOK {
			t.Errorf("/metrics says %d", code)
		}
		stop()
		<-result
	})
}

func TestADegradedProcessIsReady(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := process(0, time.Second)
		p.Watch(lifecycle.Check{Name: "broadcast", Ask: func(context.Context) error { return errors.New("away") }, Degrades: true})
		stop, result := run(t, p)
		if code, r := probe(t, p, "/readyz"); code != http.StatusOK || !r.Ready || len(r.Degraded) != 1 {
			t.Errorf("got %d %+v", code, r)
		}
		stop()
		<-result
	})
}

// A reason is for operators: one line, what is wrong, and not what is said to people who wait.
func TestQ83_AReasonIsOneLineForOperators(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := process(0, time.Second)
		p.Watch(
			lifecycle.Check{Name: "database", Ask: func(context.Context) error {
				return fault.Down(time.Second, false, "The database cannot be reached right now. Try again.").Because(errors.New("dial tcp 10.0.0.7:5432:\n\tconnection refused"))
			}},
			lifecycle.Check{Name: "redis", Degrades: true, Ask: func(context.Context) error { return fault.Down(0, false, "Nobody knows why.") }},
			lifecycle.Check{Name: "kafka", Degrades: true, Ask: func(context.Context) error { return errors.New(strings.Repeat("ž", 1000)) }},
		)
		stop, result := run(t, p)
		_, r := probe(t, p, "/readyz")
		if want := []string{"database: dial tcp 10.0.0.7:5432: connection refused"}; !slices.Equal(r.Reasons, want) {
			t.Errorf("the reasons are %q, want %q", r.Reasons, want)
		}
		if want := []string{"redis: Nobody knows why.", "kafka: " + strings.Repeat("ž", 299) + "…"}; !slices.Equal(r.Degraded, want) {
			t.Errorf("degraded is %q, want %q", r.Degraded, want)
		}
		stop()
		<-result
	})
}

func TestTheMetricsKnowWhatTheProcessDependsOn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		p := process(0, time.Second)
		p.Watch(
			lifecycle.Check{Name: "database", Ask: func(context.Context) error { return nil }},
			lifecycle.Check{Name: "redis", Ask: func(context.Context) error { return errors.New("away") }, Degrades: true},
			lifecycle.Check{Name: "kafka", Ask: func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }, Degrades: true},
		)
		begin := time.Now()
		if up, want := p.Up(), map[string]float64{"database": 1, "redis": 0, "kafka": 0}; !maps.Equal(up, want) {
			t.Errorf("up is %v, want %v", up, want)
		}
		if took := time.Since(begin); took > 2*time.Second {
			t.Errorf("a hung dependency held the metrics for %v", took)
		}
	})
}

// serve runs a listener on a free port until the test ends or stop is called.
func serve(t *testing.T, handler http.Handler, closing func()) (url string, stop func() error) {
	t.Helper()
	address := make(chan net.Addr, 1)
	p := process(0, 5*time.Second, lifecycle.Server{
		Name: "web", Variable: "WEB_ADDR", Addr: "127.0.0.1:0", Handler: handler, Closing: closing,
		Listening: func(a net.Addr) { address <- a },
	}.Unit())
	ctx, cancel := context.WithCancel(context.Background())
	result := make(chan error, 1)
	go func() { result <- p.Run(ctx) }()
	t.Cleanup(cancel)
	return "http://" + (<-address).String(), func() error { cancel(); return <-result }
}

func TestQ19_RequestsUnderWayAreFinished(t *testing.T) {
	t.Parallel()
	entered, release := make(chan struct{}), make(chan struct{})
	closing := make(chan struct{})
	url, stop := serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(entered)
		<-release
		_, _ = w.Write([]byte("done"))
	}), func() { close(closing); close(release) })
	status := make(chan int, 1)
	go func() {
		response, err := http.Get(url)
		if err != nil {
			status <- 0
			return
		}
		status <- response.StatusCode
		_ = response.Body.Close()
	}()
	<-entered
	if err := stop(); err != nil {
		t.Errorf("the end: %v", err)
	}
	<-closing
	if got := <-status; got != http.StatusOK {
		t.Errorf("the request under way got %d", got)
	}
	if _, err := http.Get(url); err == nil {
		t.Error("the listener still answers")
	}
}

// A proxy keeps its connections open and sends a POST once: it must not find one closed that it is about to use.
func TestQ19_WhileItIsLeavingEachConnectionEndsWithItsAnswer(t *testing.T) {
	t.Parallel()
	address, failure := make(chan net.Addr, 1), make(chan error)
	p := process(time.Hour, time.Second, lifecycle.Server{
		Name: "web", Addr: "127.0.0.1:0", Handler: http.NotFoundHandler(), Listening: func(a net.Addr) { address <- a },
	}.Unit(), lifecycle.Unit{Name: "end", Run: func(context.Context) error { return <-failure }})
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	result := make(chan error, 1)
	go func() { result <- p.Run(ctx) }()
	url := "http://" + (<-address).String()
	ends := func() bool {
		response, err := http.Get(url)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		return response.Close
	}
	if ends() {
		t.Error("connections are not kept while it runs")
	}
	stop()
	for n := 0; !ends(); n++ { // the signal takes a moment to get there
		if n > 1000 {
			t.Fatal("connections are kept while it is leaving")
		}
	}
	failure <- errors.New("enough")
	if err := <-result; err == nil {
		t.Error("the unit that failed did not end it")
	}
}

func TestATakenPortIsOneClearLine(t *testing.T) {
	t.Parallel()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	err = process(0, time.Second, lifecycle.Server{
		Name: "web", Variable: "WEB_ADDR", Addr: listener.Addr().String(), Handler: http.NotFoundHandler(),
	}.Unit()).Run(context.Background())
	if err == nil || !strings.Contains(err.Error(), "WEB_ADDR: "+listener.Addr().String()+" is in use") || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %v, want one line that names WEB_ADDR", err)
	}
}
