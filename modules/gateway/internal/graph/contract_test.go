package graph

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"tasklane/schema"
)

func publicSchema(t *testing.T) *ast.Schema {
	t.Helper()
	parsed, err := gqlparser.LoadSchema(&ast.Source{Name: "schema.graphql", Input: schema.SDL})
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// In an update a field that is left out stays and null clears it, which a pointer cannot tell apart.
func TestUpdatesTellAbsentFromNull(t *testing.T) {
	t.Parallel()
	for _, input := range []any{
		updateTaskInput{}, bulkUpdateTasksInput{}, updateProjectInput{}, updateStatusInput{}, updateLabelInput{},
		updateProfileInput{}, updateCommentInput{},
	} {
		kind := reflect.TypeOf(input)
		name := strings.ToUpper(kind.Name()[:1]) + kind.Name()[1:]
		definition := publicSchema(t).Types[name]
		if definition == nil {
			t.Errorf("%s is no input of the schema", name)
			continue
		}
		for _, field := range definition.Fields {
			in, found := kind.FieldByNameFunc(func(n string) bool { return strings.EqualFold(n, field.Name) })
			if !found {
				t.Errorf("%s.%s is not read", name, field.Name)
			} else if optional := !field.Type.NonNull; optional != strings.HasPrefix(in.Type.Name(), "maybe[") {
				t.Errorf("%s.%s: optional %v, but read as %s", name, field.Name, optional, in.Type)
			}
		}
	}
}

// The library mishandles defaults of arguments and input fields together with variables.
func TestTheSchemaHasNoDefaults(t *testing.T) {
	t.Parallel()
	for name, definition := range publicSchema(t).Types {
		if strings.HasPrefix(name, "__") {
			continue
		}
		for _, field := range definition.Fields {
			if field.DefaultValue != nil {
				t.Errorf("%s.%s has a default", name, field.Name)
			}
			for _, argument := range field.Arguments {
				if argument.DefaultValue != nil && !strings.HasPrefix(field.Name, "__") {
					t.Errorf("%s.%s(%s) has a default", name, field.Name, argument.Name)
				}
			}
		}
	}
}

// One failing module must not blank the rest of an answer.
func TestRootFieldsMayBeNull(t *testing.T) {
	t.Parallel()
	parsed := publicSchema(t)
	for _, root := range []*ast.Definition{parsed.Query, parsed.Mutation} {
		for _, field := range root.Fields {
			if field.Type.NonNull && !strings.HasPrefix(field.Name, "__") {
				t.Errorf("%s.%s cannot be null", root.Name, field.Name)
			}
		}
	}
}

// asViewer are the fields whose resolvers look at who asks. An event that is selected without them is executed once for
// everybody: one that is missing in the schema would show one person's answer to all.
var asViewer = []string{
	"Project.tasks", "Project.viewerRole", "Task.events", "Task.relations", "Task.watchedByMe", "User.email",
}

func TestFieldsThatDependOnWhoLooksSaySo(t *testing.T) {
	t.Parallel()
	var marked []string
	for name, definition := range publicSchema(t).Types {
		for _, field := range definition.Fields {
			if field.Directives.ForName("viewer") != nil {
				marked = append(marked, name+"."+field.Name)
			}
		}
	}
	slices.Sort(marked)
	if !slices.Equal(marked, asViewer) {
		t.Errorf("marked in the schema: %v; by the resolvers: %v", marked, asViewer)
	}
}

func TestEveryRootFieldHasAResolverOfItsName(t *testing.T) {
	t.Parallel()
	for _, root := range []struct {
		of   any
		name string
	}{{&queries{}, "Query"}, {&mutations{}, "Mutation"}, {&eventRoot{}, "Subscription"}} {
		kind := reflect.TypeOf(root.of)
		for _, field := range publicSchema(t).Types[root.name].Fields {
			if strings.HasPrefix(field.Name, "__") {
				continue
			}
			if _, found := kind.MethodByName(strings.ToUpper(field.Name[:1]) + field.Name[1:]); !found {
				t.Errorf("%s.%s has no resolver of its name", root.name, field.Name)
			}
		}
	}
}
