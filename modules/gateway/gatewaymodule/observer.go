package gatewaymodule

import (
	"time"

	"tasklane/modules/gateway/internal/document"
	"tasklane/modules/gateway/internal/live"
	"tasklane/modules/gateway/internal/transport"
	"tasklane/platform/telemetry"
)

// observer counts what happens at the gateway.
type observer struct{ metrics *telemetry.Metrics }

var (
	_ transport.Observer = observer{}
	_ live.Observer      = observer{}
)

func (o observer) Connections(via transport.Via, change int) {
	if via == transport.WebSocket {
		o.metrics.Sockets.Add(float64(change))
	}
}

func (o observer) Delivered() { o.metrics.Deliveries.Inc() }

func (o observer) Subscriptions(change int) { o.metrics.Subscriptions.Add(float64(change)) }

func (o observer) Operation(_ transport.Via, kind document.Kind, code string, took time.Duration) {
	if code == "" {
		code = "OK"
	}
	o.metrics.Operation(string(kind), code, took)
}

func (o observer) GapHealed(events int) { o.metrics.GapsHealed.Add(float64(events)) }

func (o observer) ResyncTold() { o.metrics.Resyncs.Inc() }
