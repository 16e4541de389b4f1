package k8s_test

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"sigs.k8s.io/yaml"
)

// podMonitor and prometheusRule are what is used of the Prometheus Operator's types (monitoring.coreos.com/v1).
type podMonitor struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata"`

	Spec struct {
		JobLabel            string               `json:"jobLabel"`
		Selector            metav1.LabelSelector `json:"selector"`
		PodMetricsEndpoints []struct {
			Port     string `json:"port"`
			Path     string `json:"path"`
			Interval string `json:"interval"`
		} `json:"podMetricsEndpoints"`
	} `json:"spec"`
}

type prometheusRule struct {
	metav1.TypeMeta   `json:",inline"`
	metav1.ObjectMeta `json:"metadata"`

	Spec struct {
		Groups []any `json:"groups"`
	} `json:"spec"`
}

func TestPrometheusAsksEachPodAsTheJobThatTheAlertsSpeakOf(t *testing.T) {
	t.Parallel()
	hold(t, []rule{
		{
			"each pod that serves is asked, under the name that alerts and dashboards know",
			func(s *site) (found []string) {
				if !strings.HasSuffix(s.overlay, "+watch") {
					return nil
				}
				for _, p := range s.pods() {
					asked := slices.ContainsFunc(s.Monitors, func(m *podMonitor) bool {
						return matches(&m.Spec.Selector, p.Labels) && p.Labels[m.Spec.JobLabel] == "tasklane" && len(m.Spec.PodMetricsEndpoints) == 1 &&
							m.Spec.PodMetricsEndpoints[0].Path == "/metrics" && p.port(m.Spec.PodMetricsEndpoints[0].Port) == 9090
					})
					if asked != p.serves() {
						found = append(found, p.String()+" is asked when it should not be, or the other way round")
					}
				}
				return found
			},
			func(s *site) bool {
				if len(s.Monitors) > 0 {
					s.Monitors[0].Spec.PodMetricsEndpoints[0].Port = "web"
				}
				return len(s.Monitors) > 0
			},
		},
		{
			"it is told of the same as elsewhere",
			func(s *site) []string {
				if !strings.HasSuffix(s.overlay, "+watch") {
					return nil
				}
				text, err := os.ReadFile("../observability/prometheus/alerts.yml")
				if err != nil {
					return []string{err.Error()}
				}
				var file struct {
					Groups []any `json:"groups"`
				}
				if err := yaml.UnmarshalStrict(text, &file); err != nil {
					return []string{err.Error()}
				}
				if len(s.Alerts) != 1 || len(file.Groups) == 0 || !reflect.DeepEqual(s.Alerts[0].Spec.Groups, file.Groups) {
					return []string{"the alerts are others; run make verify"}
				}
				return nil
			},
			func(s *site) bool {
				if len(s.Alerts) > 0 {
					s.Alerts[0].Spec.Groups = s.Alerts[0].Spec.Groups[1:]
				}
				return len(s.Alerts) > 0
			},
		},
		{
			"Grafana finds every dashboard",
			func(s *site) []string {
				if !strings.HasSuffix(s.overlay, "+watch") {
					return nil
				}
				files, err := os.ReadDir("../observability/grafana/dashboards")
				if err != nil {
					return []string{err.Error()}
				}
				found := 0
				for _, m := range s.ConfigMaps {
					for name := range m.Data {
						if m.Labels["grafana_dashboard"] == "1" && strings.HasSuffix(name, ".json") {
							found++
						}
					}
				}
				if found == 0 || found != len(files)-1 { // one of them tells Grafana of the folder
					return []string{"some are missing"}
				}
				return nil
			},
			func(s *site) bool {
				for _, m := range s.ConfigMaps {
					if _, is := m.Data["live.json"]; is {
						delete(m.Data, "live.json")
						return true
					}
				}
				return false
			},
		},
	})
}

// port is the number of a container's port.
func (p pod) port(name string) int32 {
	for _, port := range p.Spec.Containers[0].Ports {
		if port.Name == name {
			return port.ContainerPort
		}
	}
	return 0
}
