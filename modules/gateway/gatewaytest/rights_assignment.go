package gatewaytest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
)

// never are fields that a client would like to set and that no input has.
var never = []string{
	"ownerId", "createdById", "authorId", "actorId", "createdAt", "updatedAt", "version", "number", "ref", "position",
	"isAdmin", "disabled", "passwordHash", "completedAt", "watchers", "seq",
}

// A field that the schema does not name is refused, in a literal and in a variable, before anything is done.
func massAssignment(t *testing.T, h *house) {
	parsed := contract(t)
	owner := h.Olga
	project := owner.newProject(t, "Strict")
	before := owner.cursor(t, project)
	for _, field := range fieldsOf(parsed.Mutation) {
		argument := field.Arguments.ForName("input")
		if argument == nil {
			continue
		}
		input := parsed.Types[argument.Type.Name()]
		for _, extra := range never {
			if input.Fields.ForName(extra) != nil {
				t.Errorf("%s.%s can be set by a client", input.Name, extra)
			}
		}
		body := field.Name + "(input: %s)"
		if parsed.Types[field.Type.Name()].Kind == ast.Object {
			body += " { __typename }"
		}
		variable := sample(parsed, input, project)
		variable["isAdmin"] = true
		got := owner.refused(t, "INVALID_INPUT", fmt.Sprintf("mutation($in: %s!) { %s }", input.Name, fmt.Sprintf(body, "$in")), vars{"in": variable})
		if len(got.Errors) > 0 && got.Errors[0].field() != "input.isAdmin" {
			t.Errorf("%s: the answer does not name the field: %+v", field.Name, got.Errors)
		}
		owner.refused(t, "INVALID_INPUT", "mutation { "+fmt.Sprintf(body, "{isAdmin: true}")+" }", nil)
	}
	if owner.cursor(t, project) != before {
		t.Error("a refused input made an event")
	}
}

// sample is an input with its required fields.
func sample(parsed *ast.Schema, input *ast.Definition, id string) vars {
	in := vars{}
	for _, field := range input.Fields {
		if !field.Type.NonNull {
			continue
		}
		var value any
		switch kind := parsed.Types[field.Type.Name()]; {
		case kind.Kind == ast.Enum:
			value = kind.EnumValues[0].Name
		case field.Type.Name() == "ID":
			value = id
		default:
			value = strings.ToUpper(field.Name)
		}
		if field.Type.Elem != nil {
			value = []any{value}
		}
		in[field.Name] = value
	}
	return in
}
