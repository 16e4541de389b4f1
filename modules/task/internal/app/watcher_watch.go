package app

import (
	"context"
	"slices"

	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/fault"
)

// mostWatchers is how many people watch a task.
const mostWatchers = 500

// watch makes watchers of people, as far as a task has room for them.
func (b *bench) watch(ctx context.Context, d *draft, people []string) error {
	known := len(d.watchers)
	for _, id := range people {
		if len(d.watchers) < mostWatchers && !slices.Contains(d.watchers, id) {
			d.watchers = append(d.watchers, id)
		}
	}
	return b.s.store.PutWatchers(ctx, b.tx, d.task.ID, d.watchers[known:], database.At(b.now))
}

// WatchTask makes the caller a watcher.
func (s *Service) WatchTask(ctx context.Context, id string) (task.Task, error) {
	return s.changeTask(ctx, aim{id: id, need: task.Viewer}, func(ctx context.Context, b *bench, d *draft) error {
		if slices.Contains(d.watchers, b.actor) {
			return nil
		}
		if len(d.watchers) >= mostWatchers {
			return fault.Conflictf("A task has at most %d watchers.", mostWatchers)
		}
		if err := b.watch(ctx, d, []string{b.actor}); err != nil {
			return err
		}
		d.say("watchers", value{}, value{b.actorName, b.actor})
		b.note(d, task.TaskUpdated)
		return nil
	})
}

// UnwatchTask ends it.
func (s *Service) UnwatchTask(ctx context.Context, id string) (task.Task, error) {
	return s.changeTask(ctx, aim{id: id, need: task.Viewer}, func(ctx context.Context, b *bench, d *draft) error {
		i := slices.Index(d.watchers, b.actor)
		if i < 0 {
			return nil
		}
		if err := s.store.RemoveWatcher(ctx, b.tx, id, b.actor); err != nil {
			return err
		}
		d.watchers = slices.Delete(d.watchers, i, i+1)
		d.say("watchers", value{b.actorName, b.actor}, value{})
		b.note(d, task.TaskUpdated)
		return nil
	})
}

// Watchers reads who watches each of several tasks.
func (s *Service) Watchers(ctx context.Context, taskIDs []string) (map[string][]string, error) {
	ids, err := s.seenTasks(ctx, taskIDs)
	if err != nil || len(ids) == 0 {
		return map[string][]string{}, err
	}
	return s.store.WatchersOf(ctx, s.read(), ids)
}

// Watched says which of the tasks the caller watches.
func (s *Service) Watched(ctx context.Context, taskIDs []string) (map[string]bool, error) {
	me, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	ids, err := s.seenTasks(ctx, taskIDs)
	if err != nil || len(ids) == 0 {
		return map[string]bool{}, err
	}
	watched, err := s.store.Watched(ctx, s.read(), ids, me)
	if err != nil {
		return nil, err
	}
	found := make(map[string]bool, len(watched))
	for _, id := range watched {
		found[id] = true
	}
	return found, nil
}
