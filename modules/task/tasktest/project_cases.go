package tasktest

import (
	"testing"

	"tasklane/modules/task"
	"tasklane/platform/fault"
	"tasklane/platform/null"
)

func projectCases() cases {
	return cases{
		"a new project has its owner and the usual columns":     newProject,
		"Q12 a project's create sent twice makes one project":   projectTwice,
		"Q2 a create that fails leaves nothing behind":          failedCreate,
		"a key is one project's, also while it is in the trash": takenKey,
		"an update says what it changed":                        updatedProject,
		"an archived project is read-only":                      archivedProject,
		"a deleted project is its owners' alone":                deletedProject,
		"a project is found by id and by key":                   foundProject,
	}
}

func newProject(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p, err := w.CreateProject(ada.Ctx, task.NewProject{Key: NewKey(), Name: "  Website ", Description: "All of it"})
	if err != nil {
		t.Fatal(err)
	}
	if p.Name != "Website" || p.Description != "All of it" || p.ViewerRole != task.Owner || p.CreatedAt.IsZero() {
		t.Errorf("made %+v", p)
	}
	statuses, err := w.Statuses(ada.Ctx, []string{p.ID})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"backlog", "todo", "in_progress", "in_review", "done", "canceled"}
	if got := statuses[p.ID]; len(got) != len(want) {
		t.Fatalf("columns: %+v", got)
	}
	for i, s := range statuses[p.ID] {
		if s.Key != want[i] || (i > 0 && s.Position <= statuses[p.ID][i-1].Position) {
			t.Errorf("column %d is %+v", i, s)
		}
	}
	e := w.Last(t, ada, p.ID)
	if e.Type != task.ProjectCreated || e.Seq != 1 || e.ActorID != ada.ID || e.Facts.ActorName != "Ada" ||
		e.Facts.ProjectKey != p.Key || e.Cursor() != p.Cursor {
		t.Errorf("the log begins with %+v, the cursor is %+v", e, p.Cursor)
	}
}

func projectTwice(t *testing.T, w *World) {
	ada, eve := w.Person(t, "Ada"), w.Person(t, "Eve")
	in := task.NewProject{ID: NewID(), Key: NewKey(), Name: "Website"}
	first, err := w.CreateProject(ada.Ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	in.Name = "Something else"
	second, err := w.CreateProject(ada.Ctx, in)
	if err != nil || second != first {
		t.Errorf("the second time gave %+v, %v, want %+v", second, err, first)
	}
	if n := len(w.Events(t, ada, first.ID)); n != 1 {
		t.Errorf("%d events, want 1", n)
	}
	in.Key = NewKey()
	_, err = w.CreateProject(eve.Ctx, in)
	WantKind(t, "another's id", err, fault.Conflict)
	w.Join(t, ada, first, eve, task.Owner)
	_, err = w.CreateProject(eve.Ctx, in)
	WantKind(t, "the id of a project that another one made", err, fault.Conflict)

	statuses, err := w.Statuses(ada.Ctx, []string{first.ID})
	if err != nil {
		t.Fatal(err)
	}
	for what, id := range map[string]string{
		"a column's id": statuses[first.ID][0].ID, "an event's id": first.Cursor.EntryID,
	} {
		in.ID = id
		_, err = w.CreateProject(ada.Ctx, in)
		WantKind(t, what, err, fault.Conflict)
	}
}

func failedCreate(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p := w.NewProject(t, ada)
	in := task.NewProject{ID: NewID(), Key: p.Key, Name: "Website"}
	_, err := w.CreateProject(ada.Ctx, in)
	WantKind(t, "a taken key", err, fault.Conflict)
	_, err = w.Project(ada.Ctx, in.ID, "")
	WantKind(t, "the project", err, fault.NotFound)
	in.Key = NewKey()
	made, err := w.CreateProject(ada.Ctx, in)
	if err != nil || made.Cursor.Seq != 1 {
		t.Errorf("with another key: %+v, %v", made, err)
	}
}

func takenKey(t *testing.T, w *World) {
	ada, eve := w.Person(t, "Ada"), w.Person(t, "Eve")
	p, other := w.NewProject(t, ada), w.NewProject(t, eve)
	_, err := w.UpdateProject(eve.Ctx, task.UpdateProject{ID: other.ID, Key: null.Value(p.Key)})
	WantKind(t, "taking a key", err, fault.Conflict)
	if err := w.DeleteProject(ada.Ctx, p.ID); err != nil {
		t.Fatal(err)
	}
	_, err = w.CreateProject(eve.Ctx, task.NewProject{Key: p.Key, Name: "Mine"})
	WantKind(t, "the key of a project in the trash", err, fault.Conflict)
}

func updatedProject(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p := w.NewProject(t, ada)
	key := NewKey()
	is, err := w.UpdateProject(ada.Ctx, task.UpdateProject{
		ID: p.ID, Key: null.Value(key), Name: null.Value("Shop"), Description: null.Value("New"),
	})
	if err != nil || is.Key != key || is.Name != "Shop" || is.Description != "New" || is.Cursor.Seq != p.Cursor.Seq+1 {
		t.Fatalf("it is %+v, %v", is, err)
	}
	e := w.Last(t, ada, p.ID)
	if e.Type != task.ProjectUpdated || len(e.Changes) != 3 || *e.Changes[1].From != "Website" || *e.Changes[1].To != "Shop" {
		t.Errorf("the event is %+v", e)
	}
	same, err := w.UpdateProject(ada.Ctx, task.UpdateProject{ID: p.ID, Name: null.Value("Shop")})
	if err != nil || same != is {
		t.Errorf("changing nothing gave %+v, %v", same, err)
	}
	is, err = w.UpdateProject(ada.Ctx, task.UpdateProject{ID: p.ID, Description: null.Null[string]()})
	if err != nil || is.Description != "" {
		t.Errorf("a null description gave %q, %v", is.Description, err)
	}
}

func archivedProject(t *testing.T, w *World) {
	ada, bob := w.Person(t, "Ada"), w.Person(t, "Bob")
	p := w.NewProject(t, ada)
	w.Join(t, ada, p, bob, task.Editor)
	label, err := w.CreateLabel(ada.Ctx, task.NewLabel{ProjectID: p.ID, Name: "bug"})
	if err != nil {
		t.Fatal(err)
	}
	p, err = w.UpdateProject(ada.Ctx, task.UpdateProject{ID: p.ID, Archived: null.Value(true)})
	if err != nil || p.ArchivedAt == nil {
		t.Fatalf("archiving gave %+v, %v", p, err)
	}
	for what, change := range map[string]func() error{
		"rename": func() error {
			_, err := w.UpdateProject(ada.Ctx, task.UpdateProject{ID: p.ID, Name: null.Value("x")})
			return err
		},
		"delete":       func() error { return w.DeleteProject(ada.Ctx, p.ID) },
		"leave":        func() error { return w.RemoveMember(bob.Ctx, p.ID, bob.ID) },
		"delete label": func() error { return w.DeleteLabel(bob.Ctx, label.ID) },
		"set member": func() error {
			_, err := w.SetMember(ada.Ctx, task.SetMember{ProjectID: p.ID, UserID: bob.ID, Role: task.Viewer})
			return err
		},
		"new column": func() error {
			_, err := w.CreateStatus(ada.Ctx, task.NewStatus{ProjectID: p.ID, Key: "x", Name: "x", Category: task.Todo})
			return err
		},
		"new label": func() error {
			_, err := w.CreateLabel(bob.Ctx, task.NewLabel{ProjectID: p.ID, Name: "x"})
			return err
		},
	} {
		WantKind(t, what, change(), fault.Conflict)
	}
	_, err = w.UpdateProject(bob.Ctx, task.UpdateProject{ID: p.ID, Archived: null.Value(false)})
	WantKind(t, "an editor unarchives", err, fault.Forbidden)
	p, err = w.UpdateProject(ada.Ctx, task.UpdateProject{ID: p.ID, Archived: null.Value(false)})
	if err != nil || p.ArchivedAt != nil {
		t.Errorf("unarchiving gave %+v, %v", p, err)
	}
}

func deletedProject(t *testing.T, w *World) {
	c := w.Cast(t)
	id := c.Project.ID
	if err := w.DeleteProject(c.Owner.Ctx, id); err != nil {
		t.Fatal(err)
	}
	if err := w.DeleteProject(c.Owner.Ctx, id); err != nil {
		t.Errorf("deleting it again: %v", err)
	}
	p, err := w.Project(c.Owner.Ctx, id, "")
	if err != nil || p.DeletedAt == nil {
		t.Errorf("its owner sees %+v, %v", p, err)
	}
	_, err = w.Project(c.Editor.Ctx, id, "")
	_, unknown := w.Project(c.Editor.Ctx, NewID(), "")
	WantSame(t, "an editor", err, unknown)
	_, err = w.RestoreProject(c.Editor.Ctx, id)
	WantSame(t, "an editor restores", err, unknown)
	_, err = w.UpdateProject(c.Owner.Ctx, task.UpdateProject{ID: id, Name: null.Value("x")})
	WantKind(t, "changing it", err, fault.Conflict)
	p, err = w.RestoreProject(c.Owner.Ctx, id)
	if err != nil || p.DeletedAt != nil {
		t.Fatalf("restored: %+v, %v", p, err)
	}
	if _, err := w.Project(c.Viewer.Ctx, id, ""); err != nil {
		t.Errorf("a viewer after it was restored: %v", err)
	}
	events := w.Events(t, c.Owner, id)
	if n := len(events); events[n-2].Type != task.ProjectDeleted || events[n-1].Type != task.ProjectRestored {
		t.Errorf("the log ends with %v, %v", events[n-2].Type, events[n-1].Type)
	}
}

func foundProject(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p := w.NewProject(t, ada)
	byKey, err := w.Project(ada.Ctx, "", p.Key)
	if err != nil || byKey != p {
		t.Errorf("by key: %+v, %v", byKey, err)
	}
	for what, args := range map[string][2]string{
		"no id": {"", ""}, "an odd id": {"1; DROP TABLE projects", ""}, "an odd key": {"", "'"}, "a free key": {"", "A0"},
	} {
		_, err := w.Project(ada.Ctx, args[0], args[1])
		WantKind(t, what, err, fault.NotFound)
	}
}
