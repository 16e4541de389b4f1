package telemetry

import (
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Counter only grows.
type Counter interface {
	Inc()
	Add(n float64)
}

// Gauge goes up and down.
type Gauge interface {
	Inc()
	Dec()
	Add(n float64)
	Set(n float64)
}

// Metrics is everything that the process counts. Make one per process, or per test.
type Metrics struct {
	Requests       Gauge   // HTTP requests that are being answered now, event streams among them
	Subscriptions  Gauge   // subscriptions that run now, over WebSocket and SSE together
	Sockets        Gauge   // WebSocket connections that are open now
	Deliveries     Counter // events written to subscribers
	GapsHealed     Counter // holes that a hub found in the broadcast and filled from the log
	Resyncs        Counter // subscribers that were told to read anew
	Listening      Gauge   // 1 while the connection stands on which the broadcast's messages come
	Listened       Counter // how often it was made
	LoginThrottled Counter // sign-ins refused for too many tries
	HashesWaiting  Gauge   // passwords that wait to be hashed
	Panics         Counter // panics that ended one request

	registry   *prometheus.Registry
	requests   *prometheus.HistogramVec
	operations *prometheus.HistogramVec
	hashing    prometheus.Histogram
	cacheReads *prometheus.CounterVec
	events     *prometheus.CounterVec
	lag        *prometheus.GaugeVec
	age        *prometheus.GaugeVec
	calls      calls
	database   *prometheus.HistogramVec
	lines      *prometheus.CounterVec
	build      *prometheus.GaugeVec
}

// latencies are the histograms' bounds in seconds: half a millisecond to ten seconds, where the query
// deadline lies.
var latencies = []float64{.0005, .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10}

// NewMetrics makes a registry of its own, with the Go runtime's and the process's metrics in it.
func NewMetrics() *Metrics {
	r := prometheus.NewRegistry()
	r.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	m := &Metrics{
		registry:       r,
		Requests:       gauge(r, "tasklane_http_requests_running", "HTTP requests that are being answered now, event streams among them."),
		Subscriptions:  gauge(r, "tasklane_subscriptions_active", "Subscriptions that run now, over WebSocket and SSE together."),
		Sockets:        gauge(r, "tasklane_sockets_open", "WebSocket connections that are open now."),
		Deliveries:     counter(r, "tasklane_deliveries_total", "Events written to subscribers."),
		GapsHealed:     counter(r, "tasklane_hub_gaps_healed_total", "Holes in the broadcast that were filled from the log."),
		Resyncs:        counter(r, "tasklane_resyncs_total", "Subscribers that were told to read anew."),
		Listening:      gauge(r, "tasklane_broadcast_listening", "1 while the connection stands on which messages of other processes come."),
		Listened:       counter(r, "tasklane_broadcast_connections_total", "How often the connection was made on which messages of other processes come: each time but the first after it was lost."),
		LoginThrottled: counter(r, "tasklane_logins_throttled_total", "Sign-ins refused for too many tries."),
		HashesWaiting:  gauge(r, "tasklane_password_hashes_waiting", "Passwords that wait to be hashed."),
		Panics:         counter(r, "tasklane_panics_total", "Panics that ended one request."),
	}
	m.requests = histograms(r, "tasklane_http_request_seconds", "HTTP requests: sockets until they are open, event streams until they end.", "route", "method", "status")
	m.operations = histograms(r, "tasklane_graphql_operation_seconds", "GraphQL operations by kind and outcome.", "kind", "outcome")
	m.calls = newCalls(r)
	m.database = histograms(r, "tasklane_database_seconds", "Work of the database by module: reading statements, and transactions from their first try to their end.", "module", "work", "outcome")
	m.lines = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "tasklane_log_lines_total", Help: "Lines of the log by level: each incident and each panic is one at error."}, []string{"level"})
	m.build = prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "tasklane_build_info", Help: "1, for the version and the modules of this process."}, []string{"version", "modules"})
	m.hashing = prometheus.NewHistogram(prometheus.HistogramOpts{Name: "tasklane_password_hash_seconds", Help: "Time to hash a password.", Buckets: latencies})
	m.events = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "tasklane_events_total", Help: "Log entries by consumer and outcome: handled, repeated, failed (once), dead or skipped."}, []string{"consumer", "outcome"})
	m.lag = prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "tasklane_events_lag", Help: "Log entries that a consumer has yet to handle."}, []string{"consumer"})
	m.age = prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: "tasklane_events_lag_seconds", Help: "How long ago the oldest log entry has happened that a consumer has yet to handle."}, []string{"consumer"})
	m.cacheReads = prometheus.NewCounterVec(prometheus.CounterOpts{Name: "tasklane_cache_reads_total", Help: "Reads of the cache by outcome: near (in this process), far (in Redis), missed or failed."}, []string{"outcome"})
	r.MustRegister(m.hashing, m.cacheReads, m.events, m.lag, m.age, m.lines, m.build)
	// What an alert looks for is there before it happens: a counter that begins with 1 has not increased.
	for _, level := range []string{"debug", "info", "warn", "error"} {
		m.lines.WithLabelValues(level)
	}
	return m
}

// Handler serves the metrics in Prometheus' format.
func (m *Metrics) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{MaxRequestsInFlight: 4})
}

// Operation measures one GraphQL operation: kind is query, mutation or subscription, outcome OK or a
// code of package fault. For a subscription it is the time until it was set up.
func (m *Metrics) Operation(kind, outcome string, took time.Duration) {
	m.operations.WithLabelValues(known(kind, operationKinds), outcome).Observe(took.Seconds())
}

// Build says which version runs, and which modules of it.
func (m *Metrics) Build(version, modules string) { m.build.WithLabelValues(version, modules).Set(1) }

// DatabaseRead measures a statement that only reads; outcome is OK or a code of package fault. The module is whose tables
// it was about.
func (m *Metrics) DatabaseRead(module, outcome string, took time.Duration) {
	m.database.WithLabelValues(module, "read", outcome).Observe(took.Seconds())
}

// DatabaseWrote measures a transaction; its outcome may be ROLLED_BACK too.
func (m *Metrics) DatabaseWrote(module, outcome string, took time.Duration) {
	m.database.WithLabelValues(module, "write", outcome).Observe(took.Seconds())
}

// Hashed measures one password hash.
func (m *Metrics) Hashed(took time.Duration) { m.hashing.Observe(took.Seconds()) }

// CacheRead counts one read of the cache: near, in this process, far, missed or failed.
func (m *Metrics) CacheRead(outcome string) { m.cacheReads.WithLabelValues(outcome).Inc() }

// The outcomes of a log entry at a consumer.
const (
	Handled  = "handled"
	Repeated = "repeated" // seen before, and not acted upon again
	Failed   = "failed"   // one try; another follows
	Dead     = "dead"     // given up; it waits among the dead letters
	Skipped  = "skipped"  // it never came
)

// Events counts log entries at a consumer, with one of the outcomes above.
func (m *Metrics) Events(consumer, outcome string, n int64) {
	m.events.WithLabelValues(consumer, outcome).Add(float64(n))
}

// Lag says how many log entries a consumer has yet to handle, and how long ago the oldest of them has happened.
func (m *Metrics) Lag(consumer string, entries int64, age time.Duration) {
	for _, outcome := range []string{Handled, Repeated, Failed, Dead, Skipped} {
		m.events.WithLabelValues(consumer, outcome) // there before it happens
	}
	m.lag.WithLabelValues(consumer).Set(float64(entries))
	m.age.WithLabelValues(consumer).Set(age.Seconds())
}

func (m *Metrics) request(route, method string, status int, took time.Duration) {
	m.requests.WithLabelValues(route, known(method, methods), strconv.Itoa(status)).Observe(took.Seconds())
}

// Label values that callers choose are held against these lists: each new value is a time series for ever.
var (
	methods        = []string{"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}
	operationKinds = []string{"query", "mutation", "subscription"}
)

func known(value string, values []string) string {
	if slices.Contains(values, value) {
		return value
	}
	return "other"
}

func gauge(r *prometheus.Registry, name, help string) Gauge {
	g := prometheus.NewGauge(prometheus.GaugeOpts{Name: name, Help: help})
	r.MustRegister(g)
	return g
}

func counter(r *prometheus.Registry, name, help string) Counter {
	c := prometheus.NewCounter(prometheus.CounterOpts{Name: name, Help: help})
	r.MustRegister(c)
	return c
}

func histograms(r *prometheus.Registry, name, help string, labels ...string) *prometheus.HistogramVec {
	h := prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: name, Help: help, Buckets: latencies}, labels)
	r.MustRegister(h)
	return h
}
