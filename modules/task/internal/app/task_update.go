package app

import (
	"context"

	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/fault"
)

// UpdateTask changes what is set.
func (s *Service) UpdateTask(ctx context.Context, in task.UpdateTask) (task.Task, error) {
	p, err := patchOfUpdate(in).checked()
	if err != nil {
		return task.Task{}, err
	}
	if p.people, err = s.whoever(ctx, p, in.ID); err != nil {
		return task.Task{}, err
	}
	return s.changeTask(ctx, aim{in.ID, task.Editor, Arrival{Key: p.status.Value}}, func(ctx context.Context, b *bench, d *draft) error {
		if err := d.current(in.IfVersion); err != nil {
			return err
		}
		return b.update(ctx, d, p)
	})
}

func patchOfUpdate(in task.UpdateTask) patch {
	return patch{
		title: in.Title, description: in.Description, status: in.Status, priority: in.Priority, assignee: in.AssignedUserID,
		labels: in.LabelIDs, addLabels: in.AddLabelIDs.Value, removeLabels: in.RemoveLabelIDs.Value, parent: in.ParentID,
		startOn: in.StartOn, startAt: in.StartAt, dueOn: in.DueOn, dueAt: in.DueAt,
	}
}

// whoever names the people whom a change of assignee is about: the new one, and those who have the tasks now.
func (s *Service) whoever(ctx context.Context, p patch, ids ...string) (map[string]string, error) {
	if !p.assignee.Set {
		return nil, nil
	}
	stored, err := s.store.StoredTasks(ctx, s.read(), ids)
	if err != nil {
		return nil, err
	}
	people := []string{p.assignee.Value}
	for _, t := range stored {
		people = append(people, t.AssignedUserID)
	}
	return s.names(ctx, people...), nil
}

// update applies a patch and writes what is different; a change to what already is makes no event.
func (b *bench) update(ctx context.Context, d *draft, p patch) error {
	if err := b.apply(ctx, d, p); err != nil {
		return err
	}
	if len(d.changes) == 0 {
		return nil
	}
	return b.save(ctx, d, task.TaskUpdated)
}

// aim is the task that a change is about, the role that it needs in the task's project, and where the task may come to.
type aim struct {
	id   string
	need task.Role
	to   Arrival
}

// changeTask is a change of one task that is not in the trash, for those who have the role in its project. fn leaves
// the draft as the task is then.
func (s *Service) changeTask(ctx context.Context, at aim, fn func(ctx context.Context, b *bench, d *draft) error) (task.Task, error) {
	return s.changeAnyTask(ctx, at, func(ctx context.Context, b *bench, d *draft) error {
		if err := d.live(); err != nil {
			return err
		}
		return fn(ctx, b, d)
	})
}

// changeAnyTask is changeTask for tasks in the trash too.
func (s *Service) changeAnyTask(ctx context.Context, at aim, fn func(ctx context.Context, b *bench, d *draft) error) (task.Task, error) {
	if _, err := caller(ctx); err != nil {
		return task.Task{}, err
	}
	var changed task.Task
	err := again(func() error {
		project, err := s.placeOf(ctx, at.id)
		if err != nil {
			return err
		}
		return s.change(ctx, []string{project}, func(ctx context.Context, _ *database.Tx, j *journal) error {
			whole, err := s.store.WholeTasksLater(ctx, j.tx, []string{at.id}) // with what bench reads
			if err != nil {
				return err
			}
			b, err := j.bench(ctx, project, at.need, at.to)
			if err != nil {
				return err
			}
			d, err := b.draftOf(whole())
			if err != nil {
				return err
			}
			if err := fn(ctx, b, d); err != nil {
				return err
			}
			changed = d.task
			return nil
		})
	})
	return changed, err
}

// placeOf says in which project a task is, before any lock.
func (s *Service) placeOf(ctx context.Context, id string) (string, error) {
	if !isID(id) {
		return "", fault.Missing("task")
	}
	places, err := s.store.TaskPlaces(ctx, s.read(), []string{id})
	if err != nil {
		return "", err
	}
	project, ok := places[id]
	if !ok {
		return "", fault.Missing("task")
	}
	return project, nil
}
