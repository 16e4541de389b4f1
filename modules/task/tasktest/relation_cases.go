package tasktest

import (
	"fmt"
	"strings"
	"testing"

	"tasklane/modules/task"
	"tasklane/platform/fault"
)

func relationCases() cases {
	return cases{
		"a tie is seen from both sides":                     tieBoth,
		"a tie that exists stays":                           tieTwice,
		"Q66 a tie needs editors at both ends":              tieRights,
		"Q64 ties to unseen tasks are not shown":            tieUnseen,
		"a tie is told to both, and names no other project": tieEvents,
		"Q48 a task has at most 100 ties":                   tieBounds,
		"a purged task leaves no tie":                       tiePurged,
	}
}

func (w *World) ties(t *testing.T, who Person, id string) string {
	t.Helper()
	found, err := w.Relations(who.Ctx, []string{id})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for _, r := range found[id] {
		fmt.Fprintf(&out, "%s %s;", r.Kind, r.Task.Title)
	}
	return out.String()
}

func (w *World) tie(t *testing.T, who Person, a task.Task, kind task.RelationKind, b task.Task) {
	t.Helper()
	if _, err := w.RelateTasks(who.Ctx, task.Relate{TaskID: a.ID, Kind: kind, OtherID: b.ID}); err != nil {
		t.Fatal(err)
	}
}

func tieBoth(t *testing.T, w *World) {
	c := w.Cast(t)
	four := w.four(t, c)
	a, b := four["A"], four["B"]
	for _, kind := range []task.RelationKind{task.Blocks, task.BlockedBy, task.Relates, task.Duplicates, task.DuplicatedBy} {
		w.tie(t, c.Editor, a, kind, b)
		if got, want := w.ties(t, c.Viewer, a.ID), fmt.Sprintf("%s B;", kind); got != want {
			t.Errorf("A sees %s, want %s", got, want)
		}
		if got, want := w.ties(t, c.Viewer, b.ID), fmt.Sprintf("%s A;", kind.Inverse()); got != want {
			t.Errorf("B sees %s, want %s", got, want)
		}
		// It is untied from the other side.
		in := task.Relate{TaskID: b.ID, Kind: kind.Inverse(), OtherID: a.ID}
		if is, err := w.UnrelateTasks(c.Editor.Ctx, in); err != nil || is.ID != b.ID {
			t.Errorf("untying %s: %+v, %v", kind, is, err)
		}
		if got := w.ties(t, c.Viewer, a.ID); got != "" {
			t.Errorf("A still sees %s", got)
		}
	}
}

func tieTwice(t *testing.T, w *World) {
	c := w.Cast(t)
	four := w.four(t, c)
	w.tie(t, c.Editor, four["A"], task.Blocks, four["B"])
	seq := w.Last(t, c.Owner, c.Project.ID).Seq
	w.tie(t, c.Editor, four["A"], task.Blocks, four["B"])
	w.tie(t, c.Editor, four["B"], task.BlockedBy, four["A"])
	if _, err := w.UnrelateTasks(c.Editor.Ctx, task.Relate{TaskID: four["A"].ID, Kind: task.Relates, OtherID: four["B"].ID}); err != nil {
		t.Error(err)
	}
	if events := w.since(t, c.Owner, c.Project.ID, seq); len(events) != 0 {
		t.Errorf("events: %+v", events)
	}
	for field, in := range map[string]task.Relate{
		"input.otherId": {TaskID: four["A"].ID, Kind: task.Blocks, OtherID: four["A"].ID},
		"input.kind":    {TaskID: four["A"].ID, Kind: "HATES", OtherID: four["B"].ID},
	} {
		_, err := w.RelateTasks(c.Editor.Ctx, in)
		WantField(t, "a wrong tie", err, field)
	}
}

func tieRights(t *testing.T, w *World) {
	c := w.Cast(t)
	mine, theirs := w.NewTask(t, c.Editor, c.Project, "Mine"), w.NewTask(t, c.Stranger, c.Other, "Theirs")
	_, unknown := w.RelateTasks(c.Editor.Ctx, task.Relate{TaskID: mine.ID, Kind: task.Blocks, OtherID: NewID()})
	WantKind(t, "an unknown task", unknown, fault.NotFound)
	for _, in := range []task.Relate{
		{TaskID: mine.ID, Kind: task.Blocks, OtherID: theirs.ID}, {TaskID: theirs.ID, Kind: task.Blocks, OtherID: mine.ID},
	} {
		_, err := w.RelateTasks(c.Editor.Ctx, in)
		WantSame(t, "another's task", err, unknown)
		_, err = w.UnrelateTasks(c.Editor.Ctx, in)
		WantSame(t, "another's task", err, unknown)
	}
	w.Join(t, c.Stranger, c.Other, c.Editor, task.Commenter)
	_, err := w.RelateTasks(c.Editor.Ctx, task.Relate{TaskID: mine.ID, Kind: task.Blocks, OtherID: theirs.ID})
	WantKind(t, "where one only comments", err, fault.Forbidden)
}

func tieUnseen(t *testing.T, w *World) {
	c := w.Cast(t)
	second := w.NewProject(t, c.Editor)
	a, b := w.NewTask(t, c.Editor, c.Project, "A"), w.NewTask(t, c.Editor, second, "B")
	w.tie(t, c.Editor, a, task.Blocks, b)
	if got := w.ties(t, c.Editor, a.ID); got != "BLOCKS B;" {
		t.Errorf("who is in both sees %s", got)
	}
	if got := w.ties(t, c.Owner, a.ID); got != "" {
		t.Errorf("who is in one sees %s", got)
	}
}

func tieEvents(t *testing.T, w *World) {
	c := w.Cast(t)
	second := w.NewProject(t, c.Editor)
	four := w.four(t, c)
	far := w.NewTask(t, c.Editor, second, "Far")
	seq := w.Last(t, c.Owner, c.Project.ID).Seq
	w.tie(t, c.Editor, four["A"], task.Blocks, four["B"])
	w.tie(t, c.Editor, four["A"], task.Blocks, far)
	events := append(w.since(t, c.Owner, c.Project.ID, seq), w.Last(t, c.Editor, second.ID))
	if len(events) != 4 {
		t.Fatalf("%d events", len(events))
	}
	for i, e := range events {
		ch, ok := change(e, "relations")
		if !ok || e.Type != task.TaskUpdated || e.TaskVersion != 1 || (ch.To != nil) != (i < 2) || (ch.ToValue != nil) != (i < 2) {
			t.Errorf("event %d: %+v, %+v", i, e, ch)
		}
	}
	if _, err := w.UnrelateTasks(c.Editor.Ctx, task.Relate{TaskID: four["A"].ID, Kind: task.Blocks, OtherID: four["B"].ID}); err != nil {
		t.Fatal(err)
	}
	if ch, _ := change(w.Last(t, c.Owner, c.Project.ID), "relations"); ch.From == nil || *ch.From != four["A"].Ref || ch.To != nil || ch.ToValue != nil {
		t.Errorf("untied: %+v", ch)
	}
	if is := w.read(t, c.Viewer, four["A"].ID); is.Version != 1 {
		t.Errorf("version %d: ties are no change of the task's own", is.Version)
	}
}

func tieBounds(t *testing.T, w *World) {
	c := w.Cast(t)
	a := w.NewTask(t, c.Editor, c.Project, "A")
	for i := range 100 {
		w.tie(t, c.Editor, w.NewTask(t, c.Editor, c.Project, fmt.Sprint("T", i)), task.Blocks, a)
	}
	last := w.NewTask(t, c.Editor, c.Project, "Last")
	_, err := w.RelateTasks(c.Editor.Ctx, task.Relate{TaskID: last.ID, Kind: task.Relates, OtherID: a.ID})
	WantKind(t, "the 101st", err, fault.Conflict)
	if got := w.ties(t, c.Viewer, last.ID); got != "" {
		t.Errorf("it was tied: %s", got)
	}
}

func tiePurged(t *testing.T, w *World) {
	c := w.Cast(t)
	four := w.four(t, c)
	w.tie(t, c.Editor, four["A"], task.Blocks, four["B"])
	if err := w.DeleteTask(c.Owner.Ctx, four["B"].ID); err != nil {
		t.Fatal(err)
	}
	if got := w.ties(t, c.Viewer, four["A"].ID); got != "BLOCKS B;" {
		t.Errorf("to what is in the trash: %s", got)
	}
	if err := w.PurgeTask(c.Owner.Ctx, four["B"].ID); err != nil {
		t.Fatal(err)
	}
	if got := w.ties(t, c.Viewer, four["A"].ID); got != "" {
		t.Errorf("to what is gone: %s", got)
	}
}
