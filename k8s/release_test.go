package k8s_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sigs.k8s.io/kustomize/api/krusty"
)

// TestQ91_AReleaseNamesEachImageByItsDigest lets scripts/release-manifests write what it gives to kubectl, and renders that.
func TestQ91_AReleaseNamesEachImageByItsDigest(t *testing.T) {
	t.Parallel()
	digests, tools, out := t.TempDir(), t.TempDir(), t.TempDir()
	images := []string{"all-in-one", "user-service", "task-service", "notification-service", "api-gateway"}
	for _, image := range images {
		if err := os.WriteFile(filepath.Join(digests, image), []byte("sha256:"+strings.Repeat("a", 64)+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	// In place of kubectl: `kubectl kustomize <folder>`.
	if err := os.WriteFile(filepath.Join(tools, "kubectl"), []byte("#!/bin/sh\ncat \"$2/kustomization.yaml\"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	script := func() ([]byte, error) {
		cmd := exec.Command("../scripts/release-manifests", "ghcr.io/owner/tasklane", digests, out)
		cmd.Env = append(os.Environ(), "PATH="+tools+":"+os.Getenv("PATH"))
		return cmd.CombinedOutput()
	}
	if text, err := script(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	for overlay, n := range map[string]int{"single": 1, "split": 5} {
		kustomization, err := os.ReadFile(filepath.Join(out, "tasklane-"+overlay+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		memory, err := inMemory()
		if err != nil {
			t.Fatal(err)
		}
		if err := memory.WriteFile("k8s/overlays/release/kustomization.yaml", kustomization); err != nil {
			t.Fatal(err)
		}
		resources, err := krusty.MakeKustomizer(krusty.MakeDefaultOptions()).Run(memory, "k8s/overlays/release")
		if err != nil {
			t.Fatal(err)
		}
		text, err := resources.AsYaml()
		if err != nil {
			t.Fatal(err)
		}
		named := regexp.MustCompile(`(?m)^\s*(?:- )?image: (\S+)$`).FindAllStringSubmatch(string(text), -1)
		for _, image := range named {
			if !regexp.MustCompile(`^ghcr\.io/owner/tasklane/[a-z-]+@sha256:a{64}$`).MatchString(image[1]) {
				t.Errorf("overlay %s of a release runs %s", overlay, image[1])
			}
		}
		if len(named) != n {
			t.Errorf("overlay %s of a release names %d images, want %d", overlay, len(named), n)
		}
	}
	if err := os.WriteFile(filepath.Join(digests, "api-gateway"), []byte("latest\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if text, err := script(); err == nil || !strings.Contains(string(text), "api-gateway") {
		t.Errorf("a digest that is none is taken: %v %s", err, text)
	}
}
