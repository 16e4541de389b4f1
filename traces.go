package main

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"tasklane/platform/config"
	"tasklane/platform/telemetry"
)

// traces says where traces go, and which.
func traces(cfg config.Config, log *slog.Logger) telemetry.TraceOptions {
	t := cfg.Traces
	return telemetry.TraceOptions{
		Endpoint: t.Endpoint, Protocol: t.Protocol, Headers: t.HeaderMap(), Sampler: t.Sampler, Ratio: float64(t.Ratio),
		Service: t.Service, Version: version, Modules: strings.Join(cfg.Modules, ","), Log: log,
	}
}

// flushWithin is what the last traces may take at the end: a collector that is away holds nobody up.
const flushWithin = 2 * time.Second

func flush(ctx context.Context, tracer *telemetry.Tracer, log *slog.Logger) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), flushWithin)
	defer cancel()
	if err := tracer.Close(ctx); err != nil {
		log.Warn("the last traces were not sent", slog.Any("error", err))
	}
}
