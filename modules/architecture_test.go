// Package modules_test executes the import rules of docs/architecture.md: they are tests and need not be
// remembered. Each rule is a function from what `go list` or a parser says to a list of violations, and
// architecture_proof_test.go shows each one a house in which it is broken.
package modules_test

import (
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// pkg is a package as `go list` describes it.
type pkg struct {
	ImportPath   string
	Dir          string
	GoFiles      []string
	Imports      []string // of the code
	TestImports  []string // of its tests
	XTestImports []string // of its tests in a package of their own
	Deps         []string // the code's imports and theirs, and so on
}

// path is the import path below the module: platform/token.
func (p pkg) path() string { return strings.TrimPrefix(p.ImportPath, "tasklane/") }

func (p pkg) testImports() []string {
	return append(append([]string{}, p.TestImports...), p.XTestImports...)
}

// root is the repository, seen from this package's folder.
const root = ".."

// house lists every package of the repository.
func house(t *testing.T) []pkg {
	t.Helper()
	command := exec.CommandContext(t.Context(), "go", "list", "-e",
		"-json=ImportPath,Dir,GoFiles,Imports,TestImports,XTestImports,Deps", "./...")
	command.Dir = root
	var stderr strings.Builder
	command.Stderr = &stderr
	output, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	var pkgs []pkg
	for decoder := json.NewDecoder(strings.NewReader(string(output))); ; {
		var p pkg
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return pkgs
		} else if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(p.ImportPath, "/node_modules/") {
			pkgs = append(pkgs, p)
		}
	}
}

// report fails the test with one line for each violation.
func report(t *testing.T, violations []string) {
	t.Helper()
	for _, violation := range violations {
		t.Error(violation)
	}
}

func TestTheRulesOfImportsHold(t *testing.T) {
	t.Parallel()
	pkgs := house(t)
	for _, rule := range importRules {
		t.Run(rule.name, func(t *testing.T) {
			t.Parallel()
			report(t, rule.check(pkgs))
		})
	}
}

func TestEveryLibraryHasItsDoor(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	report(t, undecided(string(text)))
}

func TestTheRulesOfTheSourceHold(t *testing.T) {
	t.Parallel()
	files := sources(t, house(t))
	if len(files) < 50 {
		t.Fatalf("only %d files were read: the rules would prove nothing", len(files))
	}
	for _, rule := range sourceRules {
		t.Run(rule.name, func(t *testing.T) {
			t.Parallel()
			report(t, rule.check(files))
		})
	}
}

func TestEachModuleSpeaksToItsOwnTablesOnly(t *testing.T) {
	t.Parallel()
	owners, violations := tables(t, filepath.Join(root, "migrations"))
	if len(owners) == 0 {
		t.Fatal("no table was found in the migrations: the rule would prove nothing")
	}
	report(t, violations)
	report(t, foreignTables(sources(t, house(t)), owners))
}

// TestTheHouseHasItsParts keeps the other tests from proving nothing: what they look at must be there.
func TestTheHouseHasItsParts(t *testing.T) {
	t.Parallel()
	there := map[string]bool{}
	for _, p := range house(t) {
		there[p.path()] = true
	}
	wanted := []string{
		"platform/fault", "platform/identity", "platform/null", "platform/page", "platform/config", "platform/telemetry",
		"platform/lifecycle", "platform/token", "platform/database", "platform/eventlog", "platform/broadcast", "platform/cache", "platform/tcp",
		"modules/gateway/internal/auth", "modules/gateway/internal/document", "modules/gateway/internal/graph", "modules/gateway/internal/live", "modules/gateway/internal/transport", "modules/gateway/internal/web",
	}
	for module := range contracts {
		for _, part := range []string{"", "/internal/app", "/internal/store", "/internal/rpc", "/" + module + "module", "/" + module + "test"} {
			wanted = append(wanted, "modules/"+module+part)
		}
	}
	for _, path := range wanted {
		if !there[path] {
			t.Errorf("%s is missing; the rules speak of it", path)
		}
	}
}
