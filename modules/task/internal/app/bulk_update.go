package app

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/fault"
)

// mostAtOnce is how many tasks a bulk update changes.
const mostAtOnce = 100

// BulkUpdate changes many tasks alike, all or nothing.
func (s *Service) BulkUpdate(ctx context.Context, in task.BulkUpdate) ([]task.Task, error) {
	p, err := checkedBulk(in)
	if err != nil {
		return nil, err
	}
	if _, err := caller(ctx); err != nil {
		return nil, err
	}
	ids, err := distinct(in.IDs)
	if err != nil {
		return nil, err
	}
	if slices.ContainsFunc(in.IDs, func(id string) bool { return !isID(id) }) {
		return nil, fault.Missing("task")
	}
	if p.people, err = s.whoever(ctx, p, ids...); err != nil {
		return nil, err
	}
	var changed []task.Task
	err = again(func() error {
		places, err := s.store.TaskPlaces(ctx, s.read(), ids)
		if err != nil {
			return err
		}
		if len(places) < len(ids) {
			return fault.Missing("task")
		}
		return s.change(ctx, projectsIn(places), func(ctx context.Context, _ *database.Tx, j *journal) error {
			changed, err = j.bulk(ctx, ids, places, p, in.Deleted.Pointer())
			return err
		})
	})
	return changed, err
}

func checkedBulk(in task.BulkUpdate) (patch, error) {
	p := patch{
		status: in.Status, priority: in.Priority, assignee: in.AssignedUserID, addLabels: in.AddLabelIDs.Value,
		removeLabels: in.RemoveLabelIDs.Value, startOn: in.StartOn, startAt: in.StartAt, dueOn: in.DueOn, dueAt: in.DueAt,
	}
	given := p.status.Set || p.priority.Set || p.assignee.Set || len(p.addLabels) > 0 || len(p.removeLabels) > 0 ||
		p.startOn.Set || p.startAt.Set || p.dueOn.Set || p.dueAt.Set
	switch {
	case len(in.IDs) == 0 || len(in.IDs) > mostAtOnce:
		return p, fault.Invalidf("input.ids", "Change 1 to %d tasks at once.", mostAtOnce)
	case in.Deleted.Cleared():
		return p, fault.Invalidf("input.deleted", "Give true or false.")
	case in.Deleted.Set && given:
		return p, fault.Invalidf("input.deleted", "Change the tasks, or take them to the trash or back: one at a time.")
	}
	return p.checked()
}

// projectsIn are the projects that tasks are in, each once.
func projectsIn(places map[string]string) []string {
	return slices.Compact(slices.Sorted(maps.Values(places)))
}

// bulk changes the tasks under the locks of their projects, and reads them again when all is done.
func (j *journal) bulk(ctx context.Context, ids []string, places map[string]string, p patch, deleted *bool) ([]task.Task, error) {
	benches := map[string]*bench{}
	for _, id := range ids { // rights to all before the first change
		if _, ok := benches[places[id]]; ok {
			continue
		}
		b, err := j.bench(ctx, places[id], task.Editor, Arrival{Key: p.status.Value})
		if err != nil {
			return nil, err
		}
		benches[places[id]] = b
	}
	order := ids
	if deleted != nil {
		var err error
		if order, err = j.parentsFirst(ctx, ids); err != nil {
			return nil, err
		}
	}
	for _, id := range order {
		if err := benches[places[id]].bulkOne(ctx, id, p, deleted); err != nil {
			return nil, err
		}
	}
	tasks := make([]task.Task, len(ids))
	for i, id := range ids {
		d, err := benches[places[id]].draft(ctx, id)
		if err != nil {
			return nil, err
		}
		tasks[i] = d.task
	}
	return tasks, nil
}

func (b *bench) bulkOne(ctx context.Context, id string, p patch, deleted *bool) error {
	d, err := b.draft(ctx, id)
	switch {
	case err != nil:
		return err
	case deleted != nil && *deleted:
		return b.trash(ctx, d)
	case deleted != nil:
		return b.restore(ctx, d)
	}
	if err := d.live(); err != nil {
		return err
	}
	return b.update(ctx, d, p)
}

// parentsFirst orders tasks so that one whose parent goes to the trash or comes back too goes along with it.
func (j *journal) parentsFirst(ctx context.Context, ids []string) ([]string, error) {
	depth := make(map[string]int, len(ids))
	for _, id := range ids {
		line, err := j.s.store.AncestorsOf(ctx, j.tx, id, mostDeep+1)
		if err != nil {
			return nil, err
		}
		depth[id] = len(line)
	}
	ordered := slices.Clone(ids)
	slices.SortStableFunc(ordered, func(a, b string) int { return cmp.Compare(depth[a], depth[b]) })
	return ordered, nil
}
