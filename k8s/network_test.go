package k8s_test

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
)

// end is one end of a connection: a pod here, a pod of another namespace, or an address outside.
type end struct {
	name      string
	namespace map[string]string // labels; nil: an address outside of the cluster
	pod       map[string]string
	ports     map[string]int32 // by name
	address   netip.Addr
	inside    bool // it is in this namespace, where the policies hold
}

const namespaceName = "kubernetes.io/metadata.name"

func outside(name, address string) end { return end{name: name, address: netip.MustParseAddr(address)} }

func elsewhere(namespace string, labels map[string]string) end {
	return end{name: namespace, namespace: map[string]string{namespaceName: namespace}, pod: labels}
}

// ends are the pods of the site, and everybody outside whom a rule speaks of.
func (s *site) ends() []end {
	all := []end{
		elsewhere("ingress-nginx", nil), elsewhere("nginx-ingress", nil), elsewhere("monitoring", nil), elsewhere("default", nil),
		elsewhere("monitoring", map[string]string{"app.kubernetes.io/name": "opentelemetry-collector"}),
		elsewhere("kube-system", map[string]string{"k8s-app": "kube-dns"}), elsewhere("kube-system", map[string]string{"k8s-app": "other"}),
		outside("metadata", "169.254.169.254"), outside("metadata6", "fd00:ec2::254"), outside("internet", "203.0.113.7"), outside("node", "10.0.0.1"),
		// The servers of the overlay split.
		outside("postgres", "192.0.2.20"), outside("redis", "192.0.2.40"), outside("kafka", "192.0.2.50"),
	}
	all[4].name, all[6].name = "collector", "kube-system-other"
	// A pod that somebody adds and forgets to write a policy for.
	all = append(all, end{name: "newcomer", namespace: map[string]string{namespaceName: "tasklane"}, inside: true})
	for _, p := range s.pods() {
		ports := map[string]int32{}
		for _, port := range p.Spec.Containers[0].Ports {
			ports[port.Name] = port.ContainerPort
		}
		all = append(all, end{p.component(), map[string]string{namespaceName: "tasklane"}, p.Labels, ports, netip.Addr{}, true})
	}
	return all
}

// side is what one end of a connection lets pass.
type side struct {
	restricted bool // some policy is about it, so that only what is listed passes
	openings   []opening
}

type opening struct {
	peers []networkingv1.NetworkPolicyPeer
	ports []networkingv1.NetworkPolicyPort
}

// side collects the policies that are about an end, as the cluster does (NetworkPolicy v1): they add up.
func (s *site) side(e end, direction networkingv1.PolicyType) (found side) {
	for _, p := range s.Policies {
		if !e.inside || !slices.Contains(p.Spec.PolicyTypes, direction) || !matches(&p.Spec.PodSelector, e.pod) {
			continue
		}
		found.restricted = true
		if direction == networkingv1.PolicyTypeEgress {
			for _, rule := range p.Spec.Egress {
				found.openings = append(found.openings, opening{rule.To, rule.Ports})
			}
			continue
		}
		for _, rule := range p.Spec.Ingress {
			found.openings = append(found.openings, opening{rule.From, rule.Ports})
		}
	}
	return found
}

// lets says whether a connection with the peer, to a port of the end that is connected to, passes this side.
func (s side) lets(peer, to end, port int32, protocol corev1.Protocol) bool {
	return !s.restricted || slices.ContainsFunc(s.openings, func(o opening) bool {
		return anyPort(o.ports, to, port, protocol) && anyPeer(o.peers, peer)
	})
}

func anyPeer(peers []networkingv1.NetworkPolicyPeer, e end) bool {
	return len(peers) == 0 || slices.ContainsFunc(peers, func(p networkingv1.NetworkPolicyPeer) bool {
		switch {
		case p.IPBlock != nil:
			if e.namespace != nil || !netip.MustParsePrefix(p.IPBlock.CIDR).Contains(e.address) {
				return false
			}
			return !slices.ContainsFunc(p.IPBlock.Except, func(except string) bool { return netip.MustParsePrefix(except).Contains(e.address) })
		case e.namespace == nil:
			return false
		case p.NamespaceSelector == nil:
			return e.inside && matches(p.PodSelector, e.pod)
		default:
			return matches(p.NamespaceSelector, e.namespace) && (p.PodSelector == nil || matches(p.PodSelector, e.pod))
		}
	})
}

func anyPort(ports []networkingv1.NetworkPolicyPort, to end, port int32, protocol corev1.Protocol) bool {
	return len(ports) == 0 || slices.ContainsFunc(ports, func(p networkingv1.NetworkPolicyPort) bool {
		if p.Protocol != nil && *p.Protocol != protocol || p.Protocol == nil && protocol != corev1.ProtocolTCP {
			return false
		}
		return p.Port == nil || p.Port.IntVal == port && p.Port.StrVal == "" || p.Port.StrVal != "" && to.ports[p.Port.StrVal] == port
	})
}

// ways lists every connection that is possible, of all that could be: "gateway > user:7000". Both ends must let it pass.
func (s *site) ways(protocol corev1.Protocol) []string {
	all := s.ends()
	var found []string
	for _, from := range all {
		out := s.side(from, networkingv1.PolicyTypeEgress)
		for _, to := range all {
			in := s.side(to, networkingv1.PolicyTypeIngress)
			for _, port := range []int32{22, 53, 80, 443, 3000, 4000, 4317, 4318, 5432, 6379, 7000, 9090, 9092, 9093} {
				if (from.inside || to.inside) && from.name != to.name && out.lets(to, to, port, protocol) && in.lets(from, to, port, protocol) {
					found = append(found, fmt.Sprintf("%s > %s:%d", from.name, to.name, port))
				}
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// wanted is Q89 in words.
func (s *site) wanted() []string {
	ways := []string{"newcomer > kube-system:53"}
	working := []string{"user", "task", "notification", "gateway"}
	if s.kindOf() == "single" {
		working = []string{"tasklane"}
	}
	for _, ours := range working {
		// The collector stands in the namespace that may look at numbers.
		ways = append(ways, "monitoring > "+ours+":9090", "collector > "+ours+":9090", ours+" > kube-system:53")
		if s.setting("OTEL_EXPORTER_OTLP_ENDPOINT") != "" {
			ways = append(ways, ours+" > collector:4317", ours+" > collector:4318")
		}
	}
	if s.kindOf() == "single" {
		return append(ways, "ingress-nginx > tasklane:3000", "nginx-ingress > tasklane:3000")
	}
	ways = append(ways, "migrate > kube-system:53",
		"ingress-nginx > gateway:3000", "nginx-ingress > gateway:3000",
		"gateway > user:7000", "gateway > task:7000", "gateway > notification:7000", "task > user:7000", "task > notification:7000",
		"user > postgres:5432", "task > postgres:5432", "notification > postgres:5432", "migrate > postgres:5432",
		"user > redis:6379", "task > redis:6379", "notification > redis:6379", "gateway > redis:6379",
		"task > kafka:9092", "notification > kafka:9092", "migrate > kafka:9092")
	if s.kindOf() == "demo" {
		ways = append(ways, "postgres > kube-system:53", "redis > kube-system:53", "kafka > kube-system:53")
	}
	return ways
}

// compare holds what is possible against what is wanted.
func compare(s *site) (violations []string) {
	want, got := s.wanted(), s.ways(corev1.ProtocolTCP)
	for _, way := range got {
		if !slices.Contains(want, way) {
			violations = append(violations, way+" is possible and not wanted")
		}
	}
	for _, way := range want {
		if !slices.Contains(got, way) {
			violations = append(violations, way+" is wanted and not possible")
		}
	}
	return violations
}

func TestQ89_NothingReachesAnythingButWhatItNeeds(t *testing.T) {
	t.Parallel()
	without := func(name string) func(*site) bool {
		return func(s *site) bool {
			before := len(s.Policies)
			s.Policies = slices.DeleteFunc(s.Policies, func(p *networkingv1.NetworkPolicy) bool { return p.Name == name })
			return len(s.Policies) < before
		}
	}
	rules := []rule{{"every way that is possible is wanted, with one policy more", compare, func(s *site) bool {
		// The hole that many clusters have: out to everywhere, and so to the address that hands out the node's credentials.
		s.Policies = append(s.Policies, &networkingv1.NetworkPolicy{Spec: networkingv1.NetworkPolicySpec{
			PolicyTypes: []networkingv1.PolicyType{networkingv1.PolicyTypeEgress},
			Egress:      []networkingv1.NetworkPolicyEgressRule{{To: []networkingv1.NetworkPolicyPeer{{IPBlock: &networkingv1.IPBlock{CIDR: "0.0.0.0/0"}}}}},
		}})
		return true
	}}}
	// Each policy is needed: without it something that is wanted is not possible, or something else is.
	names := map[string]bool{}
	for _, overlay := range overlays {
		for _, p := range render(t, overlay).Policies {
			names[p.Name] = true
		}
	}
	for name := range names {
		rules = append(rules, rule{"every way that is possible is wanted, without " + name, compare, without(name)})
	}
	hold(t, rules)
}

// TestQ89_TracesLeaveThePodsThatMakeThem follows the address that each process sends its traces to.
func TestQ89_TracesLeaveThePodsThatMakeThem(t *testing.T) {
	t.Parallel()
	address := regexp.MustCompile(`^OTEL_EXPORTER_OTLP_ENDPOINT=http://opentelemetry-collector\.(\w+):(\d+)$`)
	hold(t, []rule{{
		"whoever works can tell the collector of it, where there is one",
		func(s *site) (found []string) {
			ways := s.ways(corev1.ProtocolTCP)
			for _, p := range s.pods() {
				if !p.serves() || !strings.HasSuffix(s.overlay, "+traces") {
					continue
				}
				environ := s.environOf(p)
				i := slices.IndexFunc(environ, address.MatchString)
				if i < 0 {
					found = append(found, p.String()+" is not told where")
					continue
				}
				to := address.FindStringSubmatch(environ[i])
				if to[1] != "monitoring" || !slices.Contains(ways, p.component()+" > collector:"+to[2]) {
					found = append(found, p.String()+" cannot")
				}
			}
			return found
		},
		func(s *site) bool {
			before := len(s.Policies)
			s.Policies = slices.DeleteFunc(s.Policies, func(p *networkingv1.NetworkPolicy) bool { return p.Name == "to-collector" })
			return len(s.Policies) < before
		},
	}})
}

// TestTheEvaluatorOfPoliciesKnowsTheirMeaning keeps the test above from proving nothing.
func TestTheEvaluatorOfPoliciesKnowsTheirMeaning(t *testing.T) {
	t.Parallel()
	s := render(t, "split")
	s.Policies = nil
	if ways := s.ways(corev1.ProtocolTCP); !slices.Contains(ways, "gateway > metadata:80") || !slices.Contains(ways, "default > user:7000") {
		t.Error("without a policy not everything is possible")
	}
	block := networkingv1.NetworkPolicyPeer{IPBlock: &networkingv1.IPBlock{CIDR: "0.0.0.0/0", Except: []string{"169.254.0.0/16"}}}
	if !anyPeer([]networkingv1.NetworkPolicyPeer{block}, outside("", "203.0.113.7")) || anyPeer([]networkingv1.NetworkPolicyPeer{block}, outside("", "169.254.169.254")) {
		t.Error("an exception of a block is not understood")
	}
	if anyPort([]networkingv1.NetworkPolicyPort{{Port: nil}}, end{}, 53, corev1.ProtocolUDP) {
		t.Error("a port without a protocol is TCP's")
	}
	if ways := render(t, "split").ways(corev1.ProtocolUDP); !slices.Contains(ways, "user > kube-system:53") || slices.Contains(ways, "gateway > user:7000") {
		t.Errorf("over UDP names are looked up, and that is all: %v", ways)
	}
}
