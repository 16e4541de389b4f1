package config

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
)

// Traces say where traces go, in the words of OpenTelemetry's standard.
type Traces struct {
	Endpoint string `env:"OTEL_EXPORTER_OTLP_ENDPOINT" help:"where traces are sent: the address of an OpenTelemetry collector, e.g. http://collector:4318; when unset there are none"`
	Protocol string `env:"OTEL_EXPORTER_OTLP_PROTOCOL" envDefault:"http/protobuf" oneof:"http/protobuf grpc" help:"how they are sent: http/protobuf, usually to port 4318, or grpc, to 4317"`
	Headers  Secret `env:"OTEL_EXPORTER_OTLP_HEADERS" secret:"yes" noflag:"yes" help:"what the collector wants to see with them, name=value, comma-separated, special characters percent-encoded"`
	Service  string `env:"OTEL_SERVICE_NAME" envDefault:"tasklane" help:"the name that they carry"`
	Sampler  string `env:"OTEL_TRACES_SAMPLER" envDefault:"parentbased_always_on" oneof:"always_on always_off traceidratio parentbased_always_on parentbased_always_off parentbased_traceidratio" help:"which requests are traced, by OpenTelemetry's names of samplers; parentbased_traceidratio for a part of them"`
	Ratio    Ratio  `env:"OTEL_TRACES_SAMPLER_ARG" envDefault:"1" help:"the part of the requests for parentbased_traceidratio, from 0 to 1"`
}

// Ratio is a part of a whole, from 0 to 1.
type Ratio float64

// UnmarshalText reads a number from 0 to 1.
func (r *Ratio) UnmarshalText(text []byte) error {
	n, err := strconv.ParseFloat(string(text), 64)
	if err != nil || !(n >= 0 && n <= 1) { // not a number is not in between
		return wrong("", "%q is not a part of a whole; write a number from 0 to 1, such as 0.05", text)
	}
	*r = Ratio(n)
	return nil
}

// HeaderMap reads Headers.
func (t Traces) HeaderMap() map[string]string {
	headers, _ := t.headers() // it was checked
	return headers
}

func (t Traces) headers() (map[string]string, error) {
	headers := map[string]string{}
	for _, item := range items([]byte(t.Headers.Reveal())) {
		name, value, found := strings.Cut(item, "=")
		value, err := url.PathUnescape(strings.TrimSpace(value))
		if name = strings.TrimSpace(name); !found || name == "" || err != nil {
			// The item may hold a secret.
			return nil, fmt.Errorf("header %d is not name=value", len(headers)+1)
		}
		headers[name] = value
	}
	return headers, nil
}

func (c Config) checkTraces() error {
	if c.Traces.Endpoint == "" {
		return nil
	}
	u, err := url.Parse(c.Traces.Endpoint)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") || u.Host == "" {
		return wrong("OTEL_EXPORTER_OTLP_ENDPOINT", "write http://host:4318, or https://… for one that is reached over TLS")
	}
	if u.User != nil {
		return wrong("OTEL_EXPORTER_OTLP_ENDPOINT", "a password is of no use here; put what the collector wants to see into OTEL_EXPORTER_OTLP_HEADERS")
	}
	if _, err := c.Traces.headers(); err != nil {
		return wrong("OTEL_EXPORTER_OTLP_HEADERS", "%v; write them comma-separated, special characters percent-encoded", err)
	}
	return nil
}
