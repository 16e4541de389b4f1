package modules_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// contracts holds which other contracts a module's types may name.
var contracts = map[string][]string{
	"user":         nil, // user ids are strings
	"task":         nil,
	"notification": {"task"},
}

// edges is who may know whose contract, and so who may call whom. notification reads task's entries and never calls
// it; see the rule about callers in architecture_source_test.go.
var edges = map[string][]string{
	"gateway":      {"user", "task", "notification"},
	"task":         {"user", "notification"},
	"notification": {"task"},
	"user":         nil,
	"demo":         {"user", "task"}, // no module: a command that fills an example through the contracts
	"transfer":     nil,              // no module either: it carries tables and knows nobody's
}

// vocabulary is what every contract may speak in.
var vocabulary = []string{"platform/fault", "platform/identity", "platform/null", "platform/page"}

// outside is what a contract does not do: no SQL, no input, no output.
var outside = []string{"database/sql", "net", "net/http", "os", "io/fs"}

var importRules = []struct {
	name  string
	check func([]pkg) []string
}{
	{"a contract knows the vocabulary and the contracts that its types name", contractsAreThin},
	{"app, store and rpc meet in the module's package only", partsMeetInTheModule},
	{"only rpc carries calls between processes", oneSeam},
	{"modules/task and tasktest never import notification", noCircle},
	{"platform never imports modules", platformKnowsNoModule},
	{"only the composition imports a module's package", onlyTheCompositionComposes},
	{"nobody knows another module beyond the edges", onlyTheEdges},
	{"one library, one door", oneDoor},
	{"suites are imported by tests only", suitesAreForTests},
}

// contractsAreThin is rule 1. The whole closure counts: a contract that reaches a driver through a friend
// reaches it.
func contractsAreThin(pkgs []pkg) (violations []string) {
	for _, p := range pkgs {
		module, isModule := strings.CutPrefix(p.path(), "modules/")
		named, isContract := contracts[module]
		if !isModule || !isContract {
			continue
		}
		allowed := slices.Clone(vocabulary)
		for _, other := range named {
			allowed = append(allowed, "modules/"+other)
		}
		for _, dep := range p.Deps {
			if !standard(dep) && !slices.Contains(allowed, strings.TrimPrefix(dep, "tasklane/")) {
				violations = append(violations, fmt.Sprintf("the contract %s reaches %s", p.path(), dep))
			}
		}
		for _, imported := range p.Imports {
			if slices.Contains(outside, imported) {
				violations = append(violations, fmt.Sprintf("the contract %s imports %s: a contract does no I/O", p.path(), imported))
			}
		}
	}
	return violations
}

// partsMeetInTheModule is rule 2.
func partsMeetInTheModule(pkgs []pkg) (violations []string) {
	apart := []struct{ from, to string }{{"app", "store"}, {"app", "rpc"}, {"store", "rpc"}, {"rpc", "store"}}
	for _, p := range pkgs {
		for _, imported := range p.Imports {
			for _, pair := range apart {
				if module, ok := partOf(p.path(), pair.from); ok && under(imported, "modules/"+module+"/internal/"+pair.to) {
					violations = append(violations, fmt.Sprintf("%s imports %s; they meet in %smodule", p.path(), imported, module))
				}
			}
		}
	}
	return violations
}

// partOf says whose part a package is: the module of modules/<module>/internal/<part> and what lies below it.
func partOf(path, part string) (module string, ok bool) {
	words := strings.Split(path, "/")
	if len(words) < 4 || words[0] != "modules" || words[2] != "internal" || words[3] != part {
		return "", false
	}
	return words[1], true
}

// oneSeam: what a module does and what others ask of it are the same wherever it runs, so nothing but its rpc, and who
// puts the pieces together, knows that calls can go through a socket.
func oneSeam(pkgs []pkg) (violations []string) {
	for _, p := range pkgs {
		module := moduleOf(p.ImportPath)
		_, carries := partOf(p.path(), "rpc")
		if module == "" || carries || p.path() == "modules/"+module+"/"+module+"module" {
			continue
		}
		for _, imported := range append(p.testImports(), p.Imports...) {
			if under(imported, "platform/tcp") {
				violations = append(violations, fmt.Sprintf("%s imports %s; calls between processes are rpc's", p.path(), imported))
			}
		}
	}
	return violations
}

// noCircle is the second half of rule 2: notification's contract names task's types, so that the way back
// would close a circle; its suite must stay free of it too.
func noCircle(pkgs []pkg) (violations []string) {
	for _, p := range pkgs {
		if p.path() != "modules/task" && p.path() != "modules/task/tasktest" {
			continue
		}
		for _, imported := range append(p.testImports(), p.Imports...) {
			if under(imported, "modules/notification") {
				violations = append(violations, fmt.Sprintf("%s imports %s", p.path(), imported))
			}
		}
	}
	return violations
}

// platformKnowsNoModule is rule 3, in tests too.
func platformKnowsNoModule(pkgs []pkg) (violations []string) {
	for _, p := range pkgs {
		if !strings.HasPrefix(p.path(), "platform/") {
			continue
		}
		for _, imported := range append(p.testImports(), p.Imports...) {
			if under(imported, "modules") || imported == "tasklane" {
				violations = append(violations, fmt.Sprintf("%s imports %s", p.path(), imported))
			}
		}
	}
	return violations
}

var modulePackage = regexp.MustCompile(`^tasklane/modules/([a-z]+)/([a-z]+)module$`)

// onlyTheCompositionComposes is rule 4. A module's own tests may make it, and so may the tests of the
// composition.
func onlyTheCompositionComposes(pkgs []pkg) (violations []string) {
	for _, p := range pkgs {
		for _, imported := range p.Imports {
			if modulePackage.MatchString(imported) && p.path() != "modules" {
				violations = append(violations, fmt.Sprintf("%s imports %s; only modules/modules.go composes", p.path(), imported))
			}
		}
		for _, imported := range p.testImports() {
			match := modulePackage.FindStringSubmatch(imported)
			if match != nil && p.path() != "modules" && !under(p.ImportPath, "modules/"+match[1]) {
				violations = append(violations, fmt.Sprintf("a test of %s imports %s; make it a test of the module or of the composition", p.path(), imported))
			}
		}
	}
	return violations
}

// onlyTheEdges holds imports between modules against the table of edges. Suites may be shared by tests.
func onlyTheEdges(pkgs []pkg) (violations []string) {
	for _, p := range pkgs {
		from := moduleOf(p.ImportPath)
		if from == "" {
			continue
		}
		for _, imported := range append(p.testImports(), p.Imports...) {
			to := moduleOf(imported)
			if to == "" || to == from {
				continue
			}
			if !slices.Contains(edges[from], to) {
				violations = append(violations, fmt.Sprintf("%s imports %s: there is no edge from %s to %s", p.path(), imported, from, to))
			}
			if imported != "tasklane/modules/"+to && !strings.HasSuffix(imported, to+"test") && !modulePackage.MatchString(imported) {
				violations = append(violations, fmt.Sprintf("%s imports %s: a module shows others its contract only", p.path(), imported))
			}
		}
	}
	return violations
}

func moduleOf(path string) string {
	words := strings.Split(path, "/")
	if len(words) < 3 || words[0] != "tasklane" || words[1] != "modules" {
		return ""
	}
	return words[2]
}

// oneDoor is the second half of rule 3.
func oneDoor(pkgs []pkg) (violations []string) {
	for _, p := range pkgs {
		for _, imported := range append(p.testImports(), p.Imports...) {
			library, doors := doorsOf(imported)
			if doors == nil || slices.ContainsFunc(doors, p.isBelow) {
				continue
			}
			violations = append(violations, fmt.Sprintf("%s imports %s; the door to %s is %s", p.path(), imported, library, strings.Join(doors, ", ")))
		}
	}
	return slices.Compact(violations)
}

func (p pkg) isBelow(door string) bool {
	if door == "main" {
		return p.ImportPath == "tasklane"
	}
	return under(p.ImportPath, door)
}

// doorsOf finds the longest entry of the table that an import lies below.
func doorsOf(imported string) (library string, doors []string) {
	for _, candidate := range slices.Sorted(maps.Keys(libraryDoors)) {
		if (imported == candidate || strings.HasPrefix(imported, candidate+"/")) && len(candidate) > len(library) {
			library, doors = candidate, libraryDoors[candidate]
		}
	}
	return library, doors
}

// suitesAreForTests: a package such as tasktest or net/http/httptest stays out of the binary.
func suitesAreForTests(pkgs []pkg) (violations []string) {
	suite := regexp.MustCompile(`^(testing|.*[a-z]test(/.*)?)$`)
	for _, p := range pkgs {
		if suite.MatchString(p.ImportPath) {
			continue
		}
		for _, imported := range p.Imports {
			if suite.MatchString(imported) {
				violations = append(violations, fmt.Sprintf("%s imports %s outside of a test", p.path(), imported))
			}
		}
	}
	return violations
}

// under says whether an import path is the given path of this repository or lies below it.
func under(imported, path string) bool {
	return imported == "tasklane/"+path || strings.HasPrefix(imported, "tasklane/"+path+"/")
}

// standard says whether an import path belongs to the standard library: no dot in its first word.
func standard(imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	return first != "tasklane" && !strings.Contains(first, ".")
}
