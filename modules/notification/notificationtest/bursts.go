package notificationtest

import (
	"testing"
	"time"

	"tasklane/modules/task"
)

var bursts = []behaviour{
	{"ABurstOfChangesIsOneUnreadLine", burst},
	{"ABurstEndsWhenItIsRead", readBurst},
	{"ABurstIsOfOnePersonOneTaskAndTenMinutes", separateBursts},
}

// change is a change of a field at a time after the start of the test's day.
func change(field string, after time.Duration) task.Event {
	return edit(base(task.TaskUpdated), func(e *task.Event) {
		e.Changes, e.At = changes(field), time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC).Add(after)
	})
}

func burst(t *testing.T, w World) {
	w.happen(t, change("title", 0))
	w.expect(t, bob, "UPDATED: Ada changed the title of WEB-12 “Fix the login”")
	w.happen(t, change("title", time.Minute), change("dueOn", 2*time.Minute), change("labels", 9*time.Minute))
	w.expect(t, bob, "UPDATED: Ada updated WEB-12 “Fix the login”")
	w.unread(t, bob, 1)
	w.happen(t, edit(base(task.CommentAdded), func(e *task.Event) { e.At = change("", 10*time.Minute).At }))
	w.unread(t, bob, 2)
}

func readBurst(t *testing.T, w World) {
	w.happen(t, change("title", 0))
	if _, err := w.MarkAllRead(as(t, bob)); err != nil {
		t.Fatal(err)
	}
	w.happen(t, change("dueOn", time.Minute))
	w.expect(t, bob,
		"UPDATED: Ada changed the due date of WEB-12 “Fix the login”", "UPDATED: Ada changed the title of WEB-12 “Fix the login”")
	w.unread(t, bob, 1)
	w.expect(t, eve, "UPDATED: Ada updated WEB-12 “Fix the login”")
}

func separateBursts(t *testing.T, w World) {
	w.happen(t,
		change("title", 0),
		edit(change("title", time.Minute), func(e *task.Event) { e.ActorID, e.Facts.ActorName = eve, "Eve" }),
		edit(change("title", 2*time.Minute), func(e *task.Event) { e.TaskID, e.Facts.TaskRef = named("another"), "WEB-13" }),
		change("title", 11*time.Minute),
	)
	w.expect(t, bob,
		"UPDATED: Ada changed the title of WEB-12 “Fix the login”", "UPDATED: Ada changed the title of WEB-13 “Fix the login”",
		"UPDATED: Eve changed the title of WEB-12 “Fix the login”", "UPDATED: Ada changed the title of WEB-12 “Fix the login”")
}
