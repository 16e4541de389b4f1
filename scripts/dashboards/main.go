// Command dashboards writes Grafana's dashboards into observability/grafana/dashboards, and the alerts once more for Kubernetes
// into observability/kubernetes: run it from the root of the repository. What is on the dashboards stands in pages.go.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

const folder = "observability/grafana/dashboards"

func main() {
	err := writeRules()
	for _, p := range pages() {
		err = errors.Join(err, write(p.dashboard))
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(d dashboard) error {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(d); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, strings.TrimPrefix(d.UID, "tasklane-")+".json"), text.Bytes(), 0o644)
}
