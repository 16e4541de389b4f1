package app

import (
	"context"
	"fmt"
	"slices"

	"tasklane/modules/task"
	"tasklane/platform/fault"
)

// bench is what a change of tasks knows of one project, under the lock of its log.
type bench struct {
	*journal
	access
	columns columns
	// ends are positions of columns' last tasks, by key, until somebody has asked for one.
	ends map[string]string
}

// draft is a task on its way through a change.
type draft struct {
	stored StoredTask
	// task is as it will be, with column, labels and reference.
	task task.Task
	// watchers are those that the task has now, the earliest first.
	watchers []string
	changes  []task.Change
	// mentioned are members whom the new text mentions and the old one did not.
	mentioned []string
	// previousAssignee is set when the assignee changed.
	previousAssignee string
	reassigned       bool
}

// bench checks the caller's role in a project for a change of one of its tasks: who may not see the project does not
// know of the task.
func (j *journal) bench(ctx context.Context, projectID string, need task.Role, to Arrival) (*bench, error) {
	a, err := j.reachWith(ctx, projectID, need, to)
	if fault.Is(err, fault.NotFound) {
		return nil, fault.Missing("task")
	}
	if err != nil {
		return nil, err
	}
	return j.benchOf(ctx, a)
}

func (j *journal) benchOf(ctx context.Context, a access) (*bench, error) {
	all, ends, err := j.columnsAndEnds(ctx, a.project.ID)
	return &bench{journal: j, access: a, columns: all, ends: ends}, err
}

// draft reads a task for a change. errMoved when it is in another project by now.
func (b *bench) draft(ctx context.Context, id string) (*draft, error) {
	whole, err := b.s.store.WholeTasks(ctx, b.tx, []string{id})
	if err != nil {
		return nil, err
	}
	return b.draftOf(whole)
}

// draftOf makes a draft of a task that was read under the lock.
func (b *bench) draftOf(whole []WholeTask) (*draft, error) {
	drafts, err := b.drafts(whole)
	if err != nil {
		return nil, err
	}
	if len(drafts) == 0 {
		return nil, fault.Missing("task")
	}
	return drafts[0], nil
}

func (b *bench) drafts(whole []WholeTask) ([]*draft, error) {
	drafts := make([]*draft, len(whole))
	for i, t := range whole {
		if t.ProjectID != b.project.ID {
			return nil, errMoved
		}
		drafts[i] = &draft{stored: t.StoredTask, task: t.Task, watchers: t.Watchers}
		d := &drafts[i].task
		d.Ref = refOf(b.project, t.Number)
		var err error
		if d.Status, err = b.column(t.Status.ID); err != nil {
			return nil, err
		}
	}
	return drafts, nil
}

// column is the project's column with this id.
func (b *bench) column(id string) (task.Status, error) {
	i := slices.IndexFunc(b.columns, func(s task.Status) bool { return s.ID == id })
	if i < 0 {
		return task.Status{}, fmt.Errorf("project %s has no column %s", b.project.ID, id)
	}
	return b.columns[i], nil
}

// live refuses to change what lies in the trash.
func (d *draft) live() error {
	if d.stored.DeletedAt != nil {
		return fault.Conflictf("The task lies in the trash; restore it first.")
	}
	return nil
}

// current refuses a change that was made in view of another version.
func (d *draft) current(ifVersion *int) error {
	if ifVersion != nil && *ifVersion != d.stored.Version {
		return fault.Stale(d.stored.Version)
	}
	return nil
}

func refOf(p task.Project, number int) string { return fmt.Sprintf("%s-%d", p.Key, number) }

// save writes a changed task and notes its event. Whoever is assigned or mentioned watches from now on.
func (b *bench) save(ctx context.Context, d *draft, event task.EventType) error {
	d.task.Version++
	d.task.UpdatedAt = b.now
	var description *string
	if d.task.Description != d.stored.Description {
		description = &d.task.Description
	}
	store := b.s.store
	if err := store.UpdateTask(ctx, b.tx, StoredTask{Task: d.task}, folded(d.task.Title), description); err != nil {
		return err
	}
	if description != nil || d.task.Title != d.stored.Title {
		if err := store.PutWords(ctx, b.tx, wordsOfTask(d.task)); err != nil {
			return err
		}
	}
	if err := b.startWatching(ctx, d); err != nil {
		return err
	}
	b.note(d, event)
	return nil
}

// startWatching makes watchers of those whom the change concerns, without an event.
func (b *bench) startWatching(ctx context.Context, d *draft) error {
	people := slices.Clone(d.mentioned)
	if d.reassigned && d.task.AssignedUserID != "" {
		people = append(people, d.task.AssignedUserID)
	}
	return b.watch(ctx, d, people)
}

// note adds the event of a change that was written, and refreshes the cache with it.
func (b *bench) note(d *draft, event task.EventType) {
	b.add(task.Event{
		Type: event, ProjectID: d.task.ProjectID, TaskID: d.task.ID, TaskVersion: d.task.Version, Changes: d.changes,
		Facts: task.Facts{
			TaskRef: d.task.Ref, TaskTitle: d.task.Title, AssigneeID: d.task.AssignedUserID,
			PreviousAssigneeID: d.previousAssignee, MentionedIDs: d.mentioned, WatcherIDs: slices.Clone(d.watchers),
		},
	})
	b.keepTask(d.task)
}
