package k8s_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"

	"tasklane/platform/config"
)

// secretive are the settings that may hold a secret.
func secretive() []string {
	names := []string{"POSTGRES_PASSWORD"}
	for _, s := range config.Settings() {
		if s.Secret {
			names = append(names, s.Variable)
		}
	}
	return names
}

// credentials finds what looks like one: a password in an address, a long secret, a key.
var credentials = regexp.MustCompile(`://[^/@\s$]*:[^/@\s$]+@|-----BEGIN|(?i)\b(password|secret|token)=\S`)

func TestQ91_SecretsAreReferredToAndNowhereElse(t *testing.T) {
	t.Parallel()
	hold(t, []rule{
		{
			"nothing that is rendered is a Secret",
			func(s *site) []string {
				if len(s.Secrets) > 0 {
					return []string{"there is one: " + s.Secrets[0].Name}
				}
				return nil
			},
			func(s *site) bool { s.Secrets = append(s.Secrets, &corev1.Secret{}); return true },
		},
		{
			"no ConfigMap holds what belongs into a Secret",
			func(s *site) (found []string) {
				for _, m := range s.ConfigMaps {
					for key, value := range m.Data {
						if slices.Contains(secretive(), key) || credentials.MatchString(value) {
							found = append(found, m.Name+" has "+key)
						}
					}
				}
				return found
			},
			func(s *site) bool { s.ConfigMaps[0].Data["JWT_SECRET"] = "x"; return true },
		},
		{
			"a variable that may hold a secret refers to one",
			eachContainer(func(c *corev1.Container) string {
				for _, e := range c.Env {
					if slices.Contains(secretive(), e.Name) && (e.ValueFrom == nil || e.ValueFrom.SecretKeyRef == nil || e.ValueFrom.SecretKeyRef.Name != "tasklane" || e.ValueFrom.SecretKeyRef.Key != e.Name) {
						return "has " + e.Name + " itself"
					}
					if credentials.MatchString(e.Value) {
						return "has a credential in " + e.Name
					}
				}
				return ""
			}),
			spoil(func(p pod) bool { return p.component() == "user" }, func(_ pod, c *corev1.Container) {
				c.Env = append(c.Env, corev1.EnvVar{Name: "DATABASE_URL", Value: "postgres://tasklane:hunter22@db/tasklane"})
			}),
		},
		{
			"no argument holds one",
			eachContainer(func(c *corev1.Container) string {
				if line := strings.Join(append(c.Args, c.Command...), " "); credentials.MatchString(line) || strings.Contains(line, "--database-url") {
					return "does"
				}
				return ""
			}),
			spoil(every, func(_ pod, c *corev1.Container) {
				c.Args = append(c.Args, "--database-url=postgres://tasklane:hunter22@db/tasklane")
			}),
		},
		{
			"each container gets the secrets that it uses, and no others",
			eachPod(func(p pod) string {
				want := map[string][]string{
					"user": {"DATABASE_URL", "JWT_SECRET", "REDIS_URL"}, "task": {"DATABASE_URL", "JWT_SECRET", "KAFKA_PASSWORD", "REDIS_URL"},
					"notification": {"DATABASE_URL", "JWT_SECRET", "KAFKA_PASSWORD", "REDIS_URL"}, "gateway": {"JWT_SECRET", "REDIS_URL"},
					"migrate": {"DATABASE_URL", "JWT_SECRET", "KAFKA_PASSWORD"}, "postgres": {"POSTGRES_PASSWORD"},
				}[p.component()]
				var got []string
				for _, e := range p.Spec.Containers[0].Env {
					if e.ValueFrom != nil && e.ValueFrom.SecretKeyRef != nil {
						got = append(got, e.ValueFrom.SecretKeyRef.Key)
					}
				}
				for _, from := range p.Spec.Containers[0].EnvFrom {
					if from.SecretRef != nil {
						return "gets all of them"
					}
				}
				if slices.Sort(got); !slices.Equal(got, want) {
					return "gets " + strings.Join(got, ", ")
				}
				return ""
			}),
			spoil(func(p pod) bool { return p.component() == "gateway" }, func(_ pod, c *corev1.Container) {
				c.Env = append(c.Env, corev1.EnvVar{Name: "X", ValueFrom: &corev1.EnvVarSource{SecretKeyRef: &corev1.SecretKeySelector{Key: "DATABASE_URL"}}})
			}),
		},
		{
			"images have a version, and none that moves",
			eachContainer(func(c *corev1.Container) string {
				if !regexp.MustCompile(`^[a-z0-9./-]+(:\d[\w.-]*|:local|@sha256:[0-9a-f]{64})$`).MatchString(c.Image) {
					return "is whatever " + c.Image + " is today"
				}
				return ""
			}),
			spoil(every, func(_ pod, c *corev1.Container) { c.Image = "nginx:latest" }),
		},
	})
}

// placeholders stand for what the Secret holds.
var placeholders = map[string]string{
	"JWT_SECRET": "a secret of thirty-two bytes or more", "DATABASE_URL": "postgres://tasklane:x@postgres:5432/tasklane", "REDIS_URL": "redis://redis:6379",
}

// environOf is a container's environment as its process gets it.
func (s *site) environOf(p pod) (environ []string) {
	for _, from := range p.Spec.Containers[0].EnvFrom {
		for _, m := range s.ConfigMaps {
			if from.ConfigMapRef != nil && m.Name == from.ConfigMapRef.Name {
				for key, value := range m.Data {
					environ = append(environ, key+"="+value)
				}
			}
		}
	}
	for _, e := range p.Spec.Containers[0].Env {
		value := e.Value
		if e.ValueFrom != nil && e.ValueFrom.SecretKeyRef != nil {
			value = placeholders[e.ValueFrom.SecretKeyRef.Key]
		}
		if e.ValueFrom == nil || e.ValueFrom.ResourceFieldRef == nil { // those are Go's own
			environ = append(environ, e.Name+"="+value)
		}
	}
	return environ
}

// starts lets the binary itself read a container's settings and arguments.
func (s *site) starts(p pod) error {
	flags := map[string]string{}
	for _, argument := range p.Spec.Containers[0].Args {
		if modules, is := strings.CutPrefix(argument, "--modules="); is {
			flags["MODULES"] = modules
		}
	}
	_, err := config.Load(s.environOf(p), "", flags)
	return err
}

func TestEachProcessHasWhatItNeeds(t *testing.T) {
	t.Parallel()
	hold(t, []rule{
		{
			"the binary starts with its settings",
			func(s *site) (found []string) {
				for _, p := range s.pods() {
					if !p.ours() {
						continue
					}
					if err := s.starts(p); err != nil {
						found = append(found, p.String()+" would not: "+err.Error())
					}
				}
				return found
			},
			func(s *site) bool { s.ConfigMaps[0].Data["SHUTDOWN_GRACE"] = "long"; return true },
		},
		{
			"the modules know where the others are",
			func(s *site) (found []string) {
				for _, p := range s.pods() {
					for _, line := range s.environOf(p) {
						variable, value, _ := strings.Cut(line, "=")
						host, port, isAddress := strings.Cut(value, ":")
						if !p.ours() || !strings.HasSuffix(variable, "_ADDR") || !isAddress || host == "" {
							continue
						}
						if _, there := s.component(host); !there || port != "7000" {
							found = append(found, p.String()+": "+line+" is nobody's address")
						}
					}
				}
				return found
			},
			func(s *site) bool {
				_, split := s.component("user")
				if split {
					s.ConfigMaps[0].Data["USER_ADDR"] = "users:7000"
				}
				return split
			},
		},
		{
			"every setting is one that the binary knows",
			func(s *site) (found []string) {
				for _, p := range s.pods() {
					for _, line := range s.environOf(p) {
						variable, _, _ := strings.Cut(line, "=")
						if p.ours() && !slices.ContainsFunc(config.Settings(), func(c config.Setting) bool { return c.Variable == variable }) {
							found = append(found, p.String()+" is given "+variable)
						}
					}
				}
				return found
			},
			func(s *site) bool { s.ConfigMaps[0].Data["KAFKA_BROKER"] = "kafka:9092"; return true },
		},
		{
			"Q85: the API explorer is off",
			func(s *site) []string {
				if s.setting("GRAPHIQL") != "off" {
					return []string{"it is on"}
				}
				return nil
			},
			func(s *site) bool { delete(s.ConfigMaps[0].Data, "GRAPHIQL"); return true },
		},
	})
}
