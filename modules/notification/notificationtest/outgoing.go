package notificationtest

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"tasklane/modules/notification"
	"tasklane/modules/task"
)

var outgoing = []behaviour{
	{"EachNotificationIsInTheUsersLogOnce", logged},
	{"AReplayAddsNothingToTheLog", loggedOnce},
	{"ABurstIsOneEntry", loggedBurst},
	{"APurgedTaskIsBlankedInEveryLog", loggedPurge},
}

// outgoingEntry is what an entry of the module's log says.
type outgoingEntry struct {
	Seq    int64
	Type   string
	TaskID string
	Actor  string
	notification.Notification
}

func (w World) deliveries(t *testing.T, userID string) []outgoingEntry {
	t.Helper()
	var list []outgoingEntry
	for _, e := range w.Log(t, userID) {
		d := outgoingEntry{Seq: e.Seq, Type: e.Type, TaskID: e.Subject, Actor: e.Actor}
		if err := json.Unmarshal(e.Body, &d.Notification); err != nil {
			t.Fatal(err)
		}
		list = append(list, d)
	}
	return list
}

func logged(t *testing.T, w World) {
	w.happen(t, base(task.TaskCreated), base(task.CommentAdded))
	w.happen(t, edit(base(task.MemberChanged), func(e *task.Event) {
		e.UserID, e.TaskID, e.Facts.Role, e.Facts.Joined = bob, "", task.Editor, true
	}))
	inbox, log := w.inbox(t, bob), w.deliveries(t, bob)
	if len(inbox) != 3 || len(log) != 3 {
		t.Fatalf("%d notifications and %d entries", len(inbox), len(log))
	}
	for i, d := range log {
		n := inbox[len(inbox)-1-i]
		if d.Seq != int64(i+1) || d.Type != notification.AddedType || d.TaskID != n.TaskID || d.Actor != ada || d.Notification != n {
			t.Errorf("the entry is %+v, the notification %+v", d, n)
		}
	}
	if log := w.deliveries(t, eve); len(log) != 1 {
		t.Errorf("Eve's log is %+v", log)
	}
	if log := w.deliveries(t, ada); len(log) != 0 {
		t.Errorf("what Ada did herself is in her log: %+v", log)
	}
}

func loggedOnce(t *testing.T, w World) {
	written := w.happen(t, base(task.TaskCreated), base(task.CommentAdded))
	w.happen(t, edit(base(task.MemberRemoved), func(e *task.Event) { e.UserID, e.TaskID = eve, "" }))
	for _, e := range written {
		w.push(t, e)
	}
	before := w.deliveries(t, bob)
	w.Rewind(t)
	w.settle(t, written)
	w.happen(t, edit(base(task.TaskDeleted), func(e *task.Event) { e.TaskID = named("another") }))
	if after := w.deliveries(t, bob); len(before) != 2 || len(after) != 3 || after[1] != before[1] {
		t.Errorf("the log was %+v and is %+v", before, after)
	}
}

func loggedBurst(t *testing.T, w World) {
	w.happen(t, change("title", 0), change("dueOn", time.Minute), change("labels", 2*time.Minute))
	if log := w.deliveries(t, bob); len(log) != 1 {
		t.Errorf("the log is %+v", log)
	}
}

func loggedPurge(t *testing.T, w World) {
	other := edit(base(task.TaskCreated), func(e *task.Event) { e.TaskID = named("other task") })
	w.happen(t, edit(base(task.CommentAdded), func(e *task.Event) { e.Facts.Excerpt = "a secret" }), other)
	w.happen(t, edit(base(task.MemberRemoved), func(e *task.Event) { e.UserID, e.TaskID = eve, "" })) // Eve's inbox is empty, her log is not
	w.happen(t, edit(base(task.TaskPurged), func(e *task.Event) { e.Facts = task.Facts{} }))
	for _, userID := range []string{bob, eve} {
		for _, e := range w.Log(t, userID) {
			blank := string(e.Body) == "{}"
			if blank != (e.Subject == login) || strings.Contains(string(e.Body), "secret") {
				t.Errorf("entry %d about %s says %s", e.Seq, e.Subject, e.Body)
			}
		}
	}
	if log := w.Log(t, bob); len(log) != 2 || log[1].Seq != 2 {
		t.Errorf("the log has a hole: %+v", log)
	}
}
