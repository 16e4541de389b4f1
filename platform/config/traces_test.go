package config_test

import (
	"maps"
	"path/filepath"
	"strings"
	"testing"

	"tasklane/platform/config"
)

func TestTracesGoNowhereUnlessAsked(t *testing.T) {
	t.Parallel()
	if c := load(t); c.Traces.Endpoint != "" || c.Pprof {
		t.Errorf("got %+v", c.Traces)
	}
}

func TestTracesSpeakTheStandardsWords(t *testing.T) {
	t.Parallel()
	c := load(t, "OTEL_EXPORTER_OTLP_ENDPOINT=https://collector:4317", "OTEL_EXPORTER_OTLP_PROTOCOL=GRPC", "OTEL_SERVICE_NAME=tasks",
		"OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20hunter22, tenant = a=b", "OTEL_TRACES_SAMPLER=parentbased_traceidratio", "OTEL_TRACES_SAMPLER_ARG=0.25")
	want := map[string]string{"authorization": "Bearer hunter22", "tenant": "a=b"}
	if got := c.Traces.HeaderMap(); !maps.Equal(got, want) {
		t.Errorf("headers %v, want %v", got, want)
	}
	if c.Traces.Protocol != "grpc" || c.Traces.Ratio != 0.25 || c.Traces.Service != "tasks" || c.Traces.Sampler != "parentbased_traceidratio" {
		t.Errorf("got %+v", c.Traces)
	}
	for _, v := range c.Effective() {
		if strings.Contains(v.Text, "hunter22") {
			t.Errorf("%s shows the secret: %s", v.Variable, v.Text)
		}
	}
}

func TestWrongSettingsOfTracesAreNamed(t *testing.T) {
	t.Parallel()
	for setting, variable := range map[string]string{
		"OTEL_EXPORTER_OTLP_ENDPOINT=collector:4318":               "OTEL_EXPORTER_OTLP_ENDPOINT",
		"OTEL_EXPORTER_OTLP_ENDPOINT=http://me:hunter22@collector": "OTEL_EXPORTER_OTLP_ENDPOINT",
		"OTEL_EXPORTER_OTLP_PROTOCOL=http/json":                    "OTEL_EXPORTER_OTLP_PROTOCOL",
		"OTEL_EXPORTER_OTLP_HEADERS=hunter22":                      "OTEL_EXPORTER_OTLP_HEADERS",
		"OTEL_TRACES_SAMPLER=sometimes":                            "OTEL_TRACES_SAMPLER",
		"OTEL_TRACES_SAMPLER_ARG=2":                                "OTEL_TRACES_SAMPLER_ARG",
		"OTEL_TRACES_SAMPLER_ARG=NaN":                              "OTEL_TRACES_SAMPLER_ARG",
	} {
		_, err := config.Load([]string{"OTEL_EXPORTER_OTLP_ENDPOINT=http://collector:4318", setting}, filepath.Join(t.TempDir(), ".env"), nil)
		if err == nil || !strings.HasPrefix(err.Error(), variable+": ") || strings.Contains(err.Error(), "hunter22") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: %v", setting, err)
		}
	}
}
