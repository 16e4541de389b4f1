package tasktest

import (
	"fmt"
	"testing"

	"tasklane/modules/task"
	"tasklane/platform/fault"
	"tasklane/platform/null"
)

func labelCases() cases {
	return cases{
		"Q12 a label's create sent twice makes one label": labelTwice,
		"labels are listed by name":                       listedLabels,
		"a label's name is taken in whatever case":        takenName,
		"a label is changed":                              changedLabel,
		"a deleted label is taken off its tasks":          deletedLabel,
		"a project has at most 500 labels":                manyLabels,
	}
}

func (w *World) label(t *testing.T, who Person, p task.Project, name string) task.Label {
	t.Helper()
	l, err := w.CreateLabel(who.Ctx, task.NewLabel{ProjectID: p.ID, Name: name})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func labelTwice(t *testing.T, w *World) {
	ada, bob := w.Person(t, "Ada"), w.Person(t, "Bob")
	p, other := w.NewProject(t, ada), w.NewProject(t, ada)
	w.Join(t, ada, p, bob, task.Editor)
	in := task.NewLabel{ID: NewID(), ProjectID: p.ID, Name: "bug", Color: "#FF0000"}
	first, err := w.CreateLabel(ada.Ctx, in)
	if err != nil || first.Color != "#ff0000" {
		t.Fatalf("made %+v, %v", first, err)
	}
	in.Name = "feature"
	second, err := w.CreateLabel(ada.Ctx, in)
	if err != nil || second != first {
		t.Errorf("the second time gave %+v, %v", second, err)
	}
	if e := w.Events(t, ada, p.ID); len(e) != 3 {
		t.Errorf("%d events", len(e))
	}
	_, err = w.CreateLabel(bob.Ctx, in)
	WantKind(t, "another user", err, fault.Conflict)
	in.ProjectID = other.ID
	_, err = w.CreateLabel(ada.Ctx, in)
	WantKind(t, "another project", err, fault.Conflict)
	if err := w.DeleteLabel(ada.Ctx, first.ID); err != nil {
		t.Fatal(err)
	}
	in.ProjectID = p.ID
	_, err = w.CreateLabel(ada.Ctx, in)
	WantKind(t, "the id of a deleted label", err, fault.Conflict)
}

func listedLabels(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p := w.NewProject(t, ada)
	for _, name := range []string{"zebra", "Äpfel", "bug", "Bar"} {
		w.label(t, ada, p, name)
	}
	labels, err := w.Labels(ada.Ctx, []string{p.ID, w.NewProject(t, w.Person(t, "Eve")).ID})
	if err != nil || len(labels) != 1 {
		t.Fatalf("labels %+v, %v", labels, err)
	}
	for i, want := range []string{"Äpfel", "Bar", "bug", "zebra"} {
		if got := labels[p.ID][i].Name; got != want {
			t.Errorf("label %d is %s, want %s", i, got, want)
		}
	}
}

func takenName(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p, other := w.NewProject(t, ada), w.NewProject(t, ada)
	bug := w.label(t, ada, p, "Bug")
	w.label(t, ada, other, "Bug")
	_, err := w.CreateLabel(ada.Ctx, task.NewLabel{ProjectID: p.ID, Name: "bUG"})
	WantKind(t, "the same in another case", err, fault.Conflict)
	_, err = w.UpdateLabel(ada.Ctx, task.UpdateLabel{ID: w.label(t, ada, p, "Büg").ID, Name: null.Value("bug")})
	WantKind(t, "renaming to it", err, fault.Conflict)
	if _, err = w.UpdateLabel(ada.Ctx, task.UpdateLabel{ID: bug.ID, Name: null.Value("bug")}); err != nil {
		t.Errorf("its own name in another case: %v", err)
	}
}

func changedLabel(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p := w.NewProject(t, ada)
	l := w.label(t, ada, p, "bug")
	is, err := w.UpdateLabel(ada.Ctx, task.UpdateLabel{ID: l.ID, Name: null.Value("defect"), Color: null.Value("#00FF00")})
	if err != nil || is.Name != "defect" || is.Color != "#00ff00" || is.ID != l.ID {
		t.Fatalf("it is %+v, %v", is, err)
	}
	e := w.Last(t, ada, p.ID)
	if c := e.Changes[0]; c.Field != "labels" || *c.From != "bug" || *c.To != "defect" || *c.ToValue != l.ID {
		t.Errorf("the change is %+v", c)
	}
	_, err = w.UpdateLabel(ada.Ctx, task.UpdateLabel{ID: l.ID, Name: null.Value("defect")})
	if again := w.Last(t, ada, p.ID); err != nil || again.ID != e.ID {
		t.Errorf("changing nothing made %+v, %v", again, err)
	}
}

func deletedLabel(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p := w.NewProject(t, ada)
	bug, other := w.label(t, ada, p, "bug"), w.label(t, ada, p, "other")
	made, err := w.CreateTask(ada.Ctx, task.NewTask{ProjectID: p.ID, Title: "x", LabelIDs: []string{bug.ID, other.ID}})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.DeleteLabel(ada.Ctx, bug.ID); err != nil {
		t.Fatal(err)
	}
	now, err := w.Task(ada.Ctx, made.ID, "")
	if err != nil || len(now.Labels) != 1 || now.Labels[0] != other || now.Version != made.Version+1 {
		t.Errorf("the task is %+v, %v", now, err)
	}
	WantKind(t, "deleting it again", w.DeleteLabel(ada.Ctx, bug.ID), fault.NotFound)
	events := w.Events(t, ada, p.ID)
	n := len(events)
	if events[n-2].Type != task.TasksChanged || events[n-1].Type != task.ProjectUpdated || events[n-1].Changes[0].To != nil {
		t.Errorf("the log ends with %+v", events[n-2:])
	}
}

func manyLabels(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p := w.NewProject(t, ada)
	for i := range 500 {
		w.label(t, ada, p, fmt.Sprint("label ", i))
	}
	_, err := w.CreateLabel(ada.Ctx, task.NewLabel{ProjectID: p.ID, Name: "one more"})
	WantKind(t, "the 501st", err, fault.Conflict)
}
