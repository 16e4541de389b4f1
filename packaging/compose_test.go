// Package packaging_test holds what is shipped beside the binary against what the binary expects: the image, the compose
// file with its example of settings, and the workflows that build and publish them.
package packaging_test

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
)

const secret = "JWT_SECRET=a secret of thirty-two bytes or more"

// compose reads the compose file as docker compose does, with these variables and profiles.
func compose(t *testing.T, environ []string, profiles ...string) (*types.Project, error) {
	t.Helper()
	options, err := cli.NewProjectOptions([]string{"../docker-compose.yml"}, cli.WithEnv(environ), cli.WithProfiles(profiles))
	if err != nil {
		t.Fatal(err)
	}
	return options.LoadProject(t.Context())
}

// services are those of a profile.
func services(t *testing.T, profiles ...string) types.Services {
	t.Helper()
	project, err := compose(t, []string{secret}, profiles...)
	if err != nil {
		t.Fatal(err)
	}
	return project.Services
}

func TestTheProfilesRunWhatTheySay(t *testing.T) {
	t.Parallel()
	for profile, want := range map[string][]string{
		"":       {},
		"single": {"tasklane"},
		"split":  {"gateway", "kafka", "migrate", "nginx", "notification", "postgres", "redis", "task", "user"},
		"watch":  {"grafana", "prometheus"},
	} {
		if got := slices.Sorted(maps.Keys(services(t, profile))); !slices.Equal(got, want) {
			t.Errorf("profile %q runs %v, want %v", profile, got, want)
		}
	}
	if gateways := services(t, "split")["gateway"].Deploy.Replicas; gateways == nil || *gateways != 2 {
		t.Error("there are not two gateways")
	}
}

func TestBothProfilesAreFoundAtTheSameAddresses(t *testing.T) {
	t.Parallel()
	for profile, front := range map[string]string{"single": "tasklane", "split": "nginx"} {
		for name, service := range services(t, profile) {
			published := map[string]uint32{}
			for _, port := range service.Ports {
				published[port.Published] = port.Target
				if port.HostIP != "127.0.0.1" {
					t.Errorf("%s: without LISTEN it is open to the network: %s:%s", name, port.HostIP, port.Published)
				}
			}
			want := map[string]uint32{}
			if name == front {
				want = map[string]uint32{"3000": 3000, "4000": 4000}
			}
			if !maps.Equal(published, want) {
				t.Errorf("profile %s, %s: published are %v, want %v", profile, name, published, want)
			}
		}
	}
	project, err := compose(t, []string{secret, "LISTEN=0.0.0.0"}, "split")
	if err != nil || project.Services["nginx"].Ports[0].HostIP != "0.0.0.0" {
		t.Errorf("LISTEN has no effect: %v", err)
	}
}

// TestQ61_NothingStartsWithoutASecret is what `docker compose up` says in a folder whose .env is still the example.
func TestQ61_NothingStartsWithoutASecret(t *testing.T) {
	t.Parallel()
	for _, environ := range [][]string{nil, {"JWT_SECRET="}} {
		for _, profile := range []string{"single", "split"} {
			_, err := compose(t, environ, profile)
			if err == nil || !strings.Contains(err.Error(), "JWT_SECRET") || !strings.Contains(err.Error(), "openssl rand -base64 48") {
				t.Errorf("profile %s with %v: %v; want JWT_SECRET and the command that makes one", profile, environ, err)
			}
		}
	}
}

// TestEachProcessHasWhatItNeeds lets the binary itself read each container's settings.
func TestEachProcessHasWhatItNeeds(t *testing.T) {
	t.Parallel()
	for _, profile := range []string{"single", "split"} {
		for name, service := range services(t, profile) {
			if service.Image != "tasklane:local" {
				continue
			}
			environ := environOf(service.Environment)
			if _, err := load(environ, service.Command); err != nil {
				t.Errorf("profile %s, %s would not start: %v", profile, name, err)
			}
			if unknown := unknownSettings(environ); len(unknown) > 0 {
				t.Errorf("profile %s, %s: the binary has no settings %v", profile, name, unknown)
			}
			if profile == "split" && name != "migrate" && !slices.Equal(service.Command, []string{"serve", "--modules=" + name}) {
				t.Errorf("%s runs %v", name, service.Command)
			}
		}
	}
	task := services(t, "split")["task"]
	for _, needed := range []string{"DATABASE_URL", "REDIS_URL", "KAFKA_BROKERS", "JWT_SECRET", "USER_ADDR", "NOTIFICATION_ADDR"} {
		without := maps.Clone(task.Environment)
		delete(without, needed)
		if _, err := load(environOf(without), task.Command); err == nil {
			t.Errorf("the task module would start without %s: this test proves nothing", needed)
		}
	}
	if explorer := services(t, "split")["gateway"].Environment["GRAPHIQL"]; explorer == nil || *explorer != "off" {
		t.Error("Q85: the explorer is on in the profile split")
	}
}

// address finds the host and port in a setting: user:7000, redis://redis:6379, postgres://name:password@postgres:5432/db
var address = regexp.MustCompile(`^(?:\w+://(?:[^@/]*@)?)?([a-z]+):(\d+)(?:/.*)?$`)

// TestEachProcessReachesWhatItNamesAndWaitsForIt follows every address in the settings to a service, over a network that
// both are in, through the order of starting.
func TestEachProcessReachesWhatItNamesAndWaitsForIt(t *testing.T) {
	t.Parallel()
	split := services(t, "split")
	ports := map[string]int{"postgres": 5432, "redis": 6379, "kafka": 9092, "user": 7000, "task": 7000, "notification": 7000}
	followed := 0
	for name, service := range split {
		for variable, value := range service.Environment {
			found := address.FindStringSubmatch(*value)
			if service.Image != "tasklane:local" || found == nil {
				continue
			}
			followed++
			host, port := found[1], found[2]
			if strconv.Itoa(ports[host]) != port {
				t.Errorf("%s: %s=%s is nobody's address", name, variable, *value)
			}
			if !shareNetwork(service, split[host]) {
				t.Errorf("%s cannot reach %s (%s)", name, host, variable)
			}
			if !waitsFor(split, name, host) {
				t.Errorf("%s starts before %s does (%s)", name, host, variable)
			}
		}
	}
	if followed < 12 {
		t.Errorf("only %d addresses were found", followed)
	}
	if !shareNetwork(split["nginx"], split["gateway"]) || !waitsFor(split, "nginx", "gateway") {
		t.Error("nginx starts before the gateways, or cannot reach them")
	}
	for _, apart := range [][2]string{{"nginx", "postgres"}, {"nginx", "redis"}, {"nginx", "user"}, {"gateway", "postgres"}, {"gateway", "kafka"}} {
		if shareNetwork(split[apart[0]], split[apart[1]]) {
			t.Errorf("%s can reach %s and has no business there", apart[0], apart[1])
		}
	}
}

func shareNetwork(a, b types.ServiceConfig) bool {
	for network := range a.Networks {
		if _, both := b.Networks[network]; both {
			return true
		}
	}
	return false
}

// waitsFor says whether the service starts only after the other is well, however many steps that takes.
func waitsFor(all types.Services, name, other string) bool {
	for next, how := range all[name].DependsOn {
		if how.Condition == types.ServiceConditionStarted {
			continue // it has been started, and may be far from ready
		}
		if next == other || waitsFor(all, next, other) {
			return true
		}
	}
	return false
}

// TestWhatIsMountedIsThere, and NGINX is one that knows `resolve`, which its file uses.
func TestWhatIsMountedIsThere(t *testing.T) {
	t.Parallel()
	all := services(t, "single", "split", "watch")
	for name, service := range all {
		for _, volume := range service.Volumes {
			if volume.Type != types.VolumeTypeBind {
				continue
			}
			if _, err := os.Stat(volume.Source); err != nil || !volume.ReadOnly {
				t.Errorf("%s mounts %s: %v, read-only %v", name, volume.Source, err, volume.ReadOnly)
			}
		}
	}
	nginx := regexp.MustCompile(`^nginx:1\.(\d+)\.(\d+)-alpine$`).FindStringSubmatch(all["nginx"].Image)
	if nginx == nil || len(nginx[1]) != 2 || nginx[1]+"."+nginx[2] < "27.3" {
		t.Errorf("%s does not resolve names anew", all["nginx"].Image)
	}
	file, err := os.ReadFile("../nginx/nginx.conf")
	if err != nil {
		t.Fatal(err)
	}
	for _, wanted := range []string{"server gateway:3000 resolve", "server gateway:4000 resolve", "listen 3000;", "listen 4000;", "${SERVER_NAMES}"} {
		if !strings.Contains(string(file), wanted) {
			t.Errorf("nginx.conf has no %q, which the compose file counts on", wanted)
		}
	}
	if prefix := all["nginx"].Command; !slices.Contains(prefix, "/tmp/") || !slices.Contains(all["nginx"].Tmpfs, "/tmp") {
		t.Errorf("NGINX has no folder to write to: %v", prefix)
	}
}

// TestKafkaIsTheOneThatIsTested: the tests' broker comes from Maven in the same version.
func TestKafkaIsTheOneThatIsTested(t *testing.T) {
	t.Parallel()
	pom, err := os.ReadFile("../scripts/kafka/pom.xml")
	if err != nil {
		t.Fatal(err)
	}
	_, version, _ := strings.Cut(services(t, "split")["kafka"].Image, ":")
	if !strings.Contains(string(pom), "<version>"+version+"</version>") {
		t.Errorf("the compose file runs Kafka %s, and the tests another", version)
	}
}

// environOf is an environment as a process gets it.
func environOf(settings types.MappingWithEquals) []string {
	var environ []string
	for variable, value := range settings {
		environ = append(environ, variable+"="+*value)
	}
	return environ
}
