package tasktest

import (
	"context"
	"maps"

	"tasklane/modules/task"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/null"
)

// entry makes the answer of a read by several ids that of a read by one.
func entry[T any](found map[string]T, err error, id string) error {
	if _, ok := found[id]; err == nil && !ok {
		return fault.Missing("entry")
	}
	return err
}

// projectActs are everything that can be done to a project, its members, columns and labels, and read of its log.
func projectActs() map[string]act {
	acts := projectReads()
	maps.Copy(acts, projectWrites())
	return acts
}

func projectReads() map[string]act {
	reads := map[string]func(ctx context.Context, w *World, to target) error{
		"Project": func(ctx context.Context, w *World, to target) error {
			_, err := w.Project(ctx, to.project, "")
			return err
		},
		"ProjectsByID": func(ctx context.Context, w *World, to target) error {
			found, err := w.ProjectsByID(ctx, []string{to.project})
			return entry(found, err, to.project)
		},
		"ListMembers": func(ctx context.Context, w *World, to target) error {
			_, err := w.ListMembers(ctx, task.MemberList{ProjectID: to.project})
			return err
		},
		"Statuses": func(ctx context.Context, w *World, to target) error {
			found, err := w.Statuses(ctx, []string{to.project})
			return entry(found, err, to.project)
		},
		"Labels": func(ctx context.Context, w *World, to target) error {
			found, err := w.Labels(ctx, []string{to.project})
			return entry(found, err, to.project)
		},
		"StatusCounts": func(ctx context.Context, w *World, to target) error {
			found, err := w.StatusCounts(ctx, []string{to.project})
			return entry(found, err, to.project)
		},
		"ListEvents": func(ctx context.Context, w *World, to target) error {
			_, err := w.ListEvents(ctx, task.History{ProjectID: to.project})
			return err
		},
		"Replay": func(ctx context.Context, w *World, to target) error {
			_, err := w.Replay(ctx, task.Cursor{ProjectID: to.project, Seq: 1, EntryID: NewID()}, 10)
			if fault.Is(err, fault.ResyncRequired) {
				return nil // whoever gets this far may read it
			}
			return err
		},
		"Node": func(ctx context.Context, w *World, to target) error {
			_, err := w.Node(ctx, to.label)
			return err
		},
		"Node of a member": func(ctx context.Context, w *World, to target) error {
			_, err := w.Node(ctx, to.project+"."+to.member)
			return err
		},
	}
	acts := map[string]act{}
	for name, do := range reads {
		acts[name] = act{need: task.Viewer, reads: true, do: do}
	}
	return acts
}

func projectWrites() map[string]act {
	return map[string]act{
		"UpdateProject": {need: task.Owner, do: func(ctx context.Context, w *World, to target) error {
			_, err := w.UpdateProject(ctx, task.UpdateProject{ID: to.project, Name: null.Value(NewKey())})
			return err
		}},
		"archive": {need: task.Owner, do: func(ctx context.Context, w *World, to target) error {
			_, err := w.UpdateProject(ctx, task.UpdateProject{ID: to.project, Archived: null.Value(true)})
			return err
		}, undo: func(ctx context.Context, w *World, to target) error {
			_, err := w.UpdateProject(ctx, task.UpdateProject{ID: to.project, Archived: null.Value(false)})
			return err
		}},
		"DeleteProject": {need: task.Owner, do: func(ctx context.Context, w *World, to target) error {
			return w.DeleteProject(ctx, to.project)
		}, undo: func(ctx context.Context, w *World, to target) error {
			_, err := w.RestoreProject(ctx, to.project)
			return err
		}},
		"RestoreProject": {need: task.Owner, do: func(ctx context.Context, w *World, to target) error {
			_, err := w.RestoreProject(ctx, to.project)
			return err
		}},
		"SetMember": {need: task.Owner, do: func(ctx context.Context, w *World, to target) error {
			_, err := w.SetMember(ctx, task.SetMember{ProjectID: to.project, UserID: to.member, Role: task.Editor})
			return err
		}, undo: func(ctx context.Context, w *World, to target) error {
			_, err := w.SetMember(ctx, task.SetMember{ProjectID: to.project, UserID: to.member, Role: task.Commenter})
			return err
		}},
		"RemoveMember": {need: task.Owner, do: func(ctx context.Context, w *World, to target) error {
			if caller, member := callerOf(ctx), to.member; caller == member {
				return fault.Deny("their own is another act")
			}
			return w.RemoveMember(ctx, to.project, to.member)
		}, undo: func(ctx context.Context, w *World, to target) error {
			_, err := w.SetMember(ctx, task.SetMember{ProjectID: to.project, UserID: to.member, Role: task.Commenter})
			return err
		}},
		"CreateStatus": {need: task.Owner, do: func(ctx context.Context, w *World, to target) error {
			_, err := w.CreateStatus(ctx, task.NewStatus{ProjectID: to.project, Key: "k", Name: "x", Category: task.Todo})
			return err
		}, undo: func(ctx context.Context, w *World, to target) error {
			_, err := w.DeleteStatus(ctx, task.DeleteStatus{ProjectID: to.project, Key: "k", MoveTasksTo: to.column})
			return err
		}},
		"UpdateStatus": {need: task.Owner, do: func(ctx context.Context, w *World, to target) error {
			_, err := w.UpdateStatus(ctx, task.UpdateStatus{ProjectID: to.project, Key: to.column, Name: null.Value(NewKey())})
			return err
		}},
		"DeleteStatus": {need: task.Owner, do: func(ctx context.Context, w *World, to target) error {
			_, err := w.DeleteStatus(ctx, task.DeleteStatus{ProjectID: to.project, Key: "canceled", MoveTasksTo: to.column})
			return err
		}, undo: func(ctx context.Context, w *World, to target) error {
			_, err := w.CreateStatus(ctx, task.NewStatus{ProjectID: to.project, Key: "canceled", Name: "x", Category: task.Canceled})
			return err
		}},
		"CreateLabel": {need: task.Editor, do: func(ctx context.Context, w *World, to target) error {
			_, err := w.CreateLabel(ctx, task.NewLabel{ProjectID: to.project, Name: NewKey()})
			return err
		}},
		"UpdateLabel": {need: task.Editor, do: func(ctx context.Context, w *World, to target) error {
			_, err := w.UpdateLabel(ctx, task.UpdateLabel{ID: to.label, Name: null.Value(NewKey())})
			return err
		}},
	}
}

// callerOf is the user of a context.
func callerOf(ctx context.Context) string { return identity.From(ctx).UserID }
