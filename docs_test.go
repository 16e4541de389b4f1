package main

import (
	"encoding/json"
	"testing"

	"tasklane/docs/docstest"
)

// elsewhere is what a block of commands may need that is not there in every test. Such a block is read and not run; what
// proves it stands here.
var elsewhere = map[string]string{
	"containers":  "packaging/ holds the compose file and the image against what they must be",
	"a cluster":   "k8s/ renders the manifests and holds them against the types and rules of Kubernetes",
	"PostgreSQL":  "dump_test.go and move_test.go do the same on a server",
	"a collector": "traces_test.go sends to one",
	"a release":   "the release workflow verifies what it has published",
}

// TestQ99_WhatThePagesShowWorks follows each page from its top: commands are typed, operations sent and answers
// compared, on a server that the page itself has started.
func TestQ99_WhatThePagesShowWorks(t *testing.T) {
	t.Parallel()
	for _, page := range docstest.Pages(t, ".") {
		t.Run(page.Path, func(t *testing.T) {
			t.Parallel()
			r := newReader(t)
			for i, block := range page.Blocks {
				r.line = block.Line
				switch block.Language {
				case "sh":
					r.shell(block)
				case "graphql":
					r.operation(block, page.Blocks[i+1:])
				case "json":
					r.check(json.Valid([]byte(block.Text)), "this is no JSON")
				case "js":
					r.check(page.Path == "docs/api.md", "e2e/clients/guide.test.mjs runs what is in docs/api.md only")
				case "sql":
					r.check(page.Path == "schema/events.md", "modules/topics_reader_test.go runs what is in schema/events.md only")
				case "text": // a picture, or an answer
				default:
					t.Errorf("line %d: nobody runs a block of %q", block.Line, block.Language)
				}
			}
		})
	}
}
