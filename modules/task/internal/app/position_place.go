package app

import (
	"context"
	"slices"

	"tasklane/modules/task"
	"tasklane/modules/task/internal/position"
	"tasklane/platform/database"
	"tasklane/platform/fault"
)

// Positions are computed under the lock of the project's log, anew from the neighbours as they are then: of two
// changes at one place the second goes between what the first has left.

// endOf gives the place behind a column's last task.
func (b *bench) endOf(ctx context.Context, column task.Status) (string, error) {
	last, err := b.last(ctx, column)
	if err != nil {
		return "", err
	}
	return position.After(last)
}

// last is the place of a column's last task, "" when it is empty. Whoever asks first is told what reach has read;
// after that it may have changed.
func (b *bench) last(ctx context.Context, column task.Status) (string, error) {
	ends := b.ends
	b.ends = nil
	if end, ok := ends[column.Key]; ok {
		return end, nil
	}
	return b.s.store.LastPosition(ctx, b.tx, b.project.ID, column.ID)
}

// neighbours are the tasks that a task is put behind and before, as they are now; nil for none.
type neighbours struct{ after, before *StoredTask }

// neighboursOf reads the neighbours that a client named. One that the caller may not see is missing; one that has
// left the column meanwhile is ignored.
func (b *bench) neighboursOf(ctx context.Context, column task.Status, self, after, before string) (n neighbours, err error) {
	if self != "" && after == self {
		return n, fault.Invalidf("input.after", "A task cannot be put next to itself.")
	}
	if self != "" && before == self {
		return n, fault.Invalidf("input.before", "A task cannot be put next to itself.")
	}
	if after != "" && after == before {
		return n, fault.Invalidf("input.before", "Nothing fits between a task and itself.")
	}
	if n.after, err = b.neighbour(ctx, column, after); err != nil {
		return n, err
	}
	n.before, err = b.neighbour(ctx, column, before)
	return n, err
}

func (b *bench) neighbour(ctx context.Context, column task.Status, id string) (*StoredTask, error) {
	if id == "" {
		return nil, nil
	}
	if !isID(id) {
		return nil, fault.Missing("task")
	}
	t, err := ignoreNoRows(b.s.store.StoredTask(ctx, b.tx, id))
	if err != nil {
		return nil, err
	}
	if t.ProjectID != b.project.ID {
		if _, err := b.s.see(ctx, b.tx, t.ProjectID); fault.Is(err, fault.NotFound) {
			return nil, fault.Missing("task")
		} else if err != nil {
			return nil, err
		}
		return nil, nil
	}
	if t.Status.ID != column.ID || t.DeletedAt != nil {
		return nil, nil
	}
	return &t, nil
}

// between gives a place between the neighbours, or at the column's end when there are none; here says that the task
// itself is there already. What has come between the two meanwhile ends up behind the task: being behind the
// first neighbour goes before.
func (b *bench) between(ctx context.Context, column task.Status, self StoredTask, n neighbours) (place string, here bool, err error) {
	inColumn := self.ID != "" && self.ProjectID == b.project.ID && self.Status.ID == column.ID && self.DeletedAt == nil
	var low, high Spot
	switch {
	case n.after != nil:
		low = Spot{n.after.ID, n.after.Position}
		high, here, err = b.next(ctx, column, self.ID, low, b.s.store.SpotsBehind)
	case n.before != nil:
		high = Spot{n.before.ID, n.before.Position}
		low, here, err = b.next(ctx, column, self.ID, high, b.s.store.SpotsBefore)
	default:
		if low.Position, err = b.last(ctx, column); err != nil {
			return "", false, err
		}
		here = inColumn && low.Position == self.Position
	}
	if err != nil || (here && inColumn) {
		return self.Position, here && inColumn, err
	}
	place, err = position.Between(low.Position, high.Position)
	return place, false, err
}

// spotReader reads the places on one side of a place.
type spotReader func(ctx context.Context, q database.Querier, projectID, statusID string, from Spot, limit int) ([]Spot, error)

// next reads the nearest place that is not the task's own; here says that the task's own is nearer.
func (b *bench) next(ctx context.Context, column task.Status, self string, from Spot, read spotReader) (spot Spot, here bool, err error) {
	spots, err := read(ctx, b.tx, b.project.ID, column.ID, from, 2)
	if err != nil || len(spots) == 0 {
		return Spot{}, false, err
	}
	if spots[0].TaskID != self {
		return spots[0], false, nil
	}
	if len(spots) == 2 {
		return spots[1], true, nil
	}
	return Spot{}, true, nil
}

// shorten spreads the smallest run of neighbours around a place whose key has become long. It returns the place's new
// key; the others are moved, each with an event of its own.
func (b *bench) shorten(ctx context.Context, column task.Status, self Spot) (string, error) {
	if len(self.Position) <= position.Long {
		return self.Position, nil
	}
	before, err := b.s.store.SpotsBefore(ctx, b.tx, b.project.ID, column.ID, self, position.Sight+1)
	if err != nil {
		return "", err
	}
	behind, err := b.s.store.SpotsBehind(ctx, b.tx, b.project.ID, column.ID, self, position.Sight+1)
	if err != nil {
		return "", err
	}
	own := func(s Spot) bool { return s.TaskID == self.TaskID } // the task may still be elsewhere in the column
	before, behind = slices.DeleteFunc(before, own), slices.DeleteFunc(behind, own)
	slices.Reverse(before)
	run := append(append(before, self), behind...)
	keys := make([]string, len(run))
	for i, s := range run {
		keys[i] = s.Position
	}
	first, fresh, err := position.Run(keys, len(before))
	if err != nil {
		return "", err
	}
	for i, key := range fresh {
		run[first+i].Position = key
	}
	place := run[len(before)].Position
	others := slices.DeleteFunc(slices.Clone(run[first:first+len(fresh)]), own)
	return place, b.putAll(ctx, others)
}

// putAll moves tasks to new places of their column.
func (b *bench) putAll(ctx context.Context, spots []Spot) error {
	places := make(map[string]string, len(spots))
	ids := make([]string, len(spots))
	for i, s := range spots {
		ids[i], places[s.TaskID] = s.TaskID, s.Position
	}
	whole, err := b.s.store.WholeTasks(ctx, b.tx, ids)
	if err != nil {
		return err
	}
	slices.SortFunc(whole, func(x, y WholeTask) int { return slices.Index(ids, x.ID) - slices.Index(ids, y.ID) })
	drafts, err := b.drafts(whole)
	if err != nil {
		return err
	}
	for _, d := range drafts {
		d.sayPlace(places[d.task.ID])
		if err := b.save(ctx, d, task.TaskMoved); err != nil {
			return err
		}
	}
	return nil
}

// sayPlace notes and sets a new place.
func (d *draft) sayPlace(place string) {
	d.say("position", value{"", d.task.Position}, value{"", place})
	d.task.Position = place
}
