package gatewaytest

import (
	"fmt"
	"strings"
)

// bad is one wrong value in the input of a mutation that is fine without it.
type bad struct {
	mutation, field string
	value           any
	// at is the field that the answer names, where that is another one.
	at string
	// also are fields that make the value wrong.
	also vars
}

var (
	tooLong  = strings.Repeat("ä", 100_001)
	nul      = "a\x00b"
	capitals = strings.ToUpper("01a209e8-b3a5-7edf-9f22-7f2d38663291")
	nothing  = "01a209e8-b3a5-7edf-9f22-7f2d38663291"
)

// badIDs are values that are no lower-case UUID.
var badIDs = []any{"x", "", capitals, "{" + nothing + "}", strings.ReplaceAll(nothing, "-", ""), nothing + "\n", 7, true}

// badDates and badTimes are no days or instants of the years that a calendar has.
var (
	badDates = []any{
		"", "x", "2026-13-01", "2026-02-30", "2026-1-1", "20261123", "0001-01-01", "9999-12-31", "2026-11-23T00:00:00Z",
		"-001-01-01", 20261123, nul,
	}
	badTimes = []any{
		"", "x", "2026-11-23", "2026-11-23T06:32:16", "2026-11-23T25:00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z",
		"2026-11-23 06:32:16Z", 1795413136, "1e400",
	}
)

// badInputs are what must be refused with INVALID_INPUT.
func badInputs() []bad {
	list := []bad{
		{mutation: "updateProject", field: "key", value: "w"},
		{mutation: "updateProject", field: "name", value: ""},
		{mutation: "updateStatus", field: "newKey", value: "a b"},
		{mutation: "updateStatus", field: "name", value: ""},
		{mutation: "updateStatus", field: "color", value: "blue"},
		{mutation: "updateStatus", field: "after", value: "todo"},
		{mutation: "updateStatus", field: "wipLimit", value: 0},
		{mutation: "deleteStatus", field: "moveTasksTo", value: "todo"},
		{mutation: "deleteStatus", field: "moveTasksTo", value: "nowhere"},
		{mutation: "updateLabel", field: "name", value: " "},
		{mutation: "updateLabel", field: "color", value: "#12345"},

		{mutation: "createTask", field: "startAt", value: "2026-11-23T06:32:16Z", also: vars{"startOn": "2026-11-23"}},
		{mutation: "createTask", field: "dueAt", value: "2026-11-23T06:32:16Z", also: vars{"dueOn": "2026-11-23"}},
		{mutation: "updateTask", field: "dueAt", value: "2026-11-23T06:32:16Z", also: vars{"dueOn": "2026-11-23"}},
		{mutation: "updateTask", field: "ifVersion", value: "1"},
		{mutation: "updateTask", field: "ifVersion", value: 1 << 31},
		{mutation: "updateTask", field: "ifVersion", value: 1.5},
		{mutation: "updateTask", field: "parentId", value: "$task"},
		{mutation: "moveTask", field: "after", value: "$task"},
		{mutation: "moveTask", field: "before", value: "$task"},
		{mutation: "moveTask", field: "after", value: "$other", also: vars{"before": "$other"}, at: "before"},
		{mutation: "moveTask", field: "status", value: "nowhere"},
		{mutation: "bulkUpdateTasks", field: "ids", value: []any{}},
		{mutation: "bulkUpdateTasks", field: "ids", value: many(101)},
		{mutation: "bulkUpdateTasks", field: "deleted", value: true, also: vars{"priority": "LOW"}},
		{mutation: "bulkUpdateTasks", field: "dueAt", value: "2026-11-23T06:32:16Z", also: vars{"dueOn": "2026-11-23"}},
		{mutation: "relateTasks", field: "otherId", value: "$task"},
		{mutation: "setMember", field: "userId", value: nil, also: vars{"email": nil}},
		{mutation: "setMember", field: "email", value: "x@example.org", also: vars{"userId": "$me"}},
		{mutation: "setMember", field: "email", value: "nobody-here@example.org", also: vars{"userId": nil}},
		{mutation: "setMember", field: "userId", value: nothing},
		{mutation: "updateProfile", field: "timeZone", value: "Mars/Olympus"},
		{mutation: "updateProfile", field: "timeZone", value: "../../etc/passwd"},
		{mutation: "updateProfile", field: "email", value: "new@example.org", at: "currentPassword"},
		{mutation: "changePassword", field: "new", value: "short"},
		{mutation: "changePassword", field: "current", value: "not the current one"},
	}
	add := func(mutation, field string, values ...any) {
		for _, value := range values {
			list = append(list, bad{mutation: mutation, field: field, value: value})
		}
	}
	add("createProject", "key", "", "A", "abc", "Web", "WEB-1", "1AB", "ABCDEFGHIJK", "WEB\n", "WÄB", 7)
	add("createProject", "name", "", " \t ", strings.Repeat("ä", 101), nul, "a\nb", nil, []any{"a", "b"})
	add("createProject", "description", tooLong, nul)
	add("createStatus", "key", "", "a b", strings.Repeat("k", 51), "a/b", nul)
	add("createStatus", "name", "", nul, strings.Repeat("ä", 101))
	add("createStatus", "color", "red", "#fff", "#gggggg", "#12345678", "")
	add("createStatus", "category", "LATER", "", nil, 3)
	add("createStatus", "after", "nowhere")
	add("createStatus", "wipLimit", 0, -1, 1<<31, "3", 1.5)
	add("createLabel", "name", "", " ", strings.Repeat("ä", 101), "a\nb")
	add("createLabel", "color", "red", "#fff")
	for _, mutation := range []string{"createTask", "updateTask"} {
		add(mutation, "title", "", "   ", strings.Repeat("ä", 501), nul, 7)
		add(mutation, "description", tooLong, nul)
		add(mutation, "status", "nowhere", "", 7)
		add(mutation, "priority", "HUGE", "", 1)
		add(mutation, "assignedUserId", "x", nothing, capitals)
		add(mutation, "labelIds", []any{"x"}, []any{nothing}, []any{nil}, many(600))
		add(mutation, "parentId", "x", nothing)
	}
	for _, mutation := range []string{"createTask", "updateTask", "bulkUpdateTasks"} {
		add(mutation, "startOn", badDates...)
		add(mutation, "dueOn", badDates...)
		add(mutation, "startAt", badTimes...)
		add(mutation, "dueAt", badTimes...)
	}
	add("bulkUpdateTasks", "status", "nowhere")
	add("bulkUpdateTasks", "addLabelIds", []any{nothing})
	add("bulkUpdateTasks", "assignedUserId", nothing)
	add("relateTasks", "kind", "LIKES", "")
	add("setMember", "role", "BOSS", "", nil)
	add("addComment", "body", "", " \n ", tooLong, nul)
	add("updateComment", "body", "", tooLong)
	add("register", "name", "", nul, strings.Repeat("ä", 300), "a\r\nb")
	add("register", "email", "", "x", "a@b@c", "a b@example.org", "a@example.org\r\nBcc: b@example.org", strings.Repeat("a", 300)+"@example.org")
	add("register", "password", "", "short", "password123", strings.Repeat("x", 1_000_000))
	for _, mutation := range []string{"createProject", "createTask", "createLabel", "addComment"} {
		add(mutation, "id", badIDs...)
	}
	return list
}

// many are ids that nothing has.
func many(n int) []any {
	ids := make([]any, n)
	for i := range ids {
		ids[i] = fmt.Sprintf("01a209e8-b3a5-7edf-9f22-%012d", i)
	}
	return ids
}

// badQueries are operations of which one argument is wrong, and the one that the answer names.
var badQueries = []struct{ operation, at string }{
	{`{ projects(first: 0) { nodes { id } } }`, "first"},
	{`{ projects(first: -1) { nodes { id } } }`, "first"},
	{`{ projects(first: 101) { nodes { id } } }`, "first"},
	{`{ tasks(last: 101) { nodes { id } } }`, "last"},
	{`{ tasks(first: 1, last: 1) { nodes { id } } }`, "last"},
	{`{ tasks(first: 1, before: "x") { nodes { id } } }`, "before"},
	{`{ tasks(last: 1, after: "x") { nodes { id } } }`, "after"},
	{`{ tasks(after: "x") { nodes { id } } }`, "after"},
	{`{ tasks(before: "WyIiLCIiXQ") { nodes { id } } }`, "before"},
	{`{ users(after: "'") { nodes { id } } }`, "after"},
	{`{ users(query: "a\u0000b") { nodes { id } } }`, "query"},
	{`{ notifications(first: 0) { nodes { id } } }`, "first"},
	{`{ notifications(after: "e30") { nodes { id } } }`, "after"},
	{`{ project(id: $project) { members(first: 0) { nodes { id } } } }`, "first"},
	{`{ project(id: $project) { events(last: 0) { nodes { id } } } }`, "last"},
	{`{ project(id: $project) { events(after: "x") { nodes { id } } } }`, "after"},
	{`{ task(id: $task) { comments(first: 1000) { nodes { id } } } }`, "first"},
	{`{ task(id: $task) { comments(before: "x") { nodes { id } } } }`, "before"},
	{`{ tasks(filter: {projectIds: ["x"]}) { nodes { id } } }`, "filter.projectIds"},
	{`{ tasks(filter: {labelIds: ["x"]}) { nodes { id } } }`, "filter.labelIds"},
	{`{ tasks(filter: {assignedUserIds: [""]}) { nodes { id } } }`, "filter.assignedUserIds"},
	{`{ tasks(filter: {parentId: "x"}) { nodes { id } } }`, "filter.parentId"},
	{`{ tasks(filter: {text: "a\u0000b"}) { nodes { id } } }`, "filter.text"},
	{`{ tasks(filter: {dueBefore: "2026-11-23"}) { nodes { id } } }`, "filter.dueBefore"},
	{`{ tasks(filter: {updatedSince: "x"}) { nodes { id } } }`, "filter.updatedSince"},
	{`{ project { id } }`, "id"},
	{`{ project(id: $project, key: "WEB") { id } }`, "id"},
	{`{ task { id } }`, "id"},
	{`{ task(id: $task, ref: "WEB-1") { id } }`, "id"},
}
