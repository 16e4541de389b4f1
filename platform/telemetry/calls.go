package telemetry

import (
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// calls are those between modules in different processes. How long they take is measured by module: by method, there
// would be thousands of series.
type calls struct {
	total    *prometheus.CounterVec
	repeated *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
}

// The sides of a call, as its metrics name them.
const (
	caller = "caller"
	callee = "callee"
)

func newCalls(r *prometheus.Registry) calls {
	c := calls{
		total: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "tasklane_calls_total",
			Help: "Calls between modules by side, method and outcome. Without a method: calls of nobody who may."}, []string{"side", "method", "outcome"}),
		repeated: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "tasklane_calls_repeated_total",
			Help: "Calls to other modules that were tried once more."}, []string{"method"}),
		seconds: histograms(r, "tasklane_call_seconds", "Calls between modules by side and module called.", "side", "module"),
	}
	r.MustRegister(c.total, c.repeated)
	return c
}

func (c calls) ended(side, method, outcome string, took time.Duration) {
	c.total.WithLabelValues(side, method, outcome).Inc()
	module, _, _ := strings.Cut(method, ".")
	c.seconds.WithLabelValues(side, module).Observe(took.Seconds())
}

// Called measures a call to another module: Metrics is a tcp.Observer. An outcome is OK or a code of package fault.
func (m *Metrics) Called(method, outcome string, took time.Duration) {
	m.calls.ended(caller, method, outcome, took)
}

// Repeated counts a call to another module that was tried once more.
func (m *Metrics) Repeated(method string) { m.calls.repeated.WithLabelValues(method).Inc() }

// Served measures a call of another module. The method is "" for who may not call at all.
func (m *Metrics) Served(method, outcome string, took time.Duration) {
	m.calls.ended(callee, method, outcome, took)
}
