package gatewaytest

import (
	"slices"
	"testing"
)

func contractCases() cases {
	return cases{
		"every name of the schema works":      everyName,
		"what is left out stays, null clears": absentAndNull,
	}
}

// step is one operation of the story: who does it, which field, with what arguments.
type step struct{ who, field, arguments string }

// story uses every mutation. What begins with $ is a person, or an id that the client chooses, or what preparing it
// has brought.
var story = []step{
	{"olga", "createProject", `input: {id: $project, key: $key, name: "Contract", description: "All of it"}`},
	{"olga", "setMember", `input: {projectId: $project, email: $edgarEmail, role: VIEWER}`},
	{"olga", "setMember", `input: {projectId: $project, userId: $edgar, role: EDITOR}`},
	{"olga", "setMember", `input: {projectId: $project, userId: $viktor, role: VIEWER}`},
	{"olga", "createStatus", `input: {projectId: $project, key: "waiting", name: "Waiting", category: IN_PROGRESS, color: "#aabbcc", after: "todo", wipLimit: 3}`},
	{"olga", "createStatus", `input: {projectId: $project, key: "odd", name: "Odd", category: TODO}`},
	{"olga", "updateStatus", `input: {projectId: $project, key: "waiting", newKey: "blocked", name: "Blocked", after: null}`},
	{"olga", "deleteStatus", `input: {projectId: $project, key: "odd", moveTasksTo: "todo"}`},
	{"edgar", "createLabel", `input: {id: $label, projectId: $project, name: "bug", color: "#ff0000"}`},
	{"edgar", "createLabel", `input: {id: $oldLabel, projectId: $project, name: "old"}`},
	{"edgar", "updateLabel", `input: {id: $label, name: "defect"}`},
	{"edgar", "deleteLabel", `id: $oldLabel`},

	{"olga", "createTask", `input: {id: $parent, projectId: $project, title: "Parent"}`},
	{"olga", "createTask", `input: {id: $task, projectId: $project, title: "Everything", description: "[@Edgar](mention:edgar)", status: "blocked",
		priority: HIGH, assignedUserId: $edgar, labelIds: [$label], parentId: $parent, startOn: "2026-11-23", dueOn: "2026-12-24"}`},
	{"edgar", "createTask", `input: {id: $child, projectId: $project, title: "Child", parentId: $task, startAt: "2026-11-23T06:32:16.123Z", dueAt: "2026-12-24T18:00:00+01:00"}`},
	{"olga", "createTask", `input: {id: $other, projectId: $project, title: "Other", assignedUserId: $viktor}`},
	{"olga", "createTask", `input: {id: $trash, projectId: $project, title: "Trash"}`},
	{"edgar", "updateTask", `input: {id: $task, title: "Everything at once", priority: URGENT}`},
	{"edgar", "moveTask", `input: {id: $task, status: "done"}`},
	{"edgar", "bulkUpdateTasks", `input: {ids: [$child, $other], status: "in_progress", addLabelIds: [$label]}`},
	{"edgar", "relateTasks", `input: {taskId: $task, kind: BLOCKS, otherId: $other}`},
	{"edgar", "relateTasks", `input: {taskId: $task, kind: RELATES, otherId: $parent}`},
	{"edgar", "unrelateTasks", `input: {taskId: $task, kind: RELATES, otherId: $parent}`},
	{"viktor", "watchTask", `id: $task`},
	{"viktor", "unwatchTask", `id: $other`},
	{"edgar", "addComment", `input: {id: $comment, taskId: $task, body: "Look"}`},
	{"edgar", "addComment", `input: {id: $oldComment, taskId: $task, body: "Never mind"}`},
	{"edgar", "updateComment", `input: {id: $comment, body: "Look here"}`},
	{"edgar", "deleteComment", `id: $oldComment`},
	{"edgar", "deleteTask", `id: $trash`},
	{"edgar", "restoreTask", `id: $trash`},
	{"edgar", "deleteTask", `id: $trash`},
	{"edgar", "deleteTask", `id: $other`},
	{"olga", "purgeTask", `id: $trash`},

	{"olga", "createProject", `input: {id: $archive, key: $archiveKey, name: "Archive"}`},
	{"olga", "updateProject", `input: {id: $archive, description: "Finished", archived: true}`},
	{"olga", "createProject", `input: {id: $binned, key: $binnedKey, name: "Binned"}`},
	{"olga", "deleteProject", `id: $binned`},
	{"olga", "restoreProject", `id: $binned`},
	{"olga", "deleteProject", `id: $binned`},

	{"edgar", "setPresence", `projectId: $project, taskId: $task`},
	{"edgar", "clearPresence", `projectId: $project`},
	{"edgar", "setPresence", `projectId: $project, taskId: $task`},
	{"viktor", "removeMember", `input: {projectId: $project, userId: $viktor}`},

	{"nobody", "register", `input: {name: "New", email: $newEmail, password: $password}`},
	{"nobody", "login", `input: {email: $newEmail, password: $password}`},
	{"nobody", "refresh", `refreshToken: $refresh`},
	{"viktor", "revokeSession", `id: $viktorSession`},
	{"viktor", "changePassword", `input: {current: $password, new: "a sentence that nobody knows"}`},
	{"viktor", "updateProfile", `input: {name: "Viktor the Viewer", timeZone: "Europe/Vienna"}`},
	{"edgar", "revokeOtherSessions", ``},
	{"admin", "setUserRole", `userId: $viktor, role: MEMBER`},
	{"admin", "setUserDisabled", `userId: $viktor, disabled: false`},
	{"viktor", "logout", ``},
	{"olga", "updateTask", `input: {id: $task, description: "Told to whom it is assigned"}`},
}

// questions use every query, and node once for each of its types, which stands behind it.
var questions = []step{
	{"edgar", "me", ``}, {"nobody", "server", ``}, {"edgar", "sessions", ``},
	{"edgar", "user", `id: $olga`}, {"edgar", "users", `query: "Ol", first: 5`},
	{"edgar", "project", `id: $project`}, {"edgar", "project", `key: $key`}, {"olga", "project", `id: $archive`}, {"olga", "project", `id: $binned`},
	{"olga", "projects", `includeArchived: true, first: 5`}, {"olga", "projects", `deleted: true, first: 5`}, {"admin", "projects", `ownerless: true, first: 5`},
	{"edgar", "task", `id: $task`}, {"edgar", "task", `ref: $ref`}, {"olga", "task", `id: $child`}, {"olga", "task", `id: $other`}, {"olga", "task", `id: $parent`},
	{"edgar", "tasks", `filter: {projectIds: [$project]}, orderBy: {by: POSITION}, first: 5`},
	{"edgar", "notifications", `first: 5`},
	{"edgar", "node User", `id: $olga`}, {"edgar", "node Project", `id: $project`}, {"edgar", "node Member", `id: $member`}, {"edgar", "node Status", `id: $status`},
	{"edgar", "node Label", `id: $label`}, {"edgar", "node Task", `id: $task`}, {"edgar", "node Comment", `id: $comment`}, {"edgar", "node TaskEvent", `id: $event`},
	{"edgar", "node Session", `id: $session`}, {"edgar", "node Notification", `id: $notification`},
}

// everyName executes every query, mutation and subscription with everything selected. Nothing may fail, and every
// field of every type has to come back with a value at least once.
func everyName(t *testing.T, h *house) {
	x := explore(t)
	olga, edgar, viktor := h.person(t, "Olga"), h.person(t, "Edgar"), h.person(t, "Viktor")
	people := map[string]*person{"olga": olga, "edgar": edgar, "viktor": viktor, "nobody": h.nobody(), "admin": h.Admin}
	names := map[string]string{
		"olga": olga.ID, "edgar": edgar.ID, "viktor": viktor.ID, "edgarEmail": edgar.Email, "password": password, "refresh": viktor.Refresh,
		"viktorSession": viktor.login(t).session(t), "session": edgar.session(t), "newEmail": newID() + "@example.org",
	}
	for _, name := range []string{"project", "archive", "binned", "label", "oldLabel", "task", "parent", "child", "other", "trash", "comment", "oldComment"} {
		names[name] = newID()
	}
	for _, name := range []string{"key", "archiveKey", "binnedKey"} {
		names[name] = newKey()
	}
	inbox := []follower{ways["SSE"](edgar, t, x.operation(x.schema.Subscription, "notificationReceived", ""), nil)}
	count := ways["SSE"](edgar, t, x.operation(x.schema.Subscription, "unreadCount", ""), nil)
	for _, s := range story {
		got := people[s.who].must(t, fill(x.operation(x.schema.Mutation, s.field, s.arguments), names), nil)
		x.note(x.schema.Mutation, got)
		if s.field == "changePassword" {
			viktor.signIn(got, s.field)
		}
	}

	got := edgar.must(t, fill(`{ task(id: $task) { ref } project(id: $project) { statuses { id } events(first: 9) { nodes { id cursor type } } } }`, names), nil)
	names["ref"], names["status"] = got.text("task", "ref"), got.text("project", "statuses", 0, "id")
	names["member"] = names["project"] + "." + names["edgar"]
	names["event"], names["start"] = got.text("project", "events", "nodes", 8, "id"), got.text("project", "events", "nodes", 0, "cursor")
	names["notification"], _ = edgar.notified(t, "UPDATED")
	for _, s := range []step{{"edgar", "markNotificationsRead", `ids: [$notification]`}, {"edgar", "markAllNotificationsRead", ``}} {
		x.note(x.schema.Mutation, edgar.must(t, fill(x.operation(x.schema.Mutation, s.field, s.arguments), names), nil))
	}
	for _, s := range questions {
		x.note(x.schema.Query, people[s.who].must(t, fill(x.operation(x.schema.Query, s.field, s.arguments), names), nil))
	}

	events := ways["SSE"](edgar, t, fill(x.operation(x.schema.Subscription, "taskEvents", `projectId: $project, after: $start`), names), nil)
	here := ways["SSE"](edgar, t, fill(x.operation(x.schema.Subscription, "presence", `projectId: $project`), names), nil)
	for range len(edgar.history(t, names["project"])) - 1 {
		x.hear(t, events)
	}
	for _, f := range append(inbox, count) {
		x.hear(t, f)
	}
	// A gateway may have to hear who is there from the one that was told.
	for total := 0; total == 0; {
		total = x.hear(t, here).number("presence", "total")
	}
	for _, possible := range x.schema.PossibleTypes["Node"] {
		if !slices.ContainsFunc(questions, func(s step) bool { return s.field == "node "+possible.Name }) {
			t.Errorf("nobody asks for the node of a %s", possible.Name)
		}
	}
	for _, name := range x.missing() {
		t.Errorf("%s never had a value", name)
	}
}

// hear notes the next result of a subscription.
func (x *explorer) hear(t *testing.T, f follower) answer {
	t.Helper()
	got := f.must(t)
	x.note(x.schema.Subscription, got)
	return got
}
