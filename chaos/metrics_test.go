package chaos

import (
	"bufio"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

// operator is who looks at the operations listener.
var operator = &http.Client{Timeout: 5 * time.Second}

func look(address, path string) (status int, body string, err error) {
	response, err := operator.Get("http://" + address + path)
	if err != nil {
		return 0, "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	return response.StatusCode, string(text), err
}

// metric sums the samples of a metric whose labels hold all of these words, such as `consumer="notification"`.
func (p *process) metric(t testing.TB, name string, labels ...string) float64 {
	t.Helper()
	_, text, err := look(p.ops, "/metrics")
	if err != nil {
		t.Fatalf("the metrics of %s: %v", p.name, err)
	}
	return sum(text, name, labels)
}

// sum reads Prometheus' text format, https://prometheus.io/docs/instrumenting/exposition_formats/.
func sum(text, name string, labels []string) (total float64) {
	scanner := bufio.NewScanner(strings.NewReader(text))
	scanner.Buffer(nil, 1<<20)
	for scanner.Scan() {
		series, value, _ := strings.Cut(scanner.Text(), "} ")
		metric, with, labelled := strings.Cut(series, "{")
		if !labelled {
			metric, value, _ = strings.Cut(series, " ")
		}
		if metric != name {
			continue
		}
		meant := true
		for _, label := range labels {
			meant = meant && strings.Contains(with, label)
		}
		if n, err := strconv.ParseFloat(strings.TrimSpace(value), 64); err == nil && meant {
			total += n
		}
	}
	return total
}
