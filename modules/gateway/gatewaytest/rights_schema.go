package gatewaytest

import (
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"tasklane/schema"
)

// contract is the schema that every site serves.
func contract(t *testing.T) *ast.Schema {
	t.Helper()
	parsed, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphql", Input: schema.SDL})
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// fieldsOf are a type's own fields.
func fieldsOf(definition *ast.Definition) []*ast.FieldDefinition {
	var fields []*ast.FieldDefinition
	for _, field := range definition.Fields {
		if !strings.HasPrefix(field.Name, "__") {
			fields = append(fields, field)
		}
	}
	return fields
}

// everyRootFieldHasARow fails for a field that somebody added to the schema without saying who may use it.
func everyRootFieldHasARow(t *testing.T) {
	t.Helper()
	parsed := contract(t)
	for _, root := range []struct {
		of   *ast.Definition
		rows []right
	}{
		{parsed.Query, queryRights}, {parsed.Mutation, mutationRights}, {parsed.Subscription, subscriptionRights},
	} {
		seen := map[string]bool{}
		for _, row := range root.rows {
			seen[row.field] = true
			if root.of.Fields.ForName(row.field) == nil {
				t.Errorf("%s.%s has a row in the rights table and is not in the schema", root.of.Name, row.field)
			}
			if n := len(strings.Fields(row.outcome)); n != 9 {
				t.Errorf("%s.%s says what becomes of it for %d callers of 9", root.of.Name, row.field, n)
			}
		}
		for _, field := range fieldsOf(root.of) {
			if !seen[field.Name] {
				t.Errorf("%s.%s has no row in the rights table", root.of.Name, field.Name)
			}
		}
	}
}
