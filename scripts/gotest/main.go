// Command gotest runs `go test` and reports what a reader needs: a line for each package, the whole output
// of what failed, and counts of what passed, what passed on which server and what was skipped and why, which it
// also writes to a file for scripts/test-summary. Flags of its own come first:
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
)

func main() {
	results := flag.String("results", "", "file for the counts")
	flag.Parse()
	if err := run(*results, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "gotest:", err)
		os.Exit(1)
	}
}

func run(results string, args []string) error {
	command := exec.CommandContext(context.Background(), "go", append([]string{"test", "-json", "-timeout=20m"}, args...)...)
	command.Stderr = os.Stderr
	output, err := command.StdoutPipe()
	if err != nil {
		return err
	}
	if err := command.Start(); err != nil {
		return err
	}
	r := newReport(os.Stdout)
	readErr := r.read(output)
	runErr := command.Wait()
	if results != "" {
		encoded, err := json.Marshal(r.Counts)
		if err == nil {
			err = errors.Join(os.MkdirAll(filepath.Dir(results), 0o755), os.WriteFile(results, append(encoded, '\n'), 0o644))
		}
		if err != nil {
			return err
		}
	}
	fmt.Println(r.closing())
	return errors.Join(readErr, runErr)
}
