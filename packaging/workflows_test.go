package packaging_test

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/rhysd/actionlint"
)

// workflow is a file of .github/workflows, as it is written and as GitHub reads it.
type workflow struct {
	name, text string
	*actionlint.Workflow
}

// workflows reads all of them.
func workflows(t *testing.T) []workflow {
	t.Helper()
	paths, err := filepath.Glob("../.github/workflows/*.yml")
	if err != nil || len(paths) < 3 {
		t.Fatalf("there are only %v: %v", paths, err)
	}
	var all []workflow
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, parse(t, filepath.Base(path), string(text)))
	}
	return all
}

func parse(t *testing.T, name, text string) workflow {
	t.Helper()
	parsed, errs := actionlint.Parse([]byte(text))
	if len(errs) > 0 {
		t.Fatalf("%s: %v", name, errs[0])
	}
	return workflow{name, text, parsed}
}

// steps are a workflow's, with the names of their jobs.
func (w workflow) steps(each func(job string, step *actionlint.Step)) {
	for name, job := range w.Jobs {
		for _, step := range job.Steps {
			each(name, step)
		}
	}
}

// workflowRules are Q93 and Q98, and what is changed in which text to break each.
var workflowRules = []struct {
	name        string
	check       func(*testing.T, workflow) []string
	old, broken string
}{
	{
		"an action is named by its commit, with its version beside it",
		func(_ *testing.T, w workflow) (found []string) {
			pinned := regexp.MustCompile(`^[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$`)
			for line := range strings.Lines(w.text) {
				_, uses, is := strings.Cut(strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), "- ")), "uses: ")
				if is && !strings.HasPrefix(uses, "./") && !pinned.MatchString(uses) {
					found = append(found, uses)
				}
			}
			return found
		},
		"actions/checkout@de0fac2e4500dabe0009e67214ff5f5447ce83dd # v6.0.2", "actions/checkout@v6",
	},
	{
		"nothing is allowed but what a job asks for",
		func(_ *testing.T, w workflow) (found []string) {
			if w.Permissions == nil || w.Permissions.All != nil || len(w.Permissions.Scopes) > 0 {
				found = append(found, "the workflow")
			}
			for name, job := range w.Jobs {
				if job.Permissions == nil || job.Permissions.All != nil {
					found = append(found, name)
				}
			}
			return found
		},
		"\npermissions: {}\n", "\npermissions: write-all\n",
	},
	{
		"what can be written is what is published, and findings",
		func(_ *testing.T, w workflow) (found []string) {
			for name, job := range w.Jobs {
				for scope, permission := range job.Permissions.Scopes {
					mayWrite := scope == "security-events" ||
						w.name == "release.yml" && (slices.Contains([]string{"packages", "id-token", "attestations"}, scope) || name == "publish" && scope == "contents")
					if permission.Value.Value == "write" && !mayWrite {
						found = append(found, name+" "+scope)
					}
				}
			}
			return found
		},
		"permissions: { contents: read }", "permissions: { contents: write }",
	},
	{
		"a job ends",
		func(_ *testing.T, w workflow) (found []string) {
			for name, job := range w.Jobs {
				if job.WorkflowCall == nil && (job.TimeoutMinutes == nil || job.TimeoutMinutes.Value > 90) {
					found = append(found, name)
				}
			}
			return found
		},
		"    timeout-minutes: ", "    # ",
	},
	{
		"no script is written by somebody outside",
		func(_ *testing.T, w workflow) (found []string) {
			w.steps(func(job string, step *actionlint.Step) {
				// Whatever is put into a script by ${{ }} is taken for its text. Variables are not.
				if run, is := step.Exec.(*actionlint.ExecRun); is && strings.Contains(run.Run.Value, "${{") {
					found = append(found, job+": "+run.Run.Value)
				}
			})
			return found
		},
		"- run: ", "- run: echo ${{ github.event.head_commit.message }}; ",
	},
	{
		"nobody's pull request runs with our rights",
		func(_ *testing.T, w workflow) (found []string) {
			for _, event := range w.On {
				if slices.Contains([]string{"pull_request_target", "workflow_run", "issue_comment"}, event.EventName()) {
					found = append(found, event.EventName())
				}
			}
			return found
		},
		"\non:\n", "\non:\n  pull_request_target:\n",
	},
	{
		"the checkout leaves no token behind",
		func(_ *testing.T, w workflow) (found []string) {
			w.steps(func(job string, step *actionlint.Step) {
				action, is := step.Exec.(*actionlint.ExecAction)
				if !is || !strings.HasPrefix(action.Uses.Value, "actions/checkout@") {
					return
				}
				if kept := action.Inputs["persist-credentials"]; kept == nil || kept.Value.Value != "false" {
					found = append(found, job)
				}
			})
			return found
		},
		"persist-credentials: false", "persist-credentials: true",
	},
	{
		"no key of a cloud or a registry is kept",
		func(_ *testing.T, w workflow) (found []string) {
			for _, secret := range regexp.MustCompile(`secrets\.(\w+)`).FindAllStringSubmatch(w.text, -1) {
				if secret[1] != "GITHUB_TOKEN" {
					found = append(found, secret[1])
				}
			}
			return found
		},
		"\nenv:\n", "\nenv:\n  KEY: ${{ secrets.AWS_SECRET_ACCESS_KEY }}\n",
	},
	{
		"nothing is fetched and run",
		func(_ *testing.T, w workflow) (found []string) {
			w.steps(func(job string, step *actionlint.Step) {
				run, is := step.Exec.(*actionlint.ExecRun)
				if is && regexp.MustCompile(`(curl|wget)[^\n]*(\| *(sh|bash|sudo)|-o |--output [^/])|npx |pip install|@latest`).MatchString(run.Run.Value) {
					found = append(found, job+": "+run.Run.Value)
				}
			})
			return found
		},
		"- run: ", "- run: curl -sSfL https://example.org/install.sh | sh; ",
	},
	{
		"the toolchains are the image's",
		func(t *testing.T, w workflow) []string {
			dockerfile := stages(t)
			for _, variable := range []struct{ name, from string }{{"NODE_VERSION", dockerfile[0].from}, {"GO_VERSION", dockerfile[1].from}} {
				_, tag, _ := strings.Cut(variable.from, ":")
				version, _, _ := strings.Cut(tag, "-")
				if !strings.Contains(w.text, "\n  "+variable.name+": "+version+"\n") {
					return []string{variable.name + " is not " + version}
				}
			}
			return nil
		},
		"GO_VERSION: ", "GO_VERSION: 1.25.0 # ",
	},
}

func TestQ93_WorkflowsCannotBeTurnedAgainstUs(t *testing.T) {
	t.Parallel()
	for _, rule := range workflowRules {
		broken := 0
		for _, w := range workflows(t) {
			for _, violation := range rule.check(t, w) {
				t.Errorf("%s: not so: %s: %s", w.name, rule.name, violation)
			}
			if !strings.Contains(w.text, rule.old) {
				continue
			}
			broken++
			if without := parse(t, w.name, strings.Replace(w.text, rule.old, rule.broken, 1)); len(rule.check(t, without)) == 0 {
				t.Errorf("%s: the rule does not notice when it is broken: %s", w.name, rule.name)
			}
		}
		if broken == 0 {
			t.Errorf("there is no workflow in which it can be broken: %s", rule.name)
		}
	}
}

// TestWorkflowsAreWhatGitHubUnderstands is actionlint: syntax, types of expressions, inputs of well-known actions, needs.
func TestWorkflowsAreWhatGitHubUnderstands(t *testing.T) {
	t.Parallel()
	linter, err := actionlint.NewLinter(io.Discard, &actionlint.LinterOptions{})
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range workflows(t) {
		lint := func(text string) []*actionlint.Error {
			errs, err := linter.Lint(filepath.Join("..", ".github", "workflows", w.name), []byte(text), nil)
			if err != nil {
				t.Fatal(err)
			}
			return errs
		}
		for _, problem := range lint(w.text) {
			t.Errorf("%s:%d: %s", w.name, problem.Line, problem.Message)
		}
		if len(lint(strings.Replace(w.text, "runs-on: ubuntu-24.04", "runs-on: ubuntu-14.04", 1))) == 0 {
			t.Errorf("%s: a runner that there is not is not noticed", w.name)
		}
	}
}

// TestWorkflowsCallWhatIsThere follows each script and target of the Makefile that a workflow names.
func TestWorkflowsCallWhatIsThere(t *testing.T) {
	t.Parallel()
	makefile, err := os.ReadFile("../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	followed := 0
	for _, w := range workflows(t) {
		w.steps(func(job string, step *actionlint.Step) {
			run, is := step.Exec.(*actionlint.ExecRun)
			if !is {
				return
			}
			for _, script := range regexp.MustCompile(`(?:\.ci|scripts)/[a-z-]+`).FindAllString(run.Run.Value, -1) {
				followed++
				if info, err := os.Stat("../" + script); err != nil || info.Mode()&0o111 == 0 {
					t.Errorf("%s, %s: %s cannot be run", w.name, job, script)
				}
			}
			for _, line := range regexp.MustCompile(`(?m)(?:^|[ ;&])(?:make|\.ci/run) ([a-z0-9 -]+)`).FindAllStringSubmatch(run.Run.Value, -1) {
				for target := range strings.FieldsSeq(line[1]) {
					followed++
					if !regexp.MustCompile(`(?m)^` + target + `:`).Match(makefile) {
						t.Errorf("%s, %s: there is no target %s", w.name, job, target)
					}
				}
			}
		})
	}
	if followed < 12 {
		t.Errorf("only %d were followed", followed)
	}
}

// TestEveryChangeAndEveryNightIsHeldAgainstWhatWasPromised names what runs when: a step that goes missing is one that nobody
// misses.
func TestEveryChangeAndEveryNightIsHeldAgainstWhatWasPromised(t *testing.T) {
	t.Parallel()
	wanted := map[string][]string{
		"ci.yml": {
			".ci/run\n", ".ci/run chaos CHAOS='-duration 5m'", "go test ./platform/... ./modules/...", "make vet lint verify", "actionlint@", "govulncheck@", "npm audit --omit=dev", "go mod verify",
			"gitleaks", "scripts/licences", "go test ./packaging -run TestQ92", "go test ./k8s", "kubectl kustomize", "go test ./observability", "scripts/release-binaries",
		},
		"nightly.yml": {"make fuzz FUZZTIME=", ".ci/run race", ".ci/run chaos CHAOS='-duration 30m'", "scripts/bench-compare", "kubectl apply -k k8s/overlays/demo"},
	}
	for _, w := range workflows(t) {
		var scripts strings.Builder
		w.steps(func(_ string, step *actionlint.Step) {
			if run, is := step.Exec.(*actionlint.ExecRun); is {
				scripts.WriteString(run.Run.Value + "\n")
			}
		})
		for _, script := range wanted[w.name] {
			if !strings.Contains(scripts.String(), script) {
				t.Errorf("%s does not run %s", w.name, script)
			}
		}
		delete(wanted, w.name)
	}
	for name := range wanted {
		t.Errorf("there is no %s", name)
	}
}

// TestTheServersOfTheWorkflowsAreThoseOfTheComposeFile, so that what is tested is what is shipped.
func TestTheServersOfTheWorkflowsAreThoseOfTheComposeFile(t *testing.T) {
	t.Parallel()
	split := services(t, "split")
	for _, w := range workflows(t) {
		if w.name != "ci.yml" {
			continue
		}
		for _, name := range []string{"postgres", "redis", "kafka"} {
			got := w.Jobs["servers"].Services.Value[name].Container.Image.Value
			if want := split[name].Image; got != want {
				t.Errorf("the suites run on %s, and compose runs %s", got, want)
			}
		}
	}
}

// TestQ95_AReleaseIsSignedAndVerified names what a release has to have.
func TestQ95_AReleaseIsSignedAndVerified(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../.github/workflows/release.yml")
	if err != nil {
		t.Fatal(err)
	}
	for _, wanted := range []string{
		"scripts/release-binaries", "subject-checksums: files/checksums.txt", "cosign sign --yes --recursive", "cosign sign-blob", "sbom: true", "provenance: mode=max",
		"linux/amd64,linux/arm64", "push-to-registry: true", "scripts/release-manifests", "scripts/release-notes", "scripts/verify-release",
	} {
		if !strings.Contains(string(text), wanted) {
			t.Errorf("release.yml lacks %s", wanted)
		}
	}
	verify, err := os.ReadFile("../scripts/verify-release")
	if err != nil {
		t.Fatal(err)
	}
	policy, err := os.ReadFile("../SECURITY.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, image := range []string{"all-in-one", "user-service", "task-service", "notification-service", "api-gateway"} {
		if !strings.Contains(string(text), "image: "+image+",") || !strings.Contains(string(verify), image) {
			t.Errorf("the image %s is not released, or not verified", image)
		}
	}
	if !strings.Contains(string(policy), "scripts/verify-release OWNER/tasklane") {
		t.Error("the security policy does not tell how to verify a release")
	}
}
