package packaging_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tasklane/platform/config"
)

// load reads settings as the binary does that is started with this command: serve, --modules=task.
func load(environ, command []string) (config.Config, error) {
	flags := map[string]string{}
	for _, argument := range command {
		name, value, isFlag := strings.Cut(strings.TrimPrefix(argument, "--"), "=")
		for _, s := range config.Settings() {
			if isFlag && s.Flag == name {
				flags[s.Variable] = value
			}
		}
	}
	return config.Load(environ, "", flags)
}

// unknownSettings are variables that the binary would ignore.
func unknownSettings(environ []string) (unknown []string) {
	for _, line := range environ {
		variable, _, _ := strings.Cut(line, "=")
		if !slices.ContainsFunc(config.Settings(), func(s config.Setting) bool { return s.Variable == variable }) {
			unknown = append(unknown, variable)
		}
	}
	return unknown
}

// TestTheExampleOfSettingsIsOne: it is what the issue of a first start is about, for compose and for a binary that finds
// it in its folder.
func TestTheExampleOfSettingsIsOne(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../.env.example")
	if err != nil {
		t.Fatal(err)
	}
	var set []string
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			set = append(set, line)
		}
	}
	want := []string{"COMPOSE_PROFILES=split", "JWT_SECRET=", "DATABASE_URL=", "REDIS_URL=", "KAFKA_BROKERS="}
	for _, start := range want {
		if !slices.ContainsFunc(set, func(line string) bool { return strings.HasPrefix(line, start) }) {
			t.Errorf("%s is missing", start)
		}
	}
	if !slices.Contains(set, "JWT_SECRET=") {
		t.Error("it has a secret, which everybody would use")
	}
	// Whatever is not commented out and what the compose file makes of nothing at all are the same.
	from, err := compose(t, append(slices.Clone(set), secret), "split")
	if err != nil {
		t.Fatal(err)
	}
	for name, service := range services(t, "split") {
		if a, b := environOf(service.Environment), environOf(from.Services[name].Environment); !sameSet(a, b) {
			t.Errorf("%s gets other settings from the example than by default: %v and %v", name, b, a)
		}
	}
	// The file as a .env: what is missing is said, and the rest is no obstacle.
	folder := t.TempDir()
	file := filepath.Join(folder, ".env")
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := config.Load(nil, file, nil); err == nil || !strings.Contains(err.Error(), "JWT_SECRET") {
		t.Errorf("a binary that finds it says %v", err)
	}
	if _, err := config.Load([]string{secret}, file, nil); err != nil {
		t.Errorf("a binary that finds it, with a secret: %v", err)
	}
	// What is commented out works when it is not.
	every := strings.NewReplacer("\n#LISTEN", "\nLISTEN", "\n#SERVER", "\nSERVER", "\n#PUBLIC", "\nPUBLIC", "\n#REGISTRATION", "\nREGISTRATION").Replace(string(text))
	if err := os.WriteFile(file, []byte(every), 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := config.Load([]string{secret}, file, nil); err != nil || got.PublicURL == "" || got.Registration != "CLOSED" {
		t.Errorf("with everything in it: %v", err)
	}
}

func sameSet(a, b []string) bool {
	slices.Sort(a)
	slices.Sort(b)
	return slices.Equal(a, b)
}
