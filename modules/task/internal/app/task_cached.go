package app

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"

	"tasklane/modules/task"
	"tasklane/platform/cache"
	"tasklane/platform/fault"
)

// cachedValue is a task in the cache. Its reference, and what its column and labels are called, are not in it: these
// change without the task, and are read with it.
type cachedValue struct {
	StoredTask
	LabelIDs []string
}

// keepTask puts a task into the cache with the latest added event.
func (j *journal) keepTask(t task.Task) {
	v := cachedValue{StoredTask: StoredTask{Task: t}}
	for _, l := range t.Labels {
		v.LabelIDs = append(v.LabelIDs, l.ID)
	}
	v.Labels, v.Ref, v.Status = nil, "", task.Status{ID: t.Status.ID}
	if value, err := json.Marshal(v); err == nil {
		j.keep(t.ID, value)
	}
}

// TaskOf reads the task of an event as it is now, at that event and version or later. The cache holds a task with the
// number of the event that left it so: an older one is a miss.
func (s *Service) TaskOf(ctx context.Context, e task.Event) (task.Task, error) {
	missing := fault.Missing("task")
	a, err := s.see(ctx, s.read(), e.ProjectID)
	if fault.Is(err, fault.NotFound) || (err == nil && !isID(e.TaskID)) {
		return task.Task{}, missing
	}
	if err != nil {
		return task.Task{}, err
	}
	if t, ok, err := s.fromCache(ctx, a, e); ok || err != nil {
		return t, err
	}
	stored, err := s.store.StoredTasks(ctx, s.read(), []string{e.TaskID})
	if err != nil {
		return task.Task{}, err
	}
	if len(stored) == 0 || stored[0].ProjectID != e.ProjectID {
		return task.Task{}, missing
	}
	whole, err := s.complete(ctx, s.read(), map[string]access{e.ProjectID: a}, stored)
	if err != nil {
		return task.Task{}, err
	}
	return whole[0], nil
}

// fromCache finds the task in the cache; a cache that fails is an empty one.
func (s *Service) fromCache(ctx context.Context, a access, e task.Event) (task.Task, bool, error) {
	raw, seq, ok, err := s.cache.Get(ctx, task.CacheKey(e.TaskID))
	if err != nil {
		if !errors.Is(err, cache.ErrUnavailable) {
			s.logger.WarnContext(ctx, "the cache did not answer", slog.Any("error", err))
		}
		return task.Task{}, false, nil
	}
	if !ok || seq < e.Seq {
		return task.Task{}, false, nil
	}
	if len(raw) == 0 {
		return task.Task{}, true, fault.Missing("task")
	}
	var v cachedValue
	if err := json.Unmarshal(raw, &v); err != nil || v.ProjectID != e.ProjectID || v.Version < e.TaskVersion {
		return task.Task{}, false, nil //nolint:nilerr // what cannot be read is not there
	}
	board, err := s.boards(ctx, s.read(), []string{e.ProjectID})
	if err != nil {
		return task.Task{}, false, err
	}
	whole, ok := board.complete(a, v.StoredTask)
	if !ok {
		return task.Task{}, false, nil
	}
	if len(v.LabelIDs) > 0 {
		labels, err := s.store.Labels(ctx, s.read(), []string{e.ProjectID})
		if err != nil {
			return task.Task{}, false, err
		}
		whole.Labels, err = wantedLabels(labels, nil, patch{addLabels: v.LabelIDs})
		if err != nil { // one of them is gone: the task is not the cached one any more
			return task.Task{}, false, nil //nolint:nilerr // see above
		}
	}
	return whole, true, nil
}
