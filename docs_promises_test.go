package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"tasklane/docs/docstest"
)

// TestQ99_EachPromiseHasItsTest: docs/promises.md names tests that there are, at least one for each promise.
func TestQ99_EachPromiseHasItsTest(t *testing.T) {
	t.Parallel()
	tests := testNames(t)
	if len(tests) < 500 {
		t.Fatalf("only %d names were found in the sources", len(tests))
	}
	for _, page := range docstest.Pages(t, ".") {
		if page.Path != "docs/promises.md" {
			continue
		}
		names := 0
		for _, span := range page.Spans {
			if span.Text == "make test" || strings.HasPrefix(span.Text, ".github/") {
				continue
			}
			if names++; !tests[span.Text] {
				t.Errorf("%s:%d: there is no test %s", page.Path, span.Line, span.Text)
			}
		}
		promises := page.Tables["promise | proven by"]
		for _, promise := range promises {
			if strings.TrimSpace(promise[1]) == "" {
				t.Errorf("nothing proves that %s", promise[0])
			}
		}
		if len(promises) < 40 || names < len(promises) {
			t.Errorf("there are %d promises with %d tests", len(promises), names)
		}
		return
	}
	t.Error("there is no docs/promises.md")
}

// testName finds a test of Go, a numbered case of a suite, and a test of Node.
var testName = regexp.MustCompile(`(?m)^func (Test\w+)\(|^\s+(?:\{|t\.Run\()?"(Q\d[^"\n]+)"[,:]|[tT]est\('(\w[^'\n]+)',`)

// testNames are the names of all tests.
func testNames(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == ".git"):
			return filepath.SkipDir
		case !strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, ".test.mjs"):
			return nil
		}
		source, err := os.ReadFile(path)
		for _, found := range testName.FindAllStringSubmatch(string(source), -1) {
			names[strings.Join(found[1:], "")] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}
