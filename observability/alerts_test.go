package observability_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"sigs.k8s.io/yaml"
)

// strict reads a YAML file whose every field must be known.
func strict(t *testing.T, path string, into any) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.UnmarshalStrict(text, into); err != nil {
		t.Fatalf("%s: %v", path, err)
	}
}

type rule struct {
	Alert       string            `json:"alert"`
	Expr        string            `json:"expr"`
	For         string            `json:"for"`
	Labels      map[string]string `json:"labels"`
	Annotations map[string]string `json:"annotations"`
}

func rules(t *testing.T) (list []rule) {
	t.Helper()
	var file struct {
		Groups []struct {
			Name  string `json:"name"`
			Rules []rule `json:"rules"`
		} `json:"groups"`
	}
	strict(t, "prometheus/alerts.yml", &file)
	for _, group := range file.Groups {
		if group.Name == "" || len(group.Rules) == 0 {
			t.Errorf("the group %q has %d rules", group.Name, len(group.Rules))
		}
		list = append(list, group.Rules...)
	}
	if len(list) == 0 {
		t.Fatal("there are no rules")
	}
	return list
}

func alertExprs(t *testing.T) (list []expr) {
	t.Helper()
	for _, r := range rules(t) {
		list = append(list, expr{r.Alert, r.Expr})
	}
	return list
}

func TestTheAlertsAskForWhatThereIs(t *testing.T) {
	t.Parallel()
	ours(t).report(t, alertExprs(t))
}

// field finds what a text of an alert wants to know of its labels.
var field = regexp.MustCompile(`\$labels\.([a-zA-Z_]+)`)

func TestEachAlertSaysHowBadItIsAndWhatToDo(t *testing.T) {
	t.Parallel()
	manual, err := os.ReadFile("../docs/operations.md")
	if err != nil {
		t.Fatal(err)
	}
	tested, err := os.ReadFile("prometheus/alerts_test.yml")
	if err != nil {
		t.Fatal(err)
	}
	metrics, names := ours(t), map[string]bool{}
	for _, r := range rules(t) {
		if !strings.HasPrefix(r.Alert, "Tasklane") || names[r.Alert] {
			t.Errorf("%q is not ours, or is there twice", r.Alert)
		}
		names[r.Alert] = true
		if severity := r.Labels["severity"]; severity != "warning" && severity != "critical" {
			t.Errorf("%s is %q; say warning or critical", r.Alert, severity)
		}
		if _, err := time.ParseDuration(r.For); r.For != "" && err != nil {
			t.Errorf("%s waits for %q", r.Alert, r.For)
		}
		if r.Annotations["summary"] == "" || r.Annotations["runbook"] != "docs/operations.md#alerts" || len(r.Annotations) != 2 {
			t.Errorf("%s: %v", r.Alert, r.Annotations)
		}
		for _, match := range field.FindAllStringSubmatch(r.Annotations["summary"], -1) {
			known := false
			for _, name := range metricsIn(r.Expr) {
				known = known || metrics[name][match[1]]
			}
			if !known {
				t.Errorf("%s speaks of the label %s, which its metrics do not have", r.Alert, match[1])
			}
		}
		if !strings.Contains(string(manual), "| `"+r.Alert+"` |") {
			t.Errorf("docs/operations.md does not say what %s means and what to do", r.Alert)
		}
		quiet, fires := strings.Contains(string(tested), "{ alertname: "+r.Alert+","), strings.Contains(string(tested), "- alertname: "+r.Alert+"\n")
		if !quiet || !fires {
			t.Errorf("alerts_test.yml has %s quiet: %v, firing: %v", r.Alert, quiet, fires)
		}
	}
	for _, match := range regexp.MustCompile("(?m)^\\| `(Tasklane[A-Za-z]+)` \\|").FindAllStringSubmatch(string(manual), -1) {
		if !names[match[1]] {
			t.Errorf("docs/operations.md speaks of %s, which is no alert", match[1])
		}
	}
}

func TestPrometheusReadsThemAndFindsTheProcesses(t *testing.T) {
	t.Parallel()
	var file struct {
		Global struct {
			ScrapeInterval     string `json:"scrape_interval"`
			EvaluationInterval string `json:"evaluation_interval"`
		} `json:"global"`
		RuleFiles     []string `json:"rule_files"`
		ScrapeConfigs []struct {
			JobName string `json:"job_name"`
			DNS     []struct {
				Names           []string `json:"names"`
				Type            string   `json:"type"`
				Port            int      `json:"port"`
				RefreshInterval string   `json:"refresh_interval"`
			} `json:"dns_sd_configs"`
			Relabel []struct {
				SourceLabels []string `json:"source_labels"`
				TargetLabel  string   `json:"target_label"`
			} `json:"relabel_configs"`
		} `json:"scrape_configs"`
	}
	strict(t, "prometheus/prometheus.yml", &file)
	if len(file.RuleFiles) != 1 || file.RuleFiles[0] != "alerts.yml" || len(file.ScrapeConfigs) != 1 || file.ScrapeConfigs[0].JobName != "tasklane" {
		t.Fatalf("prometheus.yml: %+v", file)
	}
	compose, err := os.ReadFile("../docker-compose.yml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range file.ScrapeConfigs[0].DNS[0].Names {
		if !strings.Contains(string(compose), "\n  "+name+":\n") {
			t.Errorf("docker-compose.yml has no service %s", name)
		}
	}
	if !strings.Contains(string(compose), `OPS_ADDR: ":9090"`) || file.ScrapeConfigs[0].DNS[0].Port != 9090 {
		t.Error("the processes are not where Prometheus looks for them")
	}
}

// Where Prometheus' own tool is installed (Debian: prometheus), it has the last word: that files and queries are right, and
// that each alert fires when it should.
func TestPromtoolAgrees(t *testing.T) {
	t.Parallel()
	promtool, err := exec.LookPath("promtool")
	if err != nil {
		t.Log("there is no promtool here")
		return
	}
	queries := filepath.Join(t.TempDir(), "dashboards.yml")
	if err := os.WriteFile(queries, asRules(t, dashboardExprs(t)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"check", "config", "prometheus/prometheus.yml"}, {"check", "rules", "prometheus/alerts.yml"}, {"test", "rules", "prometheus/alerts_test.yml"},
		{"check", "rules", "--lint=none", queries},
	} {
		if out, err := exec.CommandContext(t.Context(), promtool, args...).CombinedOutput(); err != nil {
			t.Errorf("promtool %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
}

// asRules writes queries so that promtool reads them.
func asRules(t *testing.T, queries []expr) []byte {
	t.Helper()
	type recording struct {
		Record string `json:"record"`
		Expr   string `json:"expr"`
	}
	var list []recording
	for _, q := range queries {
		list = append(list, recording{"checked", strings.ReplaceAll(q.text, "$__rate_interval", "5m")})
	}
	text, err := yaml.Marshal(map[string]any{"groups": []map[string]any{{"name": "dashboards", "rules": list}}})
	if err != nil {
		t.Fatal(err)
	}
	return text
}
