package telemetry

import (
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"tasklane/platform/fault"
)

// Pool is how busy a pool of connections is.
type Pool struct {
	Name string
	// Used are at work now, and Most may be.
	Used, Most int
	// Waits is how often a connection was waited for, and Waited how long in all.
	Waits  int64
	Waited time.Duration
}

// What follows are numbers that others keep. They are read when the metrics are: read is quick, or bounds its own time, and
// may be called at any time. A Metrics can watch one of a kind.

// WatchPools adds the connections to the database.
func (m *Metrics) WatchPools(read func() []Pool) error {
	of := func(number func(Pool) float64) func() map[string]float64 {
		return func() map[string]float64 {
			numbers := map[string]float64{}
			for _, p := range read() {
				numbers[p.Name] = number(p)
			}
			return numbers
		}
	}
	return m.watch(
		watched{name: "tasklane_database_connections_used", help: "Connections to the database that are at work now.", label: "pool",
			read: of(func(p Pool) float64 { return float64(p.Used) })},
		watched{name: "tasklane_database_connections_limit", help: "Connections to the database that there may be.", label: "pool",
			read: of(func(p Pool) float64 { return float64(p.Most) })},
		watched{name: "tasklane_database_waits_total", help: "How often a connection was waited for.", label: "pool", grows: true,
			read: of(func(p Pool) float64 { return float64(p.Waits) })},
		watched{name: "tasklane_database_wait_seconds_total", help: "How long connections were waited for in all.", label: "pool", grows: true,
			read: of(func(p Pool) float64 { return p.Waited.Seconds() })},
	)
}

// WatchCalls adds the calls of other modules that are being answered, and how many may be at once.
func (m *Metrics) WatchCalls(read func() (running, most int)) error {
	m.calls.total.WithLabelValues(callee, "", fault.Unauthenticated.Code()) // there before it happens
	return m.watch(
		watched{name: "tasklane_calls_running", help: "Calls of other modules that are being answered now.", read: func() map[string]float64 {
			running, _ := read()
			return map[string]float64{"": float64(running)}
		}},
		watched{name: "tasklane_calls_limit", help: "Calls of other modules that are answered at once; one more is refused.", read: func() map[string]float64 {
			_, most := read()
			return map[string]float64{"": float64(most)}
		}},
	)
}

// WatchDependencies adds whether each thing that the process depends on is there: 1, or 0 when it is not.
func (m *Metrics) WatchDependencies(read func() map[string]float64) error {
	return m.watch(watched{
		name: "tasklane_dependency_up", help: "1 if what the process depends on answers, as /readyz has it; 0 if not.", label: "dependency", read: read,
	})
}

// watched is a number for each value of a label, or a single one under "" without a label. One that grows is a count of
// what has happened, and not of what is.
type watched struct {
	name, help, label string
	grows             bool
	read              func() map[string]float64

	desc *prometheus.Desc
}

func (m *Metrics) watch(numbers ...watched) error {
	for _, w := range numbers {
		var labels []string
		if w.label != "" {
			labels = []string{w.label}
		}
		w.desc = prometheus.NewDesc(w.name, w.help, labels, nil)
		if err := m.registry.Register(w); err != nil {
			return err
		}
	}
	return nil
}

// Describe implements prometheus.Collector.
func (w watched) Describe(to chan<- *prometheus.Desc) { to <- w.desc }

// Collect implements prometheus.Collector.
func (w watched) Collect(to chan<- prometheus.Metric) {
	kind := prometheus.GaugeValue
	if w.grows {
		kind = prometheus.CounterValue
	}
	for value, n := range w.read() {
		var values []string
		if w.label != "" {
			values = []string{value}
		}
		to <- prometheus.MustNewConstMetric(w.desc, kind, n, values...)
	}
}
