package app

import (
	"context"

	"tasklane/modules/task"
)

// MoveTask places a task in a column, between two tasks of it, or at its end.
func (s *Service) MoveTask(ctx context.Context, in task.MoveTask) (task.Task, error) {
	if in.ProjectID != "" {
		return s.moveTo(ctx, in)
	}
	return s.changeTask(ctx, aim{in.ID, task.Editor, Arrival{Key: in.Status}}, func(ctx context.Context, b *bench, d *draft) error {
		return b.move(ctx, d, in)
	})
}

// move is a move inside of the project.
func (b *bench) move(ctx context.Context, d *draft, in task.MoveTask) error {
	if err := d.current(in.IfVersion); err != nil {
		return err
	}
	column := d.task.Status
	if in.Status != "" {
		i := b.columns.find(in.Status)
		if i < 0 {
			return noColumn()
		}
		column = b.columns[i]
	}
	n, err := b.neighboursOf(ctx, column, in.ID, in.After, in.Before)
	if err != nil {
		return err
	}
	place, here, err := b.between(ctx, column, d.stored, n)
	if err != nil || here {
		return err
	}
	if place, err = b.shorten(ctx, column, Spot{in.ID, place}); err != nil {
		return err
	}
	if column.ID != d.task.Status.ID {
		b.into(d, column)
	}
	d.sayPlace(place)
	return b.save(ctx, d, task.TaskMoved)
}
