package gatewaytest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
)

// explorer asks for everything that the schema names and remembers what came back with a value.
type explorer struct {
	schema *ast.Schema
	seen   map[string]bool // Task.title
}

func explore(t *testing.T) *explorer {
	t.Helper()
	return &explorer{schema: contract(t), seen: map[string]bool{}}
}

// selection selects every field of a type, and below objects with an id their plain fields. What has no id of its own,
// such as a page or a relation, is passed through.
func (x *explorer) selection(kind string, deep bool) string {
	definition := x.schema.Types[kind]
	own := slices.Contains(definition.Interfaces, "Node")
	var parts []string
	for _, field := range fieldsOf(definition) {
		below := x.schema.Types[field.Type.Name()]
		switch {
		case below.IsLeafType():
			parts = append(parts, field.Name)
		case !own:
			parts = append(parts, field.Name+arguments(field)+" "+x.selection(below.Name, deep))
		case deep:
			parts = append(parts, field.Name+arguments(field)+" "+x.selection(below.Name, false))
		}
	}
	return "{ " + strings.Join(parts, " ") + " }"
}

func arguments(field *ast.FieldDefinition) string {
	if field.Arguments.ForName("first") == nil {
		return ""
	}
	return "(first: 5)"
}

// operation is an operation of one root field with everything selected. An interface is asked for the type that stands
// behind the field's name.
func (x *explorer) operation(root *ast.Definition, field, arguments string) string {
	if arguments != "" {
		arguments = "(" + arguments + ")"
	}
	field, on, _ := strings.Cut(field, " ")
	kind := root.Fields.ForName(field).Type.Name()
	if on != "" {
		return fmt.Sprintf("%s { %s%s { __typename ... on %s %s } }", strings.ToLower(root.Name), field, arguments, on, x.selection(on, true))
	}
	if x.schema.Types[kind].IsLeafType() {
		return fmt.Sprintf("%s { %s%s }", strings.ToLower(root.Name), field, arguments)
	}
	return fmt.Sprintf("%s { %s%s %s }", strings.ToLower(root.Name), field, arguments, x.selection(kind, true))
}

// note remembers what an answer has values for.
func (x *explorer) note(root *ast.Definition, got answer) { x.walk(root, got.Data) }

func (x *explorer) walk(kind *ast.Definition, value any) {
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			x.walk(kind, item)
		}
	case map[string]any:
		if name, is := v["__typename"].(string); is {
			kind = x.schema.Types[name]
		}
		for name, below := range v {
			field := kind.Fields.ForName(name)
			if field == nil || below == nil {
				continue
			}
			if list, is := below.([]any); !is || len(list) > 0 {
				x.seen[kind.Name+"."+name] = true
			}
			x.walk(x.schema.Types[field.Type.Name()], below)
		}
	}
}

// missing are the fields of the schema that never came back with a value.
func (x *explorer) missing() []string {
	var missing []string
	for name, definition := range x.schema.Types {
		if definition.Kind != ast.Object || strings.HasPrefix(name, "__") {
			continue
		}
		for _, field := range fieldsOf(definition) {
			if !x.seen[name+"."+field.Name] {
				missing = append(missing, name+"."+field.Name)
			}
		}
	}
	slices.Sort(missing)
	return missing
}
