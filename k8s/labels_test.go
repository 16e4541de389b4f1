package k8s_test

import (
	"slices"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
)

// matches says whether a selector finds something with these labels, as the cluster decides it.
func matches(selector *metav1.LabelSelector, of map[string]string) bool {
	s, err := metav1.LabelSelectorAsSelector(selector)
	return err == nil && s.Matches(labels.Set(of))
}

func has(of, wanted map[string]string) bool {
	return labels.SelectorFromSet(wanted).Matches(labels.Set(of))
}

// setting is a value of the site's own settings.
func (s *site) setting(variable string) string {
	for _, m := range s.ConfigMaps {
		if value, is := m.Data[variable]; is {
			return value
		}
	}
	return ""
}

// component finds a workload's pods by their label.
func (s *site) component(name string) (pod, bool) {
	all := s.pods()
	i := slices.IndexFunc(all, func(p pod) bool { return p.component() == name })
	if i < 0 {
		return pod{}, false
	}
	return all[i], true
}
