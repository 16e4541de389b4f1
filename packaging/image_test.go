package packaging_test

import (
	"bytes"
	"crypto/sha256"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
)

// stage is a stage of the Dockerfile: what it starts from, and its instructions, each in one line.
type stage struct {
	name, from string
	lines      []string
}

// stages reads the Dockerfile, as far as it uses the language: comments, continued lines, FROM … AS ….
func stages(t *testing.T) []stage {
	t.Helper()
	text, err := os.ReadFile("../Dockerfile")
	if err != nil {
		t.Fatal(err)
	}
	code := regexp.MustCompile(`(?m)^#.*\n`).ReplaceAllString(string(text), "")
	var found []stage
	for line := range strings.Lines(strings.ReplaceAll(code, "\\\n", " ")) {
		line = strings.Join(strings.Fields(line), " ")
		if from := regexp.MustCompile(`^FROM (?:--platform=\S+ )?(\S+)(?: AS (\w+))?$`).FindStringSubmatch(line); from != nil {
			found = append(found, stage{name: from[2], from: from[1]})
		} else if line != "" {
			found[len(found)-1].lines = append(found[len(found)-1].lines, line)
		}
	}
	return found
}

func TestQ92_TheImageHoldsTheBinaryAndNothingElse(t *testing.T) {
	t.Parallel()
	all := stages(t)
	final := all[len(all)-1]
	if final.from != "scratch" {
		t.Errorf("it starts from %s", final.from)
	}
	for _, wanted := range []string{
		"COPY --from=binary /image /", "COPY --from=binary --chown=65532:65532 /data /data", "USER 65532:65532",
		`ENTRYPOINT ["/tasklane"]`, `CMD ["serve"]`, "ENV MODULES=$MODULES DATA_DIR=/data OPS_ADDR=:9090", "EXPOSE 3000 4000 7000 9090",
	} {
		if !slices.Contains(final.lines, wanted) {
			t.Errorf("it lacks %s", wanted)
		}
	}
	for _, line := range final.lines {
		word, rest, _ := strings.Cut(line, " ")
		if !slices.Contains([]string{"COPY", "ARG", "LABEL", "ENV", "USER", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"}, word) {
			t.Errorf("%s has no place in it", line)
		}
		if word == "HEALTHCHECK" && !strings.HasSuffix(rest, `CMD ["/tasklane", "health"]`) {
			t.Errorf("its health is asked for by %s, for which there is no shell", rest)
		}
		if word == "ENV" && len(unknownSettings(strings.Fields(rest))) > 0 {
			t.Errorf("%s sets what the binary does not know", line)
		}
	}
	for _, label := range []string{"title", "description", "licenses", "version"} {
		if !strings.Contains(strings.Join(final.lines, "\n"), "org.opencontainers.image."+label+"=") {
			t.Errorf("it does not say its %s", label)
		}
	}
}

func TestQ93_Q96_TheToolchainsArePinnedAndTheBuildDependsOnNothingElse(t *testing.T) {
	t.Parallel()
	all := stages(t)
	for _, s := range all[:len(all)-1] {
		if !regexp.MustCompile(`^[a-z]+:\d+\.\d+\.\d+-[a-z0-9.]+@sha256:[0-9a-f]{64}$`).MatchString(s.from) {
			t.Errorf("%s starts from %s, which is whatever it is today", s.name, s.from)
		}
	}
	text := strings.Join(all[1].lines, "\n")
	for _, wanted := range []string{"CGO_ENABLED=0", "GOOS=$TARGETOS GOARCH=$TARGETARCH", "-trimpath", "-buildvcs=false"} {
		if !strings.Contains(text, wanted) {
			t.Errorf("the binary is built without %s", wanted)
		}
	}
	if web := strings.Join(all[0].lines, "\n"); !strings.Contains(web, "npm ci --ignore-scripts") {
		t.Error("the web app is built with whatever versions there are, or runs their scripts")
	}
	if regexp.MustCompile(`\bdate\b|\$\(|curl|wget|apk add`).MatchString(text) {
		t.Errorf("the build depends on when or where it runs:\n%s", text)
	}
}

// TestQ96_TheSameSourcesMakeTheSameBinary builds it from two folders with the Dockerfile's own command.
func TestQ96_TheSameSourcesMakeTheSameBinary(t *testing.T) {
	t.Parallel()
	build := regexp.MustCompile(`go build (.*) -o \S+ \.`).FindStringSubmatch(strings.Join(stages(t)[1].lines, "\n"))
	if build == nil {
		t.Fatal("the Dockerfile builds no binary")
	}
	sum := func(flags string) [sha256.Size]byte {
		folder := t.TempDir()
		copySources(t, folder)
		cmd := exec.Command("sh", "-c", "go build "+flags+" -o tasklane .")
		cmd.Dir = folder
		cmd.Env = append(os.Environ(), "CGO_ENABLED=0", "VERSION=v1.2.3", "GOFLAGS=")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		binary, err := os.ReadFile(filepath.Join(folder, "tasklane"))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(binary, []byte(folder)) {
			t.Error("the binary tells where it was built")
		}
		return sha256.Sum256(binary)
	}
	if here, there := sum(build[1]), sum(build[1]); here != there {
		t.Error("two builds differ")
	}
}

// copySources copies what .dockerignore lets through to the builder: if that is enough here, it is enough there.
func copySources(t *testing.T, to string) {
	t.Helper()
	file, err := os.Open("../.dockerignore")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	patterns, err := ignorefile.ReadAll(file)
	if err != nil {
		t.Fatal(err)
	}
	ignored, err := patternmatcher.New(patterns)
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		below, err := filepath.Rel("..", path)
		if err != nil || below == "." {
			return err
		}
		if out, err := ignored.MatchesOrParentMatches(below); err != nil || out {
			if entry.IsDir() && err == nil {
				return filepath.SkipDir
			}
			return err
		}
		target := filepath.Join(to, below)
		if entry.IsDir() {
			return os.MkdirAll(target, 0o755)
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(target, text, 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}
