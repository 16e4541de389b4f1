package app

import (
	"context"

	"tasklane/modules/task"
	"tasklane/platform/fault"
)

// PurgeTask removes a task and everything below it for good, its words in the logs of all projects that it was in
// included.
func (s *Service) PurgeTask(ctx context.Context, id string) error {
	_, err := s.changeAnyTask(ctx, aim{id: id, need: task.Owner}, func(ctx context.Context, b *bench, d *draft) error {
		if d.stored.DeletedAt == nil {
			return fault.Conflictf("Only what lies in the trash can be removed for good; delete the task first.")
		}
		drafts, err := b.tree(ctx, id)
		if err != nil {
			return err
		}
		return b.purgeAll(ctx, drafts)
	})
	return err
}

func (b *bench) purgeAll(ctx context.Context, drafts []*draft) error {
	ids := make([]string, len(drafts))
	for i, d := range drafts {
		ids[i] = d.task.ID
	}
	former, err := b.s.store.FormerProjects(ctx, b.tx, ids)
	if err != nil {
		return err
	}
	if err := b.s.store.RemoveTasks(ctx, b.tx, ids); err != nil {
		return err
	}
	for _, id := range ids {
		for _, project := range append(former[id], b.project.ID) {
			if err := b.s.log.Blank(ctx, b.tx, project, id); err != nil {
				return err
			}
		}
		if b.s.publisher != nil { // what could not be handed on is kept whole
			if err := b.s.publisher.Outbox().Forget(ctx, b.tx, "", id); err != nil {
				return err
			}
		}
		b.add(task.Event{Type: task.TaskPurged, ProjectID: b.project.ID, TaskID: id})
		b.forget(id)
	}
	return nil
}
