package document_test

import (
	"maps"
	"strings"
	"testing"

	"tasklane/modules/gateway/internal/document"
)

// squeeze makes runs of blanks one blank, so that what was overwritten does not show.
func squeeze(text string) string { return strings.Join(strings.Fields(text), " ") }

func TestVariablesThatWereNotSentArePrunedFromTheDocument(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, text string
		variables  map[string]any
		want       string
	}{
		{"all sent", `query($n: String) { book(name: $n) { id } }`, map[string]any{"n": nil},
			`query($n: String) { book(name: $n) { id } }`},
		{"one of two", `mutation($i: ID!, $n: String) { rename(id: $i, name: $n) { id } }`, map[string]any{"i": "1"},
			`mutation($i: ID!, ) { rename(id: $i, ) { id } }`},
		{"the only argument", `query($n: String) { book(name: $n) { id } }`, nil,
			`query { book { id } }`},
		{"inside an input object", `mutation($n: String!, $l: Level) { add(input: {name: $n, level: $l, inner: {name: "x", level: $l}}) { id } }`, map[string]any{"n": "a"},
			`mutation($n: String!, ) { add(input: {name: $n, , inner: {name: "x", }}) { id } }`},
		{"with a default", `query($n: String = "$x") { book(name: $n) { id } }`, nil,
			`query($n: String = "$x") { book(name: $n) { id } }`},
		{"in a list it stays", `mutation($n: String) { add(input: {name: "a", maybe: [$n]}) { id } rename(id: 1, name: $n) { id } }`, nil,
			`mutation($n: String) { add(input: {name: "a", maybe: [$n]}) { id } rename(id: 1, ) { id } }`},
		{"in a fragment", `query($n: String, $m: Int) { ...F books(first: $m) { totalCount } } fragment F on Query { book(name: $n) { id } }`, map[string]any{"m": 1.0},
			`query( , $m: Int) { ...F books(first: $m) { totalCount } } fragment F on Query { book { id } }`},
		{"in a comment or string it is text", "query($n: String) { # name: $n\n book(id: \"name: $n\", name: $n) { id } }", nil,
			`query { # name: $n book(id: "name: $n", ) { id } }`},
	} {
		op := operation(t, test.text)
		got := op.Executable(test.variables)
		if strings.Join(strings.Fields(got), "") != strings.Join(strings.Fields(test.want), "") {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
}

func TestWhatIsLeftKeepsItsPlaceAndIsStillValid(t *testing.T) {
	t.Parallel()
	text := "query($ö: String) {\n  a: book(name: $ö) { id } b: book(name: \"ö\", id: 1) { id }\n}"
	text = strings.ReplaceAll(text, "$ö", "$o")
	op := operation(t, text)
	left := op.Executable(nil)
	if len([]rune(left)) != len([]rune(text)) || strings.Index(left, "b: book") != strings.Index(text, "b: book") {
		t.Errorf("moved:\n%s\n%s", text, left)
	}
	if _, err := catalog(t, document.Limits{}).Parse(left); err != nil {
		t.Errorf("%s: %v", left, err)
	}
}

func TestOtherOperationsAndTheirFragmentsAreLeftOut(t *testing.T) {
	t.Parallel()
	c := catalog(t, document.Limits{})
	d, err := c.Parse(`query A($n: String) { book(name: $n) { ...F } } fragment F on Book { id } query B($n: String) { book(name: $n) { ...G ...F } } fragment G on Book { name }`)
	if err != nil {
		t.Fatal(err)
	}
	op, err := d.Operation("A")
	if err != nil {
		t.Fatal(err)
	}
	want := `query A($n: String) { book(name: $n) { ...F } } fragment F on Book { id }`
	if got := squeeze(op.Executable(map[string]any{"n": "x"})); got != want {
		t.Errorf("got %s", got)
	}
	if got := squeeze(op.Executable(nil)); got != `query A { book { ...F } } fragment F on Book { id }` {
		t.Errorf("without its variable: %s", got)
	}
}

func TestASubscriptionBecomesAQueryWithoutItsStart(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`subscription S($b: ID!, $a: String) { changes(bookId: $b, after: $a) { id } }`,
		`subscription S($b: ID!, $a: String = "x") { changes(after: $a bookId: $b) { id } }`,
		`subscription S($b: ID!) { changes(bookId: $b, after: "a \" b") { id } }`,
		`subscription S($b: ID!) { changes(bookId: $b, after: null) { id } }`,
		`subscription S($b: ID!) { ...F } fragment F on Subscription { changes(bookId: $b, after: """x""") { id } }`,
	} {
		op := operation(t, text)
		variables := map[string]any{"b": "1", "a": "cursor"}
		got := op.Executable(variables)
		if !strings.HasPrefix(got, "query        S($b: ID!") || strings.Contains(got, "after") || strings.Contains(got, "$a") {
			t.Errorf("%s\nbecame %s", text, got)
		}
		if left := op.Variables(variables); !maps.Equal(left, map[string]any{"b": "1"}) {
			t.Errorf("variables left: %v", left)
		}
	}
}

func TestSubscriptionsShareAKeyWhateverTheirStart(t *testing.T) {
	t.Parallel()
	key := func(text string, variables map[string]any) string { return operation(t, text).Key(variables) }
	text := `subscription($b: ID!, $a: String) { changes(bookId: $b, after: $a) { id } }`
	same := key(text, map[string]any{"b": "1", "a": "here"})
	if key(text, map[string]any{"b": "1", "a": "there", "unknown": 5.0}) != same || key(text, map[string]any{"b": "1"}) != same {
		t.Error("the start must not matter")
	}
	if key("subscription($b: ID!) { # a comment\n changes(bookId: $b, after: \"elsewhere\") {\n id\n}\n}", map[string]any{"b": "1"}) != same {
		t.Error("neither must layout")
	}
	if key(text, map[string]any{"b": "2"}) == same {
		t.Error("another book is another key")
	}
	if key(`subscription($b: ID!) { changes(bookId: $b) { name } }`, map[string]any{"b": "1"}) == same {
		t.Error("another selection is another key")
	}
}

func TestArgumentsOfASubscription(t *testing.T) {
	t.Parallel()
	op := operation(t, `subscription($b: ID!, $a: String) { changes(bookId: $b, after: $a) { id } }`)
	got, err := op.Arguments(map[string]any{"b": "1"})
	if err != nil || !maps.Equal(got, map[string]any{"bookId": "1"}) {
		t.Errorf("got %v, %v", got, err)
	}
	got, err = op.Arguments(map[string]any{"b": "1", "a": "c"})
	if err != nil || got["after"] != "c" {
		t.Errorf("got %v, %v", got, err)
	}
}
