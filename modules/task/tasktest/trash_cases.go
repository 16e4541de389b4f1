package tasktest

import (
	"slices"
	"strings"
	"testing"

	"tasklane/modules/task"
	"tasklane/platform/fault"
	"tasklane/platform/page"
)

func trashCases() cases {
	return cases{
		"a task goes to the trash with its subtasks and comes back": trashTree,
		"what was in the trash before stays there":                  trashBefore,
		"a task returns to its place, or next to it":                trashPlace,
		"a child does not come back without its parent":             trashChild,
		"a purge leaves no words, and a log without holes":          purgeWords,
		"only what lies in the trash is purged, by owners":          purgeRights,
		"a purge reaches the logs of former projects":               purgeFormer,
		"a purged task's id stays taken":                            purgeID,
		"bulk takes whole families to the trash and back":           trashBulk,
	}
}

func (w *World) trashed(t *testing.T, who Person, p task.Project) []string {
	t.Helper()
	names := titles(w.listAll(t, who, task.List{Filter: task.Filter{ProjectIDs: []string{p.ID}, Deleted: true}}))
	slices.Sort(names)
	return names
}

func trashTree(t *testing.T, w *World) {
	c := w.Cast(t)
	chain := w.chain(t, c.Editor, c.Project, 3)
	seq := w.Last(t, c.Owner, c.Project.ID).Seq
	if err := w.DeleteTask(c.Editor.Ctx, chain[0].ID); err != nil {
		t.Fatal(err)
	}
	if got := w.trashed(t, c.Viewer, c.Project); len(got) != 3 {
		t.Errorf("in the trash: %v", got)
	}
	if got := w.titlesIn(t, c.Viewer, c.Project, "todo"); len(got) != 0 {
		t.Errorf("on the board: %v", got)
	}
	if err := w.DeleteTask(c.Editor.Ctx, chain[0].ID); err != nil {
		t.Errorf("again: %v", err)
	}
	if is := w.read(t, c.Viewer, chain[2].ID); is.DeletedAt == nil || is.Version != 2 {
		t.Errorf("a grandchild: %+v", is)
	}
	back, err := w.RestoreTask(c.Editor.Ctx, chain[0].ID)
	if err != nil || back.DeletedAt != nil || back.Version != 3 {
		t.Errorf("restored: %+v, %v", back, err)
	}
	if _, err := w.RestoreTask(c.Editor.Ctx, chain[0].ID); err != nil {
		t.Errorf("again: %v", err)
	}
	if got := w.titlesIn(t, c.Viewer, c.Project, "todo"); !slices.Equal(got, []string{"Level 0", "Level 1", "Level 2"}) {
		t.Errorf("on the board: %v", got)
	}
	var types []string
	for _, e := range w.since(t, c.Owner, c.Project.ID, seq) {
		types = append(types, string(e.Type))
	}
	if want := strings.Repeat("TASK_DELETED ", 3) + strings.Repeat("TASK_RESTORED ", 3); strings.Join(types, " ")+" " != want {
		t.Errorf("events %v", types)
	}
}

func trashBefore(t *testing.T, w *World) {
	c := w.Cast(t)
	chain := w.chain(t, c.Editor, c.Project, 3)
	for _, i := range []int{1, 0} {
		if err := w.DeleteTask(c.Editor.Ctx, chain[i].ID); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.RestoreTask(c.Editor.Ctx, chain[0].ID); err != nil {
		t.Fatal(err)
	}
	if got := w.trashed(t, c.Viewer, c.Project); !slices.Equal(got, []string{"Level 1", "Level 2"}) {
		t.Errorf("in the trash: %v", got)
	}
	if _, err := w.RestoreTask(c.Editor.Ctx, chain[1].ID); err != nil {
		t.Fatal(err)
	}
	if got := w.trashed(t, c.Viewer, c.Project); len(got) != 0 {
		t.Errorf("in the trash: %v", got)
	}
}

func trashPlace(t *testing.T, w *World) {
	c := w.Cast(t)
	four := w.four(t, c)
	if err := w.DeleteTask(c.Editor.Ctx, four["B"].ID); err != nil {
		t.Fatal(err)
	}
	// X takes the very place of B: between A and C there is one middle.
	x := w.add(t, c.Editor, task.NewTask{ProjectID: c.Project.ID, Title: "X", After: four["A"].ID, Before: four["C"].ID})
	if x.Position != four["B"].Position {
		t.Fatalf("X is at %q, B was at %q: the test proves nothing", x.Position, four["B"].Position)
	}
	if _, err := w.RestoreTask(c.Editor.Ctx, four["B"].ID); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(w.titlesIn(t, c.Viewer, c.Project, "todo"), ""); got != "AXBCD" {
		t.Errorf("the order is %s", got)
	}
	if w.read(t, c.Viewer, four["B"].ID).Position == x.Position {
		t.Error("two tasks have one place")
	}
}

func trashChild(t *testing.T, w *World) {
	c := w.Cast(t)
	chain := w.chain(t, c.Editor, c.Project, 2)
	if err := w.DeleteTask(c.Editor.Ctx, chain[0].ID); err != nil {
		t.Fatal(err)
	}
	_, err := w.RestoreTask(c.Editor.Ctx, chain[1].ID)
	WantKind(t, "a child whose parent is in the trash", err, fault.Conflict)
}

func purgeWords(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.add(t, c.Editor, task.NewTask{ProjectID: c.Project.ID, Title: "Secretword", Description: "secretword"})
	if _, err := w.AddComment(c.Viewer.Ctx, task.NewComment{TaskID: made.ID, Body: "secretword"}); err == nil {
		t.Fatal("a viewer commented")
	}
	comment, err := w.AddComment(c.Editor.Ctx, task.NewComment{TaskID: made.ID, Body: "secretword"})
	if err != nil {
		t.Fatal(err)
	}
	w.retitle(t, c.Editor, made.ID, "Secretword again")
	if err := w.DeleteTask(c.Editor.Ctx, made.ID); err != nil {
		t.Fatal(err)
	}
	if err := w.PurgeTask(c.Owner.Ctx, made.ID); err != nil {
		t.Fatal(err)
	}
	events := w.Events(t, c.Owner, c.Project.ID)
	for i, e := range events {
		r, err := e.Record()
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(strings.ToLower(string(r.Changes)+string(r.Body)), "secretword") {
			t.Errorf("event %d still says it: %s %s", e.Seq, r.Changes, r.Body)
		}
		if e.Seq != int64(i)+1 {
			t.Errorf("a hole before %d", e.Seq)
		}
	}
	if last := events[len(events)-1]; last.Type != task.TaskPurged || last.TaskID != made.ID {
		t.Errorf("the last event is %+v", last)
	}
	_, err = w.Task(c.Owner.Ctx, made.ID, "")
	WantKind(t, "the task", err, fault.NotFound)
	if found, err := w.CommentsByID(c.Owner.Ctx, []string{comment.ID}); err != nil || len(found) != 0 {
		t.Errorf("the comment: %v, %v", found, err)
	}
	for _, table := range []string{"search", "comments", "watchers", "task_labels"} {
		column := "task_id"
		var n int
		if err := w.DB.Read().Get(t.Context(), &n, "SELECT COUNT(*) FROM "+table+" WHERE "+column+" = $1", made.ID); err != nil || n != 0 {
			t.Errorf("%d rows in %s, %v", n, table, err)
		}
	}
}

func purgeRights(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Editor, c.Project, "T")
	WantKind(t, "one on the board", w.PurgeTask(c.Owner.Ctx, made.ID), fault.Conflict)
	if err := w.DeleteTask(c.Editor.Ctx, made.ID); err != nil {
		t.Fatal(err)
	}
	WantKind(t, "an editor", w.PurgeTask(c.Editor.Ctx, made.ID), fault.Forbidden)
	WantSame(t, "a stranger", w.PurgeTask(c.Stranger.Ctx, made.ID), w.PurgeTask(c.Stranger.Ctx, NewID()))
}

func purgeFormer(t *testing.T, w *World) {
	c := w.Cast(t)
	to := w.NewProject(t, c.Editor)
	made := w.NewTask(t, c.Editor, c.Project, "Secretword")
	if _, err := w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: made.ID, ProjectID: to.ID}); err != nil {
		t.Fatal(err)
	}
	if err := w.DeleteTask(c.Editor.Ctx, made.ID); err != nil {
		t.Fatal(err)
	}
	if err := w.PurgeTask(c.Editor.Ctx, made.ID); err != nil {
		t.Fatal(err)
	}
	for _, e := range append(w.Events(t, c.Owner, c.Project.ID), w.Events(t, c.Editor, to.ID)...) {
		if e.TaskID == made.ID && (len(e.Changes) > 0 || e.Facts.TaskTitle != "") {
			t.Errorf("an event still says it: %+v", e)
		}
	}
}

func purgeID(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.add(t, c.Owner, task.NewTask{ID: NewID(), ProjectID: c.Project.ID, Title: "T"})
	if err := w.DeleteTask(c.Owner.Ctx, made.ID); err != nil {
		t.Fatal(err)
	}
	if err := w.PurgeTask(c.Owner.Ctx, made.ID); err != nil {
		t.Fatal(err)
	}
	_, err := w.CreateTask(c.Owner.Ctx, task.NewTask{ID: made.ID, ProjectID: c.Project.ID, Title: "T"})
	WantKind(t, "the id again", err, fault.Conflict)
}

func trashBulk(t *testing.T, w *World) {
	c := w.Cast(t)
	chain := w.chain(t, c.Editor, c.Project, 3)
	ids := []string{chain[2].ID, chain[0].ID, chain[1].ID}
	gone, err := w.BulkUpdate(c.Editor.Ctx, task.BulkUpdate{IDs: ids, Deleted: value(true)})
	if err != nil || len(gone) != 3 || gone[0].ID != ids[0] || gone[0].DeletedAt == nil || gone[0].Version != 2 {
		t.Errorf("to the trash: %+v, %v", gone, err)
	}
	back, err := w.BulkUpdate(c.Editor.Ctx, task.BulkUpdate{IDs: ids, Deleted: value(false)})
	if err != nil || len(back) != 3 || back[2].DeletedAt != nil || back[2].Version != 3 {
		t.Errorf("back: %+v, %v", back, err)
	}
	if p, err := w.ListTasks(c.Viewer.Ctx, task.List{Filter: task.Filter{ProjectIDs: []string{c.Project.ID}}, Page: page.Args{Count: true}}); err != nil || p.Total != 3 {
		t.Errorf("on the board: %d, %v", p.Total, err)
	}
}
