package tasktest

import (
	"testing"
	"time"

	"tasklane/modules/task"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

func taskCases() cases {
	return cases{
		"a task has what it was made with":               createWhole,
		"a task made of a title takes the defaults":      createBare,
		"numbers count up, references are found":         references,
		"Q12 a create sent twice makes one task":         createTwice,
		"Q12 another's id is taken":                      createTaken,
		"a task of an event comes from cache or rows":    taskOfEvent,
		"a task of an event has its column's name today": taskOfEventNames,
		"a task of an event is at the version asked for": taskOfEventVersion,
		"several tasks are read at once":                 tasksByID,
	}
}

func createWhole(t *testing.T, w *World) {
	c := w.Cast(t)
	label, err := w.CreateLabel(c.Editor.Ctx, task.NewLabel{ProjectID: c.Project.ID, Name: "bug", Color: "#ff0000"})
	if err != nil {
		t.Fatal(err)
	}
	parent := w.NewTask(t, c.Editor, c.Project, "Parent")
	start, due := task.Date("2026-11-23"), time.Date(2026, 12, 1, 12, 0, 0, 123456789, time.FixedZone("", 3600))
	made, err := w.CreateTask(c.Editor.Ctx, task.NewTask{
		ProjectID: c.Project.ID, Title: "  Write the docs ", Description: "# All\nof it", Status: "in_progress", Priority: task.High,
		AssignedUserID: c.Viewer.ID, LabelIDs: []string{label.ID, label.ID}, ParentID: parent.ID, StartOn: &start, DueAt: &due,
	})
	if err != nil {
		t.Fatal(err)
	}
	read, err := w.Task(c.Viewer.Ctx, made.ID, "")
	if err != nil {
		t.Fatal(err)
	}
	for what, got := range map[string]task.Task{"answered": made, "read": read} {
		if got.Title != "Write the docs" || got.Description != "# All\nof it" || got.Status.Key != "in_progress" ||
			got.Status.Name != "In progress" || got.Priority != task.High || got.AssignedUserID != c.Viewer.ID ||
			len(got.Labels) != 1 || got.Labels[0] != label || got.ParentID != parent.ID || *got.StartOn != start ||
			got.StartAt != nil || got.DueOn != nil || !got.DueAt.Equal(due.Truncate(time.Microsecond)) || got.Version != 1 ||
			got.CreatedByID != c.Editor.ID || got.Number != 2 || got.Ref != c.Project.Key+"-2" || got.CompletedAt != nil ||
			got.DeletedAt != nil || got.CreatedAt.IsZero() || !got.CreatedAt.Equal(got.UpdatedAt) || got.CommentCount != 0 {
			t.Errorf("%s: %+v", what, got)
		}
	}
	watchers, err := w.Watchers(c.Viewer.Ctx, []string{made.ID})
	if err != nil || len(watchers[made.ID]) != 2 {
		t.Errorf("author and assignee watch: %v, %v", watchers, err)
	}
}

func createBare(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p := w.NewProject(t, ada)
	first, second := w.NewTask(t, ada, p, "One"), w.NewTask(t, ada, p, "Two")
	if first.Status.Key != "todo" || first.Priority != task.NoPriority || first.AssignedUserID != "" || len(first.Labels) != 0 {
		t.Errorf("defaults: %+v", first)
	}
	if second.Position <= first.Position {
		t.Errorf("%q is not behind %q", second.Position, first.Position)
	}
	done, err := w.CreateTask(ada.Ctx, task.NewTask{ProjectID: p.ID, Title: "Three", Status: "done"})
	if err != nil || done.CompletedAt == nil {
		t.Errorf("made in a finished column: %+v, %v", done, err)
	}
}

func references(t *testing.T, w *World) {
	c := w.Cast(t)
	a, b := w.NewTask(t, c.Editor, c.Project, "A"), w.NewTask(t, c.Editor, c.Project, "B")
	if a.Number != 1 || b.Number != 2 {
		t.Errorf("numbers %d, %d", a.Number, b.Number)
	}
	found, err := w.Task(c.Viewer.Ctx, "", c.Project.Key+"-2")
	if err != nil || found.ID != b.ID {
		t.Errorf("by reference: %+v, %v", found, err)
	}
	_, unknown := w.Task(c.Viewer.Ctx, NewID(), "")
	WantKind(t, "unknown", unknown, fault.NotFound)
	for _, ref := range []string{"", c.Project.Key + "-3", c.Project.Key + "-02", c.Project.Key + "-0", c.Project.Key + "-99999999999999999999", "web-1", "X", "WEB'-1"} {
		_, err := w.Task(c.Viewer.Ctx, "", ref)
		WantSame(t, "reference "+ref, err, unknown)
	}
	_, err = w.Task(c.Stranger.Ctx, "", b.Ref)
	WantSame(t, "another's reference", err, unknown)
}

func createTwice(t *testing.T, w *World) {
	c := w.Cast(t)
	in := task.NewTask{ID: NewID(), ProjectID: c.Project.ID, Title: "Once"}
	first, err := w.CreateTask(c.Editor.Ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	before := len(w.Events(t, c.Owner, c.Project.ID))
	again, err := w.CreateTask(c.Editor.Ctx, in)
	if err != nil || again.ID != first.ID || again.Number != first.Number || again.Version != first.Version || again.Title != first.Title {
		t.Errorf("again: %+v, %v, want %+v", again, err, first)
	}
	if after := len(w.Events(t, c.Owner, c.Project.ID)); after != before {
		t.Errorf("%d events more", after-before)
	}
	if n := len(w.listAll(t, c.Owner, task.List{Filter: task.Filter{ProjectIDs: []string{c.Project.ID}}})); n != 1 {
		t.Errorf("%d tasks", n)
	}
	if next := w.NewTask(t, c.Editor, c.Project, "Next"); next.Number != 2 {
		t.Errorf("the next number is %d", next.Number)
	}
}

func createTaken(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Editor, c.Project, "Mine")
	chosen, err := w.CreateTask(c.Editor.Ctx, task.NewTask{ID: NewID(), ProjectID: c.Project.ID, Title: "Chosen"})
	if err != nil {
		t.Fatal(err)
	}
	second := w.NewProject(t, c.Editor)
	for what, try := range map[string]struct {
		who Person
		in  task.NewTask
	}{
		"another user":       {c.Owner, task.NewTask{ID: chosen.ID, ProjectID: c.Project.ID, Title: "X"}},
		"another project":    {c.Editor, task.NewTask{ID: chosen.ID, ProjectID: second.ID, Title: "X"}},
		"a stranger":         {c.Stranger, task.NewTask{ID: chosen.ID, ProjectID: c.Other.ID, Title: "X"}},
		"an id of a project": {c.Editor, task.NewTask{ID: c.Project.ID, ProjectID: c.Project.ID, Title: "X"}},
		"the server's id":    {c.Stranger, task.NewTask{ID: made.ID, ProjectID: c.Other.ID, Title: "X"}},
	} {
		_, err := w.CreateTask(try.who.Ctx, try.in)
		WantKind(t, what, err, fault.Conflict)
	}
	_, err = w.CreateTask(c.Editor.Ctx, task.NewTask{ID: "ABC", ProjectID: c.Project.ID, Title: "X"})
	WantField(t, "no id at all", err, "input.id")
}

func taskOfEvent(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Editor, c.Project, "Before")
	event := w.Last(t, c.Owner, c.Project.ID)
	audience := As(t, identity.OfAudience(c.Project.ID))
	title := func(want string) {
		t.Helper()
		for range 2 { // from the rows or the cache, and then surely from where it was put
			got, err := w.TaskOf(audience, event)
			if err != nil || got.Title != want || got.Ref != made.Ref {
				t.Errorf("the task of the event: %+v, %v, want %q", got, err, want)
			}
		}
	}
	title("Before")
	w.retitle(t, c.Editor, made.ID, "After")
	event = w.Last(t, c.Owner, c.Project.ID)
	title("After")
	if _, err := w.AddComment(c.Editor.Ctx, task.NewComment{TaskID: made.ID, Body: "Hello"}); err != nil {
		t.Fatal(err)
	}
	event = w.Last(t, c.Owner, c.Project.ID)
	if got, err := w.TaskOf(audience, event); err != nil || got.CommentCount != 1 {
		t.Errorf("the count of comments at the comment's event: %+v, %v", got.CommentCount, err)
	}
	_, err := w.TaskOf(As(t, identity.OfAudience(c.Other.ID)), event)
	WantKind(t, "another project's audience", err, fault.NotFound)
	_, err = w.TaskOf(c.Stranger.Ctx, event)
	WantKind(t, "a stranger", err, fault.NotFound)
	if err := w.DeleteTask(c.Editor.Ctx, made.ID); err != nil {
		t.Fatal(err)
	}
	if got, err := w.TaskOf(audience, event); err != nil || got.DeletedAt == nil && got.Version > 2 {
		t.Errorf("in the trash: %+v, %v", got, err)
	}
	if err := w.PurgeTask(c.Owner.Ctx, made.ID); err != nil {
		t.Fatal(err)
	}
	_, err = w.TaskOf(audience, w.Last(t, c.Owner, c.Project.ID))
	WantKind(t, "gone for good", err, fault.NotFound)
}

// A cached task that is older than the version asked for is not taken, though it is as new as the event.
func taskOfEventVersion(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Editor, c.Project, "Before")
	event := w.Last(t, c.Owner, c.Project.ID)
	var before []byte
	Until(t, "the cache has the task", func() bool {
		var ok bool
		var err error
		before, _, ok, err = w.Cache.Get(t.Context(), task.CacheKey(made.ID))
		return err == nil && ok
	})
	w.retitle(t, c.Editor, made.ID, "After")
	if _, err := w.Cache.SetIfNewer(t.Context(), task.CacheKey(made.ID), event.Seq+10, before, time.Hour); err != nil {
		t.Fatal(err)
	}
	for version, want := range map[int]string{1: "Before", 2: "After"} {
		event.TaskVersion = version
		got, err := w.TaskOf(As(t, identity.OfAudience(c.Project.ID)), event)
		if err != nil || got.Title != want {
			t.Errorf("at version %d: %q, %v, want %q", version, got.Title, err, want)
		}
	}
}

func taskOfEventNames(t *testing.T, w *World) {
	c := w.Cast(t)
	label, err := w.CreateLabel(c.Editor.Ctx, task.NewLabel{ProjectID: c.Project.ID, Name: "old"})
	if err != nil {
		t.Fatal(err)
	}
	made, err := w.CreateTask(c.Editor.Ctx, task.NewTask{ProjectID: c.Project.ID, Title: "T", LabelIDs: []string{label.ID}})
	if err != nil {
		t.Fatal(err)
	}
	event := w.Last(t, c.Owner, c.Project.ID)
	Until(t, "the cache has the task", func() bool {
		_, seq, ok, err := w.Cache.Get(t.Context(), task.CacheKey(made.ID))
		return err == nil && ok && seq >= event.Seq
	})
	if _, err := w.UpdateLabel(c.Editor.Ctx, task.UpdateLabel{ID: label.ID, Name: value("new")}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.UpdateStatus(c.Owner.Ctx, task.UpdateStatus{ProjectID: c.Project.ID, Key: "todo", Name: value("Next up")}); err != nil {
		t.Fatal(err)
	}
	got, err := w.TaskOf(As(t, identity.OfAudience(c.Project.ID)), event)
	if err != nil || got.Status.Name != "Next up" || len(got.Labels) != 1 || got.Labels[0].Name != "new" {
		t.Errorf("the names are %+v, %v", got, err)
	}
}

func tasksByID(t *testing.T, w *World) {
	c := w.Cast(t)
	mine, other := w.NewTask(t, c.Editor, c.Project, "Mine"), w.NewTask(t, c.Stranger, c.Other, "Other")
	found, err := w.TasksByID(c.Viewer.Ctx, []string{mine.ID, other.ID, NewID(), "x", mine.ID})
	if err != nil || len(found) != 1 || found[mine.ID].Title != "Mine" {
		t.Errorf("found %v, %v", found, err)
	}
	if _, err := w.TasksByID(t.Context(), []string{mine.ID}); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("nobody: %v", err)
	}
	ids := make([]string, 501)
	for i := range ids {
		ids[i] = NewID()
	}
	_, err = w.TasksByID(c.Viewer.Ctx, ids)
	WantKind(t, "501 ids", err, fault.Invalid)
}
