package tasktest

import (
	"fmt"
	"testing"

	"tasklane/modules/task"
	"tasklane/platform/fault"
	"tasklane/platform/null"
)

func bulkCases() cases {
	return cases{
		"many tasks are changed alike, with one event each": bulkMany,
		"all or nothing":                                   bulkNothing,
		"Q48 a bulk update is bounded":                     bulkBounds,
		"a bulk update spans the projects that one edits":  bulkSpan,
		"what many are asked to be and are makes no event": bulkSame,
	}
}

func bulkMany(t *testing.T, w *World) {
	c := w.Cast(t)
	label := w.label(t, c.Editor, c.Project, "bug")
	var ids []string
	for i := range 100 {
		ids = append(ids, w.NewTask(t, c.Editor, c.Project, fmt.Sprintf("T%03d", i)).ID)
	}
	seq := w.Last(t, c.Owner, c.Project.ID).Seq
	changed, err := w.BulkUpdate(c.Editor.Ctx, task.BulkUpdate{
		IDs: ids, Status: value("done"), Priority: value(task.High), AssignedUserID: value(c.Viewer.ID),
		AddLabelIDs: value([]string{label.ID}), DueOn: value(task.Date("2026-12-24")),
	})
	if err != nil || len(changed) != 100 {
		t.Fatalf("%d, %v", len(changed), err)
	}
	for i, each := range changed {
		if each.ID != ids[i] || each.Status.Key != "done" || each.CompletedAt == nil || each.Priority != task.High ||
			each.AssignedUserID != c.Viewer.ID || len(each.Labels) != 1 || *each.DueOn != "2026-12-24" || each.Version != 2 {
			t.Fatalf("task %d: %+v", i, each)
		}
	}
	events := w.since(t, c.Owner, c.Project.ID, seq)
	if len(events) != 100 {
		t.Errorf("%d events", len(events))
	}
	if done := w.titlesIn(t, c.Viewer, c.Project, "done"); len(done) != 100 || done[0] != "T000" || done[99] != "T099" {
		t.Errorf("the column: %v", done)
	}
}

func bulkNothing(t *testing.T, w *World) {
	c := w.Cast(t)
	mine, theirs := w.NewTask(t, c.Editor, c.Project, "Mine"), w.NewTask(t, c.Stranger, c.Other, "Theirs")
	seq := w.Last(t, c.Owner, c.Project.ID).Seq
	_, unknown := w.BulkUpdate(c.Editor.Ctx, task.BulkUpdate{IDs: []string{mine.ID, NewID()}, Priority: value(task.Low)})
	WantKind(t, "an unknown one among them", unknown, fault.NotFound)
	for what, ids := range map[string][]string{"another's": {mine.ID, theirs.ID}, "no id": {mine.ID, "x"}} {
		_, err := w.BulkUpdate(c.Editor.Ctx, task.BulkUpdate{IDs: ids, Priority: value(task.Low)})
		WantSame(t, what, err, unknown)
	}
	odd, err := w.CreateStatus(c.Owner.Ctx, task.NewStatus{ProjectID: c.Project.ID, Key: "odd", Name: "Odd", Category: task.Todo})
	if err != nil {
		t.Fatal(err)
	}
	second := w.NewProject(t, c.Editor)
	there := w.NewTask(t, c.Editor, second, "There")
	_, err = w.BulkUpdate(c.Editor.Ctx, task.BulkUpdate{IDs: []string{mine.ID, there.ID}, Status: value("odd")})
	WantField(t, "a column that one of the projects has not", err, "input.status")
	_, err = w.BulkUpdate(c.Viewer.Ctx, task.BulkUpdate{IDs: []string{mine.ID}, Priority: value(task.Low)})
	WantKind(t, "a viewer", err, fault.Forbidden)
	if got := w.read(t, c.Editor, mine.ID); got.Version != 1 || got.Priority != task.NoPriority {
		t.Errorf("it was changed: %+v", got)
	}
	if events := w.since(t, c.Owner, c.Project.ID, seq); len(events) != 1 || odd.ID != c.Project.ID {
		t.Errorf("events: %+v", events)
	}
}

func bulkBounds(t *testing.T, w *World) {
	c := w.Cast(t)
	ids := make([]string, 101)
	for i := range ids {
		ids[i] = NewID()
	}
	_, err := w.BulkUpdate(c.Editor.Ctx, task.BulkUpdate{IDs: ids, Priority: value(task.Low)})
	WantField(t, "101 tasks", err, "input.ids")
	_, err = w.BulkUpdate(c.Editor.Ctx, task.BulkUpdate{Priority: value(task.Low)})
	WantField(t, "none", err, "input.ids")
	_, err = w.BulkUpdate(c.Editor.Ctx, task.BulkUpdate{IDs: ids[:1], Deleted: null.Null[bool]()})
	WantField(t, "null", err, "input.deleted")
	_, err = w.BulkUpdate(c.Editor.Ctx, task.BulkUpdate{IDs: ids[:1], Deleted: value(true), Priority: value(task.Low)})
	WantField(t, "the trash and a change", err, "input.deleted")
	_, err = w.BulkUpdate(c.Editor.Ctx, task.BulkUpdate{IDs: ids[:1], AddLabelIDs: value(ids)})
	WantField(t, "101 labels", err, "input.addLabelIds")
}

func bulkSpan(t *testing.T, w *World) {
	c := w.Cast(t)
	second := w.NewProject(t, c.Editor)
	a, b := w.NewTask(t, c.Editor, c.Project, "A"), w.NewTask(t, c.Editor, second, "B")
	changed, err := w.BulkUpdate(c.Editor.Ctx, task.BulkUpdate{IDs: []string{b.ID, a.ID, b.ID}, Status: value("in_progress")})
	if err != nil || len(changed) != 2 || changed[0].ID != b.ID || changed[1].ID != a.ID || changed[1].Status.ProjectID != c.Project.ID {
		t.Errorf("%+v, %v", changed, err)
	}
}

func bulkSame(t *testing.T, w *World) {
	c := w.Cast(t)
	a, b := w.NewTask(t, c.Editor, c.Project, "A"), w.add(t, c.Editor, task.NewTask{ProjectID: c.Project.ID, Title: "B", Priority: task.High})
	seq := w.Last(t, c.Owner, c.Project.ID).Seq
	if _, err := w.BulkUpdate(c.Editor.Ctx, task.BulkUpdate{IDs: []string{a.ID, b.ID}, Priority: value(task.High)}); err != nil {
		t.Fatal(err)
	}
	if events := w.since(t, c.Owner, c.Project.ID, seq); len(events) != 1 || events[0].TaskID != a.ID {
		t.Errorf("events: %+v", events)
	}
}
