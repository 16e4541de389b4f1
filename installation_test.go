package main

import (
	"encoding/json"
	"testing"
)

// installation is one with some of everything that people see.
type installation struct {
	ada, bob account
	project  string
	refresh  string // Ada's token for a new session, not used yet
}

// lived fills a new server.
func lived(t *testing.T, s *server) installation {
	t.Helper()
	i := installation{ada: s.register("ada"), bob: s.register("bob")}
	i.project = s.newProject(i.ada)
	i.refresh = at[string](s.must("", `mutation { login(input: {email: "ada@example.org", password: "a long enough sentence"}) { refreshToken } }`, nil), "login", "refreshToken")
	s.must(i.ada.token, `mutation($in: SetMemberInput!) { setMember(input: $in) { project { id } } }`,
		vars{"in": vars{"projectId": i.project, "userId": i.bob.id, "role": "EDITOR"}})
	label := at[string](s.must(i.ada.token, `mutation($in: CreateLabelInput!) { createLabel(input: $in) { label { id } } }`,
		vars{"in": vars{"projectId": i.project, "name": "bug", "color": "#d33030"}}), "createLabel", "label", "id")
	task := func(in vars) string {
		in["projectId"] = i.project
		return at[string](s.must(i.ada.token, createTask, vars{"in": in}), "createTask", "task", "id")
	}
	launch := task(vars{
		"title": "Launch 🚀 it's \\time", "description": "A\ttab, two\nlines", "priority": "URGENT", "dueOn": "2027-01-31",
		"labelIds": []string{label}, "assignedUserId": i.bob.id,
	})
	part := task(vars{"title": "Žofie's part", "parentId": launch, "startAt": "2026-12-24T17:30:00Z"})
	gone := task(vars{"title": "A mistake"})
	s.must(i.ada.token, `mutation($id: ID!) { deleteTask(id: $id) { id } }`, vars{"id": gone})
	s.must(i.ada.token, `mutation($in: RelateTasksInput!) { relateTasks(input: $in) { task { id } } }`,
		vars{"in": vars{"taskId": part, "kind": "BLOCKS", "otherId": launch}})
	s.must(i.ada.token, `mutation($in: AddCommentInput!) { addComment(input: $in) { comment { id } } }`,
		vars{"in": vars{"taskId": launch, "body": "[@bob](mention:" + i.bob.id + ") about the zeppelin"}})
	eventually(t, "Bob hears of the project, the task, its relation and the comment", func() bool {
		return at[float64](s.must(i.bob.token, `{ notifications { unreadCount } }`, nil), "notifications", "unreadCount") == 4
	})
	return i
}

// seen is what Ada and Bob see, as one text.
func (i installation) seen(t *testing.T, s *server) string {
	t.Helper()
	const task = `nodes { id ref title description priority dueOn startAt position version createdAt updatedAt status { id key } assignedUser { id }
		labels { id name color } parent { id } relations { kind task { id } } watchers { id } comments { nodes { id body createdAt author { id } } } }`
	var all []any
	for _, who := range []account{i.ada, i.bob} {
		all = append(all,
			s.must(who.token, `{ me { id name email role timeZone createdAt } users { nodes { id name email role createdAt } } sessions { id userAgent ip createdAt }
				notifications { unreadCount nodes { id kind message createdAt readAt task { id } actor { id } } } }`, nil),
			s.must(who.token, `{ project(key: "WEB") { id name cursor createdAt viewerRole statuses { id key name position } labels { id name color }
				members { nodes { role joinedAt user { id } } } events(first: 50) { nodes { id seq cursor type taskId at actor { id } changes { field from to fromValue toValue } } } } }`, nil),
			s.must(who.token, `{ tasks { `+task+` } trash: tasks(filter: {deleted: true}) { nodes { id title deletedAt } }
				word: tasks(filter: {text: "zeppelin"}) { nodes { ref } } marks: tasks(filter: {text: "zofies pa"}) { nodes { ref } } none: tasks(filter: {text: "absent"}) { nodes { ref } } }`, nil))
	}
	text, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// goesOn works on where it was left: numbers, the log and the search continue, and who was signed in still is.
func (i installation) goesOn(t *testing.T, s *server) {
	t.Helper()
	last := s.seq(i)
	made := s.must(i.bob.token, `mutation($in: CreateTaskInput!) { createTask(input: $in) { task { ref } } }`,
		vars{"in": vars{"projectId": i.project, "title": "After all, a dirigible"}})
	if ref := at[string](made, "createTask", "task", "ref"); ref != "WEB-4" {
		t.Errorf("the next task is %s", ref)
	}
	if next := s.seq(i); next != last+1 {
		t.Errorf("the log goes from %v to %v", last, next)
	}
	if found := at[[]any](s.must(i.ada.token, `{ tasks(filter: {text: "dirigible"}) { nodes { ref } } }`, nil), "tasks", "nodes"); len(found) != 1 {
		t.Errorf("the new task is found %d times", len(found))
	}
	again := s.must("", `mutation($token: String) { refresh(refreshToken: $token) { accessToken user { id } } }`, vars{"token": i.refresh})
	if id := at[string](again, "refresh", "user", "id"); id != i.ada.id {
		t.Errorf("the refresh token of before gave a session of %q", id)
	}
}

// seq is the number of the project's latest event.
func (s *server) seq(i installation) float64 {
	s.t.Helper()
	got := s.must(i.ada.token, `{ project(key: "WEB") { events(last: 1) { nodes { seq } } } }`, nil)
	events := at[[]any](got, "project", "events", "nodes")
	if len(events) != 1 {
		s.t.Fatalf("the latest event is %v", events)
	}
	return at[float64](events[0], "seq")
}
