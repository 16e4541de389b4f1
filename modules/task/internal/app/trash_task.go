package app

import (
	"context"

	"tasklane/modules/task"
	"tasklane/modules/task/internal/position"
	"tasklane/platform/fault"
)

// DeleteTask puts a task with its subtasks into the trash. What lies there already stays as it is.
func (s *Service) DeleteTask(ctx context.Context, id string) error {
	_, err := s.changeAnyTask(ctx, aim{id: id, need: task.Editor}, func(ctx context.Context, b *bench, d *draft) error {
		return b.trash(ctx, d)
	})
	return err
}

// trash takes everything below the task along that is not in the trash yet; what goes together can come back together.
func (b *bench) trash(ctx context.Context, d *draft) error {
	if d.stored.DeletedAt != nil {
		return nil
	}
	drafts, err := b.tree(ctx, d.task.ID)
	if err != nil {
		return err
	}
	for _, each := range drafts {
		if each.stored.DeletedAt != nil {
			continue
		}
		if each.task.ID == d.task.ID {
			each = d
		}
		each.task.DeletedAt = &b.now
		each.say("deletedAt", value{}, instantValue(&b.now))
		if err := b.saveTrash(ctx, each, d.task.ID, task.TaskDeleted); err != nil {
			return err
		}
	}
	return nil
}

// saveTrash writes that a task has gone to the trash or come back.
func (b *bench) saveTrash(ctx context.Context, d *draft, with string, event task.EventType) error {
	d.task.Version++
	d.task.UpdatedAt = b.now
	if err := b.s.store.SetTrash(ctx, b.tx, StoredTask{Task: d.task, TrashedWith: with}); err != nil {
		return err
	}
	b.note(d, event)
	return nil
}

// RestoreTask takes a task out of the trash, with the subtasks that went with it. One that is not there stays as it is.
func (s *Service) RestoreTask(ctx context.Context, id string) (task.Task, error) {
	return s.changeAnyTask(ctx, aim{id: id, need: task.Editor}, func(ctx context.Context, b *bench, d *draft) error {
		return b.restore(ctx, d)
	})
}

func (b *bench) restore(ctx context.Context, d *draft) error {
	if d.stored.DeletedAt == nil {
		return nil
	}
	if d.task.ParentID != "" {
		parent, err := b.s.store.StoredTask(ctx, b.tx, d.task.ParentID)
		if err != nil {
			return err
		}
		if parent.DeletedAt != nil {
			return fault.Conflictf("The task's parent lies in the trash; restore that first.")
		}
	}
	drafts, err := b.tree(ctx, d.task.ID)
	if err != nil {
		return err
	}
	for _, each := range drafts {
		if each.stored.TrashedWith != d.stored.TrashedWith {
			continue
		}
		if each.task.ID == d.task.ID {
			each = d
		}
		if err := b.comeBack(ctx, each); err != nil {
			return err
		}
	}
	return nil
}

// comeBack returns a task to its old place, or right behind the task that has the place by now.
func (b *bench) comeBack(ctx context.Context, d *draft) error {
	crowded, err := b.s.store.CrowdedSpots(ctx, b.tx, b.project.ID, []string{d.task.ID})
	if err != nil {
		return err
	}
	if len(crowded) > 0 {
		// No id is greater than this one: what is behind it is behind every task of the place.
		at := Spot{TaskID: "ffffffff-ffff-ffff-ffff-ffffffffffff", Position: d.task.Position}
		next, _, err := b.next(ctx, d.task.Status, d.task.ID, at, b.s.store.SpotsBehind)
		if err != nil {
			return err
		}
		place, err := position.Between(at.Position, next.Position)
		if err != nil {
			return err
		}
		if d.task.Position, err = b.shorten(ctx, d.task.Status, Spot{d.task.ID, place}); err != nil {
			return err
		}
	}
	d.say("deletedAt", instantValue(d.stored.DeletedAt), value{})
	d.task.DeletedAt = nil
	return b.saveTrash(ctx, d, "", task.TaskRestored)
}
