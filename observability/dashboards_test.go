package observability_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// dashboard is what Grafana needs to load one.
type dashboard struct {
	UID           string
	Title         string
	SchemaVersion int
	Templating    struct {
		List []struct{ Name, Type, Query string }
	}
	Panels []struct {
		ID         int
		Type       string
		Title      string
		Datasource *struct{ Type, UID string }
		GridPos    struct{ X, Y, W, H int }
		Targets    []struct {
			RefID        string
			Expr         string
			LegendFormat string
			Datasource   *struct{ Type, UID string }
		}
	}
}

func dashboards(t *testing.T) map[string]dashboard {
	t.Helper()
	paths, err := filepath.Glob("grafana/dashboards/*.json")
	if err != nil || len(paths) == 0 {
		t.Fatalf("there are no dashboards: %v", err)
	}
	all := map[string]dashboard{}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		var d dashboard
		if err := json.NewDecoder(bytes.NewReader(text)).Decode(&d); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		all[filepath.Base(path)] = d
	}
	return all
}

func dashboardExprs(t *testing.T) (list []expr) {
	t.Helper()
	for file, d := range dashboards(t) {
		for _, p := range d.Panels {
			for _, target := range p.Targets {
				list = append(list, expr{file + ", " + p.Title, target.Expr})
			}
		}
	}
	return list
}

func TestTheDashboardsAskForWhatThereIs(t *testing.T) {
	t.Parallel()
	ours(t).report(t, dashboardExprs(t))
}

var placeholder = regexp.MustCompile(`\{\{([^}]*)\}\}`)

func TestTheDashboardsLoad(t *testing.T) {
	t.Parallel()
	uids, metrics := map[string]string{}, ours(t)
	for file, d := range dashboards(t) {
		if other := uids[d.UID]; d.UID == "" || len(d.UID) > 40 || other != "" {
			t.Errorf("%s: the uid %q is no good, or that of %s", file, d.UID, other)
		}
		uids[d.UID] = file
		if d.Title == "" || d.SchemaVersion < 36 || len(d.Templating.List) != 1 || d.Templating.List[0].Name != "datasource" || d.Templating.List[0].Query != "prometheus" {
			t.Errorf("%s has no title, an old schema, or no choice of the data source", file)
		}
		ids, taken := map[int]bool{}, map[[2]int]string{}
		for _, p := range d.Panels {
			if p.ID == 0 || ids[p.ID] || p.Title == "" {
				t.Errorf("%s: the panel %q has the id %d", file, p.Title, p.ID)
			}
			ids[p.ID] = true
			g := p.GridPos
			if g.X < 0 || g.W < 1 || g.H < 1 || g.X+g.W > 24 {
				t.Errorf("%s, %s: it is not within Grafana's 24 columns: %+v", file, p.Title, g)
			}
			for x := g.X; x < g.X+g.W; x++ {
				for y := g.Y; y < g.Y+g.H; y++ {
					if other := taken[[2]int{x, y}]; other != "" {
						t.Fatalf("%s: %s lies on %s", file, p.Title, other)
					}
					taken[[2]int{x, y}] = p.Title
				}
			}
			switch p.Type {
			case "row":
				continue
			case "timeseries", "stat":
			default:
				t.Errorf("%s, %s: no panel of ours is a %s", file, p.Title, p.Type)
			}
			if p.Datasource == nil || p.Datasource.UID != "${datasource}" || len(p.Targets) == 0 {
				t.Errorf("%s, %s: it asks nobody, or nothing", file, p.Title)
			}
			refs := map[string]bool{}
			for _, target := range p.Targets {
				if target.RefID == "" || refs[target.RefID] || target.Datasource == nil || target.Datasource.UID != "${datasource}" {
					t.Errorf("%s, %s: query %q", file, p.Title, target.RefID)
				}
				refs[target.RefID] = true
				for _, match := range placeholder.FindAllStringSubmatch(target.LegendFormat, -1) {
					known := false
					for _, name := range metricsIn(target.Expr) {
						known = known || metrics[name][match[1]]
					}
					if !known {
						t.Errorf("%s, %s: the legend shows %s, which its metrics do not have", file, p.Title, match[1])
					}
				}
			}
		}
	}
	for _, wanted := range []string{"overview", "gateway", "user", "task", "notification", "live", "log"} {
		if uids["tasklane-"+wanted] == "" {
			t.Errorf("there is no dashboard tasklane-%s", wanted)
		}
	}
}

// The data source that Grafana is given is of the kind that the dashboards look for, and they lie where it looks for them.
func TestGrafanaIsProvidedWithThem(t *testing.T) {
	t.Parallel()
	var sources struct {
		APIVersion  int `json:"apiVersion"`
		Datasources []struct {
			Name      string `json:"name"`
			UID       string `json:"uid"`
			Type      string `json:"type"`
			URL       string `json:"url"`
			IsDefault bool   `json:"isDefault"`
		} `json:"datasources"`
	}
	strict(t, "grafana/datasources/prometheus.yml", &sources)
	if len(sources.Datasources) != 1 || sources.Datasources[0].Type != "prometheus" || !sources.Datasources[0].IsDefault {
		t.Errorf("the data sources are %+v", sources)
	}
	var provided struct {
		APIVersion int `json:"apiVersion"`
		Providers  []struct {
			Name    string `json:"name"`
			Folder  string `json:"folder"`
			Type    string `json:"type"`
			Options struct {
				Path string `json:"path"`
			} `json:"options"`
		} `json:"providers"`
	}
	strict(t, "grafana/dashboards/tasklane.yml", &provided)
	if len(provided.Providers) != 1 || provided.Providers[0].Type != "file" {
		t.Fatalf("the providers are %+v", provided)
	}
	compose, err := os.ReadFile("../docker-compose.yml")
	if err != nil {
		t.Fatal(err)
	}
	for _, mount := range []string{"./observability/grafana:/etc/grafana/provisioning:ro", "./observability/prometheus:/etc/prometheus:ro"} {
		if !strings.Contains(string(compose), mount) {
			t.Errorf("docker-compose.yml does not mount %s", mount)
		}
	}
	if path := provided.Providers[0].Options.Path; path != "/etc/grafana/provisioning/dashboards" {
		t.Errorf("the dashboards are looked for in %s", path)
	}
}
