package app

import (
	"context"

	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/fault"
)

// UpdateLabel changes a label.
func (s *Service) UpdateLabel(ctx context.Context, in task.UpdateLabel) (task.Label, error) {
	if err := checkedLabel(&in); err != nil {
		return task.Label{}, err
	}
	var is task.Label
	err := s.changeLabel(ctx, in.ID, func(ctx context.Context, j *journal, was task.Label) error {
		is = was
		is.Name, is.Color = in.Name.Or(is.Name), in.Color.Or(is.Color)
		if is == was {
			return nil
		}
		if err := j.freeName(ctx, is); err != nil {
			return err
		}
		if err := s.store.UpdateLabel(ctx, j.tx, is, folded(is.Name)); err != nil {
			return err
		}
		j.labelsChanged(is.ProjectID, &was, &is)
		return nil
	})
	return is, err
}

func checkedLabel(in *task.UpdateLabel) (err error) {
	switch {
	case in.Name.Cleared():
		return fault.Invalidf("input.name", "A label needs a name.")
	case in.Color.Cleared():
		return fault.Invalidf("input.color", "A label needs a color.")
	}
	if in.Name.Given() {
		if in.Name.Value, err = line("input.name", in.Name.Value, maxName); err != nil {
			return err
		}
	}
	if in.Color.Given() {
		in.Color.Value, err = color(in.Color.Value)
	}
	return err
}

// DeleteLabel takes a label off every task, in portions, and removes it with the last one.
func (s *Service) DeleteLabel(ctx context.Context, id string) error {
	for {
		var n int
		err := s.changeLabel(ctx, id, func(ctx context.Context, j *journal, l task.Label) error {
			var err error
			if n, err = s.store.Unlabel(ctx, j.tx, id, database.At(j.now), portion); err != nil {
				return err
			}
			j.tasksChanged(l.ProjectID, n)
			if n == portion {
				return nil
			}
			if err := s.store.DeleteLabel(ctx, j.tx, id); err != nil {
				return err
			}
			j.labelsChanged(l.ProjectID, &l, nil)
			return nil
		})
		if err != nil || n < portion {
			return err
		}
	}
}

// changeLabel is a change of a label, for editors of its project. A label of a project that the caller does not see
// is as missing as an unknown one. It never changes its project.
func (s *Service) changeLabel(ctx context.Context, id string, fn func(ctx context.Context, j *journal, l task.Label) error) error {
	if _, err := caller(ctx); err != nil {
		return err
	}
	missing := fault.Missing(labelMissing)
	if !isID(id) {
		return missing
	}
	before, _, err := s.store.Label(ctx, s.read(), id)
	if before, err = ignoreNoRows(before, err); err != nil || before.ID == "" {
		return firstOf(err, missing)
	}
	return s.change(ctx, []string{before.ProjectID}, func(ctx context.Context, tx *database.Tx, j *journal) error {
		_, err := j.reach(ctx, before.ProjectID, task.Editor)
		if fault.Is(err, fault.NotFound) {
			return missing
		}
		if err != nil {
			return err
		}
		l, _, err := s.store.Label(ctx, tx, id)
		if l, err = ignoreNoRows(l, err); err != nil || l.ID == "" {
			return firstOf(err, missing)
		}
		return fn(ctx, j, l)
	})
}
