package modules_test

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"tasklane/modules"
	"tasklane/platform/config"
	"tasklane/platform/telemetry"
	"tasklane/platform/telemetry/telemetrytest"
)

// lineage says that in the trace of the change each span of the list is below the one before it, wherever it was recorded.
func lineage(t *testing.T, all []telemetrytest.Span, names ...string) {
	t.Helper()
	trace := traceOf(all, change)
	byID := map[string]telemetrytest.Span{}
	for _, s := range all {
		if s.Trace == trace {
			byID[s.ID] = s
		}
	}
	// A span is at the end of the list if those above it are, in this order, all that come before it there.
	follows := func(s telemetrytest.Span) bool {
		left := len(names)
		for there := true; there && left > 0; s, there = byID[s.Parent] {
			if s.Kind+" "+s.Name == names[left-1] {
				left--
			}
		}
		return left == 0
	}
	last := names[len(names)-1]
	if !slices.ContainsFunc(all, func(s telemetrytest.Span) bool { return s.Kind+" "+s.Name == last && s.Trace == trace && follows(s) }) {
		t.Errorf("%q is not below %q in the trace %s:\n%s", last, names[:len(names)-1], trace, list(all, trace))
	}
}

func list(all []telemetrytest.Span, trace string) string {
	var text strings.Builder
	for _, s := range all {
		if s.Trace == trace {
			text.WriteString(s.Parent + " > " + s.ID + " " + s.Kind + " " + s.Name + "\n")
		}
	}
	return text.String()
}

const change = "mutation createTask"

// inGateway is what a change goes through wherever its module runs.
func inGateway(andThen ...string) []string {
	return append([]string{"server POST /graphql", "internal " + change}, andThen...)
}

func TestOneTraceFromTheRequestToTheConsumerInOneProcess(t *testing.T) {
	t.Parallel()
	tracer, spans := telemetrytest.Tracer(t)
	var log lines
	site := openWatched(t, modules.Deps{Log: telemetry.NewLogger(&log, "json", "info"), Metrics: telemetry.NewMetrics(), Tracer: tracer},
		"DATABASE_URL=sqlite:"+filepath.Join(t.TempDir(), "traced.db"))
	runUntilTheEnd(t, site)
	ada := visitor{t: t, api: site.Gateway.API()}.register("ada")
	project := ada.newProject("ADA")
	// What is pushed together is handled in the trace of the first.
	until(t, "the project is handled", func() bool { return len(spans.Named("handle notification")) > 0 })
	ada.newTask(project, "hunter22")
	until(t, "the consumer has handled it", func() bool {
		all := spans.Ended()
		return slices.ContainsFunc(spans.Named("handle notification"), func(s telemetrytest.Span) bool { return s.Trace == traceOf(all, change) })
	})
	lineage(t, spans.Ended(), inGateway("internal transaction", "client SELECT tasks")...)
	lineage(t, spans.Ended(), inGateway("consumer handle notification", "internal transaction", "client UPDATE notification_positions")...)

	// The request's line leads to the trace, and the trace to the line.
	line := `"trace_id":"` + traceOf(spans.Ended(), change) + `"`
	if n := strings.Count(log.String(), line); n != 1 {
		t.Errorf("%d lines have the trace's id, want the request's:\n%s", n, log.String())
	}
}

// openTraced runs a site for each module until the test's end. It gives the gateway's, and each module's spans.
func openTraced(t *testing.T, settings []string) (gateway *modules.Site, recorded map[string]*telemetrytest.Spans) {
	t.Helper()
	tracers, recorded := map[string]*telemetry.Tracer{}, map[string]*telemetrytest.Spans{}
	for _, module := range config.Modules() {
		tracers[module], recorded[module] = telemetrytest.Tracer(t)
	}
	gateway = openApart(t, settings, tracers)
	runUntilTheEnd(t, gateway)
	return gateway, recorded
}

func TestOneTraceThroughFourProcesses(t *testing.T) {
	t.Parallel()
	t.Run("postgres", func(t *testing.T) {
		onServers(t, func(t *testing.T, settings []string) {
			gateway, recorded := openTraced(t, settings)
			ada := visitor{t: t, api: gateway.Gateway.API()}.register("ada")
			project := ada.newProject("ADA")
			until(t, "the project is handled", func() bool { return len(recorded[config.Notification].Named("handle notification")) > 0 })
			ada.newTask(project, "hunter22")
			published := func(s telemetrytest.Span) bool {
				return s.Trace == traceOf(recorded[config.Gateway].Ended(), change)
			}
			until(t, "it is published and handled", func() bool {
				return slices.ContainsFunc(recorded[config.Task].Named("publish task-events"), published) &&
					slices.ContainsFunc(recorded[config.Notification].Named("handle notification"), published)
			})
			var all []telemetrytest.Span
			for _, spans := range recorded {
				all = append(all, spans.Ended()...)
			}
			there := inGateway("client task.CreateTask", "server task.CreateTask")
			lineage(t, all, append(there, "internal transaction", "client SELECT tasks")...)
			lineage(t, all, append(there, "internal transaction", "producer publish task-events")...)
			lineage(t, all, inGateway("consumer handle notification", "internal transaction")...) // pushed or published, whichever was first
			lineage(t, all, append(there, "client notification.PushAll", "server notification.PushAll")...)
		})
	})
}

// traceOf is the trace of the last span of this name.
func traceOf(all []telemetrytest.Span, name string) (trace string) {
	for _, span := range all {
		if span.Name == name {
			trace = span.Trace
		}
	}
	return trace
}

// What people write, who they are and what lets them in is nobody's business who looks at metrics and traces.
func TestQ83_NeitherTracesNorMetricsHoldWhatPeopleWroteOrWhoTheyAre(t *testing.T) {
	t.Parallel()
	tracer, spans := telemetrytest.Tracer(t)
	metrics := telemetry.NewMetrics()
	site := openWatched(t, modules.Deps{Log: slog.New(slog.DiscardHandler), Metrics: metrics, Tracer: tracer},
		"DATABASE_URL=sqlite:"+filepath.Join(t.TempDir(), "traced.db"))
	runUntilTheEnd(t, site)
	api := site.Gateway.API()
	ada := visitor{t: t, api: api}.register("zuleika")
	project := ada.newProject("SECRETKEY")
	ada.newTask(project, "secret title")
	for _, query := range []string{
		`query secretName { secretAlias: project(id: "` + project + `") { name tasks(first: 5, filter: {text: "secret words"}) { nodes { title } } } }`,
		`query { project(id: "secret id") { name } }`, `query { secretField }`, `not even a query: secret`,
	} {
		ada.ask(query, vars{"secretVariable": "secret value"})
	}
	visitor{t: t, api: api, token: "secret token"}.ask(`{ me { id } }`, nil)
	visitor{t: t, api: api}.ask(`mutation($in: LoginInput!) { login(input: $in) { accessToken } }`, vars{"in": vars{"email": "secret@example.org", "password": "secret password"}})
	for _, method := range []string{http.MethodGet, "SECRET"} {
		r := httptest.NewRequestWithContext(t.Context(), method, "/secret/path?secret=query", nil)
		r.Header.Set("User-Agent", "secret agent")
		site.Gateway.Web().ServeHTTP(httptest.NewRecorder(), r)
	}

	w := httptest.NewRecorder()
	metrics.Handler().ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/metrics", nil))
	for what, text := range map[string]string{"traces": spans.String(), "metrics": w.Body.String()} {
		if len(text) < 1000 {
			t.Fatalf("the %s say next to nothing: %s", what, text)
		}
		for _, word := range []string{"secret", "zuleika", "example.org", password, project, ada.token} {
			if at := strings.Index(strings.ToLower(text), strings.ToLower(word)); at >= 0 {
				t.Errorf("the %s hold %q: …%s…", what, word, text[max(0, at-80):min(len(text), at+80)])
			}
		}
	}
}

// lines is a place to log to that may be read meanwhile.
type lines struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(b)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}
