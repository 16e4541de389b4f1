package document

import "github.com/vektah/gqlparser/v2/ast"

// unbounded stands for any number too large to be worth counting; sums stop there instead of overflowing.
const unbounded = 1 << 30

// measure counts what a document asks for by its shape alone. Every fragment is counted once and its
// numbers are added wherever it is spread, so that fragments which spread each other a billion times cost
// no time to refuse.
type measure struct {
	document  *ast.QueryDocument
	fragments map[string]size
	open      map[string]bool // fragments being counted: one that is met again is a cycle
}

// size is what a selection set asks for, its fragments included.
type size struct {
	depth, introspectionDepth       int
	selections, aliases, directives int
}

func newMeasure(document *ast.QueryDocument) *measure {
	return &measure{document: document, fragments: map[string]size{}, open: map[string]bool{}}
}

func (m *measure) check(operation *ast.OperationDefinition, limits Limits) error {
	s := m.set(operation.SelectionSet)
	s.directives = add(s.directives, len(operation.Directives))
	for _, limit := range []struct {
		name           string
		value, maximum int
	}{
		{"depth", s.depth, limits.Depth},
		{"depth of introspection", s.introspectionDepth, introspectionDepth},
		{"number of selections", s.selections, limits.Selections},
		{"number of aliases", s.aliases, limits.Aliases},
		{"number of directives", s.directives, limits.Directives},
	} {
		if err := within(limit.name, limit.value, limit.maximum); err != nil {
			return err
		}
	}
	return nil
}

func (m *measure) set(selections ast.SelectionSet) size {
	var total size
	for _, selection := range selections {
		switch s := selection.(type) {
		case *ast.Field:
			total.join(m.field(s))
		case *ast.InlineFragment:
			total.join(m.set(s.SelectionSet))
			total.directives = add(total.directives, len(s.Directives))
		case *ast.FragmentSpread:
			total.join(m.fragment(s.Name))
			total.directives = add(total.directives, len(s.Directives))
		}
	}
	return total
}

func (m *measure) field(f *ast.Field) size {
	s := m.set(f.SelectionSet)
	s.selections = add(s.selections, 1)
	s.directives = add(s.directives, len(f.Directives))
	if f.Alias != f.Name {
		s.aliases = add(s.aliases, 1)
	}
	if isIntrospection(f.Name) {
		s.depth, s.introspectionDepth = 1, s.depth+1
	} else {
		s.depth++
	}
	return s
}

// fragment measures a fragment once. A cycle counts as nothing here: validation refuses it by name.
func (m *measure) fragment(name string) size {
	if s, ok := m.fragments[name]; ok {
		return s
	}
	definition := m.document.Fragments.ForName(name)
	if definition == nil || m.open[name] {
		return size{}
	}
	m.open[name] = true
	s := m.set(definition.SelectionSet)
	s.directives = add(s.directives, len(definition.Directives))
	delete(m.open, name)
	m.fragments[name] = s
	return s
}

func (s *size) join(other size) {
	s.depth = max(s.depth, other.depth)
	s.introspectionDepth = max(s.introspectionDepth, other.introspectionDepth)
	s.selections = add(s.selections, other.selections)
	s.aliases = add(s.aliases, other.aliases)
	s.directives = add(s.directives, other.directives)
}

func add(a, b int) int { return min(a+b, unbounded) }

func multiply(a, b int) int {
	if a != 0 && b > unbounded/a {
		return unbounded
	}
	return a * b
}
