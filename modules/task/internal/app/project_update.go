package app

import (
	"context"
	"errors"
	"time"

	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/fault"
	"tasklane/platform/null"
)

// keptInTrash is how long a deleted project can come back.
const keptInTrash = 30 * 24 * time.Hour

// UpdateProject changes, archives or unarchives.
func (s *Service) UpdateProject(ctx context.Context, in task.UpdateProject) (task.Project, error) {
	in, err := checkedUpdate(in)
	if err != nil {
		return task.Project{}, err
	}
	err = s.change(ctx, []string{in.ID}, func(ctx context.Context, _ *database.Tx, j *journal) error {
		a, err := j.reachAny(ctx, in.ID, task.Owner, Arrival{})
		if err != nil {
			return err
		}
		unarchives := in.Archived.Given() && !in.Archived.Value && a.project.DeletedAt == nil
		if err := a.writable(); err != nil && !unarchives {
			return err
		}
		return j.updateProject(ctx, in)
	})
	if database.IsUnique(err, "projects_key") {
		return task.Project{}, fault.Conflictf(keyTaken, in.Key.Value)
	}
	if err != nil {
		return task.Project{}, err
	}
	return s.Project(ctx, in.ID, "")
}

func checkedUpdate(in task.UpdateProject) (task.UpdateProject, error) {
	if in.Key.Cleared() {
		return in, fault.Invalidf("input.key", "A project needs a key.")
	}
	if in.Name.Cleared() {
		return in, fault.Invalidf("input.name", "A project needs a name.")
	}
	if in.Archived.Cleared() {
		return in, fault.Invalidf("input.archived", "Give true or false.")
	}
	var err error
	if in.Key.Given() {
		if in.Key.Value, err = projectKey(in.Key.Value); err != nil {
			return in, err
		}
	}
	if in.Name.Given() {
		if in.Name.Value, err = line("input.name", in.Name.Value, maxName); err != nil {
			return in, err
		}
	}
	if in.Description.Set {
		in.Description = null.Value(in.Description.Or(""))
		_, err = text("input.description", in.Description.Value)
	}
	return in, err
}

func (j *journal) updateProject(ctx context.Context, in task.UpdateProject) error {
	p, err := j.whole(ctx, in.ID)
	if err != nil {
		return err
	}
	var changes []task.Change
	set := func(field string, have *string, want null.Of[string]) {
		if want.Given() && *have != want.Value {
			changes = append(changes, changed(field, *have, want.Value))
			*have = want.Value
		}
	}
	set("key", &p.Key, in.Key)
	set("name", &p.Name, in.Name)
	set("description", &p.Description, in.Description)
	if in.Archived.Given() && in.Archived.Value != (p.ArchivedAt != nil) {
		before := instant(p.ArchivedAt)
		p.ArchivedAt = nil
		if in.Archived.Value {
			p.ArchivedAt = &j.now
		}
		changes = append(changes, task.Change{Field: "archived", FromValue: before, ToValue: instant(p.ArchivedAt)})
	}
	if len(changes) == 0 {
		return nil
	}
	if err := j.s.store.UpdateProject(ctx, j.tx, p, folded(p.Name)); err != nil {
		return err
	}
	j.projects[p.ID] = access{project: p, role: p.ViewerRole}
	j.add(task.Event{Type: task.ProjectUpdated, ProjectID: p.ID, Changes: changes})
	return nil
}

// DeleteProject puts the project into the trash. One that lies there already stays as it is.
func (s *Service) DeleteProject(ctx context.Context, id string) error {
	return s.change(ctx, []string{id}, func(ctx context.Context, _ *database.Tx, j *journal) error {
		a, err := j.reachAny(ctx, id, task.Owner, Arrival{})
		if err != nil || a.project.DeletedAt != nil {
			return err
		}
		if err := a.writable(); err != nil {
			return err
		}
		return j.setDeleted(ctx, id, &j.now, task.ProjectDeleted)
	})
}

// RestoreProject takes it out of the trash. One whose time there is over is gone, even if it was not purged yet.
func (s *Service) RestoreProject(ctx context.Context, id string) (task.Project, error) {
	err := s.change(ctx, []string{id}, func(ctx context.Context, _ *database.Tx, j *journal) error {
		a, err := j.reachAny(ctx, id, task.Owner, Arrival{})
		if err != nil || a.project.DeletedAt == nil {
			return err
		}
		if a.project.DeletedAt.Add(keptInTrash).Before(j.now) {
			return fault.Missing("project")
		}
		return j.setDeleted(ctx, id, nil, task.ProjectRestored)
	})
	if err != nil {
		return task.Project{}, err
	}
	return s.Project(ctx, id, "")
}

func (j *journal) setDeleted(ctx context.Context, id string, at *time.Time, event task.EventType) error {
	p, err := j.whole(ctx, id)
	if err != nil {
		return err
	}
	p.DeletedAt = at
	if err := j.s.store.UpdateProject(ctx, j.tx, p, folded(p.Name)); err != nil {
		return err
	}
	j.add(task.Event{Type: event, ProjectID: id})
	return nil
}

// instant is a time as a change shows it.
func instant(t *time.Time) *string {
	if t == nil {
		return nil
	}
	s := t.UTC().Format(time.RFC3339Nano)
	return &s
}

// ignoreNoRows makes the zero value of nothing.
func ignoreNoRows[T any](value T, err error) (T, error) {
	if errors.Is(err, database.ErrNoRows) {
		var zero T
		return zero, nil
	}
	return value, err
}
