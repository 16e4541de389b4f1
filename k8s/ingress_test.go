package k8s_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
)

const (
	community = "nginx.ingress.kubernetes.io/" // kubernetes/ingress-nginx
	vendor    = "nginx.org/"                   // nginx/kubernetes-ingress
)

// TestQ87_TheWayInIsLikeNGINXInCompose holds the annotations of both controllers against nginx/nginx.conf, which is tested
// with a real NGINX.
func TestQ87_TheWayInIsLikeNGINXInCompose(t *testing.T) {
	t.Parallel()
	file, err := os.ReadFile("../nginx/nginx.conf")
	if err != nil {
		t.Fatal(err)
	}
	for _, overlay := range overlays {
		in := render(t, overlay).Ingresses[0].Annotations
		for directive, name := range map[string][2]string{
			"proxy_read_timeout": {"proxy-read-timeout", "proxy-read-timeout"}, "proxy_send_timeout": {"proxy-send-timeout", "proxy-send-timeout"},
			"proxy_connect_timeout": {"proxy-connect-timeout", "proxy-connect-timeout"}, "client_max_body_size": {"proxy-body-size", "client-max-body-size"},
			"proxy_next_upstream": {"proxy-next-upstream", "proxy-next-upstream"}, "proxy_next_upstream_tries": {"proxy-next-upstream-tries", "proxy-next-upstream-tries"},
			"proxy_next_upstream_timeout": {"proxy-next-upstream-timeout", "proxy-next-upstream-timeout"},
		} {
			found := regexp.MustCompile(`(?m)^\s*` + directive + ` ([^;]+);`).FindStringSubmatch(string(file))
			if found == nil {
				t.Fatalf("nginx.conf has no %s", directive)
			}
			// The community's controller writes times as a number of seconds.
			if got := in[community+name[0]]; got != found[1] && got+"s" != found[1] {
				t.Errorf("overlay %s: %s is %q, and %q in nginx.conf", overlay, community+name[0], got, found[1])
			}
			if got := in[vendor+name[1]]; got != found[1] {
				t.Errorf("overlay %s: %s is %q, and %q in nginx.conf", overlay, vendor+name[1], got, found[1])
			}
		}
		for name, want := range map[string]string{
			community + "proxy-buffering": "off", vendor + "proxy-buffering": "False", vendor + "websocket-services": "tasklane", vendor + "lb-method": "least_conn",
		} {
			if in[name] != want {
				t.Errorf("overlay %s: %s is %q", overlay, name, in[name])
			}
		}
		for name := range in {
			if strings.HasSuffix(name, "-snippet") || strings.HasSuffix(name, "-snippets") {
				t.Errorf("overlay %s: %s is refused by careful clusters", overlay, name)
			}
		}
		if read, err := time.ParseDuration(in[vendor+"proxy-read-timeout"]); err != nil || read < 40*time.Second {
			t.Errorf("overlay %s: quiet sockets are cut off after %s", overlay, read)
		}
	}
}

func TestQ86_TheWayInLeadsToTheWebAppAndNowhereElse(t *testing.T) {
	t.Parallel()
	hold(t, []rule{
		{
			"it is of class nginx, has a name, and leads to the gateways' public port",
			func(s *site) (found []string) {
				for _, in := range s.Ingresses {
					if in.Spec.IngressClassName == nil || *in.Spec.IngressClassName != "nginx" || in.Spec.DefaultBackend != nil || len(in.Spec.Rules) != 1 || in.Spec.Rules[0].Host == "" {
						return []string{"it answers to any name, or nobody"}
					}
					paths := map[string]networkingv1.PathType{}
					for _, p := range in.Spec.Rules[0].HTTP.Paths {
						paths[p.Path] = *p.PathType
						if port := s.target(p.Backend.Service); port != 3000 {
							found = append(found, p.Path+" leads elsewhere")
						}
					}
					if len(paths) != 2 || paths["/"] != networkingv1.PathTypePrefix || paths["/graphql"] != networkingv1.PathTypeExact {
						found = append(found, "its paths are others")
					}
				}
				return found
			},
			func(s *site) bool { s.Ingresses[0].Spec.Rules[0].Host = ""; return true },
		},
		{
			"no Service knows the operators' port",
			func(s *site) (found []string) {
				for _, service := range s.Services {
					for _, port := range service.Spec.Ports {
						if port.Port == 9090 || port.TargetPort.String() == "ops" || service.Spec.Type == corev1.ServiceTypeNodePort || service.Spec.Type == corev1.ServiceTypeLoadBalancer {
							found = append(found, service.Name+" does, or is open to the world")
						}
					}
				}
				return found
			},
			func(s *site) bool { s.Services[0].Spec.Ports[0].Port = 9090; return true },
		},
		{
			"it is encrypted, but for the demo on one's own machine",
			func(s *site) []string {
				in := s.Ingresses[0]
				own := strings.HasSuffix(in.Spec.Rules[0].Host, ".localhost") && strings.HasPrefix(s.setting("PUBLIC_URL"), "http://")
				if own {
					return nil
				}
				if len(in.Spec.TLS) != 1 || in.Spec.TLS[0].SecretName == "" || len(in.Spec.TLS[0].Hosts) != 1 || in.Spec.TLS[0].Hosts[0] != in.Spec.Rules[0].Host ||
					in.Annotations[community+"ssl-redirect"] != "true" || in.Annotations[vendor+"redirect-to-https"] != "True" || s.setting("PUBLIC_URL") != "https://"+in.Spec.Rules[0].Host {
					return []string{"people's passwords can be read on the way, or cookies are not Secure"}
				}
				return nil
			},
			func(s *site) bool { s.Ingresses[0].Spec.TLS = nil; return s.kindOf() != "demo" },
		},
	})
}

// target follows a way in to the port of the pods behind it.
func (s *site) target(backend *networkingv1.IngressServiceBackend) int32 {
	for _, service := range s.Services {
		if service.Name != backend.Name {
			continue
		}
		for _, port := range service.Spec.Ports {
			for _, p := range s.pods() {
				for _, c := range p.Spec.Containers[0].Ports {
					if port.Name == backend.Port.Name && has(p.Labels, service.Spec.Selector) && c.Name == port.TargetPort.String() {
						return c.ContainerPort
					}
				}
			}
		}
	}
	return 0
}
