package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"

	"tasklane/docs/docstest"
	"tasklane/platform/config"
	"tasklane/schema"
)

// TestThePagesNameWhatThereIs: commands and flags inside the text, and what links lead to.
func TestThePagesNameWhatThereIs(t *testing.T) {
	t.Parallel()
	place := regexp.MustCompile(`(?:^|[\s"])((?:docs|k8s|observability|packaging|schema|scripts|e2e|migrations|modules|platform)/[\w/*-]+(?:\.[a-z]\w*)*)`)
	pages := docstest.Pages(t, ".")
	anchors := map[string]map[string]bool{}
	for _, page := range pages {
		anchors[page.Path] = page.Anchors
	}
	for _, page := range pages {
		for _, span := range page.Spans {
			if err := callable(span.Text); err != nil {
				t.Errorf("%s:%d: %s: %v", page.Path, span.Line, span.Text, err)
			}
		}
		for _, shown := range slices.Concat(page.Spans, page.Commands()) {
			for _, named := range place.FindAllStringSubmatch(shown.Text, -1) {
				if files, err := filepath.Glob(named[1]); err != nil || len(files) == 0 {
					t.Errorf("%s:%d: there is no %s", page.Path, shown.Line, named[1])
				}
			}
		}
		for _, link := range page.Links {
			if strings.Contains(link.Text, ":") {
				continue // another site, or mail
			}
			file, anchor, _ := strings.Cut(link.Text, "#")
			target := page.Path
			if file != "" {
				target = filepath.ToSlash(filepath.Join(filepath.Dir(page.Path), file))
			}
			if _, err := os.Stat(target); err != nil {
				t.Errorf("%s:%d: a link leads to %s, which is not there", page.Path, link.Line, target)
			}
			if anchor != "" && !anchors[target][anchor] {
				t.Errorf("%s:%d: %s has no heading #%s", page.Path, link.Line, target, anchor)
			}
		}
	}
}

// TestEveryPageIsFound: one that no other page leads to is read by nobody.
func TestEveryPageIsFound(t *testing.T) {
	t.Parallel()
	linked := map[string]bool{"README.md": true}
	pages := docstest.Pages(t, ".")
	for _, page := range pages {
		for _, link := range page.Links {
			file, _, _ := strings.Cut(link.Text, "#")
			linked[filepath.ToSlash(filepath.Join(filepath.Dir(page.Path), file))] = true
		}
	}
	for _, page := range pages {
		if !linked[page.Path] {
			t.Errorf("no page leads to %s; decisions have an index, docs/decisions/README.md", page.Path)
		}
	}
	images, err := filepath.Glob("docs/images/*")
	if err != nil || len(images) == 0 {
		t.Fatalf("no images: %v", err)
	}
	for _, image := range images {
		if info, err := os.Stat(image); err != nil || info.Size() > 200_000 {
			t.Errorf("%s is over 200 kB, which a reader on a train waits for", image)
		}
		if !linked[filepath.ToSlash(image)] {
			t.Errorf("no page shows %s", image)
		}
	}
}

// TestTheExamplesOfTheHelpAreUnderstood: what `tasklane <command> --help` shows is documentation too.
func TestTheExamplesOfTheHelpAreUnderstood(t *testing.T) {
	t.Parallel()
	shown := 0
	var look func(cmd *cobra.Command)
	look = func(cmd *cobra.Command) {
		for _, call := range tasklaneCall.FindAllStringSubmatch(strings.ReplaceAll("\n"+cmd.Example, "\n  ", "\n"), -1) {
			shown++
			if err := callable(strings.TrimSpace(call[1])); err != nil {
				t.Errorf("%s: %s: %v", cmd.CommandPath(), call[1], err)
			}
		}
		for _, below := range cmd.Commands() {
			look(below)
		}
	}
	look(tasklane())
	if shown < 15 {
		t.Errorf("only %d examples were found", shown)
	}
}

// callable says what is wrong with a call of tasklane; nil for one that would be understood, and for other text. In
// "tasklane backup · restore" each word stands for a command of its own.
func callable(text string) error {
	calls := strings.Split(text, " · ")
	words, called := strings.CutPrefix(strings.TrimPrefix(calls[0], "bin/"), "tasklane ")
	if !called {
		return nil
	}
	first := strings.Fields(strings.NewReplacer("[", "", "]", "").Replace(words))
	if err := understood(first); err != nil {
		return err
	}
	for _, other := range calls[1:] {
		if err := understood(append(slices.Clone(first[:len(first)-1]), other)); err != nil {
			return err
		}
	}
	return nil
}

// understood looks a command up, and each of its flags.
func understood(words []string) error {
	cmd, rest, err := tasklane().Find(words)
	if err != nil {
		return err
	}
	cmd.InitDefaultHelpFlag()
	if cmd.HasSubCommands() && len(rest) > 0 && !strings.HasPrefix(rest[0], "-") {
		return knownCommand(cmd, rest)
	}
	for _, word := range rest {
		name, isFlag := strings.CutPrefix(word, "--")
		name, _, _ = strings.Cut(name, "=")
		if isFlag && cmd.Flags().Lookup(name) == nil {
			return fmt.Errorf("there is no flag %s", word)
		}
	}
	return nil
}

// TestThePagesKnowTheSettings: a word such as SHUTDOWN_DELAY in the text is one of the settings, of the schema or of a
// file that reads it.
func TestThePagesKnowTheSettings(t *testing.T) {
	t.Parallel()
	known := strings.Join([]string{schema.SDL, text(t, ".env.example"), text(t, "docker-compose.yml"), text(t, "Makefile"), text(t, "frontend/vite.config.ts")}, "\n")
	for _, s := range config.Settings() {
		known += "\n" + s.Variable
	}
	shouted := regexp.MustCompile(`\b[A-Z]+(_[A-Z]+)+\b`)
	for _, page := range docstest.Pages(t, ".") {
		for _, span := range page.Spans {
			for _, word := range shouted.FindAllString(span.Text, -1) {
				if !regexp.MustCompile(`\b` + word + `\b`).MatchString(known) {
					t.Errorf("%s:%d: nothing reads %s", page.Path, span.Line, word)
				}
			}
		}
	}
}

func text(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
