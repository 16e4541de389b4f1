package k8s_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	corev1 "k8s.io/api/core/v1"
	policyv1 "k8s.io/api/policy/v1"
)

func TestQ90_PodsAreBoundedAndEndInOrder(t *testing.T) {
	t.Parallel()
	hold(t, []rule{
		{
			"every container says what it needs and what it may take",
			eachContainer(func(c *corev1.Container) string {
				for _, resource := range []corev1.ResourceName{corev1.ResourceCPU, corev1.ResourceMemory, corev1.ResourceEphemeralStorage} {
					request, limit := c.Resources.Requests[resource], c.Resources.Limits[resource]
					if request.IsZero() || limit.IsZero() || request.Cmp(limit) > 0 {
						return "does not for " + string(resource)
					}
				}
				return ""
			}),
			spoil(every, func(_ pod, c *corev1.Container) { delete(c.Resources.Limits, corev1.ResourceMemory) }),
		},
		{
			"Go knows the limits",
			eachPod(func(p pod) string {
				for variable, resource := range map[string]string{"GOMEMLIMIT": "limits.memory", "GOMAXPROCS": "limits.cpu"} {
					known := slices.ContainsFunc(p.Spec.Containers[0].Env, func(e corev1.EnvVar) bool {
						return e.Name == variable && e.ValueFrom != nil && e.ValueFrom.ResourceFieldRef != nil && e.ValueFrom.ResourceFieldRef.Resource == resource
					})
					if p.ours() && !known {
						return "has no " + variable
					}
				}
				return ""
			}),
			spoil(pod.ours, func(_ pod, c *corev1.Container) {
				c.Env = slices.DeleteFunc(c.Env, func(e corev1.EnvVar) bool { return e.Name == "GOMEMLIMIT" })
			}),
		},
		{
			"probes tell the truth: started and alive by /healthz, ready by /readyz, on the operators' port",
			eachPod(func(p pod) string {
				if p.kind == "Job" {
					return ""
				}
				c := p.Spec.Containers[0]
				if c.StartupProbe == nil || c.LivenessProbe == nil || c.ReadinessProbe == nil {
					return "is not asked"
				}
				if !p.ours() {
					return ""
				}
				for path, probes := range map[string][]*corev1.Probe{"/healthz": {c.StartupProbe, c.LivenessProbe}, "/readyz": {c.ReadinessProbe}} {
					for _, probe := range probes {
						// /healthz depends on nothing outside of the process: a lost server must not restart all of them.
						if probe.HTTPGet == nil || probe.HTTPGet.Path != path || probe.HTTPGet.Port.String() != "ops" {
							return "is asked the wrong thing"
						}
					}
				}
				return ""
			}),
			spoil(pod.serves, func(_ pod, c *corev1.Container) { c.LivenessProbe.HTTPGet.Path = "/readyz" }),
		},
		{
			"a start may take as long as migrations do",
			eachPod(func(p pod) string {
				if probe := p.Spec.Containers[0].StartupProbe; p.serves() && probe.PeriodSeconds*probe.FailureThreshold < 60 {
					return "is given up too early"
				}
				return ""
			}),
			spoil(pod.serves, func(_ pod, c *corev1.Container) { c.StartupProbe.FailureThreshold = 3 }),
		},
		{
			"it is left by everybody before it stops, and killed only after it could have finished",
			func(s *site) []string {
				return eachPod(func(p pod) string {
					if !p.serves() {
						return ""
					}
					c := p.Spec.Containers[0]
					if c.Lifecycle == nil || c.Lifecycle.PreStop == nil || c.Lifecycle.PreStop.Sleep == nil || c.Lifecycle.PreStop.Sleep.Seconds < 5 {
						return "stops while others still send to it"
					}
					drain := time.Duration(c.Lifecycle.PreStop.Sleep.Seconds) * time.Second
					for _, setting := range []string{"SHUTDOWN_DELAY", "SHUTDOWN_GRACE"} {
						value, err := time.ParseDuration(s.setting(setting))
						if err != nil {
							return setting + ": " + err.Error()
						}
						drain += value
					}
					if grace := p.Spec.TerminationGracePeriodSeconds; grace == nil || time.Duration(*grace)*time.Second <= drain {
						return "is killed before it could have finished"
					}
					return ""
				})(s)
			},
			spoil(pod.serves, func(p pod, _ *corev1.Container) { *p.Spec.TerminationGracePeriodSeconds = 25 }),
		},
		{
			"the wait before the stop is there",
			eachPod(func(p pod) string {
				if l := p.Spec.Containers[0].Lifecycle; p.serves() && (l == nil || l.PreStop == nil) {
					return "has none"
				}
				return ""
			}),
			spoil(pod.serves, func(_ pod, c *corev1.Container) { c.Lifecycle = nil }),
		},
	})
}

func TestQ90_ThereIsAlwaysAnother(t *testing.T) {
	t.Parallel()
	eachDeployment := func(about func(*site, *appsv1.Deployment) string) func(*site) []string {
		return func(s *site) (found []string) {
			for _, d := range s.Deployments {
				if text := about(s, d); text != "" {
					found = append(found, d.Name+" "+text)
				}
			}
			return found
		}
	}
	first := func(change func(*site, *appsv1.Deployment)) func(*site) bool {
		return func(s *site) bool {
			if len(s.Deployments) == 0 {
				return false
			}
			change(s, s.Deployments[0])
			return true
		}
	}
	hold(t, []rule{
		{
			"in a rollout the new one comes before the old one goes",
			eachDeployment(func(_ *site, d *appsv1.Deployment) string {
				r := d.Spec.Strategy.RollingUpdate
				if r == nil || r.MaxUnavailable == nil || r.MaxUnavailable.String() != "0" || r.MaxSurge == nil || r.MaxSurge.String() == "0" || d.Spec.MinReadySeconds < 1 {
					return "is replaced otherwise"
				}
				return ""
			}),
			first(func(_ *site, d *appsv1.Deployment) { d.Spec.Strategy.RollingUpdate.MaxUnavailable.IntVal = 1 }),
		},
		{
			"a drained node takes one at a time",
			eachDeployment(func(s *site, d *appsv1.Deployment) string {
				if !slices.ContainsFunc(s.Budgets, func(b *policyv1.PodDisruptionBudget) bool {
					return matches(b.Spec.Selector, d.Spec.Template.Labels) && b.Spec.MaxUnavailable != nil && b.Spec.MaxUnavailable.IntVal == 1
				}) {
					return "may go at once"
				}
				return ""
			}),
			first(func(s *site, _ *appsv1.Deployment) { s.Budgets = nil }),
		},
		{
			"they stand on several nodes and in several zones",
			eachDeployment(func(_ *site, d *appsv1.Deployment) string {
				for _, over := range []string{"kubernetes.io/hostname", "topology.kubernetes.io/zone"} {
					if !slices.ContainsFunc(d.Spec.Template.Spec.TopologySpreadConstraints, func(c corev1.TopologySpreadConstraint) bool {
						return c.TopologyKey == over && c.MaxSkew == 1 && matches(c.LabelSelector, d.Spec.Template.Labels)
					}) {
						return "may stand on one " + over
					}
				}
				return ""
			}),
			first(func(_ *site, d *appsv1.Deployment) {
				d.Spec.Template.Spec.TopologySpreadConstraints[0].LabelSelector.MatchLabels = map[string]string{"a": "b"}
			}),
		},
		{
			"there are never fewer than two, and more when they are busy",
			eachDeployment(func(s *site, d *appsv1.Deployment) string {
				if !slices.ContainsFunc(s.Autoscalers, func(a *autoscalingv2.HorizontalPodAutoscaler) bool {
					return a.Spec.ScaleTargetRef.Kind == "Deployment" && a.Spec.ScaleTargetRef.Name == d.Name && a.Spec.MinReplicas != nil &&
						*a.Spec.MinReplicas >= 2 && a.Spec.MaxReplicas > 2 && len(a.Spec.Metrics) > 0
				}) {
					return "does not grow"
				}
				return ""
			}),
			first(func(s *site, _ *appsv1.Deployment) { *s.Autoscalers[0].Spec.MinReplicas = 1 }),
		},
		{
			"selectors find the pods that they are about, and no others",
			func(s *site) (found []string) {
				for _, d := range s.Deployments {
					if !matches(d.Spec.Selector, d.Spec.Template.Labels) {
						found = append(found, d.Name+" does not find its own")
					}
				}
				for _, service := range s.Services {
					n := 0
					for _, p := range s.pods() {
						if len(service.Spec.Selector) > 0 && has(p.Labels, service.Spec.Selector) {
							n++
						}
					}
					if n != 1 {
						found = append(found, fmt.Sprintf("the Service %s stands for %d workloads", service.Name, n))
					}
				}
				return found
			},
			func(s *site) bool {
				s.Services[0].Spec.Selector = map[string]string{"app.kubernetes.io/component": "gone"}
				return true
			},
		},
	})
}
