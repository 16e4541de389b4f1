package document_test

import (
	"errors"
	"testing"

	"tasklane/modules/gateway/internal/document"
	"tasklane/platform/fault"
)

// FuzzQ82_Document feeds documents: one that is accepted must stay valid in the form that is executed,
// whichever of its variables were sent.
func FuzzQ82_Document(f *testing.F) {
	for _, seed := range []string{
		`{ book { id } }`, `query($n: String) { book(name: $n) { id } }`, `query A($n: String = "$n") { ...F } fragment F on Query { book(name: $n) { id } }`,
		`mutation($n: String!, $l: Level) { add(input: {name: $n, level: $l, tags: ["""a"""]}) { id } }`,
		`query($a: Int, $b: Int) @include(if: true) { books(first: $a, last: $b) { nodes { shelf(first: $a) { totalCount } } } }`,
		"query Q($n: String #c\n) {\r\n book ( name : $n ) { id } }", `query Q { book { id } } query R($n: String) { book(name: $n) { id } }`,
	} {
		f.Add(seed)
	}
	c, err := document.NewCatalog(sdl, document.Limits{}, nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := c.Parse(text)
		if err != nil {
			var invalid *document.Invalid
			if !errors.As(err, &invalid) && fault.Is(err, fault.Internal) {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		op, err := d.Operation("")
		if err != nil || op.Kind == document.Subscription {
			return // a subscription becomes a query of another schema
		}
		for _, variables := range []map[string]any{nil, {"n": "x"}, {"a": 1.0, "l": nil}} {
			left := op.Executable(variables)
			if _, err := c.Parse(left); err != nil {
				t.Fatalf("%q became %q: %v", text, left, err)
			}
			if op.Key(variables) == "" {
				t.Fatalf("%q has no key", text)
			}
		}
	})
}
