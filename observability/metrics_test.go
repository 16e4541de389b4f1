// Package observability_test holds what is shipped for operators, the dashboards and the alerts, against the metrics that there
// are.
package observability_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"tasklane/platform/telemetry"
)

// series are the metrics that a process can tell, each with the names of its labels.
type series map[string]map[string]bool

var sample = regexp.MustCompile(`^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? \S+$`)

// ours are the metrics of a process in which everything has happened once.
func ours(t *testing.T) series {
	t.Helper()
	m := telemetry.NewMetrics()
	layer := telemetry.HTTP{Log: m.Counted(telemetry.NewLogger(io.Discard, "json", "info")), Metrics: m}
	layer.Wrap(http.NotFoundHandler()).ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil))
	m.Operation("query", "OK", time.Millisecond)
	m.Hashed(time.Millisecond)
	m.CacheRead("near")
	m.Events("notification", telemetry.Handled, 1)
	m.Lag("notification", 1, time.Second)
	m.Called("task.Task", "OK", time.Millisecond)
	m.Served("task.Task", "OK", time.Millisecond)
	m.Repeated("task.Task")
	m.DatabaseRead("task", "OK", time.Millisecond)
	m.DatabaseWrote("task", "OK", time.Millisecond)
	m.Build("v1", "all")
	if err := errors.Join(
		m.WatchPools(func() []telemetry.Pool { return []telemetry.Pool{{Name: "all"}} }),
		m.WatchCalls(func() (int, int) { return 0, 1 }),
		m.WatchDependencies(func() map[string]float64 { return map[string]float64{"database": 1} }),
	); err != nil {
		t.Fatal(err)
	}
	found := series{
		// What Prometheus adds of its own.
		"up":     {},
		"ALERTS": {"alertname": true, "alertstate": true, "severity": true},
	}
	w := httptest.NewRecorder()
	m.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	for line := range strings.Lines(w.Body.String()) {
		match := sample.FindStringSubmatch(strings.TrimSpace(line))
		if match == nil {
			continue
		}
		labels := map[string]bool{"job": true, "instance": true}
		for _, label := range labelOf.FindAllStringSubmatch(match[2], -1) {
			labels[label[1]] = true
		}
		found[match[1]] = labels
	}
	for name := range found {
		found[name]["job"], found[name]["instance"] = true, true
	}
	return found
}

var labelOf = regexp.MustCompile(`([a-zA-Z_][a-zA-Z0-9_]*)="(?:[^"\\]|\\.)*"`)

func TestTheListOfMetricsIsWhole(t *testing.T) {
	t.Parallel()
	found := ours(t)
	for _, name := range []string{"tasklane_http_request_seconds_bucket", "tasklane_events_lag_seconds", "tasklane_dependency_up", "go_goroutines", "process_max_fds"} {
		if found[name] == nil {
			t.Errorf("%s is missing: what follows from the list would prove nothing", name)
		}
	}
}

// nowhere are metrics that are on no dashboard and in no alert, with the reason.
var nowhere = map[string]string{
	"tasklane_database_waits_total": "how long was waited says more than how often",
}

func TestEveryMetricIsShownOrWatched(t *testing.T) {
	t.Parallel()
	shown := map[string]bool{}
	for _, expr := range append(dashboardExprs(t), alertExprs(t)...) {
		for _, name := range metricsIn(expr.text) {
			shown[base(name)] = true
		}
	}
	for name := range ours(t) {
		if strings.HasPrefix(name, "tasklane_") && !shown[base(name)] && nowhere[name] == "" {
			t.Errorf("%s is on no dashboard and in no alert", name)
		}
	}
}

// base is a histogram's name.
func base(name string) string {
	for _, part := range []string{"_bucket", "_count", "_sum"} {
		if whole, is := strings.CutSuffix(name, part); is && strings.HasSuffix(whole, "_seconds") {
			return whole
		}
	}
	return name
}
