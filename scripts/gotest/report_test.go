package main

import (
	"strings"
	"testing"
)

const stream = `{"Action":"start","Package":"tasklane/a"}
{"Action":"run","Package":"tasklane/a","Test":"TestStore"}
{"Action":"run","Package":"tasklane/a","Test":"TestStore/sqlite"}
{"Action":"run","Package":"tasklane/a","Test":"TestStore/postgres"}
{"Action":"run","Package":"tasklane/a","Test":"TestStore/postgres/deep"}
{"Action":"pass","Package":"tasklane/a","Test":"TestStore/postgres/deep"}
{"Action":"pass","Package":"tasklane/a","Test":"TestStore/postgres"}
{"Action":"pass","Package":"tasklane/a","Test":"TestStore/sqlite"}
{"Action":"pass","Package":"tasklane/a","Test":"TestStore"}
{"Action":"run","Package":"tasklane/a","Test":"TestSkipped"}
{"Action":"output","Package":"tasklane/a","Test":"TestSkipped","Output":"=== RUN   TestSkipped\n"}
{"Action":"output","Package":"tasklane/a","Test":"TestSkipped","Output":"    a_test.go:7: there is no server: start one\n"}
{"Action":"output","Package":"tasklane/a","Test":"TestSkipped","Output":"--- SKIP: TestSkipped (0.00s)\n"}
{"Action":"skip","Package":"tasklane/a","Test":"TestSkipped"}
{"Action":"pass","Package":"tasklane/a","Elapsed":0.5}
{"Action":"run","Package":"tasklane/b","Test":"TestBroken"}
{"Action":"output","Package":"tasklane/b","Test":"TestBroken","Output":"    b_test.go:1: got 1, want 2\n"}
{"Action":"fail","Package":"tasklane/b","Test":"TestBroken"}
{"Action":"fail","Package":"tasklane/b"}
not an event
`

func TestTestsAreCountedByTheirLeaves(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	r := newReport(&out)
	if err := r.read(strings.NewReader(stream)); err != nil {
		t.Fatal(err)
	}
	if want := "2 passed (1 on PostgreSQL, 0 on Redis, 0 on Kafka), 2 failed, 1 skipped"; r.closing() != want {
		t.Errorf("it closes with %q, want %q", r.closing(), want)
	}
	if len(r.Skipped) != 1 || r.Skipped[0] != (Skip{Name: "a TestSkipped", Reason: "there is no server: start one"}) {
		t.Errorf("skipped: %+v", r.Skipped)
	}
	for _, want := range []string{"ok    a (0.5s)", "FAIL  b", "got 1, want 2", "not an event"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("%q is missing in the report:\n%s", want, out.String())
		}
	}
	if strings.Contains(out.String(), "no server") {
		t.Error("the output of a test that did not fail is shown")
	}
}
