package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// collector takes what OpenTelemetry sends.
type collector struct {
	mu       sync.Mutex
	received bytes.Buffer
}

func (c *collector) ServeHTTP(_ http.ResponseWriter, r *http.Request) {
	c.mu.Lock()
	defer c.mu.Unlock()
	_, _ = io.Copy(&c.received, r.Body)
}

var requestLine = regexp.MustCompile(`(?m)^.* msg=request method=POST path=/graphql .* request=\S+ trace_id=[0-9a-f]{32}$`)

// A process sends its traces, the last ones when it ends, and each request is one line that leads to its trace.
func TestTracesAreSentAndLinesLeadToThem(t *testing.T) {
	t.Parallel()
	c := &collector{}
	collecting := httptest.NewServer(c)
	defer collecting.Close()
	s := serveIn(t, t.TempDir(), nil, "OTEL_EXPORTER_OTLP_ENDPOINT="+collecting.URL, "OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20hunter22", "OTEL_SERVICE_NAME=tasklane-test")
	ada := s.register("ada")
	s.newProject(ada)
	if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	<-s.done
	for _, want := range []string{"tasklane-test", "POST /graphql", "mutation createProject", "transaction", "INSERT"} {
		if !bytes.Contains(c.received.Bytes(), []byte(want)) {
			t.Errorf("the collector has not heard of %q", want)
		}
	}
	if requests := requestLine.FindAllString(s.log.String(), -1); len(requests) != 2 || strings.Count(s.log.String(), "msg=request ") != 2 {
		t.Errorf("of 2 requests %d have their line with both ids:\n%s", len(requests), s.log)
	}
	for _, secret := range []string{"hunter22", ada.token} {
		if bytes.Contains(c.received.Bytes(), []byte(secret)) || strings.Contains(s.log.String(), secret) {
			t.Errorf("%q has got out", secret)
		}
	}
}
