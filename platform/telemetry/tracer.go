package telemetry

import (
	"context"
	"log/slog"

	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/trace"
)

// Tracer begins traces. The nil Tracer begins none and costs nothing: that is how tracing is off.
//
// A trace begins where work comes in, at an HTTP request or an operation on a socket, and goes wherever that work goes: its
// place is in the context. What has no trace in its context, such as a poll, makes none.
type Tracer struct {
	provider *sdktrace.TracerProvider
	spans    trace.Tracer
	origins  origins
}

// TraceOptions say where traces go, and which.
type TraceOptions struct {
	// Endpoint is a collector's base address, http://host:4318; empty for no traces at all.
	Endpoint string
	// Protocol is "http/protobuf" or "grpc".
	Protocol string
	// Headers go along with everything that is sent, to authenticate.
	Headers map[string]string
	// Sampler is one of OpenTelemetry's names, such as parentbased_traceidratio, and Ratio its argument, from 0 to 1.
	Sampler string
	Ratio   float64
	// Service, Version and Modules say who speaks.
	Service, Version, Modules string
	// Log hears that traces cannot be sent.
	Log *slog.Logger
}

// NewTracer makes a Tracer that sends what it records in the background; nil when there is no endpoint. A collector that
// is away is no error, and nobody waits for it: what it does not take is dropped.
func NewTracer(ctx context.Context, o TraceOptions) (*Tracer, error) {
	if o.Endpoint == "" {
		return nil, nil
	}
	exporter, err := newExporter(ctx, o)
	if err != nil {
		return nil, err
	}
	who, err := o.resource(ctx)
	if err != nil {
		return nil, err
	}
	return tracerOn(sdktrace.WithBatcher(&reporting{SpanExporter: exporter, log: o.Log}), sdktrace.WithResource(who), sdktrace.WithSampler(o.sampler())), nil
}

// TracerTo makes a Tracer that records everything and hands it to the exporter at once, for tests.
func TracerTo(exporter sdktrace.SpanExporter) *Tracer {
	return tracerOn(sdktrace.WithSyncer(exporter), sdktrace.WithSampler(sdktrace.AlwaysSample()))
}

func tracerOn(options ...sdktrace.TracerProviderOption) *Tracer {
	provider := sdktrace.NewTracerProvider(options...)
	return &Tracer{provider: provider, spans: provider.Tracer("tasklane")}
}

// Close sends what is left, for as long as ctx lasts.
func (t *Tracer) Close(ctx context.Context) error {
	if t == nil {
		return nil
	}
	return t.provider.Shutdown(ctx)
}

// sampler decides at the beginning of a trace whether it is recorded, for all who take part in it.
func (o TraceOptions) sampler() sdktrace.Sampler {
	switch o.Sampler {
	case "always_on":
		return sdktrace.AlwaysSample()
	case "always_off":
		return sdktrace.NeverSample()
	case "traceidratio":
		return sdktrace.TraceIDRatioBased(o.Ratio)
	case "parentbased_always_off":
		return sdktrace.ParentBased(sdktrace.NeverSample())
	case "parentbased_traceidratio":
		return sdktrace.ParentBased(sdktrace.TraceIDRatioBased(o.Ratio))
	default:
		return sdktrace.ParentBased(sdktrace.AlwaysSample())
	}
}
