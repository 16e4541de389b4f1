package tasktest

import (
	"slices"
	"sync"
	"testing"

	"tasklane/modules/task"
)

func taskLoadCases() cases {
	return cases{
		"Q12 one create sent by many at once makes one task":    sameCreate,
		"reading goes on while columns are deleted":             readWhileDeleting,
		"Q11 each change is one event, in the order of the log": eachOnce,
	}
}

func sameCreate(t *testing.T, w *World) {
	c := w.Cast(t)
	in := task.NewTask{ID: NewID(), ProjectID: c.Project.ID, Title: "Once"}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if made, err := w.CreateTask(c.Editor.Ctx, in); err != nil || made.Number != 1 {
				t.Errorf("%+v, %v", made, err)
			}
		})
	}
	wait.Wait()
	if n := len(w.listAll(t, c.Viewer, task.List{})); n != 1 {
		t.Errorf("%d tasks", n)
	}
}

func eachOnce(t *testing.T, w *World) {
	c := w.Cast(t)
	seq := w.Last(t, c.Owner, c.Project.ID).Seq
	board := w.follow(t, c.Project.ID, seq)
	made := w.NewTask(t, c.Editor, c.Project, "T")
	w.retitle(t, c.Editor, made.ID, "U")
	w.comment(t, c.Editor, made.ID, "x")
	if _, err := w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: made.ID, Status: "done"}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.BulkUpdate(c.Editor.Ctx, task.BulkUpdate{IDs: []string{made.ID}, Priority: value(task.Low)}); err != nil {
		t.Fatal(err)
	}
	if err := w.DeleteTask(c.Editor.Ctx, made.ID); err != nil {
		t.Fatal(err)
	}
	want := []task.EventType{task.TaskCreated, task.TaskUpdated, task.CommentAdded, task.TaskMoved, task.TaskUpdated, task.TaskDeleted}
	log := w.since(t, c.Owner, c.Project.ID, seq)
	var types []task.EventType
	for _, e := range log {
		types = append(types, e.Type)
	}
	if !slices.Equal(types, want) {
		t.Errorf("the log has %v, want %v", types, want)
	}
	for i, e := range log {
		if got := board.next(t); got.ID != e.ID {
			t.Errorf("told %d: %+v", i, got)
		}
	}
	w.wantPushedInOrder(t, c.Project.ID)
}

func readWhileDeleting(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Editor, c.Project, "T")
	done := make(chan struct{})
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				p, err := w.ListTasks(c.Viewer.Ctx, task.List{Filter: task.Filter{ProjectIDs: []string{c.Project.ID}}})
				if err != nil || len(p.Items) != 1 || len(p.Cursors) != 1 {
					t.Errorf("%d tasks, %v", len(p.Items), err)
					return
				}
				if _, err := w.Task(c.Viewer.Ctx, made.ID, ""); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	for range 40 {
		_, err := w.CreateStatus(c.Owner.Ctx, task.NewStatus{ProjectID: c.Project.ID, Key: "odd", Name: "Odd", Category: task.Todo})
		if err == nil {
			_, err = w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: made.ID, Status: "odd"})
		}
		if err == nil {
			_, err = w.DeleteStatus(c.Owner.Ctx, task.DeleteStatus{ProjectID: c.Project.ID, Key: "odd", MoveTasksTo: "todo"})
		}
		if err != nil {
			t.Error(err)
			break
		}
	}
	close(done)
	wait.Wait()
}
