package packaging_test

import (
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestTheBinaryCanBeBuiltForEverySystemOfARelease, once for each that differs: what only one of them has (locks on files,
// signals) is found here and not on the day of the release.
func TestTheBinaryCanBeBuiltForEverySystemOfARelease(t *testing.T) {
	t.Parallel()
	script, err := os.ReadFile("../scripts/release-binaries")
	if err != nil {
		t.Fatal(err)
	}
	systems := regexp.MustCompile(`for system in (.*); do`).FindSubmatch(script)
	if systems == nil {
		t.Fatal("the script builds for no system")
	}
	built := map[string]bool{"linux": true} // as everywhere here
	for system := range strings.FieldsSeq(string(systems[1])) {
		goos, goarch, _ := strings.Cut(system, "/")
		if built[goos] {
			continue
		}
		built[goos] = true
		cmd := exec.Command("go", "build", "-o", os.DevNull, "tasklane")
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS="+goos, "GOARCH="+goarch)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", system, err, out)
		}
	}
	if len(built) != 3 {
		t.Errorf("a release is for %v, want Linux, macOS and Windows", built)
	}
}

// TestAVersionWithoutNotesIsNotReleased: what users read of a release is in CHANGELOG.md, or there is no release.
func TestAVersionWithoutNotesIsNotReleased(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("../scripts/release-notes", "v0.0.0").CombinedOutput()
	if err == nil || !strings.Contains(string(out), "## 0.0.0") {
		t.Errorf("%v: %s", err, out)
	}
}

// TestEveryBinaryIsMadeSmallTheSameWay: what one builds here is what is in the image and in a release.
func TestEveryBinaryIsMadeSmallTheSameWay(t *testing.T) {
	t.Parallel()
	var first []string
	for _, path := range []string{"../Makefile", "../Dockerfile", "../scripts/release-binaries"} {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		flags := regexp.MustCompile(`-gcflags=\S+`).FindAllString(string(text), -1)
		if first == nil {
			first = flags
		}
		if len(flags) == 0 || !slices.Equal(flags, first) {
			t.Errorf("%s builds with %v, the Makefile with %v", path, flags, first)
		}
	}
}
