// Command gotest runs `go test` and reports what a reader needs: a line for each package, the whole output
// of what failed, and counts of what passed, what passed on which server and what was skipped and why, which it
// also writes to a file for scripts/test-summary. A package that fails is tested once more, with nothing beside it:
// many tests wait for real servers, and a machine that stands still for seconds is no mistake of theirs. What passes only
// then is unsteady, and named as such. Flags of its own come first:
//
//	go run ./scripts/gotest -results bin/test/go.json ./...
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	results := flag.String("results", "", "file for the counts")
	flag.Parse()
	if err := run(*results, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "gotest:", err)
		os.Exit(1)
	}
}

// mostAgain is how many packages are tested once more: if more of them fail, it is not the machine.
const mostAgain = 3

func run(results string, args []string) error {
	r := newReport(os.Stdout)
	err := test(r, args)
	var ended *exec.ExitError
	if failed := r.failed(); errors.As(err, &ended) && len(failed) > 0 && len(failed) <= mostAgain {
		fmt.Printf("\nonce more, alone: %s\n", strings.Join(failed, " "))
		err = test(r, append([]string{"-p=1", "-count=1"}, failed...))
	}
	counts := r.total()
	if results != "" {
		if err := write(results, counts); err != nil {
			return err
		}
	}
	fmt.Println(counts.closing())
	return err
}

// test runs go test and has the report read what it says.
func test(r *report, args []string) error {
	command := exec.CommandContext(context.Background(), "go", append([]string{"test", "-json", "-timeout=20m"}, args...)...)
	command.Stderr = os.Stderr
	output, err := command.StdoutPipe()
	if err != nil {
		return err
	}
	if err := command.Start(); err != nil {
		return err
	}
	readErr := r.read(output)
	if err := command.Wait(); readErr == nil {
		return err
	}
	return readErr
}

func write(file string, counts Counts) error {
	encoded, err := json.Marshal(counts)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, append(encoded, '\n'), 0o644)
}
