package app

import (
	"context"
	"errors"

	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

// access is a project as the caller stands to it.
type access struct {
	// project is without its description; listed alone reads its cursor.
	project task.Project
	role    task.Role
	// lastNumber is the last that a task was given; reach reads it.
	lastNumber int
}

// caller is the signed-in user who wants to change something, or whose own things are asked for.
func caller(ctx context.Context) (string, error) {
	switch id := identity.From(ctx); id.Kind {
	case identity.User:
		return id.UserID, nil
	case identity.Nobody:
		return "", fault.SignInNeeded()
	default:
		return "", fault.Deny("Only a signed-in person can do this.")
	}
}

// signedIn refuses nobody's questions.
func signedIn(ctx context.Context) error {
	if identity.From(ctx).Kind == identity.Nobody {
		return fault.SignInNeeded()
	}
	return nil
}

// see reads a project for somebody who wants to read it. What lies in the trash is seen by its owners only. NotFound
// for everybody who may not see it, with the words of an unknown id.
func (s *Service) see(ctx context.Context, q database.Querier, projectID string) (access, error) {
	return s.seeBy(ctx, q, projectID, s.store.Access)
}

// seeBy is see with one of the ways to read a project's access.
func (s *Service) seeBy(
	ctx context.Context, q database.Querier, projectID string,
	read func(ctx context.Context, q database.Querier, projectID, userID string) (task.Project, error),
) (access, error) {
	if err := signedIn(ctx); err != nil {
		return access{}, err
	}
	id := identity.From(ctx)
	if !isID(projectID) || (id.Kind == identity.Audience && id.ProjectID != projectID) {
		return access{}, fault.Missing("project")
	}
	p, err := read(ctx, q, projectID, id.UserID)
	if errors.Is(err, database.ErrNoRows) {
		return access{}, fault.Missing("project")
	}
	if err != nil {
		return access{}, err
	}
	return admit(id, p)
}

// admit lets the caller see a project that was read for them, or not.
func admit(id identity.Identity, p task.Project) (access, error) {
	a := access{project: p, role: roleIn(id, p)}
	if !a.visible() {
		return access{}, fault.Missing("project")
	}
	a.project.ViewerRole = a.role
	return a, nil
}

// seen is see for several projects: those that the caller may not see are left out.
func (s *Service) seen(ctx context.Context, q database.Querier, projectIDs []string) (map[string]access, error) {
	if err := signedIn(ctx); err != nil {
		return nil, err
	}
	id := identity.From(ctx)
	ids, err := distinct(projectIDs)
	if err != nil || len(ids) == 0 {
		return map[string]access{}, err
	}
	projects, err := s.store.Accesses(ctx, q, ids, id.UserID)
	if err != nil {
		return nil, err
	}
	found := make(map[string]access, len(projects))
	for _, p := range projects {
		if a, err := admit(id, p); err == nil {
			found[p.ID] = a
		}
	}
	return found, nil
}

// roleIn is the caller's role in a project that was read for them.
func roleIn(id identity.Identity, p task.Project) task.Role {
	switch {
	case id.Kind == identity.User:
		return p.ViewerRole
	case id.Kind == identity.Audience && id.ProjectID == p.ID:
		return task.Viewer
	default:
		return task.None
	}
}

// visible says whether the caller may know of the project at all.
func (a access) visible() bool {
	if a.project.DeletedAt != nil {
		return a.role == task.Owner
	}
	return a.role.AtLeast(task.Viewer)
}

// reach checks, under the lock of the project's log, that the caller may change something in it that needs this role.
// NotFound for who may not see it, Forbidden for whose role is too weak, Conflict when it is archived or in the trash.
func (j *journal) reach(ctx context.Context, projectID string, need task.Role) (access, error) {
	return j.reachWith(ctx, projectID, need, Arrival{})
}

// reachWith is reach for a change by which a task may come to a column.
func (j *journal) reachWith(ctx context.Context, projectID string, need task.Role, to Arrival) (access, error) {
	a, err := j.reachAny(ctx, projectID, need, to)
	if err != nil {
		return access{}, err
	}
	return a, a.writable()
}

// reachAny is reach for what is possible in an archived or deleted project too: to bring it back. It reads along
// what nearly every change needs next: each statement under the lock makes others wait.
func (j *journal) reachAny(ctx context.Context, projectID string, need task.Role, to Arrival) (access, error) {
	if a, ok := j.projects[projectID]; ok {
		return a, a.includes(need)
	}
	if _, err := caller(ctx); err != nil {
		return access{}, err
	}
	if !isID(projectID) {
		return access{}, fault.Missing("project")
	}
	first := len(j.projects) == 0
	state, err := j.s.store.State(ctx, j.tx, projectID, j.actor, to)
	if errors.Is(err, database.ErrNoRows) {
		return access{}, fault.Missing("project")
	}
	if err != nil {
		return access{}, err
	}
	a, err := admit(identity.From(ctx), state.Project)
	if err != nil {
		return access{}, err
	}
	a.lastNumber = state.LastNumber
	j.projects[projectID], j.states[projectID] = a, state
	if first {
		j.now = j.s.now() // the locks hold from here on: the log's times go up with its numbers
	}
	return a, a.includes(need)
}

func (a access) includes(need task.Role) error {
	if a.role.AtLeast(need) {
		return nil
	}
	switch need {
	case task.Owner:
		return fault.Deny("Only an owner of the project can do this.")
	case task.Editor:
		return fault.Deny("Only editors and owners of the project can do this.")
	default:
		return fault.Deny("Viewers of the project cannot do this.")
	}
}

func (a access) writable() error {
	switch {
	case a.project.DeletedAt != nil:
		return fault.Conflictf("The project lies in the trash; restore it first.")
	case a.project.ArchivedAt != nil:
		return fault.Conflictf("The project is archived; unarchive it first.")
	default:
		return nil
	}
}
