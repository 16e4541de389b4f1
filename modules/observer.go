package modules

import (
	"time"

	redisbroadcast "tasklane/platform/broadcast/redis"
	rediscache "tasklane/platform/cache/redis"
	"tasklane/platform/eventlog"
	"tasklane/platform/telemetry"
)

// events counts what the readers of the log do.
type events struct{ metrics *telemetry.Metrics }

var _ eventlog.Observer = events{}

func (e events) Handled(consumer string, entries int, _ time.Duration) {
	e.metrics.Events(consumer, telemetry.Handled, int64(entries))
}

func (e events) Repeated(consumer string, entries int64) {
	e.metrics.Events(consumer, telemetry.Repeated, entries)
}

func (e events) Failed(consumer string) { e.metrics.Events(consumer, telemetry.Failed, 1) }

func (e events) DeadLettered(consumer string) { e.metrics.Events(consumer, telemetry.Dead, 1) }

func (e events) Skipped(consumer string, entries int64) {
	e.metrics.Events(consumer, telemetry.Skipped, entries)
}

func (e events) Behind(consumer string, entries int64, age time.Duration) {
	e.metrics.Lag(consumer, entries, age)
}

// signIns counts what sign-ins cost and which are held up.
type signIns struct{ metrics *telemetry.Metrics }

func (s signIns) Hashed(took time.Duration) { s.metrics.Hashed(took) }

func (s signIns) Waiting(change int) { s.metrics.HashesWaiting.Add(float64(change)) }

func (s signIns) Throttled() { s.metrics.LoginThrottled.Inc() }

// redis counts how often Redis was of use, and whether it is there.
type redis struct{ metrics *telemetry.Metrics }

var (
	_ rediscache.Observer     = redis{}
	_ redisbroadcast.Observer = redis{}
)

func (r redis) Read(outcome rediscache.Outcome) { r.metrics.CacheRead(string(outcome)) }

func (r redis) Listening(stands bool) {
	if stands {
		r.metrics.Listening.Set(1)
		r.metrics.Listened.Inc()
	} else {
		r.metrics.Listening.Set(0)
	}
}
