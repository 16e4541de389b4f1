package document

import (
	"strconv"

	"github.com/vektah/gqlparser/v2/ast"
)

// The cost of an operation is an estimate of how many values its answer holds: a field is one, and what
// stands below a list counts once for each of its items. A connection has as many items as its page
// (first or last); `nodes` and `edges` are that page and do not multiply again.
const (
	// pageSize is what a connection gives without first and last, and largestPage the most it gives.
	pageSize, largestPage = 50, 100
	// listSize is taken for lists without pages (labels, columns, subtasks, watchers), which are short
	// nearly always.
	listSize = 10
	// introspectionCost is what reading the whole schema counts for.
	introspectionCost = 5_000
)

// estimate adds up the cost of one operation with one set of variables.
type estimate struct {
	document  *ast.QueryDocument
	variables map[string]any
	fragments map[spread]int
	// varies becomes true when a page's size came from a variable, so that the result holds for these
	// variables only.
	varies bool
}

// spread is a fragment below a page of that size; zero when it is not directly below one.
type spread struct {
	name string
	page int
}

// cost estimates an operation. It may be asked only after validation, which ties fields to the schema and
// refuses cycles of fragments.
func cost(document *ast.QueryDocument, operation *ast.OperationDefinition, variables map[string]any) (total int, varies bool) {
	e := &estimate{document: document, variables: variables, fragments: map[spread]int{}}
	return e.set(operation.SelectionSet, 0), e.varies
}

func (e *estimate) set(selections ast.SelectionSet, page int) int {
	total := 0
	for _, selection := range selections {
		switch s := selection.(type) {
		case *ast.Field:
			total = add(total, e.field(s, page))
		case *ast.InlineFragment:
			total = add(total, e.set(s.SelectionSet, page))
		case *ast.FragmentSpread:
			total = add(total, e.fragment(s.Name, page))
		}
	}
	return total
}

func (e *estimate) field(f *ast.Field, page int) int {
	if isIntrospection(f.Name) {
		return introspectionCost
	}
	if len(f.SelectionSet) == 0 || f.Definition == nil {
		return 1
	}
	isList := f.Definition.Type.Elem != nil
	if f.Definition.Arguments.ForName("first") != nil {
		page = e.page(f)
		if !isList { // a connection: its lists are the page
			return add(1, e.set(f.SelectionSet, page))
		}
	}
	items := 1
	if isList {
		items = listSize
		if page > 0 {
			items = page
		}
	}
	return multiply(items, add(1, e.set(f.SelectionSet, 0)))
}

func (e *estimate) fragment(name string, page int) int {
	at := spread{name, page}
	if total, ok := e.fragments[at]; ok {
		return total
	}
	definition := e.document.Fragments.ForName(name)
	if definition == nil {
		return 0
	}
	total := e.set(definition.SelectionSet, page)
	e.fragments[at] = total
	return total
}

// page is the size of the page that a connection's field asks for. One that is out of range is refused by
// the resolver; here it counts as the nearest that would pass.
func (e *estimate) page(f *ast.Field) int {
	size := 0
	for _, name := range []string{"first", "last"} {
		argument := f.Arguments.ForName(name)
		if argument == nil {
			continue
		}
		size = max(size, e.number(argument.Value))
	}
	if size == 0 {
		return pageSize
	}
	return min(size, largestPage)
}

// number reads an Int of a document; zero stands for null and for what was not sent.
func (e *estimate) number(v *ast.Value) int {
	if v.Kind == ast.IntValue {
		n, err := strconv.Atoi(v.Raw)
		if err != nil {
			return largestPage
		}
		return max(n, 1)
	}
	if v.Kind != ast.Variable {
		return 0
	}
	e.varies = true
	switch n := e.variables[v.Raw].(type) {
	case float64:
		return int(max(min(n, largestPage), 1))
	case int:
		return max(n, 1)
	}
	if v.VariableDefinition != nil && v.VariableDefinition.DefaultValue != nil {
		if _, sent := e.variables[v.Raw]; !sent {
			return e.number(v.VariableDefinition.DefaultValue)
		}
	}
	return 0
}
