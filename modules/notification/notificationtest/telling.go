package notificationtest

import (
	"strings"
	"testing"

	"tasklane/modules/notification"
	"tasklane/modules/task"
)

var telling = []behaviour{
	{"EveryEventIsToldToThoseItConcerns", everyEvent},
	{"NobodyIsToldOfTheirOwnAct", ownAct},
	{"OfSeveralReasonsTheStrongestIsTold", strongest},
	{"Q80_MessagesStayOneShortLine", oneLine},
	{"ARemovedMemberLosesTheProjectsNotifications", memberRemoved},
	{"APurgedTaskTakesItsNotificationsAlong", taskPurged},
}

func everyEvent(t *testing.T, w World) {
	const ref = "WEB-12 “Fix the login”"
	for i, c := range []struct {
		event    task.Event
		bob, eve string
	}{
		{base(task.TaskCreated), "ASSIGNED: Ada assigned " + ref + " to you", ""},
		{edit(base(task.TaskCreated), func(e *task.Event) { e.Facts.MentionedIDs = []string{eve} }),
			"ASSIGNED: Ada assigned " + ref + " to you", "MENTIONED: Ada mentioned you in " + ref},
		{edit(base(task.TaskUpdated), func(e *task.Event) {
			e.Changes, e.Facts.PreviousAssigneeID, e.Facts.WatcherIDs = changes("assignedUser"), eve, nil
		}), "ASSIGNED: Ada assigned " + ref + " to you", "UNASSIGNED: Ada unassigned you from " + ref},
		{edit(base(task.TaskUpdated), func(e *task.Event) { e.Changes = changes("dueOn") }),
			"UPDATED: Ada changed the due date of " + ref, "UPDATED: Ada changed the due date of " + ref},
		{edit(base(task.TaskUpdated), func(e *task.Event) { e.Changes, e.ActorID, e.Facts.ActorName = changes("title", "labels"), "", "" }),
			"UPDATED: Somebody updated " + ref, "UPDATED: Somebody updated " + ref},
		{edit(base(task.TaskUpdated), func(e *task.Event) { e.Changes = []task.Change{moved("To do", "Done"), {Field: "title"}} }),
			"STATUS_CHANGED: Ada moved " + ref + " from To do to Done", "STATUS_CHANGED: Ada moved " + ref + " from To do to Done"},
		{edit(base(task.TaskMoved), func(e *task.Event) { e.Changes = []task.Change{moved("To do", "Done"), {Field: "position"}} }),
			"STATUS_CHANGED: Ada moved " + ref + " from To do to Done", "STATUS_CHANGED: Ada moved " + ref + " from To do to Done"},
		{edit(base(task.TaskMoved), func(e *task.Event) { e.Changes = changes("position") }), "", ""},
		{edit(base(task.TaskUpdated), func(e *task.Event) { e.Changes = changes("watchers") }), "", ""},
		{base(task.TaskDeleted), "UPDATED: Ada moved " + ref + " to the trash", "UPDATED: Ada moved " + ref + " to the trash"},
		{base(task.TaskRestored), "UPDATED: Ada took " + ref + " out of the trash", "UPDATED: Ada took " + ref + " out of the trash"},
		{base(task.TaskMovedOut), "UPDATED: Ada moved " + ref + " to another project", "UPDATED: Ada moved " + ref + " to another project"},
		{edit(base(task.CommentAdded), func(e *task.Event) {
			e.CommentID, e.Facts.MentionedIDs = named("comment"), []string{eve}
			e.Facts.Excerpt = "See [@Eve](mention:" + eve + "),\n\nplease"
		}), "COMMENTED: Ada commented on " + ref + ": See @Eve, please", "MENTIONED: Ada mentioned you on " + ref + ": See @Eve, please"},
		{edit(base(task.CommentUpdated), func(e *task.Event) { e.CommentID, e.Facts.MentionedIDs = named("comment"), []string{eve} }),
			"", "MENTIONED: Ada mentioned you on " + ref},
		{base(task.CommentDeleted), "", ""},
		{edit(base(task.MemberChanged), func(e *task.Event) {
			e.UserID, e.TaskID, e.Facts.Role, e.Facts.Joined = eve, "", task.Editor, true
		}), "", "ADDED_TO_PROJECT: Ada added you to Web site (WEB) as an editor"},
		{edit(base(task.MemberChanged), func(e *task.Event) { e.UserID, e.Facts.Role = eve, task.Viewer }), "", ""},
		{base(task.ProjectUpdated), "", ""},
		{base(task.TasksChanged), "", ""},
	} {
		c.event.TaskID = named("task" + string(rune('a'+i))) // a task of its own: no two cases are one burst
		c.event.ProjectID = named("project" + string(rune('a'+i)))
		before := map[string]int{bob: len(w.inbox(t, bob)), eve: len(w.inbox(t, eve))}
		w.happen(t, c.event)
		for user, want := range map[string]string{bob: c.bob, eve: c.eve} {
			got := w.messages(t, user)
			got = got[:len(got)-before[user]]
			if strings.Join(got, "|") != want {
				t.Errorf("case %d, %s: %q, want %q", i, c.event.Type, got, want)
			}
		}
	}
	for _, n := range w.inbox(t, bob)[:1] {
		if n.UserID != bob || n.ActorID != ada || n.TaskID == "" || n.ProjectID == "" || n.ReadAt != nil || n.CreatedAt.IsZero() {
			t.Errorf("it is %+v", n)
		}
	}
}

func ownAct(t *testing.T, w World) {
	for _, kind := range []task.EventType{task.TaskCreated, task.TaskUpdated, task.CommentAdded, task.TaskDeleted, task.MemberChanged} {
		w.happen(t, edit(base(kind), func(e *task.Event) {
			e.Changes, e.UserID = []task.Change{moved("a", "b"), {Field: "assignedUser"}, {Field: "title"}}, ada
			e.Facts.AssigneeID, e.Facts.MentionedIDs, e.Facts.Joined = ada, []string{ada}, true
		}))
	}
	w.expect(t, ada)
}

func strongest(t *testing.T, w World) {
	everything := edit(base(task.TaskUpdated), func(e *task.Event) {
		e.Changes = []task.Change{{Field: "assignedUser"}, moved("To do", "Done"), {Field: "description"}}
		e.Facts.MentionedIDs, e.Facts.PreviousAssigneeID = []string{eve}, eve
	})
	w.happen(t, everything)
	w.expect(t, bob, "ASSIGNED: Ada assigned WEB-12 “Fix the login” to you")
	w.expect(t, eve, "MENTIONED: Ada mentioned you in WEB-12 “Fix the login”")
}

func oneLine(t *testing.T, w World) {
	w.happen(t, edit(base(task.CommentAdded), func(e *task.Event) {
		e.Facts.TaskTitle = "<b>a</b>\r\n\t\x07b\u202ec " + strings.Repeat("🦊", 200)
		e.Facts.ActorName, e.Facts.Excerpt = "Ada\u2066\n", strings.Repeat("ü", 200)
	}))
	w.expect(t, bob, "COMMENTED: Ada commented on WEB-12 “<b>a</b> bc "+strings.Repeat("🦊", 67)+"…”: "+strings.Repeat("ü", 119)+"…")
}

func memberRemoved(t *testing.T, w World) {
	elsewhere := edit(base(task.TaskCreated), func(e *task.Event) { e.ProjectID, e.TaskID = named("other"), named("other task") })
	w.happen(t, base(task.TaskCreated), elsewhere, edit(base(task.TaskUpdated), func(e *task.Event) { e.Changes = changes("title") }))
	w.unread(t, bob, 3)
	heard := w.heard(t, bob)
	w.happen(t, edit(base(task.MemberRemoved), func(e *task.Event) { e.UserID, e.TaskID = bob, "" }))
	w.expect(t, bob, "ASSIGNED: Ada assigned WEB-12 “Fix the login” to you")
	w.unread(t, eve, 1)
	if m := next(t, heard, notification.CountType); m["unread"] != 1.0 {
		t.Errorf("broadcast %v", m)
	}
}

func taskPurged(t *testing.T, w World) {
	other := edit(base(task.TaskCreated), func(e *task.Event) { e.TaskID = named("other task") })
	w.happen(t, edit(base(task.CommentAdded), func(e *task.Event) { e.Facts.Excerpt = "a secret" }), other)
	heard := w.heard(t, eve)
	w.happen(t, edit(base(task.TaskPurged), func(e *task.Event) { e.Facts = task.Facts{} }))
	w.expect(t, bob, "ASSIGNED: Ada assigned WEB-12 “Fix the login” to you")
	w.expect(t, eve)
	if m := next(t, heard, notification.CountType); m["unread"] != 0.0 {
		t.Errorf("broadcast %v", m)
	}
}
