package gatewaytest

import (
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"strings"
	"testing"

	"github.com/vektah/gqlparser/v2/ast"
)

// What null does to a field of an update.
const (
	refused = "refused" // INVALID_INPUT, and nothing is changed
	kept    = "kept"    // as if it were left out
)

// nulls says what null does to each field of each update: one of the words above, or the value that the field has
// then, as JSON.
var nulls = map[string]map[string]string{
	"updateTask": {
		"title": refused, "description": `""`, "status": refused, "priority": refused, "assignedUserId": `null`,
		"labelIds": `[]`, "addLabelIds": kept, "removeLabelIds": kept, "parentId": `null`,
		"startOn": `null`, "startAt": `null`, "dueOn": `null`, "dueAt": `null`, "ifVersion": kept,
	},
	"bulkUpdateTasks": {
		"status": refused, "priority": refused, "assignedUserId": `null`, "addLabelIds": kept, "removeLabelIds": kept,
		"startOn": `null`, "startAt": `null`, "dueOn": `null`, "dueAt": `null`, "deleted": refused,
	},
	"updateProject": {"key": refused, "name": refused, "description": `""`, "archived": refused},
	"updateStatus": {
		"newKey": refused, "name": refused, "category": refused, "color": refused, "after": `null`, "wipLimit": `null`,
	},
	"updateLabel":   {"name": refused, "color": refused},
	"updateProfile": {"name": refused, "email": refused, "timeZone": refused, "currentPassword": kept},
	"updateComment": {},
}

// updated is a thing of which every field has a value: how to name it in an update, and how to read its fields by the
// names that the update has for them.
type updated struct {
	named     string // id: "…"
	read      func(t *testing.T) map[string]any
	selection string
}

// absentAndNull: a field that is left out stays, be it not in the input or a variable that was declared and not sent;
// null clears it or is refused, be it written, sent as a variable, or part of an input that is sent as one.
func absentAndNull(t *testing.T, h *house) {
	parsed := contract(t)
	c := &cast{house: h, owner: h.person(t, "Olga"), editor: h.Edgar}
	c.project = c.owner.newProject(t, "Full")
	c.owner.admit(t, c.project, c.editor, "EDITOR")
	for _, field := range fieldsOf(parsed.Mutation) {
		if !strings.HasPrefix(field.Name, "update") && !strings.HasPrefix(field.Name, "bulk") {
			continue
		}
		input := parsed.Types[field.Arguments.ForName("input").Type.Name()]
		for _, part := range input.Fields {
			if part.Type.NonNull {
				continue
			}
			outcome, known := nulls[field.Name][part.Name]
			if !known {
				t.Errorf("nobody says what null does to %s.%s", input.Name, part.Name)
				continue
			}
			c.tryAbsentAndNull(t, field.Name, input, part, outcome)
		}
	}
}

func (c *cast) tryAbsentAndNull(t *testing.T, mutation string, input *ast.Definition, field *ast.FieldDefinition, outcome string) {
	t.Helper()
	name, kind := field.Name, field.Type.String()
	thing := c.full(t, mutation, strings.HasSuffix(name, "At"))
	before := thing.read(t)
	send := func(way, expected, operation string, variables vars) {
		t.Helper()
		what := fmt.Sprintf("%s.%s %s", mutation, name, way)
		got := c.owner.do(t, operation, variables)
		want := maps.Clone(before)
		switch expected {
		case refused:
			if got.code() != "INVALID_INPUT" || got.Errors[0].field() != "input."+name {
				t.Errorf("%s: want INVALID_INPUT at input.%s, got %s", what, name, got.Raw)
			}
		case kept:
		default:
			var value any
			if err := json.Unmarshal([]byte(expected), &value); err != nil {
				t.Fatal(err)
			}
			want[name] = value
		}
		if expected != refused && got.code() != "" {
			t.Errorf("%s: %s", what, got.Raw)
		}
		after := thing.read(t)
		if expected != refused && expected != kept {
			delete(want, "version")
			delete(after, "version")
		}
		if !reflect.DeepEqual(after, want) {
			t.Errorf("%s:\nbefore %v\nwant   %v\nafter  %v", what, before, want, after)
		}
	}
	send("declared and not sent", kept,
		fmt.Sprintf(`mutation($v: %s) { %s(input: {%s, %s: $v}) { %s } }`, kind, mutation, thing.named, name, thing.selection), nil)
	send("null as written", outcome,
		fmt.Sprintf(`mutation { %s(input: {%s, %s: null}) { %s } }`, mutation, thing.named, name, thing.selection), nil)

	thing = c.full(t, mutation, strings.HasSuffix(name, "At"))
	before = thing.read(t)
	send("null as a variable", outcome,
		fmt.Sprintf(`mutation($v: %s) { %s(input: {%s, %s: $v}) { %s } }`, kind, mutation, thing.named, name, thing.selection), vars{"v": nil})

	thing = c.full(t, mutation, strings.HasSuffix(name, "At"))
	before = thing.read(t)
	var whole vars
	if err := json.Unmarshal([]byte("{"+quoteNames(thing.named)+"}"), &whole); err != nil {
		t.Fatal(err)
	}
	whole[name] = nil
	send("null within a variable", outcome,
		fmt.Sprintf(`mutation($in: %s!) { %s(input: $in) { %s } }`, input.Name, mutation, thing.selection), vars{"in": whole})
}

// quoteNames makes JSON of an input's fields as GraphQL writes them.
func quoteNames(fields string) string {
	if fields == "" {
		return ""
	}
	parts := strings.Split(fields, ", ")
	for i, part := range parts {
		name, value, _ := strings.Cut(part, ": ")
		parts[i] = fmt.Sprintf("%q: %s", name, value)
	}
	return strings.Join(parts, ", ")
}
