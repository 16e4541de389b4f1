package telemetry_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tasklane/platform/telemetry"
)

func TestTheMetricsHaveTheirNames(t *testing.T) {
	t.Parallel()
	m := telemetry.NewMetrics()
	m.Subscriptions.Inc()
	m.Subscriptions.Inc()
	m.Subscriptions.Dec()
	m.Sockets.Set(3)
	m.Resyncs.Inc()
	m.GapsHealed.Add(2)
	m.CacheRead("near")
	m.LoginThrottled.Inc()
	m.Operation("query", "OK", time.Millisecond)
	m.Operation("made up by a client", "INVALID_INPUT", time.Millisecond)
	m.Hashed(100 * time.Millisecond)
	m.Events("inbox", telemetry.Handled, 2)
	m.Events("inbox", telemetry.Dead, 1)
	m.Called("task.Task", "OK", time.Millisecond)
	m.Called("task.ListTasks", "UNAVAILABLE", time.Second)
	m.Repeated("task.Task")
	m.Served("", "UNAUTHENTICATED", 0)
	m.Lag("inbox", 7, 1500*time.Millisecond)
	m.DatabaseRead("task", "OK", time.Millisecond)
	m.DatabaseWrote("task", "ROLLED_BACK", time.Millisecond)
	m.Build("v1.2.3", "task,user")
	pools := func() []telemetry.Pool {
		return []telemetry.Pool{{Name: "readers", Used: 3, Most: 4, Waits: 7, Waited: 1500 * time.Millisecond}, {Name: "writers", Used: 1, Most: 1}}
	}
	if err := errors.Join(
		m.WatchPools(pools), m.WatchCalls(func() (int, int) { return 5, 512 }),
		m.WatchDependencies(func() map[string]float64 { return map[string]float64{"database": 1, "redis": 0} }),
	); err != nil {
		t.Fatal(err)
	}
	m.Counted(telemetry.NewLogger(&page{}, "text", "info")).With("a", 1).WithGroup("g").Error("it went wrong")
	text := scrape(t, m)
	for _, want := range []string{
		"tasklane_subscriptions_active 1",
		"tasklane_sockets_open 3",
		"tasklane_resyncs_total 1",
		"tasklane_hub_gaps_healed_total 2",
		`tasklane_cache_reads_total{outcome="near"} 1`,
		"tasklane_logins_throttled_total 1",
		`tasklane_graphql_operation_seconds_count{kind="query",outcome="OK"} 1`,
		`tasklane_graphql_operation_seconds_count{kind="other",outcome="INVALID_INPUT"} 1`,
		"tasklane_password_hash_seconds_count 1",
		`tasklane_events_total{consumer="inbox",outcome="handled"} 2`,
		`tasklane_events_total{consumer="inbox",outcome="dead"} 1`,
		`tasklane_events_lag{consumer="inbox"} 7`,
		`tasklane_events_lag_seconds{consumer="inbox"} 1.5`,
		`tasklane_calls_total{method="task.Task",outcome="OK",side="caller"} 1`,
		`tasklane_calls_total{method="",outcome="UNAUTHENTICATED",side="callee"} 1`,
		`tasklane_calls_repeated_total{method="task.Task"} 1`,
		`tasklane_call_seconds_count{module="task",side="caller"} 2`,
		`tasklane_database_seconds_count{module="task",outcome="OK",work="read"} 1`,
		`tasklane_database_seconds_count{module="task",outcome="ROLLED_BACK",work="write"} 1`,
		`tasklane_build_info{modules="task,user",version="v1.2.3"} 1`,
		`tasklane_database_connections_used{pool="readers"} 3`,
		`tasklane_database_connections_limit{pool="writers"} 1`,
		`tasklane_database_waits_total{pool="readers"} 7`,
		`tasklane_database_wait_seconds_total{pool="readers"} 1.5`,
		"tasklane_calls_running 5",
		"tasklane_calls_limit 512",
		`tasklane_dependency_up{dependency="redis"} 0`,
		`tasklane_log_lines_total{level="error"} 1`,
		"go_goroutines ",
		"process_resident_memory_bytes ",
	} {
		if !strings.Contains(text, "\n"+want) {
			t.Errorf("%q is missing", want)
		}
	}
	if err := m.WatchPools(pools); err == nil {
		t.Error("two databases are watched under one name")
	}
}

// A counter that begins with 1 has not increased: no alert would hear of the first time.
func TestWhatAlertsLookForIsCountedFromNothing(t *testing.T) {
	t.Parallel()
	m := telemetry.NewMetrics()
	m.Lag("inbox", 0, 0)
	if err := m.WatchCalls(func() (int, int) { return 0, 512 }); err != nil {
		t.Fatal(err)
	}
	text := scrape(t, m)
	for _, want := range []string{
		`tasklane_events_total{consumer="inbox",outcome="dead"} 0`,
		`tasklane_events_total{consumer="inbox",outcome="skipped"} 0`,
		`tasklane_calls_total{method="",outcome="UNAUTHENTICATED",side="callee"} 0`,
		`tasklane_log_lines_total{level="error"} 0`,
		"tasklane_panics_total 0",
	} {
		if !strings.Contains(text, "\n"+want) {
			t.Errorf("%q is missing", want)
		}
	}
}

func TestLabelsFromOutsideMakeNoNewSeries(t *testing.T) {
	t.Parallel()
	handler, _, metrics := wrap(func(http.ResponseWriter, *http.Request) {})
	for _, method := range []string{"BREW", "PROPFIND", "XYZ"} {
		handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(t.Context(), method, "/", nil))
	}
	if text := scrape(t, metrics); strings.Contains(text, "BREW") || !strings.Contains(text, `_count{method="other",route="/tasks/*",status="200"} 3`) {
		t.Errorf("unknown methods are not counted together:\n%s", text)
	}
}
