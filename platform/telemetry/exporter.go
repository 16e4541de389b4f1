package telemetry

import (
	"context"
	"fmt"
	"log/slog"
	"strings"
	"sync/atomic"

	"github.com/google/uuid"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracegrpc"
	"go.opentelemetry.io/otel/exporters/otlp/otlptrace/otlptracehttp"
	"go.opentelemetry.io/otel/sdk/resource"
	sdktrace "go.opentelemetry.io/otel/sdk/trace"
	semconv "go.opentelemetry.io/otel/semconv/v1.43.0"
)

// newExporter speaks OTLP in the one or the other form. It does not dial yet.
func newExporter(ctx context.Context, o TraceOptions) (sdktrace.SpanExporter, error) {
	var exporter sdktrace.SpanExporter
	var err error
	if o.Protocol == "grpc" {
		exporter, err = otlptracegrpc.New(ctx, otlptracegrpc.WithEndpointURL(o.Endpoint), otlptracegrpc.WithHeaders(o.Headers))
	} else {
		// The standard has the path follow the base address.
		exporter, err = otlptracehttp.New(ctx, otlptracehttp.WithEndpointURL(strings.TrimSuffix(o.Endpoint, "/")+"/v1/traces"), otlptracehttp.WithHeaders(o.Headers))
	}
	if err != nil {
		return nil, fmt.Errorf("sending traces to OTEL_EXPORTER_OTLP_ENDPOINT: %w", err)
	}
	return exporter, nil
}

// resource is what all spans of this process have in common. Neither the host nor the command line is among it.
func (o TraceOptions) resource(ctx context.Context) (*resource.Resource, error) {
	who, err := resource.New(ctx,
		resource.WithTelemetrySDK(),
		resource.WithFromEnv(), // OTEL_RESOURCE_ATTRIBUTES
		resource.WithAttributes(
			semconv.ServiceName(o.Service), semconv.ServiceVersion(o.Version), semconv.ServiceInstanceID(uuid.NewString()),
			attribute.String("tasklane.modules", o.Modules),
		),
	)
	if err != nil {
		return nil, fmt.Errorf("OTEL_RESOURCE_ATTRIBUTES: %w", err)
	}
	return who, nil
}

// reporting logs when the collector goes away and when it is back, one line each. The SDK would write every failure to
// the process's standard error in a form of its own.
type reporting struct {
	sdktrace.SpanExporter

	log  *slog.Logger
	away atomic.Bool
}

// ExportSpans implements sdktrace.SpanExporter.
func (r *reporting) ExportSpans(ctx context.Context, spans []sdktrace.ReadOnlySpan) error {
	err := r.SpanExporter.ExportSpans(ctx, spans)
	if was := r.away.Swap(err != nil); was == (err != nil) {
		return nil
	}
	if err != nil {
		r.log.WarnContext(ctx, "traces cannot be sent; they are dropped until the collector is back", slog.Any("error", err))
	} else {
		r.log.InfoContext(ctx, "traces are sent again")
	}
	return nil
}
