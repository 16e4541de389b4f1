package telemetry_test

import (
	"errors"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"tasklane/platform/telemetry"
)

// scrape reads what Prometheus would.
func scrape(t *testing.T, m *telemetry.Metrics) string {
	t.Helper()
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	if w.Code != http.StatusOK {
		t.Fatalf("the metrics answer %d: %s", w.Code, w.Body)
	}
	return w.Body.String()
}

func wrap(handler http.HandlerFunc) (http.Handler, *page, *telemetry.Metrics) {
	out, metrics := &page{}, telemetry.NewMetrics()
	layer := telemetry.HTTP{
		Log:     telemetry.NewLogger(out, "text", "info"),
		Metrics: metrics,
		Route:   func(*http.Request) string { return "/tasks/*" },
	}
	return layer.Wrap(handler), out, metrics
}

func get(t *testing.T, handler http.Handler, target string, header http.Header) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, target, nil)
	maps.Copy(r.Header, header)
	handler.ServeHTTP(w, r)
	return w
}

func TestARequestLeavesOneLineAndOneMeasurement(t *testing.T) {
	t.Parallel()
	handler, out, metrics := wrap(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusTeapot)
		_, _ = io.WriteString(w, "short and stout")
	})
	w := get(t, handler, "/tasks/7?token=hunter22", http.Header{"X-Request-Id": {"abc"}})
	line := out.text()
	for _, want := range []string{"method=GET", "path=/tasks/7", "route=/tasks/*", "status=418", "bytes=15", "request=abc"} {
		if !strings.Contains(line, want) {
			t.Errorf("%s is missing in %q", want, line)
		}
	}
	if strings.Count(line, "\n") != 1 || strings.Contains(line, "hunter22") {
		t.Errorf("want one line without the query string: %q", line)
	}
	if w.Header().Get("X-Request-Id") != "abc" {
		t.Errorf("the answer has the id %q", w.Header().Get("X-Request-Id"))
	}
	if text := scrape(t, metrics); !strings.Contains(text, `tasklane_http_request_seconds_count{method="GET",route="/tasks/*",status="418"} 1`) {
		t.Errorf("the request was not measured:\n%s", text)
	}
}

func TestQ36_APanicEndsOneRequestAndIsLoggedWithItsIDs(t *testing.T) {
	t.Parallel()
	handler, out, metrics := wrap(func(http.ResponseWriter, *http.Request) { panic(errors.New("secret detail")) })
	w := get(t, handler, "/", nil)
	id := regexp.MustCompile(`Incident (\S+)`).FindStringSubmatch(w.Body.String())
	if w.Code != http.StatusInternalServerError || id == nil || strings.Contains(w.Body.String(), "secret detail") {
		t.Fatalf("got %d %q", w.Code, w.Body)
	}
	lines := strings.Split(strings.TrimSpace(out.text()), "\n")
	if len(lines) != 2 || !strings.Contains(lines[0], id[1]) || !strings.Contains(lines[0], "secret detail") ||
		!strings.Contains(lines[0], "http_test.go") || !strings.Contains(lines[0], "request="+w.Header().Get("X-Request-Id")) {
		t.Errorf("the log is %q, want the panic with its ids and stack, and the request", lines)
	}
	if !strings.Contains(scrape(t, metrics), "tasklane_panics_total 1") {
		t.Error("the panic was not counted")
	}
}

func TestAnAbortedAnswerStaysAborted(t *testing.T) {
	t.Parallel()
	handler, _, metrics := wrap(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) })
	server := httptest.NewServer(handler)
	defer server.Close()
	if _, err := http.Get(server.URL); err == nil {
		t.Error("the connection was not dropped")
	}
	if !strings.Contains(scrape(t, metrics), "tasklane_panics_total 0") {
		t.Error("it was counted as a panic")
	}
}

func TestStreamsAndTakenOverConnectionsWorkThroughTheLayer(t *testing.T) {
	t.Parallel()
	proceed := make(chan struct{})
	handler, out, _ := wrap(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/socket" {
			hijacker, ok := w.(http.Hijacker)
			if !ok {
				t.Error("the connection cannot be taken over")
				return
			}
			conn, _, err := hijacker.Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			_, _ = io.WriteString(conn, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n")
			_ = conn.Close()
			return
		}
		if err := http.NewResponseController(w).SetWriteDeadline(time.Time{}); err != nil {
			t.Error(err)
		}
		_, _ = io.WriteString(w, "first")
		w.(http.Flusher).Flush()
		<-proceed
	})
	server := httptest.NewServer(handler)
	defer server.Close()
	stream, err := http.Get(server.URL + "/stream")
	if err != nil {
		t.Fatal(err)
	}
	first := make([]byte, 5)
	if _, err := io.ReadFull(stream.Body, first); err != nil || string(first) != "first" {
		t.Errorf("the stream's first part: %q, %v", first, err)
	}
	close(proceed)
	_ = stream.Body.Close()
	socket, err := http.Get(server.URL + "/socket")
	if err != nil || socket.StatusCode != http.StatusSwitchingProtocols {
		t.Fatalf("the socket: %v, %v", socket, err)
	}
	_ = socket.Body.Close()
	server.Close()
	if !strings.Contains(out.text(), "path=/socket route=/tasks/* status=101") {
		t.Errorf("the socket's line is missing: %q", out.text())
	}
}
