package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// Skip is a test that did not run.
type Skip struct {
	Name   string `json:"name"`
	Reason string `json:"reason"`
}

// Counts is what scripts/test-summary reads.
type Counts struct {
	Passed  int            `json:"passed"`
	Failed  int            `json:"failed"`
	On      map[string]int `json:"on"` // of the passed ones, those below a subtest that is named like a server
	Skipped []Skip         `json:"skipped"`
}

// servers are what tests run on when it is there, by the names of their subtests.
var servers = []struct{ subtest, name string }{{"postgres", "PostgreSQL"}, {"redis", "Redis"}, {"kafka", "Kafka"}}

// event is a line of `go test -json` (go doc test2json).
type event struct {
	Action  string  `json:"Action"`
	Package string  `json:"Package"`
	Test    string  `json:"Test"`
	Output  string  `json:"Output"`
	Elapsed float64 `json:"Elapsed"`
}

type report struct {
	Counts

	out    io.Writer
	output map[string]*strings.Builder // of the test or package, until it ends
	parent map[string]bool             // tests that have subtests, which are what is counted
}

func newReport(out io.Writer) *report {
	return &report{Counts: Counts{On: map[string]int{}, Skipped: []Skip{}}, out: out, output: map[string]*strings.Builder{}, parent: map[string]bool{}}
}

func (r *report) read(stream io.Reader) error {
	lines := bufio.NewScanner(stream)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if err := json.Unmarshal(lines.Bytes(), &e); err != nil {
			// What is no event was printed by the build or by a test past its end.
			fmt.Fprintln(r.out, lines.Text())
			continue
		}
		r.take(e)
	}
	return lines.Err()
}

func (r *report) take(e event) {
	key := e.Package + " " + e.Test
	switch e.Action {
	case "build-output":
		fmt.Fprint(r.out, e.Output)
	case "run":
		if above := strings.LastIndexByte(e.Test, '/'); above > 0 {
			r.parent[e.Package+" "+e.Test[:above]] = true
		}
	case "output":
		if r.output[key] == nil {
			r.output[key] = &strings.Builder{}
		}
		r.output[key].WriteString(e.Output)
	case "pass", "fail", "skip":
		if e.Test == "" {
			r.endPackage(e, key)
		} else {
			r.endTest(e, key)
		}
		delete(r.output, key)
	}
}

func (r *report) endTest(e event, key string) {
	switch {
	case e.Action == "fail":
		r.show(e.Package+" "+e.Test, key)
		if !r.parent[key] {
			r.Failed++
		}
	case e.Action == "skip":
		r.Skipped = append(r.Skipped, Skip{Name: short(e.Package) + " " + e.Test, Reason: r.reason(key)})
	case !r.parent[key]:
		r.Passed++
		for _, server := range servers {
			if strings.Contains(e.Test+"/", "/"+server.subtest+"/") {
				r.On[server.subtest]++
			}
		}
	}
}

func (r *report) endPackage(e event, key string) {
	switch e.Action {
	case "fail":
		r.show(e.Package, key)
		r.Failed++
		fmt.Fprintf(r.out, "FAIL  %s\n", short(e.Package))
	case "pass":
		fmt.Fprintf(r.out, "ok    %s (%.1fs)\n", short(e.Package), e.Elapsed)
	}
}

// closing is the last line of the run.
func (r *report) closing() string {
	on := make([]string, len(servers))
	for i, server := range servers {
		on[i] = fmt.Sprintf("%d on %s", r.On[server.subtest], server.name)
	}
	return fmt.Sprintf("%d passed (%s), %d failed, %d skipped", r.Passed, strings.Join(on, ", "), r.Failed, len(r.Skipped))
}

func (r *report) show(title, key string) {
	text := r.output[key]
	if text == nil {
		return
	}
	fmt.Fprintf(r.out, "\n=== %s\n%s", title, text)
}

// reason finds what t.Skip said: the last line that is not the framework's own.
func (r *report) reason(key string) string {
	if r.output[key] == nil {
		return ""
	}
	reason := ""
	for line := range strings.Lines(r.output[key].String()) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "---") || strings.HasPrefix(line, "===") {
			continue
		}
		if _, after, found := strings.Cut(line, ".go:"); found { // "file_test.go:12: why"
			_, line, _ = strings.Cut(after, ": ")
		}
		reason = line
	}
	return reason
}

func short(pkg string) string { return strings.TrimPrefix(pkg, "tasklane/") }
