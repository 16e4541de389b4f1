package k8s_test

import (
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
)

const restricted = "pod-security.kubernetes.io/enforce"

// The restricted profile as Kubernetes words it (Pod Security Standards), and what Q88 asks beyond it.
func TestQ88_EveryPodMayDoNothingThatItNeedNot(t *testing.T) {
	t.Parallel()
	hold(t, []rule{
		{
			"the namespace enforces the restricted profile",
			func(s *site) []string {
				if len(s.Namespaces) != 1 || s.Namespaces[0].Labels[restricted] != "restricted" {
					return []string{"the namespace does not"}
				}
				return nil
			},
			func(s *site) bool { s.Namespaces[0].Labels[restricted] = "baseline"; return true },
		},
		{
			"volumes are of the kinds that the profile knows",
			eachPod(func(p pod) string {
				for _, v := range p.Spec.Volumes {
					if v.EmptyDir == nil && v.ConfigMap == nil && v.Secret == nil && v.PersistentVolumeClaim == nil {
						return "has another, " + v.Name
					}
				}
				return ""
			}),
			spoil(every, func(p pod, _ *corev1.Container) {
				p.Spec.Volumes = append(p.Spec.Volumes, corev1.Volume{Name: "node", VolumeSource: corev1.VolumeSource{HostPath: &corev1.HostPathVolumeSource{Path: "/"}}})
			}),
		},
		{
			"the pod shares no namespace with the node",
			eachPod(func(p pod) string {
				if p.Spec.HostNetwork || p.Spec.HostPID || p.Spec.HostIPC || p.Spec.ShareProcessNamespace != nil {
					return "does"
				}
				return ""
			}),
			spoil(every, func(p pod, _ *corev1.Container) { p.Spec.HostNetwork = true }),
		},
		{
			"it is nobody, by a number above 10000",
			eachPod(func(p pod) string {
				c := p.Spec.SecurityContext
				if c == nil || c.RunAsNonRoot == nil || !*c.RunAsNonRoot || c.RunAsUser == nil || *c.RunAsUser < 10000 {
					return "may be somebody"
				}
				return ""
			}),
			spoil(every, func(p pod, _ *corev1.Container) { *p.Spec.SecurityContext.RunAsUser = 999 }),
		},
		{
			"no container is somebody else than its pod",
			eachContainer(func(c *corev1.Container) string {
				if c.SecurityContext.RunAsUser != nil || c.SecurityContext.RunAsNonRoot != nil {
					return "is"
				}
				return ""
			}),
			spoil(every, func(_ pod, c *corev1.Container) { c.SecurityContext.RunAsUser = new(int64) }),
		},
		{
			"system calls are filtered",
			eachPod(func(p pod) string {
				if c := p.Spec.SecurityContext; c == nil || c.SeccompProfile == nil || c.SeccompProfile.Type != corev1.SeccompProfileTypeRuntimeDefault {
					return "makes any"
				}
				return ""
			}),
			spoil(every, func(p pod, _ *corev1.Container) { p.Spec.SecurityContext.SeccompProfile = nil }),
		},
		{
			"it gets no right that it was not started with",
			eachContainer(func(c *corev1.Container) string {
				if s := c.SecurityContext; s == nil || s.AllowPrivilegeEscalation == nil || *s.AllowPrivilegeEscalation || s.Privileged != nil {
					return "may"
				}
				return ""
			}),
			spoil(every, func(_ pod, c *corev1.Container) { c.SecurityContext.AllowPrivilegeEscalation = nil }),
		},
		{
			"it has no capability",
			eachContainer(func(c *corev1.Container) string {
				s := c.SecurityContext
				if s == nil || s.Capabilities == nil || !slices.Equal(s.Capabilities.Drop, []corev1.Capability{"ALL"}) || len(s.Capabilities.Add) > 0 {
					return "has one"
				}
				return ""
			}),
			spoil(every, func(_ pod, c *corev1.Container) { c.SecurityContext.Capabilities.Add = []corev1.Capability{"NET_RAW"} }),
		},
		{
			"its root is read-only, and each folder to write to is bounded or kept",
			eachPod(func(p pod) string {
				for _, c := range p.Spec.Containers {
					if s := c.SecurityContext; s == nil || s.ReadOnlyRootFilesystem == nil || !*s.ReadOnlyRootFilesystem {
						return "writes to its root"
					}
				}
				for _, v := range p.Spec.Volumes {
					if v.EmptyDir != nil && v.EmptyDir.SizeLimit == nil {
						return "fills the node's disk by " + v.Name
					}
				}
				return ""
			}),
			spoil(every, func(_ pod, c *corev1.Container) { *c.SecurityContext.ReadOnlyRootFilesystem = false }),
		},
		{
			"it has no token for the cluster, and an account of its own",
			func(s *site) []string {
				found := eachPod(func(p pod) string {
					if p.Spec.AutomountServiceAccountToken == nil || *p.Spec.AutomountServiceAccountToken {
						return "has a token"
					}
					if p.Spec.ServiceAccountName != p.name {
						return "goes by the account " + p.Spec.ServiceAccountName
					}
					if !slices.ContainsFunc(s.Accounts, func(a *corev1.ServiceAccount) bool { return a.Name == p.name }) {
						return "has no account"
					}
					return ""
				})(s)
				for _, a := range s.Accounts {
					if a.AutomountServiceAccountToken == nil || *a.AutomountServiceAccountToken {
						found = append(found, "the account "+a.Name+" hands out tokens")
					}
				}
				return found
			},
			spoil(every, func(p pod, _ *corev1.Container) { p.Spec.AutomountServiceAccountToken = nil }),
		},
		{
			"the cluster sets no variables in it", // TASK_PORT, KAFKA_PORT: some are settings here
			eachPod(func(p pod) string {
				if p.Spec.EnableServiceLinks == nil || *p.Spec.EnableServiceLinks {
					return "gets one for each Service"
				}
				return ""
			}),
			spoil(every, func(p pod, _ *corev1.Container) { p.Spec.EnableServiceLinks = nil }),
		},
	})
}

// TestQ92_OneProcessWithoutAShell: images are the binary alone, so that nothing in a manifest may ask for more.
func TestQ92_OneProcessWithoutAShell(t *testing.T) {
	t.Parallel()
	hold(t, []rule{
		{
			"our pods have one container, which starts the binary itself",
			eachPod(func(p pod) string {
				if !p.ours() {
					return ""
				}
				if len(p.Spec.Containers) != 1 || len(p.Spec.InitContainers) > 0 || len(p.Spec.Containers[0].Command) > 0 {
					return "starts something else"
				}
				if args := p.Spec.Containers[0].Args; p.serves() && (len(args) != 2 || args[0] != "serve" || !strings.HasPrefix(args[1], "--modules=")) {
					return "does not say which modules it runs"
				}
				return ""
			}),
			spoil(pod.ours, func(_ pod, c *corev1.Container) { c.Command = []string{"/bin/sh", "-c"} }),
		},
		{
			"nothing is asked of it by a command inside",
			eachPod(func(p pod) string {
				for _, c := range p.Spec.Containers {
					for _, probe := range []*corev1.Probe{c.StartupProbe, c.LivenessProbe, c.ReadinessProbe} {
						if p.ours() && probe != nil && probe.Exec != nil {
							return "is asked by one"
						}
					}
				}
				return ""
			}),
			spoil(pod.serves, func(_ pod, c *corev1.Container) {
				c.LivenessProbe.ProbeHandler = corev1.ProbeHandler{Exec: &corev1.ExecAction{Command: []string{"true"}}}
			}),
		},
	})
}
