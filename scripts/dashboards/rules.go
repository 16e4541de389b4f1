package main

import (
	"fmt"
	"os"
	"strings"
)

const (
	alerts = "observability/prometheus/alerts.yml"
	rules  = "observability/kubernetes/rules.yaml"
)

const rulesHead = `# Written by scripts/dashboards: ` + alerts + ` for the Prometheus Operator.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: tasklane }
spec:
`

// writeRules puts the alerts into the form in which Kubernetes keeps them, where the same text stands two columns further in.
func writeRules() error {
	text, err := os.ReadFile(alerts)
	if err != nil {
		return err
	}
	at := strings.Index(string(text), "\ngroups:\n")
	if at < 0 {
		return fmt.Errorf("%s has no groups", alerts)
	}
	var b strings.Builder
	b.WriteString(rulesHead)
	for line := range strings.Lines(string(text)[at+1:]) {
		if strings.TrimSpace(line) != "" {
			b.WriteString("  ")
		}
		b.WriteString(line)
	}
	return os.WriteFile(rules, []byte(b.String()), 0o644)
}
