package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// reader is somebody who follows a page from its top, in one folder and one shell: what a block sets, the next one has.
type reader struct {
	t      *testing.T
	folder string
	// line is where the reader is.
	line int
	// server is what the page's latest `tasklane serve` has started; nil before it and after its end.
	server *server
	// known are the values that <words in brackets> stand for.
	known map[string]string
}

func newReader(t *testing.T) *reader {
	t.Helper()
	r := &reader{t: t, folder: t.TempDir(), known: map[string]string{}}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, folder := range []string{"bin", "path"} {
		if err := os.Mkdir(r.in(folder), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(self, r.in(folder, "tasklane")); err != nil {
			t.Fatal(err)
		}
	}
	// A page's `make run` starts what is built already; other targets are only asked whether they are there, without Go's
	// answer to what packages there are.
	script := "#!/bin/sh\nPATH=${PATH#*:}\n" +
		"if [ \"$1\" = run ]; then exec make -f '" + root + "/Makefile' -o build run; fi\n" +
		"exec make -C '" + root + "' GO=true --dry-run \"$@\" >/dev/null\n"
	if err := os.WriteFile(r.in("path", "make"), []byte(script), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.stop)
	return r
}

// in is a path in the reader's folder.
func (r *reader) in(path ...string) string {
	return filepath.Join(append([]string{r.folder}, path...)...)
}

// has makes sure of a program that is not on every machine.
func (r *reader) has(program string) {
	r.t.Helper()
	if _, err := exec.LookPath(program); err == nil {
		return
	}
	hint := fmt.Sprintf("line %d: no %s here (Debian: apt-get install %s)", r.line, program, program)
	if os.Getenv("CI") == "true" {
		r.t.Fatal(hint)
	}
	r.t.Skip(hint)
}

// check says where on the page something does not hold.
func (r *reader) check(holds bool, message string) {
	r.t.Helper()
	if !holds {
		r.t.Errorf("line %d: %s", r.line, message)
	}
}
