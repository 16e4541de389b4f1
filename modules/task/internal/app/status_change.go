package app

import (
	"context"

	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/fault"
)

// CreateStatus adds a column.
func (s *Service) CreateStatus(ctx context.Context, in task.NewStatus) (task.Project, error) {
	status, err := newStatus(in)
	if err != nil {
		return task.Project{}, err
	}
	err = s.change(ctx, []string{in.ProjectID}, func(ctx context.Context, tx *database.Tx, j *journal) error {
		if _, err := j.reach(ctx, in.ProjectID, task.Owner); err != nil {
			return err
		}
		all, err := j.columns(ctx, in.ProjectID)
		if err != nil {
			return err
		}
		if len(all) >= mostStatuses {
			return fault.Conflictf("A project has at most %d columns.", mostStatuses)
		}
		if all.find(status.Key) >= 0 {
			return fault.Conflictf("The project has a column %s already.", status.Key)
		}
		if status.Position, err = all.place(in.After); err != nil {
			return err
		}
		if err := s.store.InsertStatuses(ctx, tx, []task.Status{status}); err != nil {
			return err
		}
		if err := j.shorten(ctx, in.ProjectID); err != nil {
			return err
		}
		j.columnsChanged(in.ProjectID, nil, &status)
		return nil
	})
	if err != nil {
		return task.Project{}, err
	}
	return s.Project(ctx, in.ProjectID, "")
}

func newStatus(in task.NewStatus) (status task.Status, err error) {
	status.ProjectID = in.ProjectID
	if status.ID, err = newID(); err != nil {
		return status, err
	}
	if status.Key, err = statusKey("input.key", in.Key); err != nil {
		return status, err
	}
	if status.Name, err = line("input.name", in.Name, maxName); err != nil {
		return status, err
	}
	if status.Category, err = category(in.Category); err != nil {
		return status, err
	}
	status.Color = colorOf(in.Category)
	if in.Color != "" {
		if status.Color, err = color(in.Color); err != nil {
			return status, err
		}
	}
	status.WIPLimit, err = wipLimit(in.WIPLimit)
	return status, err
}

// shorten gives all columns new positions when one of them has become long.
func (j *journal) shorten(ctx context.Context, projectID string) error {
	all, err := j.columns(ctx, projectID)
	if err != nil {
		return err
	}
	long, err := all.spread()
	if err != nil || !long {
		return err
	}
	return j.s.store.UpdateStatuses(ctx, j.tx, all)
}

// UpdateStatus changes a column. When its category makes its tasks completed or open, they become so in portions; sent again
// it finishes what an interrupted one has left.
func (s *Service) UpdateStatus(ctx context.Context, in task.UpdateStatus) (task.Project, error) {
	in, err := checkedStatus(in)
	if err != nil {
		return task.Project{}, err
	}
	key := in.Key
	for first := true; ; first = false {
		var n int
		err := s.change(ctx, []string{in.ProjectID}, func(ctx context.Context, tx *database.Tx, j *journal) error {
			if _, err := j.reach(ctx, in.ProjectID, task.Owner); err != nil {
				return err
			}
			status, err := j.status(ctx, in.ProjectID, key)
			if err != nil {
				return err
			}
			if first {
				if status, err = j.updateStatus(ctx, status, in); err != nil {
					return err
				}
			}
			if in.Category.Given() {
				n, err = s.store.SettleTasks(ctx, tx, status, completes(status.Category), database.At(j.now), portion)
				j.tasksChanged(in.ProjectID, n)
			}
			return err
		})
		if err != nil {
			return task.Project{}, err
		}
		if n < portion {
			return s.Project(ctx, in.ProjectID, "")
		}
		key = in.NewKey.Or(in.Key)
	}
}

// status finds a column by its key.
func (j *journal) status(ctx context.Context, projectID, key string) (task.Status, error) {
	all, err := j.columns(ctx, projectID)
	if err != nil {
		return task.Status{}, err
	}
	i := all.find(key)
	if i < 0 {
		return task.Status{}, fault.Missing("column")
	}
	return all[i], nil
}

func checkedStatus(in task.UpdateStatus) (task.UpdateStatus, error) {
	switch {
	case in.NewKey.Cleared():
		return in, fault.Invalidf("input.newKey", "A column needs a key.")
	case in.Name.Cleared():
		return in, fault.Invalidf("input.name", "A column needs a name.")
	case in.Color.Cleared():
		return in, fault.Invalidf("input.color", "A column needs a color.")
	case in.Category.Cleared():
		return in, fault.Invalidf("input.category", "A column needs a category.")
	case in.After.Given() && (in.After.Value == in.Key):
		return in, fault.Invalidf("input.after", "A column cannot stand behind itself.")
	}
	var err error
	check := func(given bool, fn func() error) {
		if err == nil && given {
			err = fn()
		}
	}
	check(in.NewKey.Given(), func() (err error) { in.NewKey.Value, err = statusKey("input.newKey", in.NewKey.Value); return })
	check(in.Name.Given(), func() (err error) { in.Name.Value, err = line("input.name", in.Name.Value, maxName); return })
	check(in.Color.Given(), func() (err error) { in.Color.Value, err = color(in.Color.Value); return })
	check(in.Category.Given(), func() (err error) { in.Category.Value, err = category(in.Category.Value); return })
	check(in.WIPLimit.Given(), func() (err error) { _, err = wipLimit(&in.WIPLimit.Value); return })
	return in, err
}

// updateStatus writes what is different and returns the column as it is then.
func (j *journal) updateStatus(ctx context.Context, was task.Status, in task.UpdateStatus) (task.Status, error) {
	all, err := j.columns(ctx, in.ProjectID)
	if err != nil {
		return was, err
	}
	is := was
	is.Key, is.Name, is.Color = in.NewKey.Or(is.Key), in.Name.Or(is.Name), in.Color.Or(is.Color)
	is.Category = in.Category.Or(is.Category)
	if in.WIPLimit.Set {
		is.WIPLimit = in.WIPLimit.Pointer()
	}
	if is.Key != was.Key && all.find(is.Key) >= 0 {
		return was, fault.Conflictf("The project has a column %s already.", is.Key)
	}
	i := all.find(was.Key)
	if in.After.Set && !all.standsBehind(i, in.After.Value) {
		others := append(append(columns{}, all[:i]...), all[i+1:]...)
		if is.Position, err = others.place(in.After); err != nil {
			return was, err
		}
	}
	if same(is, was) {
		return was, nil
	}
	if err := j.s.store.UpdateStatuses(ctx, j.tx, []task.Status{is}); err != nil {
		return was, err
	}
	if is.Position != was.Position {
		if err := j.shorten(ctx, in.ProjectID); err != nil {
			return was, err
		}
	}
	j.columnsChanged(in.ProjectID, &was, &is)
	return is, nil
}

// standsBehind says whether the column at i is where after ("" is the start) would put it.
func (c columns) standsBehind(i int, after string) bool {
	if i == 0 {
		return after == ""
	}
	return c[i-1].Key == after
}

func same(a, b task.Status) bool {
	if (a.WIPLimit == nil) != (b.WIPLimit == nil) || (a.WIPLimit != nil && *a.WIPLimit != *b.WIPLimit) {
		return false
	}
	a.WIPLimit, b.WIPLimit = nil, nil
	return a == b
}
