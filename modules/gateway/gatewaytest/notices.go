package gatewaytest

import (
	"fmt"
	"testing"
)

func noticeCases() cases {
	return cases{
		"people are told what concerns them, in words": notices,
		"a former member's inbox says nothing more":    formerInbox,
	}
}

// notices: each kind of notification, as its reader sees it; nobody is told of their own act, and who has nothing to
// do with it of nothing.
func notices(t *testing.T, h *house) {
	olga, edgar, viktor := h.person(t, "Olga"), h.person(t, "Edgar"), h.person(t, "Viktor")
	key := newKey()
	project := olga.change(t, "createProject", `project { id }`, vars{"key": key, "name": "Voyage"}).text("createProject", "project", "id")
	olga.admit(t, project, viktor, "VIEWER")
	task := newID()
	ref := key + "-1 “Pack”"
	update := func(fields vars) func() {
		return func() {
			fields["id"] = task
			olga.change(t, "updateTask", `task { id }`, fields)
		}
	}
	for _, c := range []struct {
		act           func()
		kind, message string
	}{
		{func() { olga.admit(t, project, edgar, "EDITOR") }, "ADDED_TO_PROJECT", fmt.Sprintf("Olga added you to Voyage (%s) as an editor", key)},
		{func() { olga.newTask(t, project, "Pack", vars{"id": task, "assignedUserId": edgar.ID}) }, "ASSIGNED", "Olga assigned " + ref + " to you"},
		{func() { olga.comment(t, task, "Ready\nto go?") }, "COMMENTED", "Olga commented on " + ref + ": Ready to go?"},
		{func() { olga.comment(t, task, "[@Edgar](mention:"+edgar.ID+") look") }, "MENTIONED", "Olga mentioned you on " + ref + ": @Edgar look"},
		{update(vars{"status": "in_progress"}), "STATUS_CHANGED", "Olga moved " + ref + " from Todo to In progress"},
		{update(vars{"priority": "HIGH"}), "UPDATED", "Olga changed the priority of " + ref},
		{update(vars{"assignedUserId": nil}), "UNASSIGNED", "Olga unassigned you from " + ref},
		{func() { olga.must(t, `mutation($id: ID!) { deleteTask(id: $id) { id } }`, vars{"id": task}) }, "UPDATED", "Olga moved " + ref + " to the trash"},
	} {
		before := unread(t, edgar)
		c.act()
		eventually(t, "Edgar is told: "+c.message, func() bool { return unread(t, edgar) == before+1 })
		if _, message := edgar.notified(t, c.kind); message != c.message {
			t.Errorf("%s reads %q, want %q", c.kind, message, c.message)
		}
	}
	// What Edgar does, Olga is told of, who made the task; he is not.
	before := unread(t, edgar) + 1
	olga.must(t, `mutation($id: ID!) { restoreTask(id: $id) { task { id } } }`, vars{"id": task})
	eventually(t, "Edgar is told of the restored task", func() bool { return unread(t, edgar) == before })
	edgar.comment(t, task, "[@Edgar](mention:"+edgar.ID+") note to self")
	olga.notified(t, "COMMENTED")
	if n := unread(t, edgar); n != before {
		t.Errorf("Edgar is told of his own act: %d unread, %d before", n, before)
	}
	if n := unread(t, olga); n != 1 {
		t.Errorf("Olga has %d unread, want the one of Edgar's comment", n)
	}
	if n := unread(t, viktor); n != 1 {
		t.Errorf("Viktor, whom nothing concerned but being added, has %d unread", n)
	}
}

func unread(t *testing.T, p *person) int {
	t.Helper()
	return p.must(t, `{ notifications(first: 1) { unreadCount } }`, nil).number("notifications", "unreadCount")
}

// formerInbox: with the membership goes what was said about the project.
func formerInbox(t *testing.T, h *house) {
	olga, edgar := h.person(t, "Olga"), h.person(t, "Edgar")
	project, other := olga.newProject(t, "Leaving"), olga.newProject(t, "Staying")
	olga.admit(t, other, edgar, "VIEWER")
	olga.admit(t, project, edgar, "EDITOR")
	olga.newTask(t, project, "secret", vars{"assignedUserId": edgar.ID})
	edgar.notified(t, "ASSIGNED")
	olga.change(t, "removeMember", `id`, vars{"projectId": project, "userId": edgar.ID})
	eventually(t, "the former project's notifications are gone", func() bool { return unread(t, edgar) == 1 })
	got := edgar.must(t, `{ notifications { totalCount nodes { message project { id } task { id } } } }`, nil)
	if got.number("notifications", "totalCount") != 1 || got.text("notifications", "nodes", 0, "project", "id") != other {
		t.Errorf("a former member's inbox: %s", got.Raw)
	}
}
