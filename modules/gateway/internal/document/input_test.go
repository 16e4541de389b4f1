package document_test

import (
	"testing"

	"tasklane/platform/fault"
)

func TestAWrongValueIsNamedByThePathOfItsArgument(t *testing.T) {
	t.Parallel()
	whole := `mutation($x: BookInput!) { add(input: $x) { id } }`
	parts := `mutation($n: String!, $l: Level, $d: Date, $c: Int, $t: [String!]) { add(input: {name: $n, level: $l, on: $d, count: $c, tags: $t}) { id } }`
	for _, test := range []struct {
		text      string
		variables map[string]any
		field     string // empty: accepted
	}{
		{whole, map[string]any{"x": map[string]any{"name": "a"}}, ""},
		{whole, nil, "input"},
		{whole, map[string]any{"x": nil}, "input"},
		{whole, map[string]any{"x": "a"}, "input"},
		{whole, map[string]any{"x": map[string]any{}}, "input.name"},
		{whole, map[string]any{"x": map[string]any{"name": nil}}, "input.name"},
		{whole, map[string]any{"x": map[string]any{"name": 5.0}}, "input.name"},
		{whole, map[string]any{"x": map[string]any{"name": "a", "owner": "b"}}, "input.owner"},
		{whole, map[string]any{"x": map[string]any{"name": "a", "inner": map[string]any{"name": false}}}, "input.inner.name"},
		{whole, map[string]any{"x": map[string]any{"name": "a", "on": "tomorrow"}}, "input.on"},
		{whole, map[string]any{"x": map[string]any{"name": "a", "tags": "one stands for a list"}}, ""},
		{whole, map[string]any{"x": map[string]any{"name": "a", "tags": []any{"b", nil}}}, "input.tags"},
		{parts, map[string]any{"n": "a"}, ""},
		{parts, map[string]any{"n": "a", "l": "HIGH", "d": "2026-11-23", "c": -5.0, "t": []any{"b"}}, ""},
		{parts, map[string]any{"n": "a", "l": "high"}, "input.level"},
		{parts, map[string]any{"n": "a", "d": "0"}, "input.on"},
		{parts, map[string]any{"n": "a", "c": 2147483648.0}, "input.count"},
		{parts, map[string]any{"n": "a", "c": 1.5}, "input.count"},
		{parts, map[string]any{"l": "LOW"}, "input.name"},
		{`mutation { add(input: {name: "a", on: "soon"}) { id } }`, nil, "input.on"},
		{`mutation { add(input: {name: "a", on: "2026-11-23"}) { id } }`, nil, ""},
		{`query($i: ID!) { node(id: $i) { id } }`, map[string]any{"i": map[string]any{}}, "id"},
	} {
		err := operation(t, test.text).Check(test.variables)
		if test.field == "" {
			if err != nil {
				t.Errorf("%s with %v: %v", test.text, test.variables, err)
			}
			continue
		}
		if !fault.Is(err, fault.Invalid) || fault.From(err).Field != test.field {
			t.Errorf("%s with %v: got %v, want field %s", test.text, test.variables, err, test.field)
		}
	}
}
