// Package k8s_test renders every overlay as kubectl does, reads the result into Kubernetes' own types, strictly, and holds
// it against quality.md 88 to 92. For each rule there is a change that breaks it: a rule that does not notice proves nothing.
package k8s_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	"sigs.k8s.io/kustomize/api/krusty"
	"sigs.k8s.io/kustomize/kyaml/filesys"
	"sigs.k8s.io/yaml"
)

// overlays are what somebody can apply, and the same with what can be added to each: <overlay>+<component>.
var overlays = []string{"single", "split", "demo", "single+traces", "split+traces", "demo+traces", "single+watch", "split+watch"}

// components are where what can be added is, seen from an overlay.
var components = map[string]string{"traces": "../../components/traces", "watch": "../../../observability"}

// kindOf is the overlay without what was added to it.
func (s *site) kindOf() string {
	overlay, _, _ := strings.Cut(s.overlay, "+")
	return overlay
}

// site is everything that an overlay renders.
type site struct {
	overlay       string
	Namespaces    []*corev1.Namespace
	Accounts      []*corev1.ServiceAccount
	ConfigMaps    []*corev1.ConfigMap
	Secrets       []*corev1.Secret
	Services      []*corev1.Service
	Deployments   []*appsv1.Deployment
	StatefulSets  []*appsv1.StatefulSet
	Jobs          []*batchv1.Job
	Policies      []*networkingv1.NetworkPolicy
	Ingresses     []*networkingv1.Ingress
	Budgets       []*policyv1.PodDisruptionBudget
	Autoscalers   []*autoscalingv2.HorizontalPodAutoscaler
	Monitors      []*podMonitor
	Alerts        []*prometheusRule
	namespaceless []string // objects that would land wherever kubectl happens to stand
}

// object is one rendered object.
type object struct {
	kind, namespace, id string
	text                []byte
}

// rendered are the overlays' objects; rendering takes a second, and reading them again nothing.
var rendered = func() map[string]func() ([]object, error) {
	all := map[string]func() ([]object, error){}
	for _, overlay := range overlays {
		all[overlay] = sync.OnceValues(func() ([]object, error) { return kustomize(overlay) })
	}
	return all
}()

// kustomize renders an overlay, to whose kustomization it adds the component's line as somebody does by hand.
func kustomize(overlay string) ([]object, error) {
	overlay, component, added := strings.Cut(overlay, "+")
	manifests, err := inMemory()
	if err != nil {
		return nil, err
	}
	if file := "k8s/overlays/" + overlay + "/kustomization.yaml"; added {
		text, err := manifests.ReadFile(file)
		if err != nil {
			return nil, err
		}
		if err := manifests.WriteFile(file, append(text, "components: ["+components[component]+"]\n"...)); err != nil {
			return nil, err
		}
	}
	resources, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(manifests, "k8s/overlays/"+overlay)
	if err != nil {
		return nil, err
	}
	var objects []object
	for _, resource := range resources.Resources() {
		text, err := resource.AsYAML()
		if err != nil {
			return nil, err
		}
		id := resource.CurId()
		objects = append(objects, object{id.ApiVersion() + " " + id.Kind, resource.GetNamespace(), id.String(), text})
	}
	return objects, nil
}

// inMemory is a copy of the manifests that may be changed.
func inMemory() (filesys.FileSystem, error) {
	memory := filesys.MakeFsInMemory()
	for _, root := range []string{"../k8s", "../observability"} {
		err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if ext := filepath.Ext(path); err != nil || entry.IsDir() || ext != ".yaml" && ext != ".json" {
				return err
			}
			text, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			return memory.WriteFile(strings.TrimPrefix(path, "../"), text)
		})
		if err != nil {
			return nil, err
		}
	}
	return memory, nil
}

// render gives what an overlay renders, anew each time: it may be changed.
func render(t *testing.T, overlay string) *site {
	t.Helper()
	objects, err := rendered[overlay]()
	if err != nil {
		t.Fatal(err)
	}
	s := &site{overlay: overlay}
	for _, o := range objects {
		if err := s.take(o.kind, o.text); err != nil {
			t.Fatalf("overlay %s, %s: %v", overlay, o.id, err)
		}
		if o.kind != "v1 Namespace" && o.namespace != "tasklane" {
			s.namespaceless = append(s.namespaceless, o.id)
		}
	}
	return s
}

// take reads one object, in which every field must be one that Kubernetes knows.
func (s *site) take(kind string, text []byte) error {
	switch kind {
	case "v1 Namespace":
		return into(&s.Namespaces, text)
	case "v1 ServiceAccount":
		return into(&s.Accounts, text)
	case "v1 ConfigMap":
		return into(&s.ConfigMaps, text)
	case "v1 Secret":
		return into(&s.Secrets, text)
	case "v1 Service":
		return into(&s.Services, text)
	case "apps/v1 Deployment":
		return into(&s.Deployments, text)
	case "apps/v1 StatefulSet":
		return into(&s.StatefulSets, text)
	case "batch/v1 Job":
		return into(&s.Jobs, text)
	case "networking.k8s.io/v1 NetworkPolicy":
		return into(&s.Policies, text)
	case "networking.k8s.io/v1 Ingress":
		return into(&s.Ingresses, text)
	case "policy/v1 PodDisruptionBudget":
		return into(&s.Budgets, text)
	case "autoscaling/v2 HorizontalPodAutoscaler":
		return into(&s.Autoscalers, text)
	case "monitoring.coreos.com/v1 PodMonitor":
		return into(&s.Monitors, text)
	case "monitoring.coreos.com/v1 PrometheusRule":
		return into(&s.Alerts, text)
	default:
		return fmt.Errorf("no rule is written for a %s", kind)
	}
}

func into[T any](list *[]*T, text []byte) error {
	one := new(T)
	if err := yaml.UnmarshalStrict(text, one); err != nil {
		return err
	}
	*list = append(*list, one)
	return nil
}

// pod is what one workload's pods are made of.
type pod struct {
	kind, name string
	*corev1.PodTemplateSpec
}

func (p pod) String() string { return p.kind + " " + p.name }

// component is the label that everything selects by.
func (p pod) component() string { return p.Labels["app.kubernetes.io/component"] }

// ours says that it runs the product's binary.
func (p pod) ours() bool { return p.Spec.Containers[0].Name == "tasklane" }

// serves says that it is there for good and runs the product's binary.
func (p pod) serves() bool { return p.ours() && p.kind != "Job" }

// pods are those of every workload; changes to them are changes to the site.
func (s *site) pods() []pod {
	var all []pod
	for _, d := range s.Deployments {
		all = append(all, pod{"Deployment", d.Name, &d.Spec.Template})
	}
	for _, set := range s.StatefulSets {
		all = append(all, pod{"StatefulSet", set.Name, &set.Spec.Template})
	}
	for _, j := range s.Jobs {
		all = append(all, pod{"Job", j.Name, &j.Spec.Template})
	}
	return all
}

// rule is something that holds for a whole site.
type rule struct {
	name string
	// check lists what is against the rule.
	check func(*site) []string
	// breaks takes the protection away; false: there is nothing in this overlay that it could be taken from.
	breaks func(*site) bool
}

// hold checks the rules on every overlay, and on a copy of it in which each is broken.
func hold(t *testing.T, rules []rule) {
	t.Helper()
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			t.Parallel()
			broken := 0
			for _, overlay := range overlays {
				for _, violation := range r.check(render(t, overlay)) {
					t.Errorf("overlay %s: %s", overlay, violation)
				}
				without := render(t, overlay)
				if !r.breaks(without) {
					continue
				}
				broken++
				if len(r.check(without)) == 0 {
					t.Errorf("overlay %s: the rule does not notice when it is broken", overlay)
				}
			}
			if broken == 0 {
				t.Error("there is no overlay in which it can be broken")
			}
		})
	}
}

// eachPod makes a rule of one about each pod: what it returns is a violation.
func eachPod(about func(pod) string) func(*site) []string {
	return func(s *site) (found []string) {
		for _, p := range s.pods() {
			if text := about(p); text != "" {
				found = append(found, p.String()+" "+text)
			}
		}
		return found
	}
}

// eachContainer is eachPod for its containers, those that only start it included.
func eachContainer(about func(*corev1.Container) string) func(*site) []string {
	return eachPod(func(p pod) string {
		for _, list := range [][]corev1.Container{p.Spec.InitContainers, p.Spec.Containers} {
			for i := range list {
				if text := about(&list[i]); text != "" {
					return "(" + list[i].Name + ") " + text
				}
			}
		}
		return ""
	})
}

// spoil makes a change to the first pod that is of the kind, and its first container.
func spoil(of func(pod) bool, change func(pod, *corev1.Container)) func(*site) bool {
	return func(s *site) bool {
		all := s.pods()
		i := slices.IndexFunc(all, of)
		if i < 0 {
			return false
		}
		change(all[i], &all[i].Spec.Containers[0])
		return true
	}
}

func every(pod) bool { return true }

// TestEveryOverlayIsWhatItSays is about what an overlay consists of.
func TestEveryOverlayIsWhatItSays(t *testing.T) {
	t.Parallel()
	for overlay, want := range map[string]string{
		"single": "StatefulSet tasklane --modules=all",
		"split": "Deployment gateway --modules=gateway, Deployment notification --modules=notification, " +
			"Deployment task --modules=task, Deployment user --modules=user, Job migrate migrate",
		"demo": "Deployment gateway --modules=gateway, Deployment notification --modules=notification, " +
			"Deployment task --modules=task, Deployment user --modules=user, Job migrate migrate, " +
			"StatefulSet kafka, StatefulSet postgres, StatefulSet redis",
	} {
		s := render(t, overlay)
		var got []string
		for _, p := range s.pods() {
			words := p.String()
			if args := p.Spec.Containers[0].Args; p.ours() {
				words += " " + args[len(args)-1]
			}
			got = append(got, words)
		}
		slices.Sort(got)
		if text := strings.Join(got, ", "); text != want {
			t.Errorf("overlay %s runs %s, want %s", overlay, text, want)
		}
		if len(s.Namespaces) != 1 || len(s.Ingresses) != 1 || len(s.namespaceless) > 0 {
			t.Errorf("overlay %s has %d namespaces, %d ways in, and outside of the namespace %v", overlay, len(s.Namespaces), len(s.Ingresses), s.namespaceless)
		}
		for _, d := range s.Deployments {
			if d.Spec.Replicas == nil || *d.Spec.Replicas != 2 {
				t.Errorf("overlay %s: there are not two of %s", overlay, d.Name)
			}
			if !slices.ContainsFunc(s.Services, func(v *corev1.Service) bool { return v.Name == d.Name && v.Spec.ClusterIP == corev1.ClusterIPNone }) {
				t.Errorf("overlay %s: %s has no headless Service", overlay, d.Name)
			}
		}
		for _, set := range s.StatefulSets {
			if set.Spec.Replicas == nil || *set.Spec.Replicas != 1 {
				t.Errorf("overlay %s: there is not one of %s", overlay, set.Name)
			}
		}
	}
}
