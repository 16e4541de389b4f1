package app

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/fault"
)

// moveTo is a move that names a project. To the one where the task is it is an ordinary move.
func (s *Service) moveTo(ctx context.Context, in task.MoveTask) (task.Task, error) {
	if _, err := caller(ctx); err != nil {
		return task.Task{}, err
	}
	if !isID(in.ProjectID) {
		return task.Task{}, fault.Missing("project")
	}
	var moved task.Task
	err := again(func() error {
		from, err := s.placeOf(ctx, in.ID)
		if err != nil {
			return err
		}
		return s.change(ctx, []string{from, in.ProjectID}, func(ctx context.Context, _ *database.Tx, j *journal) error {
			source, err := j.bench(ctx, from, task.Editor, Arrival{Key: in.Status})
			if err != nil {
				return err
			}
			d, err := source.draft(ctx, in.ID)
			if err != nil {
				return err
			}
			if err := d.live(); err != nil {
				return err
			}
			if from == in.ProjectID {
				err = source.move(ctx, d, in)
				moved = d.task
				return err
			}
			a, err := j.reachWith(ctx, in.ProjectID, task.Editor, Arrival{Key: cmp.Or(in.Status, d.task.Status.Key)})
			if err != nil {
				return err
			}
			target, err := j.benchOf(ctx, a)
			if err != nil {
				return err
			}
			if err := d.current(in.IfVersion); err != nil {
				return err
			}
			moved, err = source.moveAcross(ctx, target, in)
			return err
		})
	})
	return moved, err
}

// moveAcross takes a task with everything below it to another project.
func (b *bench) moveAcross(ctx context.Context, target *bench, in task.MoveTask) (task.Task, error) {
	drafts, err := b.tree(ctx, in.ID)
	if err != nil {
		return task.Task{}, err
	}
	labels, err := b.s.store.Labels(ctx, b.tx, []string{target.project.ID})
	if err != nil {
		return task.Task{}, err
	}
	if err := b.s.store.CountTo(ctx, b.tx, target.project.ID, target.lastNumber+len(drafts)); err != nil {
		return task.Task{}, err
	}
	for i, d := range drafts {
		b.leave(d)
		column := target.columnLike(d.task.Status)
		var n neighbours
		if i == 0 {
			d.task.ParentID = ""
			if column, n, err = target.entry(ctx, column, in); err != nil {
				return task.Task{}, err
			}
		}
		if err := target.receive(ctx, d, column, n, target.lastNumber+1+i, labels); err != nil {
			return task.Task{}, err
		}
	}
	return drafts[0].task, nil
}

// leave notes in the source's log that a task is gone, and nothing of where it went.
func (b *bench) leave(d *draft) {
	b.add(task.Event{
		Type: task.TaskMovedOut, ProjectID: b.project.ID, TaskID: d.task.ID, TaskVersion: d.task.Version + 1,
		Facts: task.Facts{
			TaskRef: d.task.Ref, TaskTitle: d.task.Title, AssigneeID: d.task.AssignedUserID, WatcherIDs: slices.Clone(d.watchers),
		},
	})
	b.drop(d.task.ID)
}

// columnLike is the column of the same key, else the first of the same category, else where new tasks go.
func (b *bench) columnLike(s task.Status) task.Status {
	if i := b.columns.find(s.Key); i >= 0 {
		return b.columns[i]
	}
	for _, same := range []task.Category{s.Category, task.Todo} {
		if i := slices.IndexFunc(b.columns, func(c task.Status) bool { return c.Category == same }); i >= 0 {
			return b.columns[i]
		}
	}
	return b.columns[0]
}

// entry is where the root of the tree goes: the column and the neighbours that the move names, if it does.
func (b *bench) entry(ctx context.Context, column task.Status, in task.MoveTask) (task.Status, neighbours, error) {
	if in.Status != "" {
		i := b.columns.find(in.Status)
		if i < 0 {
			return column, neighbours{}, noColumn()
		}
		column = b.columns[i]
	}
	n, err := b.neighboursOf(ctx, column, in.ID, in.After, in.Before)
	return column, n, err
}

// receive writes a task into the target: what exists only in the source stays behind.
func (b *bench) receive(ctx context.Context, d *draft, column task.Status, n neighbours, number int, labels []task.Label) error {
	store, t := b.s.store, &d.task
	place, _, err := b.between(ctx, column, StoredTask{}, n)
	if err != nil {
		return err
	}
	if place, err = b.shorten(ctx, column, Spot{t.ID, place}); err != nil {
		return err
	}
	had := t.Labels
	t.Labels = labelsLike(had, labels)
	t.ProjectID, t.Number, t.Ref = b.project.ID, number, refOf(b.project, number)
	t.Status, t.Position, t.UpdatedAt = column, place, b.now
	t.Version++
	d.settle(b.now)
	if err := b.keepPeople(ctx, d); err != nil {
		return err
	}
	if err := store.Rehome(ctx, b.tx, StoredTask{Task: *t}, d.stored.ProjectID, d.stored.Number); err != nil {
		return err
	}
	if err := store.TakeLabels(ctx, b.tx, t.ID, without(had, nil)); err != nil {
		return err
	}
	if err := store.PutLabels(ctx, b.tx, t.ID, without(t.Labels, nil)); err != nil {
		return err
	}
	if err := b.rehomeTexts(ctx, *t); err != nil {
		return err
	}
	d.say("status", value{}, columnValue(column))
	b.note(d, task.TaskMovedIn)
	return nil
}

// keepPeople takes off an assignee and watchers who are not members of the target.
func (b *bench) keepPeople(ctx context.Context, d *draft) error {
	if id := d.task.AssignedUserID; id != "" {
		members, err := b.membersAmong(ctx, b.project.ID, []string{id})
		if err != nil {
			return err
		}
		if len(members) == 0 {
			d.task.AssignedUserID = ""
		}
	}
	if err := b.s.store.KeepWatchers(ctx, b.tx, []string{d.task.ID}, b.project.ID); err != nil {
		return err
	}
	watchers, err := b.s.store.WatchersOf(ctx, b.tx, []string{d.task.ID})
	d.watchers = watchers[d.task.ID]
	return err
}

func labelsLike(had, labels []task.Label) []task.Label {
	var like []task.Label
	for _, old := range had {
		same := func(l task.Label) bool { return strings.EqualFold(l.Name, old.Name) }
		if i := slices.IndexFunc(labels, same); i >= 0 {
			like = append(like, labels[i])
		}
	}
	sortLabels(like)
	return like
}

// rehomeTexts takes a task's comments and its words in the search to its new project.
func (b *bench) rehomeTexts(ctx context.Context, t task.Task) error {
	store := b.s.store
	if err := store.PutWords(ctx, b.tx, wordsOfTask(t)); err != nil {
		return err
	}
	if err := store.RehomeComments(ctx, b.tx, t.ID, t.ProjectID); err != nil {
		return err
	}
	for last := ""; ; {
		comments, err := store.CommentsAfter(ctx, b.tx, t.ID, last, portion)
		if err != nil {
			return err
		}
		for _, c := range comments {
			if err := store.PutWords(ctx, b.tx, wordsOfComment(c)); err != nil {
				return err
			}
			last = c.ID
		}
		if len(comments) < portion {
			return nil
		}
	}
}
