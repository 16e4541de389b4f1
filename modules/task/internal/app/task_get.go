package app

import (
	"context"
	"errors"
	"regexp"
	"strconv"

	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/fault"
)

var refForm = regexp.MustCompile(`^([A-Z][A-Z0-9]{1,9})-([1-9][0-9]{0,8})$`)

// Task reads one by id, or by reference when id is empty.
func (s *Service) Task(ctx context.Context, id, ref string) (task.Task, error) {
	if err := signedIn(ctx); err != nil {
		return task.Task{}, err
	}
	if id == "" {
		var err error
		if id, err = s.byRef(ctx, ref); err != nil {
			return task.Task{}, err
		}
	}
	found, err := s.TasksByID(ctx, []string{id})
	if err != nil {
		return task.Task{}, err
	}
	t, ok := found[id]
	if !ok {
		return task.Task{}, fault.Missing("task")
	}
	return t, nil
}

// byRef finds a task by a reference that it has, or had before it moved; "" when nothing has it.
func (s *Service) byRef(ctx context.Context, ref string) (string, error) {
	parts := refForm.FindStringSubmatch(ref)
	if parts == nil {
		return "", nil
	}
	number, err := strconv.Atoi(parts[2])
	if err != nil {
		return "", nil //nolint:nilerr // no task has such a number
	}
	projectID, err := s.store.ProjectIDByKey(ctx, s.read(), parts[1])
	if errors.Is(err, database.ErrNoRows) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return ignoreNoRows(s.store.TaskIDByNumber(ctx, s.read(), projectID, number))
}

// TasksByID reads several. Tasks in the trash are found too.
func (s *Service) TasksByID(ctx context.Context, ids []string) (map[string]task.Task, error) {
	if err := signedIn(ctx); err != nil {
		return nil, err
	}
	ids, err := distinct(ids)
	if err != nil || len(ids) == 0 {
		return map[string]task.Task{}, err
	}
	stored, err := s.store.StoredTasks(ctx, s.read(), ids)
	if err != nil {
		return nil, err
	}
	tasks, err := s.visible(ctx, stored)
	if err != nil {
		return nil, err
	}
	found := make(map[string]task.Task, len(tasks))
	for _, t := range tasks {
		found[t.ID] = t
	}
	return found, nil
}

// visible completes those of the tasks that the caller may see.
func (s *Service) visible(ctx context.Context, stored []StoredTask) ([]task.Task, error) {
	seen, err := s.seen(ctx, s.read(), projectsOf(stored))
	if err != nil {
		return nil, err
	}
	return s.complete(ctx, s.read(), seen, stored)
}

func projectsOf(stored []StoredTask) []string {
	ids, known := []string{}, map[string]bool{}
	for _, t := range stored {
		if !known[t.ProjectID] {
			known[t.ProjectID] = true
			ids = append(ids, t.ProjectID)
		}
	}
	return ids
}

// seenTasks keeps the ids of the tasks that the caller may see.
func (s *Service) seenTasks(ctx context.Context, ids []string) ([]string, error) {
	if err := signedIn(ctx); err != nil {
		return nil, err
	}
	ids, err := distinct(ids)
	if err != nil || len(ids) == 0 {
		return nil, err
	}
	places, err := s.store.TaskPlaces(ctx, s.read(), ids)
	if err != nil {
		return nil, err
	}
	seen, err := s.seen(ctx, s.read(), projectsIn(places))
	if err != nil {
		return nil, err
	}
	kept := make([]string, 0, len(ids))
	for _, id := range ids {
		if _, ok := seen[places[id]]; ok {
			kept = append(kept, id)
		}
	}
	return kept, nil
}

// Subtasks reads the children of several tasks.
func (s *Service) Subtasks(ctx context.Context, parentIDs []string) (map[string][]task.Task, error) {
	ids, err := s.seenTasks(ctx, parentIDs)
	if err != nil || len(ids) == 0 {
		return map[string][]task.Task{}, err
	}
	stored, err := s.store.SubtasksOf(ctx, s.read(), ids)
	if err != nil {
		return nil, err
	}
	tasks, err := s.visible(ctx, stored)
	if err != nil {
		return nil, err
	}
	found := make(map[string][]task.Task, len(ids))
	for _, t := range tasks {
		found[t.ParentID] = append(found[t.ParentID], t)
	}
	return found, nil
}
