package telemetry

import (
	"context"
	"log/slog"
	"strings"

	"github.com/prometheus/client_golang/prometheus"
)

// Counted is the same logger, whose lines are counted by their level: every incident and every panic is one at error.
func (m *Metrics) Counted(log *slog.Logger) *slog.Logger {
	return slog.New(counting{log.Handler(), m.lines})
}

type counting struct {
	slog.Handler

	lines *prometheus.CounterVec
}

func (h counting) Handle(ctx context.Context, r slog.Record) error {
	h.lines.WithLabelValues(strings.ToLower(r.Level.String())).Inc()
	return h.Handler.Handle(ctx, r)
}

func (h counting) WithAttrs(attrs []slog.Attr) slog.Handler {
	return counting{h.Handler.WithAttrs(attrs), h.lines}
}

func (h counting) WithGroup(name string) slog.Handler {
	return counting{h.Handler.WithGroup(name), h.lines}
}
