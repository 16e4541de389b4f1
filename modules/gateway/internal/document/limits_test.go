package document_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tasklane/modules/gateway/internal/document"
	"tasklane/platform/fault"
)

func TestQ43_DocumentsBeyondALimitAreRefused(t *testing.T) {
	t.Parallel()
	c := catalog(t, document.Limits{})
	repeat := func(n int, format string) string {
		var out strings.Builder
		for i := range n {
			fmt.Fprintf(&out, format, i)
		}
		return out.String()
	}
	for _, test := range []struct{ limit, atLimit, beyond string }{
		{"depth",
			"{ book " + strings.Repeat("{ self ", 10) + "{ id }" + strings.Repeat("}", 10) + " }",
			"{ book " + strings.Repeat("{ self ", 11) + "{ id }" + strings.Repeat("}", 11) + " }"},
		{"aliases", "{ book { " + repeat(100, "a%d: id ") + "} }", "{ book { " + repeat(101, "a%d: id ") + "} }"},
		{"selections", "{ book { " + strings.Repeat("id ", 999) + "} }", "{ book { " + strings.Repeat("id ", 1000) + "} }"},
		{"directives", "{ book { " + strings.Repeat("id @skip(if: false) ", 50) + "} }", "{ book { " + strings.Repeat("id @skip(if: false) ", 51) + "} }"},
		{"tokens", "", "{ book(name: " + strings.Repeat("[", 900) + "1" + strings.Repeat("]", 900) + ") { id } " + strings.Repeat("x(a:1) ", 2000) + "}"},
		{"length", "", "{ book { id } } #" + strings.Repeat("x", 64<<10)},
		{"mutations", "mutation { " + repeat(20, "a%d: rename(id: 1) { id } ") + "}", "mutation { " + repeat(21, "a%d: rename(id: 1) { id } ") + "}"},
	} {
		if test.atLimit != "" {
			if _, err := c.Parse(test.atLimit); err != nil {
				t.Errorf("%s at the limit: %v", test.limit, err)
			}
		}
		_, err := c.Parse(test.beyond)
		if !fault.Is(err, fault.TooComplex) || !strings.Contains(fault.From(err).Message, test.limit) {
			t.Errorf("%s beyond the limit: %v", test.limit, err)
		}
	}
}

func TestQ43_FragmentsThatGrowExponentiallyAreRefusedAtOnce(t *testing.T) {
	t.Parallel()
	var text strings.Builder
	text.WriteString("{ book { ...F0 } }")
	for i := range 40 {
		fmt.Fprintf(&text, " fragment F%d on Book { ...F%d ...F%d }", i, i+1, i+1)
	}
	text.WriteString(" fragment F40 on Book { id }")
	started := time.Now()
	_, err := catalog(t, document.Limits{}).Parse(text.String())
	if !fault.Is(err, fault.TooComplex) {
		t.Errorf("got %v", err)
	}
	if took := time.Since(started); took > time.Second {
		t.Errorf("refusing took %v", took)
	}
}

func TestQ43_FragmentCyclesAreRefused(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		`{ book { ...A } } fragment A on Book { id ...A }`,
		`{ book { ...A } } fragment A on Book { self { ...B } } fragment B on Book { self { ...A } }`,
	} {
		if _, err := catalog(t, document.Limits{}).Parse(text); err == nil {
			t.Errorf("accepted: %s", text)
		}
	}
}

func TestQ43_CostMultipliesListsAndPages(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text      string
		variables map[string]any
		cost      int
	}{
		{`{ book { id name } }`, nil, 3},
		{`{ books(first: 20) { nodes { id } totalCount } }`, nil, 1 + 20*2 + 1},
		{`{ books(first: 20) { edges { cursor node { id } } } }`, nil, 1 + 20*(1+1+2)},
		{`{ books { ...F } } fragment F on BookConnection { nodes { id } }`, nil, 1 + 50*2},
		{`{ books(last: 10000) { nodes { id } } }`, nil, 1 + 100*2},
		{`query($n: Int) { books(first: $n) { nodes { id } } }`, map[string]any{"n": 5.0}, 1 + 5*2},
		{`query($n: Int) { books(first: $n) { nodes { id } } }`, nil, 1 + 50*2},
		{`query($n: Int = 7) { books(first: $n) { nodes { id } } }`, nil, 1 + 7*2},
		{`{ book { pages { notes { text } } } }`, nil, 1 + 10*(1+10*2)},
		{`{ books(first: 10) { nodes { shelf(first: 10) { nodes { id } } } } }`, nil, 1 + 10*(1+1+10*2)},
	} {
		if got := operation(t, test.text).Cost(test.variables); got != test.cost {
			t.Errorf("%s costs %d, want %d", test.text, got, test.cost)
		}
	}
}

func TestQ43_CostIsBoundedWithTheVariablesThatAreSent(t *testing.T) {
	t.Parallel()
	op := operation(t, `query($n: Int) { books(first: $n) { nodes { shelf(first: $n) { nodes { shelf(first: $n) { nodes { id } } } } } } }`)
	if err := op.Check(map[string]any{"n": 10.0}); err != nil {
		t.Errorf("ten of ten of ten: %v", err)
	}
	if err := op.Check(map[string]any{"n": 100.0}); !fault.Is(err, fault.TooComplex) {
		t.Errorf("a million values: %v", err)
	}
	if err := op.Check(nil); !fault.Is(err, fault.TooComplex) {
		t.Errorf("the default page three times: %v", err)
	}
}
