package app

import (
	"context"
	"slices"

	"tasklane/modules/task"
	"tasklane/modules/task/internal/words"
	"tasklane/platform/database"
	"tasklane/platform/fault"
	"tasklane/platform/null"
)

// CreateTask makes a task. Sent again by the same user for the same project it gives what it made.
func (s *Service) CreateTask(ctx context.Context, in task.NewTask) (task.Task, error) {
	id, chosen, err := chosenID(in.ID)
	if err != nil {
		return task.Task{}, err
	}
	p, err := patchOfNew(in).checked()
	if err != nil {
		return task.Task{}, err
	}
	if _, err := caller(ctx); err != nil {
		return task.Task{}, err
	}
	p.people = s.names(ctx, in.AssignedUserID)
	found := words.Index(p.title.Value + "\n" + p.description.Value) // before the lock: it takes a while for long texts
	var made task.Task
	err = s.change(ctx, []string{in.ProjectID}, func(ctx context.Context, tx *database.Tx, j *journal) error {
		a, err := j.reachWith(ctx, in.ProjectID, task.Editor, Arrival{Key: in.Status, New: in.Status == ""})
		if err != nil {
			return err
		}
		b, err := j.benchOf(ctx, a)
		if err != nil {
			return err
		}
		if chosen {
			free, err := s.store.ChooseID(ctx, tx, id)
			if err != nil {
				return err
			}
			if !free {
				made, err = b.madeTask(ctx, id)
				return err
			}
		}
		d, err := b.newDraft(ctx, id, in, p)
		if err != nil {
			return err
		}
		err = b.insert(ctx, d, found)
		made = d.task
		return err
	})
	return made, err
}

func patchOfNew(in task.NewTask) patch {
	p := patch{
		title: null.Value(in.Title), description: null.Value(in.Description), startOn: null.FromPointer(in.StartOn),
		startAt: null.FromPointer(in.StartAt), dueOn: null.FromPointer(in.DueOn), dueAt: null.FromPointer(in.DueAt),
	}
	if len(in.LabelIDs) > 0 {
		p.labels = null.Value(in.LabelIDs)
	}
	if in.Status != "" {
		p.status = null.Value(in.Status)
	}
	if in.Priority != "" {
		p.priority = null.Value(in.Priority)
	}
	if in.AssignedUserID != "" {
		p.assignee = null.Value(in.AssignedUserID)
	}
	if in.ParentID != "" {
		p.parent = null.Value(in.ParentID)
	}
	return p
}

// names asks who people are, before the transaction in which nobody may be asked.
func (s *Service) names(ctx context.Context, ids ...string) map[string]string {
	names := make(map[string]string, len(ids))
	for _, id := range ids {
		if isID(id) {
			names[id] = s.people.name(ctx, id)
		}
	}
	return names
}

// madeTask answers a create that came before: the task, if the same user made it in the same project.
func (b *bench) madeTask(ctx context.Context, id string) (task.Task, error) {
	whole, err := b.s.store.WholeTasks(ctx, b.tx, []string{id})
	if err != nil {
		return task.Task{}, err
	}
	if len(whole) == 0 || whole[0].ProjectID != b.project.ID || whole[0].CreatedByID != b.actor {
		return task.Task{}, fault.Conflictf("The id is taken.")
	}
	d, err := b.draftOf(whole)
	if err != nil {
		return task.Task{}, err
	}
	return d.task, nil
}

func (b *bench) newDraft(ctx context.Context, id string, in task.NewTask, p patch) (*draft, error) {
	column, err := b.first(p.status)
	if err != nil {
		return nil, err
	}
	d := &draft{task: task.Task{
		ID: id, ProjectID: b.project.ID, Priority: task.NoPriority, Status: column, CreatedByID: b.actor,
		CreatedAt: b.now, UpdatedAt: b.now, Version: 1,
	}}
	d.say("status", value{}, columnValue(column))
	n, err := b.neighboursOf(ctx, column, id, in.After, in.Before)
	if err != nil {
		return nil, err
	}
	if err := b.apply(ctx, d, p); err != nil {
		return nil, err
	}
	d.settle(b.now)
	place, _, err := b.between(ctx, column, StoredTask{}, n)
	if err != nil {
		return nil, err
	}
	d.task.Position, err = b.shorten(ctx, column, Spot{id, place})
	return d, err
}

// first is the column that a new task comes into: the one asked for, else the first TODO column, else the first.
func (b *bench) first(key null.Of[string]) (task.Status, error) {
	if key.Given() {
		i := b.columns.find(key.Value)
		if i < 0 {
			return task.Status{}, noColumn()
		}
		return b.columns[i], nil
	}
	i := slices.IndexFunc(b.columns, func(s task.Status) bool { return s.Category == task.Todo })
	return b.columns[max(i, 0)], nil
}

// insert writes a new task with all that hangs on it, and its event.
func (b *bench) insert(ctx context.Context, d *draft, found []string) error {
	store, t := b.s.store, &d.task
	t.Number = b.lastNumber + 1
	t.Ref = refOf(b.project, t.Number)
	if err := store.CountTo(ctx, b.tx, t.ProjectID, t.Number); err != nil {
		return err
	}
	if err := store.InsertTask(ctx, b.tx, StoredTask{Task: *t}, folded(t.Title)); err != nil {
		return err
	}
	if len(t.Labels) > 0 {
		if err := store.PutLabels(ctx, b.tx, t.ID, without(t.Labels, nil)); err != nil {
			return err
		}
	}
	watching := append([]string{b.actor}, d.mentioned...)
	if t.AssignedUserID != "" {
		watching = append(watching, t.AssignedUserID)
	}
	if err := b.watch(ctx, d, watching); err != nil {
		return err
	}
	w := Words{OwnerID: t.ID, Kind: KindTask, TaskID: t.ID, ProjectID: t.ProjectID, Words: found}
	if err := store.PutWords(ctx, b.tx, w); err != nil {
		return err
	}
	b.note(d, task.TaskCreated)
	return nil
}
