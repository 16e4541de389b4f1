package app

import (
	"context"
	"errors"
	"slices"

	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

// IDStore keeps the ids that clients chose.
type IDStore interface {
	// ChooseID takes an id for a new object; free is false when any object has it or ever had it.
	ChooseID(ctx context.Context, tx *database.Tx, id string) (free bool, err error)
}

// ProjectStore is the tables projects and project_numbers.
type ProjectStore interface {
	// Access reads a project without description and cursor; ViewerRole is the user's role, None for no member.
	Access(ctx context.Context, q database.Querier, projectID, userID string) (task.Project, error)
	// AccessAndHead is Access with the cursor of the same moment.
	AccessAndHead(ctx context.Context, q database.Querier, projectID, userID string) (task.Project, error)
	// State is Access together with what nearly every change needs next.
	State(ctx context.Context, q database.Querier, projectID, userID string, to Arrival) (ProjectState, error)
	// Accesses is Access for several, in any order.
	Accesses(ctx context.Context, q database.Querier, projectIDs []string, userID string) ([]task.Project, error)
	// Projects reads whole projects, in any order, each with the cursor of the same moment.
	Projects(ctx context.Context, q database.Querier, projectIDs []string, userID string) ([]task.Project, error)
	// ProjectIDByKey finds a project, one in the trash too.
	ProjectIDByKey(ctx context.Context, q database.Querier, key string) (string, error)
	// ProjectCreator says who made a project.
	ProjectCreator(ctx context.Context, q database.Querier, projectID string) (string, error)
	InsertProject(ctx context.Context, tx *database.Tx, p task.Project, nameFolded, createdBy string) error
	// UpdateProject writes key, name, description, archived and deleted.
	UpdateProject(ctx context.Context, tx *database.Tx, p task.Project, nameFolded string) error
	// ProjectsOf lists a user's projects by name; Limit of them and one more.
	ProjectsOf(ctx context.Context, q database.Querier, in ProjectQuery) ([]task.Project, error)
	// CountProjectsOf counts what ProjectsOf lists, to page.CountLimit.
	CountProjectsOf(ctx context.Context, q database.Querier, in ProjectQuery) (int, error)
	// ProjectsByName reads projects that are not in the trash behind (or before) a place in the order of names.
	ProjectsByName(ctx context.Context, q database.Querier, from ProjectPlace, backward bool, limit int) ([]task.Project, error)
}

// Arrival says where a task may come to. The end of that column is read along, a look at an index under the lock.
type Arrival struct {
	// Key is a column's.
	Key string
	// New says that a task comes where new ones do.
	New bool
}

// ProjectState is a project at one moment.
type ProjectState struct {
	Project task.Project
	// Columns are in order.
	Columns []task.Status
	// Ends has the position of the last task of columns, "" for an empty one, by their keys: of those that were asked for.
	Ends map[string]string
	// LastNumber is the last that a task was given.
	LastNumber int
}

const keyTaken = "Another project has the key %s; choose another one."

// Project reads one by id, or by key when id is empty.
func (s *Service) Project(ctx context.Context, id, key string) (task.Project, error) {
	if err := signedIn(ctx); err != nil {
		return task.Project{}, err
	}
	if id == "" && projectKeyForm.MatchString(key) {
		var err error
		if id, err = s.store.ProjectIDByKey(ctx, s.read(), key); err != nil && !errors.Is(err, database.ErrNoRows) {
			return task.Project{}, err
		}
	}
	found, err := s.ProjectsByID(ctx, []string{id})
	if err != nil {
		return task.Project{}, err
	}
	p, ok := found[id]
	if !ok {
		return task.Project{}, fault.Missing("project")
	}
	return p, nil
}

// ProjectsByID reads several.
func (s *Service) ProjectsByID(ctx context.Context, ids []string) (map[string]task.Project, error) {
	if err := signedIn(ctx); err != nil {
		return nil, err
	}
	id := identity.From(ctx)
	ids, err := distinct(ids)
	if err != nil || len(ids) == 0 {
		return map[string]task.Project{}, err
	}
	projects, err := s.store.Projects(ctx, s.read(), ids, id.UserID)
	if err != nil {
		return nil, err
	}
	found := make(map[string]task.Project, len(projects))
	for _, p := range projects {
		a := access{project: p, role: roleIn(id, p)}
		if a.visible() {
			p.ViewerRole = a.role
			found[p.ID] = p
		}
	}
	return found, nil
}

// whole reads one project inside of a change, when the caller has been let through to it.
func (j *journal) whole(ctx context.Context, projectID string) (task.Project, error) {
	projects, err := j.s.store.Projects(ctx, j.tx, []string{projectID}, j.actor)
	if err != nil {
		return task.Project{}, err
	}
	if len(projects) == 0 {
		return task.Project{}, fault.Missing("project")
	}
	return projects[0], nil
}

// SharesProject says which of the people share a project with the caller.
func (s *Service) SharesProject(ctx context.Context, userIDs []string) (map[string]bool, error) {
	me, err := caller(ctx)
	if err != nil {
		return nil, err
	}
	ids, err := distinct(userIDs)
	if err != nil || len(ids) == 0 {
		return map[string]bool{}, err
	}
	shared, err := s.store.SharesProject(ctx, s.read(), me, ids)
	if err != nil {
		return nil, err
	}
	found := make(map[string]bool, len(shared))
	for _, id := range shared {
		found[id] = true
	}
	return found, nil
}

// Roles says which role each person has in each project.
func (s *Service) Roles(ctx context.Context, seats []task.Seat) (map[task.Seat]task.Role, error) {
	if identity.From(ctx).Kind != identity.Module {
		return nil, fault.Deny("Only a module asks for the roles of others.")
	}
	found := make(map[task.Seat]task.Role, len(seats))
	for part := range slices.Chunk(seats, maxIDs) {
		wanted := make(map[task.Seat]bool, len(part))
		projects, users := make([]string, 0, len(part)), make([]string, 0, len(part))
		for _, seat := range part {
			wanted[seat] = true
			projects, users = append(projects, seat.ProjectID), append(users, seat.UserID)
		}
		members, err := s.store.Seats(ctx, s.read(), projects, users)
		if err != nil {
			return nil, err
		}
		for _, m := range members {
			if seat := (task.Seat{ProjectID: m.ProjectID, UserID: m.UserID}); wanted[seat] {
				found[seat] = m.Role
			}
		}
	}
	return found, nil
}
