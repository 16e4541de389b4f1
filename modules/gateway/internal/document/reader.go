package document

import "github.com/vektah/gqlparser/v2/ast"

// viewerDirective marks fields whose value depends on who looks.
const viewerDirective = "viewer"

// reader walks an operation once and notes what the rest of the package asks about it.
type reader struct {
	schema    *ast.Schema
	document  *ast.QueryDocument
	operation *Operation
	seen      map[string]bool // fragments that all has entered
}

// root notes the root fields. The number of selections is bounded before, so that fragments may be entered
// as often as they are spread.
func (r *reader) root(selections ast.SelectionSet) {
	for _, selection := range selections {
		switch s := selection.(type) {
		case *ast.Field:
			r.operation.Fields = append(r.operation.Fields, s.Name)
			r.operation.roots = append(r.operation.roots, s)
			r.operation.Introspects = r.operation.Introspects || isIntrospection(s.Name)
		case *ast.InlineFragment:
			r.root(s.SelectionSet)
		case *ast.FragmentSpread:
			if f := r.document.Fragments.ForName(s.Name); f != nil {
				r.root(f.SelectionSet)
			}
		}
	}
}

// all notes every field's arguments and whether any field depends on the viewer.
func (r *reader) all(selections ast.SelectionSet) {
	for _, selection := range selections {
		switch s := selection.(type) {
		case *ast.Field:
			r.field(s)
			r.all(s.SelectionSet)
		case *ast.InlineFragment:
			r.all(s.SelectionSet)
		case *ast.FragmentSpread:
			f := r.document.Fragments.ForName(s.Name)
			if f != nil && !r.seen[s.Name] {
				r.seen[s.Name] = true
				r.all(f.SelectionSet)
			}
		}
	}
}

func (r *reader) field(f *ast.Field) {
	if f.Definition == nil {
		return
	}
	for _, argument := range f.Arguments {
		definition := f.Definition.Arguments.ForName(argument.Name)
		if definition != nil {
			r.operation.inputs = append(r.operation.inputs, input{argument.Name, definition.Type, argument.Value})
		}
	}
	r.operation.UsesViewer = r.operation.UsesViewer || r.dependsOnViewer(f)
}

// dependsOnViewer looks at the field itself and, when it is an interface's, at the same field of every type
// behind the interface.
func (r *reader) dependsOnViewer(f *ast.Field) bool {
	if f.Definition.Directives.ForName(viewerDirective) != nil {
		return true
	}
	if f.ObjectDefinition == nil || !f.ObjectDefinition.IsAbstractType() {
		return false
	}
	for _, possible := range r.schema.GetPossibleTypes(f.ObjectDefinition) {
		field := possible.Fields.ForName(f.Name)
		if field != nil && field.Directives.ForName(viewerDirective) != nil {
			return true
		}
	}
	return false
}
