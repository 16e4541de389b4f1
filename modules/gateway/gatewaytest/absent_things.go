package gatewaytest

import (
	"fmt"
	"testing"
)

// full makes a thing that the mutation updates, every field of which has a value; timed: with instants in place of
// days.
func (c *cast) full(t *testing.T, mutation string, timed bool) updated {
	t.Helper()
	switch mutation {
	case "updateTask":
		id := c.fullTask(t, timed)
		return updated{named: fmt.Sprintf("id: %q", id), read: c.taskFields(id), selection: "task { id }"}
	case "bulkUpdateTasks":
		id := c.fullTask(t, timed)
		return updated{named: fmt.Sprintf("ids: [%q]", id), read: c.taskFields(id), selection: "tasks { id }"}
	case "updateProject":
		id := c.owner.newProject(t, "Full")
		c.owner.change(t, "updateProject", `project { id }`, vars{"id": id, "description": "full"})
		return updated{named: fmt.Sprintf("id: %q", id), selection: "project { id }", read: c.fields(
			`query($id: ID!) { it: project(id: $id) { key name description archived: archivedAt version: cursor } }`, id)}
	case "updateStatus":
		return c.fullColumn(t)
	case "updateLabel":
		id := c.owner.newLabel(t, c.project, newKey())
		return updated{named: fmt.Sprintf("id: %q", id), selection: "label { id }",
			read: c.fields(`query($id: ID!) { it: node(id: $id) { ... on Label { name color } } }`, id)}
	case "updateProfile":
		return updated{selection: "user { id }", read: func(t *testing.T) map[string]any {
			return object(c.owner.must(t, `{ me { name email timeZone } }`, nil).at("me"))
		}}
	default:
		t.Fatalf("nobody makes a full thing for %s", mutation)
		return updated{}
	}
}

func object(value any) map[string]any {
	fields, _ := value.(map[string]any)
	return fields
}

// fields reads the object "it" of a query.
func (c *cast) fields(query, id string) func(t *testing.T) map[string]any {
	return func(t *testing.T) map[string]any {
		t.Helper()
		return object(c.owner.must(t, query, vars{"id": id}).at("it"))
	}
}

func (c *cast) fullTask(t *testing.T, timed bool) (id string) {
	t.Helper()
	more := vars{
		"description": "full", "status": "in_progress", "priority": "HIGH", "assignedUserId": c.editor.ID,
		"labelIds": []string{c.owner.newLabel(t, c.project, newKey())}, "parentId": c.owner.newTask(t, c.project, "parent"),
	}
	if timed {
		more["startAt"], more["dueAt"] = "2026-11-23T06:32:16.123Z", "2026-12-24T18:00:00Z"
	} else {
		more["startOn"], more["dueOn"] = "2026-11-23", "2026-12-24"
	}
	return c.owner.newTask(t, c.project, "full", more)
}

func (c *cast) taskFields(id string) func(t *testing.T) map[string]any {
	return c.fields(`query($id: ID!) { it: task(id: $id) { title description status { key } priority assignedUserId: assignedUser { id }
		labelIds: labels { id } parentId: parent { id } startOn startAt dueOn dueAt position deleted: deletedAt version } }`, id)
}

func (c *cast) fullColumn(t *testing.T) updated {
	t.Helper()
	key := "k" + newID()
	project := c.owner.newProject(t, "Columns")
	c.owner.change(t, "createStatus", `project { id }`, vars{
		"projectId": project, "key": key, "name": "Full", "category": "TODO", "color": "#aabbcc", "after": "todo", "wipLimit": 3,
	})
	return updated{
		named: fmt.Sprintf("projectId: %q, key: %q", project, key), selection: "project { id }",
		read: func(t *testing.T) map[string]any {
			t.Helper()
			before := any(nil)
			columns := c.owner.must(t, `query($id: ID!) { project(id: $id) { statuses { newKey: key name category color wipLimit } } }`,
				vars{"id": project}).list("project", "statuses")
			for _, column := range columns {
				fields := object(column)
				if fields["newKey"] == key {
					fields["after"] = before
					return fields
				}
				before = fields["newKey"]
			}
			t.Fatal("the column is gone")
			return nil
		},
	}
}
