package app

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"tasklane/modules/task"
	"tasklane/platform/database"
)

// board are the columns of some projects, by id.
type board map[string]task.Status

func (s *Service) boards(ctx context.Context, q database.Querier, projectIDs []string) (board, error) {
	statuses, err := s.store.Statuses(ctx, q, projectIDs)
	if err != nil {
		return nil, err
	}
	return boardOf(statuses), nil
}

func boardOf(statuses []task.Status) board {
	b := make(board, len(statuses))
	for _, status := range statuses {
		b[status.ID] = status
	}
	return b
}

// complete gives a task its column and its reference; ok is false when the column is not there any more.
func (b board) complete(a access, t StoredTask) (whole task.Task, ok bool) {
	whole = t.Task
	whole.Status, ok = b[t.Status.ID]
	whole.Ref = refOf(a.project, t.Number)
	return whole, ok
}

// complete gives tasks the column, the labels and the reference that they have. Tasks of projects that are not among
// the seen ones are left out.
func (s *Service) complete(ctx context.Context, q database.Querier, seen map[string]access, stored []StoredTask) ([]task.Task, error) {
	return s.completeOn(ctx, q, seen, stored, nil)
}

// completeOn is complete where the columns are known already, unless b is nil. A column that was deleted between the
// reading of its tasks and of the columns makes it read the tasks again: they are in another one by then.
func (s *Service) completeOn(ctx context.Context, q database.Querier, seen map[string]access, stored []StoredTask, b board) ([]task.Task, error) {
	for tries := 1; ; tries++ {
		tasks, err := s.completeOnce(ctx, q, seen, stored, b)
		if !errors.Is(err, errNoColumn) || tries == 3 {
			return tasks, err
		}
		if stored, err = s.reread(ctx, q, stored); err != nil {
			return nil, err
		}
		b = nil
	}
}

// errNoColumn says that a task's column is not there.
var errNoColumn = errors.New("a task is in a column that is not there")

func (s *Service) completeOnce(ctx context.Context, q database.Querier, seen map[string]access, stored []StoredTask, b board) ([]task.Task, error) {
	shown := slices.DeleteFunc(slices.Clone(stored), func(t StoredTask) bool {
		_, ok := seen[t.ProjectID]
		return !ok
	})
	tasks := make([]task.Task, len(shown))
	if len(shown) == 0 {
		return tasks, nil
	}
	if b == nil {
		var err error
		if b, err = s.boards(ctx, q, projectsOf(shown)); err != nil {
			return nil, err
		}
	}
	labels, err := s.store.LabelsOf(ctx, q, idsOf(shown))
	if err != nil {
		return nil, err
	}
	for i, t := range shown {
		whole, ok := b.complete(seen[t.ProjectID], t)
		if !ok {
			return nil, fmt.Errorf("%w: task %s, column %s", errNoColumn, t.ID, t.Status.ID)
		}
		whole.Labels = labels[t.ID]
		tasks[i] = whole
	}
	return tasks, nil
}

// reread reads tasks anew, in the same order; those that are gone are left out.
func (s *Service) reread(ctx context.Context, q database.Querier, stored []StoredTask) ([]StoredTask, error) {
	fresh, err := s.store.StoredTasks(ctx, q, idsOf(stored))
	order := make(map[string]int, len(stored))
	for i, t := range stored {
		order[t.ID] = i
	}
	slices.SortFunc(fresh, func(x, y StoredTask) int { return order[x.ID] - order[y.ID] })
	return fresh, err
}

func idsOf(stored []StoredTask) []string {
	ids := make([]string, len(stored))
	for i, t := range stored {
		ids[i] = t.ID
	}
	return ids
}
