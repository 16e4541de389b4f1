package modules_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// file is one Go file.
type file struct {
	path string // below the repository: modules/task/service.go
	text string
	tree *ast.File
}

func (f file) isTest() bool    { return strings.HasSuffix(f.path, "_test.go") }
func (f file) generated() bool { return f.tree != nil && ast.IsGenerated(f.tree) }

// sources reads every Go file of the packages, tests included.
func sources(t *testing.T, pkgs []pkg) []file {
	t.Helper()
	var files []file
	for _, p := range pkgs {
		paths, err := filepath.Glob(filepath.Join(p.Dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		base := strings.TrimPrefix(p.path(), "tasklane")
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			f, err := source(filepath.ToSlash(filepath.Join(base, filepath.Base(path))), string(text))
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, f)
		}
	}
	return files
}

func source(path, text string) (file, error) {
	tree, err := parser.ParseFile(token.NewFileSet(), path, text, parser.ParseComments|parser.SkipObjectResolution)
	return file{path: path, text: text, tree: tree}, err
}

var sourceRules = []struct {
	name  string
	check func([]file) []string
}{
	{"no file is longer than 400 lines", shortFiles},
	{"only modules.go imports a module's package", oneComposer},
	{"nobody asks where a module runs", nobodyAsksTheMode},
	{"user and notification call nobody", callers},
	{"nobody outside of platform/database branches on the dialect", oneSQL},
	{"nothing happens in init", noInit},
	{"tests wait on conditions", noSleep},
}

const maxLines = 400

func shortFiles(files []file) (violations []string) {
	for _, f := range files {
		if lines := strings.Count(f.text, "\n"); lines > maxLines && !f.isTest() && !f.generated() {
			violations = append(violations, fmt.Sprintf("%s has %d lines; %d is the most: a file is one thing that has a name", f.path, lines, maxLines))
		}
	}
	return violations
}

// oneComposer is rule 4 within the package modules: `go list` knows packages, not files.
func oneComposer(files []file) (violations []string) {
	for _, f := range files {
		if filepath.ToSlash(filepath.Dir(f.path)) != "modules" || f.isTest() || f.path == "modules/modules.go" {
			continue
		}
		for _, imported := range f.tree.Imports {
			if path := strings.Trim(imported.Path.Value, `"`); modulePackage.MatchString(path) {
				violations = append(violations, fmt.Sprintf("%s imports %s; only modules.go composes", f.path, path))
			}
		}
	}
	return violations
}

// nobodyAsksTheMode: a module gets interfaces and never learns where they run.
func nobodyAsksTheMode(files []file) (violations []string) {
	asks := regexp.MustCompile(`^(?i:is(split|remote|local|monolith|singleprocess)|(split|monolith)mode)$`)
	return identifiers(files, func(f file) bool { return !f.isTest() && f.path != "modules/modules.go" }, func(name string) string {
		if asks.MatchString(name) {
			return "asks for the mode with " + name + "; the composition decides it, once"
		}
		return ""
	})
}

func noInit(files []file) (violations []string) {
	for _, f := range files {
		if f.generated() {
			continue
		}
		for _, declaration := range f.tree.Decls {
			if function, ok := declaration.(*ast.FuncDecl); ok && function.Recv == nil && function.Name.Name == "init" {
				violations = append(violations, f.path+" has an init function; make what it does a call")
			}
		}
	}
	return violations
}

// services are the interfaces that a caller would need.
var services = map[string][]string{
	"task":         {"Service", "Projects", "Tasks", "Comments", "Log", "Search"},
	"user":         {"Service"},
	"notification": {"Service"},
	"gateway":      {"Service"},
}

// callers: knowing a contract's types is an edge of its own; notification knows task's and calls nothing.
func callers(files []file) (violations []string) {
	for _, f := range files {
		from := moduleOf("tasklane/" + filepath.ToSlash(filepath.Dir(f.path)))
		if (from != "user" && from != "notification") || f.isTest() {
			continue
		}
		for _, selected := range selectors(f) {
			for module, names := range services {
				if module != from && selected.of == module && slices.Contains(names, selected.name) {
					violations = append(violations, fmt.Sprintf("%s uses %s.%s; %s calls nobody", f.path, module, selected.name, from))
				}
			}
		}
	}
	return violations
}

// oneSQL counts the branches on the dialect outside of platform/database: there are none.
func oneSQL(files []file) (violations []string) {
	for _, f := range files {
		if strings.HasPrefix(f.path, "platform/database/") || f.isTest() {
			continue
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			selector, ok := n.(*ast.SelectorExpr)
			if !ok || selector.Sel.Name != "Name" {
				return true
			}
			call, ok := selector.X.(*ast.CallExpr)
			if !ok {
				return true
			}
			if of, ok := call.Fun.(*ast.SelectorExpr); ok && of.Sel.Name == "Dialect" {
				violations = append(violations, f.path+" asks for the dialect's name; what differs is a method of database.Dialect")
			}
			return true
		})
	}
	return violations
}

// noSleep lets tests sleep in a bubble of testing/synctest only, where time is not real.
func noSleep(files []file) (violations []string) {
	for _, f := range files {
		if !f.isTest() || strings.Contains(f.text, `"testing/synctest"`) {
			continue
		}
		for _, selected := range selectors(f) {
			if selected.of == "time" && selected.name == "Sleep" {
				violations = append(violations, f.path+" sleeps; wait on a condition, or use testing/synctest")
			}
		}
	}
	return slices.Compact(violations)
}

type selector struct{ of, name string }

// selectors lists every a.b of a file whose a is a plain name.
func selectors(f file) (found []selector) {
	ast.Inspect(f.tree, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if of, ok := s.X.(*ast.Ident); ok {
				found = append(found, selector{of.Name, s.Sel.Name})
			}
		}
		return true
	})
	return found
}

// identifiers asks about every identifier of the chosen files.
func identifiers(files []file, chosen func(file) bool, complaint func(name string) string) (violations []string) {
	for _, f := range files {
		if !chosen(f) {
			continue
		}
		ast.Inspect(f.tree, func(n ast.Node) bool {
			if name, ok := n.(*ast.Ident); ok {
				if text := complaint(name.Name); text != "" {
					violations = append(violations, f.path+" "+text)
				}
			}
			return true
		})
	}
	return violations
}
