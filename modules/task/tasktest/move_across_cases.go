package tasktest

import (
	"strings"
	"sync"
	"testing"

	"tasklane/modules/task"
	"tasklane/platform/fault"
)

func moveAcrossCases() cases {
	return cases{
		"a task moves to another project with all it has": moveAcross,
		"Q66 a move across needs rights at both ends":     moveAcrossRights,
		"neither log names the other project":             moveAcrossSecret,
		"comments and search go along":                    moveAcrossTexts,
		"two moves across at once":                        moveAcrossRace,
	}
}

func moveAcross(t *testing.T, w *World) {
	c := w.Cast(t)
	to := w.NewProject(t, c.Editor)
	w.Join(t, c.Editor, to, c.Viewer, task.Viewer)
	if _, err := w.CreateStatus(c.Owner.Ctx, task.NewStatus{ProjectID: c.Project.ID, Key: "testing", Name: "Testing", Category: task.InProgress}); err != nil {
		t.Fatal(err)
	}
	bug, odd := w.label(t, c.Editor, c.Project, "bug"), w.label(t, c.Editor, c.Project, "odd")
	bugThere := w.label(t, c.Editor, to, "bug")
	w.NewTask(t, c.Editor, to, "There")
	top := w.NewTask(t, c.Editor, c.Project, "Top")
	root := w.add(t, c.Editor, task.NewTask{
		ProjectID: c.Project.ID, Title: "Root", ParentID: top.ID, AssignedUserID: c.Commenter.ID, LabelIDs: []string{bug.ID, odd.ID}, Status: "testing",
	})
	child := w.add(t, c.Editor, task.NewTask{ProjectID: c.Project.ID, Title: "Child", ParentID: root.ID, AssignedUserID: c.Viewer.ID, Status: "done"})
	gone := w.add(t, c.Editor, task.NewTask{ProjectID: c.Project.ID, Title: "Gone", ParentID: root.ID})
	if err := w.DeleteTask(c.Editor.Ctx, gone.ID); err != nil {
		t.Fatal(err)
	}
	moved, err := w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: root.ID, ProjectID: to.ID})
	if err != nil {
		t.Fatal(err)
	}
	for what, is := range map[string]task.Task{"answered": moved, "read": w.read(t, c.Viewer, root.ID)} {
		if is.ProjectID != to.ID || is.Number != 2 || is.Ref != to.Key+"-2" || is.ParentID != "" || is.AssignedUserID != "" ||
			len(is.Labels) != 1 || is.Labels[0].ID != bugThere.ID || is.Status.Key != "in_progress" || is.Status.ProjectID != to.ID || is.Version != 2 {
			t.Errorf("%s: %+v", what, is)
		}
	}
	below := w.read(t, c.Viewer, child.ID)
	if below.ProjectID != to.ID || below.ParentID != root.ID || below.AssignedUserID != c.Viewer.ID || below.Status.Key != "done" || below.CompletedAt == nil {
		t.Errorf("the child: %+v", below)
	}
	if trashed := w.read(t, c.Editor, gone.ID); trashed.ProjectID != to.ID || trashed.DeletedAt == nil {
		t.Errorf("the child in the trash: %+v", trashed)
	}
	for _, ref := range []string{root.Ref, moved.Ref} {
		if found, err := w.Task(c.Viewer.Ctx, "", ref); err != nil || found.ID != root.ID {
			t.Errorf("%s finds %+v, %v", ref, found, err)
		}
	}
	watchers, err := w.Watchers(c.Viewer.Ctx, []string{root.ID})
	if err != nil || len(watchers[root.ID]) != 1 || watchers[root.ID][0] != c.Editor.ID {
		t.Errorf("watchers %v, %v: only members of the target", watchers, err)
	}
	if back, err := w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: root.ID, ProjectID: c.Project.ID, Status: "backlog", After: top.ID}); err != nil || back.Number != 5 || back.Status.Key != "backlog" {
		t.Errorf("back: %+v, %v", back, err)
	}
	if found, err := w.Task(c.Viewer.Ctx, "", root.Ref); err != nil || found.ID != root.ID {
		t.Errorf("the first reference after the way back: %+v, %v", found, err)
	}
	if _, err := w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: root.ID, ProjectID: to.ID, Status: "testing"}); fault.From(err).Field != "input.status" {
		t.Errorf("a column of the source: %v", err)
	}
}

func moveAcrossRights(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Editor, c.Project, "T")
	to := w.NewProject(t, c.Owner)
	_, unknown := w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: made.ID, ProjectID: NewID()})
	WantKind(t, "to an unknown project", unknown, fault.NotFound)
	_, err := w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: made.ID, ProjectID: to.ID})
	WantSame(t, "to an unseen project", err, unknown)
	w.Join(t, c.Owner, to, c.Editor, task.Commenter)
	_, err = w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: made.ID, ProjectID: to.ID})
	WantKind(t, "to a project where one comments", err, fault.Forbidden)
	w.Join(t, c.Owner, to, c.Viewer, task.Owner)
	_, err = w.MoveTask(c.Viewer.Ctx, task.MoveTask{ID: made.ID, ProjectID: to.ID})
	WantKind(t, "from a project where one views", err, fault.Forbidden)
	_, unknown = w.MoveTask(c.Stranger.Ctx, task.MoveTask{ID: NewID(), ProjectID: c.Other.ID})
	_, err = w.MoveTask(c.Stranger.Ctx, task.MoveTask{ID: made.ID, ProjectID: c.Other.ID})
	WantSame(t, "another's task into one's own project", err, unknown)
	if got := w.read(t, c.Owner, made.ID); got.ProjectID != c.Project.ID || got.Version != 1 {
		t.Errorf("it has moved: %+v", got)
	}
}

func moveAcrossSecret(t *testing.T, w *World) {
	c := w.Cast(t)
	to := w.NewProject(t, c.Editor)
	w.NewTask(t, c.Editor, to, "First")
	made := w.NewTask(t, c.Editor, c.Project, "T")
	seq := w.Last(t, c.Owner, c.Project.ID).Seq
	moved, err := w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: made.ID, ProjectID: to.ID})
	if err != nil {
		t.Fatal(err)
	}
	out := w.since(t, c.Owner, c.Project.ID, seq)
	in := w.Last(t, c.Editor, to.ID)
	if len(out) != 1 || out[0].Type != task.TaskMovedOut || out[0].TaskID != made.ID || in.Type != task.TaskMovedIn || in.TaskID != made.ID {
		t.Fatalf("out %+v, in %+v", out, in)
	}
	raw := func(e task.Event) string {
		r, err := e.Record()
		if err != nil {
			t.Fatal(err)
		}
		return string(r.Changes) + string(r.Body)
	}
	for _, secret := range []string{to.ID, to.Key, moved.Ref} {
		if strings.Contains(raw(out[0]), secret) {
			t.Errorf("the source's log names %s: %s", secret, raw(out[0]))
		}
	}
	for _, secret := range []string{c.Project.ID, c.Project.Key, made.Ref} {
		if strings.Contains(raw(in), secret) {
			t.Errorf("the target's log names %s: %s", secret, raw(in))
		}
	}
	_, err = w.TaskOf(c.Owner.Ctx, out[0])
	WantKind(t, "the task of the event in the source", err, fault.NotFound)
}

func moveAcrossTexts(t *testing.T, w *World) {
	c := w.Cast(t)
	to := w.NewProject(t, c.Editor)
	made := w.add(t, c.Editor, task.NewTask{ProjectID: c.Project.ID, Title: "Quixotic"})
	comment, err := w.AddComment(c.Commenter.Ctx, task.NewComment{TaskID: made.ID, Body: "zephyr"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: made.ID, ProjectID: to.ID}); err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"quixotic", "zephyr"} {
		there := w.listAll(t, c.Editor, task.List{Filter: task.Filter{ProjectIDs: []string{to.ID}, Text: word}})
		here := w.listAll(t, c.Editor, task.List{Filter: task.Filter{ProjectIDs: []string{c.Project.ID}, Text: word}})
		if len(there) != 1 || len(here) != 0 {
			t.Errorf("%s: %d in the target, %d in the source", word, len(there), len(here))
		}
	}
	if found, err := w.CommentsByID(c.Owner.Ctx, []string{comment.ID}); err != nil || len(found) != 0 {
		t.Errorf("the source's owner still reads the comment: %v, %v", found, err)
	}
	if found, err := w.CommentsByID(c.Editor.Ctx, []string{comment.ID}); err != nil || found[comment.ID].ProjectID != to.ID {
		t.Errorf("the target: %v, %v", found, err)
	}
	_, err = w.UpdateComment(c.Commenter.Ctx, comment.ID, "mine")
	WantKind(t, "its author, who is no member of the target", err, fault.NotFound)
}

func moveAcrossRace(t *testing.T, w *World) {
	c := w.Cast(t)
	one, two := w.NewProject(t, c.Editor), w.NewProject(t, c.Editor)
	ids := []string{c.Project.ID, one.ID, two.ID}
	made := w.NewTask(t, c.Editor, c.Project, "T")
	var wait sync.WaitGroup
	for i := range 12 {
		wait.Go(func() {
			_, err := w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: made.ID, ProjectID: ids[i%3]})
			if err != nil && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Unavailable) {
				t.Error(err)
			}
			_, err = w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: made.ID, Priority: value(task.High)})
			if err != nil && !fault.Is(err, fault.Conflict) {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	is := w.read(t, c.Editor, made.ID)
	if all := w.listAll(t, c.Editor, task.List{Filter: task.Filter{ProjectIDs: ids}}); len(all) != 1 || is.Status.ProjectID != is.ProjectID {
		t.Errorf("%d tasks, %+v", len(all), is)
	}
}
