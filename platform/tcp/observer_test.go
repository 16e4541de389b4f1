package tcp_test

import (
	"tasklane/platform/tcp"
	"tasklane/platform/telemetry"
)

// The process's metrics count calls without an adapter.
var _ tcp.Observer = (*telemetry.Metrics)(nil)
