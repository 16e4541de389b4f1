package app

import (
	"context"

	"tasklane/modules/task"
	"tasklane/modules/task/internal/position"
	"tasklane/platform/database"
	"tasklane/platform/fault"
)

// DeleteStatus removes a column. Its tasks go to the end of another one in portions; the column goes when it is
// found empty, so that no task is ever without one.
func (s *Service) DeleteStatus(ctx context.Context, in task.DeleteStatus) (task.Project, error) {
	for {
		var more bool
		err := s.change(ctx, []string{in.ProjectID}, func(ctx context.Context, _ *database.Tx, j *journal) error {
			if _, err := j.reach(ctx, in.ProjectID, task.Owner); err != nil {
				return err
			}
			var err error
			more, err = j.deleteStatus(ctx, in)
			return err
		})
		if err != nil {
			return task.Project{}, err
		}
		if !more {
			return s.Project(ctx, in.ProjectID, "")
		}
	}
}

func (j *journal) deleteStatus(ctx context.Context, in task.DeleteStatus) (more bool, err error) {
	all, err := j.columns(ctx, in.ProjectID)
	if err != nil {
		return false, err
	}
	from, to := all.find(in.Key), all.find(in.MoveTasksTo)
	switch {
	case from < 0:
		return false, fault.Missing("column")
	case len(all) == 1:
		return false, fault.Invalidf("input.key", "A project keeps at least one column.")
	case to < 0:
		return false, fault.Invalidf("input.moveTasksTo", "The project has no column with this key.")
	case from == to:
		return false, fault.Invalidf("input.moveTasksTo", "Name another column than the one to delete.")
	}
	n, err := j.moveAll(ctx, all[from], all[to])
	if err != nil {
		return false, err
	}
	j.tasksChanged(in.ProjectID, n)
	if n > 0 {
		return true, nil
	}
	if err := j.s.store.DeleteStatus(ctx, j.tx, all[from].ID); err != nil {
		return false, err
	}
	j.columnsChanged(in.ProjectID, &all[from], nil)
	return false, nil
}

// moveAll moves a portion of a column's tasks to the end of another one and returns how many: first those on the
// board, then those in the trash.
func (j *journal) moveAll(ctx context.Context, from, to task.Status) (int, error) {
	store, completed, at := j.s.store, completes(to.Category), database.At(j.now)
	ids, err := store.TasksIn(ctx, j.tx, from, portion)
	if err != nil {
		return 0, err
	}
	if len(ids) == 0 {
		return store.PutTrash(ctx, j.tx, from, to, completed, at, portion)
	}
	last, err := store.LastPosition(ctx, j.tx, to.ProjectID, to.ID)
	if err != nil {
		return 0, err
	}
	positions := make([]string, len(ids))
	for i := range positions {
		if last, err = position.After(last); err != nil {
			return 0, err
		}
		positions[i] = last
	}
	return len(ids), store.PutTasks(ctx, j.tx, to, completed, ids, positions, at)
}
