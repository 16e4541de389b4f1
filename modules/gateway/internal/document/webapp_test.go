package document_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tasklane/modules/gateway/internal/document"
)

// half of every default limit.
func half() document.Limits {
	return document.Limits{
		QueryBytes: 32 << 10, Tokens: 5_000, Depth: 6, Selections: 500, Aliases: 50, Directives: 25, MutationFields: 10, Cost: 25_000,
	}
}

func TestQ43_TheWebAppsOwnDocumentsStayBelowHalfOfEachLimit(t *testing.T) {
	t.Parallel()
	sdl, err := os.ReadFile("../../../../schema/schema.graphql")
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../../../../frontend/src/api/documents/*.graphql")
	if err != nil || len(files) == 0 {
		t.Fatalf("the web app's documents: %v, %v", files, err)
	}
	var all strings.Builder
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(text)) {
			if !strings.HasPrefix(strings.TrimSpace(line), "#") {
				all.WriteString(line)
			}
		}
	}
	wide, err := document.NewCatalog(string(sdl), document.Limits{QueryBytes: 1 << 20, Tokens: 1 << 20}, nil)
	if err != nil {
		t.Fatal(err)
	}
	narrow, err := document.NewCatalog(string(sdl), half(), nil)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := wide.Parse(all.String())
	if err != nil {
		t.Fatal(err)
	}
	names := whole.Names()
	if len(names) < 20 {
		t.Errorf("only %d operations were found", len(names))
	}
	for _, name := range names {
		op, err := whole.Operation(name)
		if err != nil {
			t.Fatal(err)
		}
		everything := document.EveryVariable(op, 100.0)
		if op.Kind == document.Subscription { // its executable text is of another schema
			if cost := op.Cost(everything); cost > half().Cost {
				t.Errorf("%s costs %d", name, cost)
			}
			continue
		}
		alone := strings.Join(strings.Fields(op.Executable(everything)), " ")
		if _, err := narrow.Parse(alone); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if cost := op.Cost(everything); cost > half().Cost {
			t.Errorf("%s costs %d with pages of 100", name, cost)
		}
	}
}
