package gatewaytest

import (
	"slices"
	"testing"
)

func addressCases() cases {
	return cases{"Q71 an e-mail address is seen by those who share a project": addresses}
}

// addresses looks at every place where a person can appear, as everybody: the address is there for the person, for
// admins and for those who share a project, and for nobody else.
func addresses(t *testing.T, h *house) {
	x := explore(t)
	c := h.cast(t)
	// One who has left has made, said and done things here.
	project := c.owner.newProject(t, "Addresses")
	for _, who := range []*person{c.former, c.editor} {
		c.owner.admit(t, project, who, "EDITOR")
	}
	c.owner.admit(t, project, c.viewer, "VIEWER")
	task := c.former.newTask(t, project, "left behind", vars{"assignedUserId": c.viewer.ID})
	comment := c.former.comment(t, task, "[@Edgar](mention:"+c.editor.ID+") bye")
	c.editor.notified(t, "MENTIONED")
	c.owner.comment(t, task, "and thanks")
	start := c.owner.cursor(t, project)
	c.former.newTask(t, project, "also left", vars{"assignedUserId": c.editor.ID})
	notification, _ := c.editor.notified(t, "ASSIGNED")
	c.owner.change(t, "removeMember", `id`, vars{"projectId": project, "userId": c.former.ID})

	everybody := []*person{c.owner, c.editor, c.viewer, c.former, c.stranger, c.spare, c.Admin}
	together := []*person{c.owner, c.editor, c.viewer} // the cast's other project has them too, without the former
	maySee := func(viewer *person, id string) bool {
		in := func(p *person) bool { return p.ID == id }
		return viewer == c.Admin || viewer.ID == id || slices.Contains(together, viewer) && slices.ContainsFunc(together, in)
	}
	names := map[string]string{"project": project, "task": task, "comment": comment, "notification": notification, "start": start}
	for _, viewer := range everybody {
		look := func(what string, got answer) {
			t.Helper()
			eachPerson(got.Data, func(id string, email any) {
				known := slices.ContainsFunc(everybody, func(p *person) bool { return p.ID == id })
				if known && (email != nil) != maySee(viewer, id) {
					t.Errorf("%s, asked by %s, shows the address %v of %s", what, viewer.Name, email, nameOf(everybody, id))
				}
			})
		}
		for _, q := range []step{
			{"", "me", ``}, {"", "project", `id: $project`}, {"", "projects", `first: 5`}, {"", "task", `id: $task`},
			{"", "tasks", `filter: {projectIds: [$project]}, first: 5`}, {"", "notifications", `first: 5`},
			{"", "node Comment", `id: $comment`}, {"", "node Task", `id: $task`}, {"", "node Project", `id: $project`},
			{"", "node Notification", `id: $notification`},
		} {
			look(q.field, viewer.must(t, fill(x.operation(x.schema.Query, q.field, q.arguments), names), nil))
		}
		for _, other := range everybody {
			look("user", viewer.must(t, fill(`{ user(id: $id) { id email } }`, map[string]string{"id": other.ID}), nil))
			look("users by address", viewer.must(t, fill(`{ users(query: $q) { nodes { id email } } }`, map[string]string{"q": other.Email}), nil))
			look("node User", viewer.must(t, fill(`{ node(id: $id) { ... on User { id email } } }`, map[string]string{"id": other.ID}), nil))
		}
		if !slices.Contains(together, viewer) {
			continue
		}
		// Two selections of an event: with an address it is executed for each viewer.
		f := ways["SSE"](viewer, t, fill(x.operation(x.schema.Subscription, "taskEvents", `projectId: $project, after: $start`), names), nil)
		for range 2 {
			look("taskEvents", f.must(t))
		}
		f.close()
		viewer.must(t, fill(`mutation { setPresence(projectId: $project) }`, names), nil)
		f = ways["SSE"](viewer, t, fill(x.operation(x.schema.Subscription, "presence", `projectId: $project`), names), nil)
		look("presence", f.must(t))
		f.close()
	}
	for operation, who := range map[string]*person{
		`mutation { addComment(input: {taskId: $task, body: "x"}) { comment { author { id email } task { createdBy { id email } } } } }`: c.editor,
		`mutation { watchTask(id: $task) { task { createdBy { id email } watchers { id email } assignedUser { id email } } } }`:          c.viewer,
	} {
		eachPerson(who.must(t, fill(operation, names), nil).Data, func(id string, email any) {
			if (email != nil) != maySee(who, id) {
				t.Errorf("%s shows the address %v of %s", operation, email, nameOf(everybody, id))
			}
		})
	}
}

// eachPerson finds every object with an id and an address.
func eachPerson(value any, found func(id string, email any)) {
	switch v := value.(type) {
	case []any:
		for _, item := range v {
			eachPerson(item, found)
		}
	case map[string]any:
		if email, has := v["email"]; has {
			id, _ := v["id"].(string)
			found(id, email)
		}
		for _, below := range v {
			eachPerson(below, found)
		}
	}
}

func nameOf(people []*person, id string) string {
	for _, p := range people {
		if p.ID == id {
			return p.Name
		}
	}
	return id
}
