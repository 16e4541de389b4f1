package packaging_test

import (
	"crypto/rand"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// docker runs a command of the container engine's and gives what it says.
func docker(t *testing.T, args ...string) (string, error) {
	t.Helper()
	cmd := exec.Command("docker", args...)
	cmd.Env = append(os.Environ(), "DOCKER_BUILDKIT=0") // the builder that needs nothing from elsewhere
	out, err := cmd.CombinedOutput()
	return strings.TrimSpace(string(out)), err
}

// must is docker for what has to work.
func must(t *testing.T, args ...string) string {
	t.Helper()
	out, err := docker(t, args...)
	if err != nil {
		t.Fatalf("docker %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

// TestQ92_TheImageRunsLocked builds the Dockerfile's last stage from a binary that is made here, because the stages
// before it start from images of others, and runs it as nobody, with no capability, on a root that it cannot write to.
// scripts/test-summary knows "not required": a container engine is the one thing that a run in CI may lack.
func TestQ92_TheImageRunsLocked(t *testing.T) {
	t.Parallel()
	if out, err := docker(t, "version", "--format", "{{.Server.Version}}"); err != nil {
		t.Skipf("not required: no container engine answers (%s)", out[strings.LastIndexByte(out, '\n')+1:])
	}
	name := "tasklane-test-" + strings.ToLower(rand.Text()[:8])
	build(t, name)
	t.Cleanup(func() {
		_, _ = docker(t, "rm", "--force", name)
		_, _ = docker(t, "volume", "rm", "--force", name)
		_, _ = docker(t, "rmi", "--force", name)
	})
	locked := []string{"--read-only", "--cap-drop=ALL", "--security-opt=no-new-privileges", "--user=65532", "--network=none"}
	run := func(args ...string) []string { return append(append([]string{"run"}, locked...), args...) }

	must(t, run("--detach", "--name="+name, "--volume="+name+":/data", "--health-interval=1s", name)...)
	look := time.NewTicker(200 * time.Millisecond)
	defer look.Stop()
	patience := time.After(time.Minute)
	for must(t, "inspect", "--format={{.State.Health.Status}}", name) != "healthy" {
		select {
		case <-look.C:
		case <-patience:
			t.Fatalf("it does not get well:\n%s", must(t, "logs", name))
		}
	}
	if out := must(t, "exec", name, "/tasklane", "health", "--ready"); !strings.Contains(out, "ready") {
		t.Errorf("health says %q", out)
	}
	must(t, "stop", "--time=30", name)
	if code := must(t, "inspect", "--format={{.State.ExitCode}}", name); code != "0" {
		t.Errorf("it ended with %s:\n%s", code, must(t, "logs", name))
	}
	if out, err := docker(t, run("--rm", name)...); err == nil || !strings.Contains(out, "/data") {
		t.Errorf("without a volume it runs, and keeps nothing: %v %s", err, out)
	}
	if out, err := docker(t, run("--rm", "--entrypoint=/bin/sh", name, "-c", "true")...); err == nil {
		t.Errorf("it has a shell: %s", out)
	}
}

// build makes the last stage, with a binary and an authority's certificate in the places where the stages before put them.
func build(t *testing.T, name string) {
	t.Helper()
	folder := t.TempDir()
	for _, below := range []string{"image/etc/ssl/certs", "data"} {
		if err := os.MkdirAll(filepath.Join(folder, below), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("go", "build", "-trimpath", "-o", filepath.Join(folder, "image", "tasklane"), "tasklane")
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	all := stages(t)
	text := "FROM scratch\n" + strings.NewReplacer("--from=binary ", "", "/image /", "image /", "/data /data", "data /data").Replace(strings.Join(all[len(all)-1].lines, "\n"))
	if err := os.WriteFile(filepath.Join(folder, "Dockerfile"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	must(t, "build", "--quiet", "--tag="+name, folder)
}
