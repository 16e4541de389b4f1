package tasktest

import (
	"context"
	"maps"
	"testing"

	"tasklane/modules/task"
	"tasklane/platform/fault"
	"tasklane/platform/null"
)

func taskRightsCases() cases {
	return cases{
		"Q64 Q68 who may do what with a task":              taskRights,
		"Q64 another's task is as an unknown one":          unseenTasks,
		"Q67 rights are checked before anything is read":   rightsFirst,
		"Q69 who leaves a project reads no more of it":     leftProject,
		"a project in the trash shows its tasks to owners": trashedProject,
	}
}

// taskActs are everything that can be done to a task and read of it. Each leaves the task as it was for the next.
func taskActs() map[string]act {
	acts := map[string]act{}
	for name, do := range taskReads() {
		acts[name] = act{need: task.Viewer, reads: true, do: do}
	}
	maps.Copy(acts, taskWrites())
	return acts
}

func taskReads() map[string]func(ctx context.Context, w *World, to target) error {
	return map[string]func(ctx context.Context, w *World, to target) error{
		"Task": func(ctx context.Context, w *World, to target) error {
			_, err := w.Task(ctx, to.task, "")
			return err
		},
		"TasksByID": func(ctx context.Context, w *World, to target) error {
			found, err := w.TasksByID(ctx, []string{to.task})
			return entry(found, err, to.task)
		},
		"TaskOf": func(ctx context.Context, w *World, to target) error {
			_, err := w.TaskOf(ctx, task.Event{ProjectID: to.project, TaskID: to.task, Seq: 1})
			return err
		},
		"Subtasks": func(ctx context.Context, w *World, to target) error {
			found, err := w.Subtasks(ctx, []string{to.task})
			return entry(found, err, to.task)
		},
		"Relations": func(ctx context.Context, w *World, to target) error {
			found, err := w.Relations(ctx, []string{to.task})
			return entry(found, err, to.task)
		},
		"Watchers": func(ctx context.Context, w *World, to target) error {
			found, err := w.Watchers(ctx, []string{to.task})
			return entry(found, err, to.task)
		},
		"ListTasks": func(ctx context.Context, w *World, to target) error {
			p, err := w.ListTasks(ctx, task.List{Filter: task.Filter{ProjectIDs: []string{to.project}}})
			if err == nil && len(p.Items) == 0 {
				return fault.Missing("task in the list")
			}
			return err
		},
		"ListComments": func(ctx context.Context, w *World, to target) error {
			_, err := w.ListComments(ctx, task.CommentList{TaskID: to.task})
			return err
		},
		"ListEvents of a task": func(ctx context.Context, w *World, to target) error {
			_, err := w.ListEvents(ctx, task.History{TaskID: to.task})
			return err
		},
		"Node of a task": func(ctx context.Context, w *World, to target) error {
			_, err := w.Node(ctx, to.task)
			return err
		},
	}
}

func taskWrites() map[string]act {
	return map[string]act{
		"UpdateTask": {need: task.Editor, do: func(ctx context.Context, w *World, to target) error {
			_, err := w.UpdateTask(ctx, task.UpdateTask{ID: to.task, Title: null.Value(NewKey())})
			return err
		}},
		"MoveTask": {need: task.Editor, do: func(ctx context.Context, w *World, to target) error {
			_, err := w.MoveTask(ctx, task.MoveTask{ID: to.task, Status: "backlog"})
			return err
		}},
		"BulkUpdate": {need: task.Editor, do: func(ctx context.Context, w *World, to target) error {
			_, err := w.BulkUpdate(ctx, task.BulkUpdate{IDs: []string{to.task}, Status: null.Value("todo")})
			return err
		}},
		"DeleteTask": {need: task.Editor, do: func(ctx context.Context, w *World, to target) error {
			return w.DeleteTask(ctx, to.task)
		}, undo: func(ctx context.Context, w *World, to target) error {
			_, err := w.RestoreTask(ctx, to.task)
			return err
		}},
		"RestoreTask": {need: task.Editor, do: func(ctx context.Context, w *World, to target) error {
			_, err := w.RestoreTask(ctx, to.task)
			return err
		}},
		"PurgeTask": {need: task.Owner, do: func(ctx context.Context, w *World, to target) error {
			// What is not in the trash is refused only to those who may purge.
			if err := w.PurgeTask(ctx, to.task); !fault.Is(err, fault.Conflict) {
				return err
			}
			return nil
		}},
		"WatchTask": {need: task.Viewer, do: func(ctx context.Context, w *World, to target) error {
			_, err := w.WatchTask(ctx, to.task)
			return err
		}},
		"UnwatchTask": {need: task.Viewer, do: func(ctx context.Context, w *World, to target) error {
			_, err := w.UnwatchTask(ctx, to.task)
			return err
		}},
		"RelateTasks": {need: task.Editor, do: func(ctx context.Context, w *World, to target) error {
			_, err := w.RelateTasks(ctx, task.Relate{TaskID: to.task, Kind: task.Relates, OtherID: to.label})
			return err
		}},
		"UnrelateTasks": {need: task.Editor, do: func(ctx context.Context, w *World, to target) error {
			_, err := w.UnrelateTasks(ctx, task.Relate{TaskID: to.task, Kind: task.Relates, OtherID: to.label})
			return err
		}},
		"AddComment": {need: task.Commenter, do: func(ctx context.Context, w *World, to target) error {
			_, err := w.AddComment(ctx, task.NewComment{TaskID: to.task, Body: "x"})
			return err
		}},
	}
}

func taskRights(t *testing.T, w *World) {
	c := w.Cast(t)
	maker := w.Person(t, "Mia") // no caller of the acts: she goes on watching
	w.Join(t, c.Owner, c.Project, maker, task.Editor)
	made, other := w.NewTask(t, maker, c.Project, "T"), w.NewTask(t, c.Owner, c.Project, "Other")
	w.add(t, c.Owner, task.NewTask{ProjectID: c.Project.ID, Title: "Child", ParentID: made.ID})
	w.tie(t, c.Owner, made, task.Blocks, w.NewTask(t, c.Owner, c.Project, "Blocked"))
	to := target{project: c.Project.ID, task: made.ID, label: other.ID}
	for name, a := range taskActs() {
		w.tryAll(t, c, name, a, to)
	}
	w.tryAll(t, c, "CreateTask", act{need: task.Editor, do: func(ctx context.Context, w *World, to target) error {
		_, err := w.CreateTask(ctx, task.NewTask{ProjectID: to.project, Title: "New"})
		return err
	}}, to)
}

func unseenTasks(t *testing.T, w *World) {
	c := w.Cast(t)
	made, other := w.NewTask(t, c.Owner, c.Project, "T"), w.NewTask(t, c.Owner, c.Project, "Other")
	w.add(t, c.Owner, task.NewTask{ProjectID: c.Project.ID, Title: "Child", ParentID: made.ID})
	seen := target{project: c.Project.ID, task: made.ID, label: other.ID}
	for name, a := range taskActs() {
		w.hides(t, c, name, a, seen, target{project: NewID(), task: NewID(), label: NewID()})
	}
}

// rightsFirst sends what is wrong in the eyes of the database too: who may not change the task learns nothing of it.
func rightsFirst(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Owner, c.Project, "T")
	old := 7
	for what, in := range map[string]task.UpdateTask{
		"an unknown column":  {ID: made.ID, Status: value("nowhere")},
		"an unknown label":   {ID: made.ID, AddLabelIDs: value([]string{NewID()})},
		"an unknown parent":  {ID: made.ID, ParentID: value(NewID())},
		"an unknown person":  {ID: made.ID, AssignedUserID: value(NewID())},
		"an old version":     {ID: made.ID, Title: value("X"), IfVersion: &old},
		"nothing to be done": {ID: made.ID},
	} {
		_, err := w.UpdateTask(c.Viewer.Ctx, in)
		WantKind(t, what+", by a viewer", err, fault.Forbidden)
		_, err = w.UpdateTask(c.Stranger.Ctx, in)
		WantKind(t, what+", by a stranger", err, fault.NotFound)
	}
}

func leftProject(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.add(t, c.Owner, task.NewTask{ProjectID: c.Project.ID, Title: "T", AssignedUserID: c.Editor.ID})
	if err := w.RemoveMember(c.Owner.Ctx, c.Project.ID, c.Editor.ID); err != nil {
		t.Fatal(err)
	}
	_, err := w.Task(c.Editor.Ctx, made.ID, "")
	WantKind(t, "reading", err, fault.NotFound)
	_, err = w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: made.ID, Title: value("X")})
	WantKind(t, "changing", err, fault.NotFound)
	if got := w.listAll(t, c.Editor, task.List{Filter: task.Filter{AssignedUserIDs: []string{c.Editor.ID}}}); len(got) != 0 {
		t.Errorf("listed: %v", titles(got))
	}
	if is := w.read(t, c.Owner, made.ID); is.AssignedUserID != "" || is.Version != 2 {
		t.Errorf("still assigned: %+v", is)
	}
	if got := w.watchers(t, c.Owner, made.ID); len(got) != 1 {
		t.Errorf("still watched: %v", got)
	}
	_, err = w.UpdateTask(c.Owner.Ctx, task.UpdateTask{ID: made.ID, AssignedUserID: value(c.Editor.ID)})
	WantField(t, "assigning who is no member", err, "input.assignedUserId")
}

func trashedProject(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Owner, c.Project, "T")
	if err := w.DeleteProject(c.Owner.Ctx, c.Project.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Task(c.Owner.Ctx, made.ID, ""); err != nil {
		t.Errorf("an owner: %v", err)
	}
	_, err := w.Task(c.Editor.Ctx, made.ID, "")
	WantKind(t, "an editor", err, fault.NotFound)
	_, err = w.UpdateTask(c.Owner.Ctx, task.UpdateTask{ID: made.ID, Title: value("X")})
	WantKind(t, "changing it", err, fault.Conflict)
	if got := w.listAll(t, c.Owner, task.List{}); len(got) != 0 {
		t.Errorf("listed: %v", titles(got))
	}
}
