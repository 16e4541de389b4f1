package modules_test

import (
	"context"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"tasklane/modules"
	"tasklane/platform/lifecycle"
	"tasklane/platform/telemetry"
)

// nobody listens at port 1.
const away = "127.0.0.1:1"

// readiness is what operators hear of a site that runs, without its units.
func readiness(t *testing.T, site *modules.Site) lifecycle.Readiness {
	t.Helper()
	p := lifecycle.New(lifecycle.Options{Log: slog.New(slog.DiscardHandler)})
	p.Watch(site.Checks()...)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- p.Run(ctx) }()
	var r lifecycle.Readiness
	until(t, "the process has started", func() bool {
		r = p.Readiness(t.Context())
		return !slices.Contains(r.Reasons, "starting")
	})
	stop()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	return r
}

// Readiness names what is away, and why, and no secret of the addresses.
func TestQ83_ReadinessSaysWhatIsAwayAndNoSecret(t *testing.T) {
	t.Parallel()
	redis := "REDIS_URL=redis://ada:hunter22@" + away
	for _, c := range []struct {
		settings, degraded []string
	}{
		{[]string{redis, "KAFKA_BROKERS=" + away}, []string{"redis: ", "kafka: "}},
		{
			[]string{redis, "MODULES=gateway", "USER_ADDR=" + away, "TASK_ADDR=" + away, "NOTIFICATION_ADDR=" + away},
			[]string{"redis: ", "user module: ", "notification module: ", "task module: "},
		},
	} {
		site := openWith(t, c.settings...)
		r := readiness(t, site)
		if err := site.Close(); err != nil {
			t.Error(err)
		}
		if !r.Ready || len(r.Reasons) > 0 || len(r.Degraded) != len(c.degraded) {
			t.Fatalf("%v: %+v, want ready, without %v", c.settings, r, c.degraded)
		}
		for _, what := range c.degraded {
			at := slices.IndexFunc(r.Degraded, func(reason string) bool { return strings.HasPrefix(reason, what) })
			if at < 0 || !strings.Contains(r.Degraded[at], "connection refused") {
				t.Errorf("%v: %q does not say why it is away: %q", c.settings, what, r.Degraded)
			}
		}
		for _, reason := range r.Degraded {
			if strings.Contains(reason, "hunter22") || strings.Contains(reason, "\n") || strings.Contains(reason, "Try again") {
				t.Errorf("a reason holds a secret, a line's end, or what is for clients: %q", reason)
			}
		}
	}
}

func TestASiteCountsWhatItsModulesAskOfDatabaseAndCache(t *testing.T) {
	t.Parallel()
	metrics := telemetry.NewMetrics()
	site := openMeasured(t, metrics)
	runUntilTheEnd(t, site)
	ada := visitor{t: t, api: site.Gateway.API()}.register("ada")
	ada.newTask(ada.newProject("ADA"), "first")
	ada.alive()
	counted := func(line string) bool {
		w := httptest.NewRecorder()
		metrics.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
		return strings.Contains(w.Body.String(), "\n"+line)
	}
	for _, line := range []string{
		`tasklane_build_info{modules="all",version="test"} 1`,
		`tasklane_database_seconds_count{module="user",outcome="OK",work="write"} `,
		`tasklane_database_seconds_count{module="task",outcome="OK",work="write"} `,
		`tasklane_database_seconds_count{module="task",outcome="OK",work="read"} `,
		`tasklane_database_connections_limit{pool="writers"} 1`,
		`tasklane_cache_reads_total{outcome="near"} `,
		`tasklane_graphql_operation_seconds_count{kind="mutation",outcome="OK"} `,
		`tasklane_password_hash_seconds_count `,
	} {
		if !counted(line) {
			t.Errorf("%s is not counted", line)
		}
	}
	until(t, "the notification module's work is counted", func() bool {
		return counted(`tasklane_database_seconds_count{module="notification",outcome="OK",work="write"} `)
	})
}
