package document

import (
	"slices"
	"strings"

	"github.com/vektah/gqlparser/v2/ast"

	"tasklane/platform/fault"
)

// Kind is what an operation does.
type Kind string

// The kinds of operation.
const (
	Query        Kind = "query"
	Mutation     Kind = "mutation"
	Subscription Kind = "subscription"
)

// Operation is one operation of a valid document.
type Operation struct {
	Kind Kind
	// Name is empty for an anonymous operation.
	Name string
	// Fields are the names of the root fields as the schema knows them, one for each selection, those of
	// fragments included. A subscription has exactly one.
	Fields []string
	// Introspects says that the operation reads the schema itself.
	Introspects bool
	// UsesViewer says that some selected field carries @viewer: its value depends on who looks.
	UsesViewer bool

	limits     Limits
	scalars    Scalars
	schema     *ast.Schema
	document   *ast.QueryDocument
	definition *ast.OperationDefinition
	roots      []*ast.Field
	inputs     []input
	cost       int
	costVaries bool
	executable *executables
}

// IsAccountField says whether a root field of Mutation hands out or ends a session. Such fields are accepted
// by HTTP POST only, one in a document.
func IsAccountField(name string) bool {
	switch name {
	case "register", "login", "refresh", "changePassword", "logout":
		return true
	}
	return false
}

func (c *Catalog) operation(document *ast.QueryDocument, definition *ast.OperationDefinition, text source) (*Operation, error) {
	o := &Operation{
		Kind: Kind(definition.Operation), Name: definition.Name,
		limits: c.limits, scalars: c.scalars, schema: c.schema, document: document, definition: definition,
	}
	reading := reader{schema: c.schema, document: document, operation: o, seen: map[string]bool{}}
	reading.root(definition.SelectionSet)
	reading.all(definition.SelectionSet)
	switch o.Kind {
	case Mutation:
		if err := within("number of mutations", len(o.Fields), c.limits.MutationFields); err != nil {
			return nil, err
		}
	case Subscription:
		if err := o.checkSubscription(); err != nil {
			return nil, err
		}
	}
	o.cost, o.costVaries = cost(document, definition, nil)
	o.executable = newExecutables(text, o)
	return o, nil
}

// checkSubscription refuses what could not be executed for each event: a second root field, one of
// introspection, and a root field that a condition may leave out.
func (o *Operation) checkSubscription() error {
	if len(o.Fields) != 1 || strings.HasPrefix(o.Fields[0], "__") {
		return fault.Invalidf("query", "A subscription has exactly one root field, and not one of introspection.")
	}
	conditions := o.roots[0].Directives
	for _, selection := range o.definition.SelectionSet {
		switch s := selection.(type) {
		case *ast.InlineFragment:
			conditions = append(slices.Clip(conditions), s.Directives...)
		case *ast.FragmentSpread:
			conditions = append(slices.Clip(conditions), s.Directives...)
		}
	}
	for _, directive := range conditions {
		if directive.Name == "skip" || directive.Name == "include" {
			return fault.Invalidf("query", "The root field of a subscription takes no @%s.", directive.Name)
		}
	}
	return nil
}

// Check holds the operation against the limits and types that depend on its variables. It returns
// TooComplex, or Invalid with the argument's path, such as input.title.
func (o *Operation) Check(variables map[string]any) error {
	total := o.cost
	if o.costVaries {
		total, _ = cost(o.document, o.definition, variables)
	}
	if err := within("cost", total, o.limits.Cost); err != nil {
		return err
	}
	return o.checkInputs(variables)
}

// Cost is the estimated number of values in the answer.
func (o *Operation) Cost(variables map[string]any) int {
	total, _ := cost(o.document, o.definition, variables)
	return total
}

// Arguments are the values of a subscription's root field, variables filled in; an argument that was not
// given, or whose variable was not sent, is absent.
func (o *Operation) Arguments(variables map[string]any) (map[string]any, error) {
	values := map[string]any{}
	for _, argument := range o.roots[0].Arguments {
		v := argument.Value
		if v.Kind == ast.Variable && !given(v, variables) {
			continue
		}
		value, err := v.Value(variables)
		if err != nil {
			return nil, fault.Invalidf(argument.Name, "This is not a valid value.")
		}
		values[argument.Name] = value
	}
	return values, nil
}

// given says whether a variable has a value: it was sent, or its definition has a default.
func given(v *ast.Value, variables map[string]any) bool {
	if _, sent := variables[v.Raw]; sent {
		return true
	}
	return v.VariableDefinition != nil && v.VariableDefinition.DefaultValue != nil
}
