package app

import (
	"context"
	"fmt"

	"tasklane/modules/task"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/page"
)

// ProjectPlace is a place in the order of projects: by folded name, then by id. The zero place is the start of the
// list, or its end when read backward.
type ProjectPlace struct {
	NameFolded, ID string
	Set            bool
}

// ProjectQuery asks for a user's projects.
type ProjectQuery struct {
	UserID string
	// Archived adds archived projects, Trash asks instead for the user's own in the trash.
	Archived, Trash bool
	From            ProjectPlace
	Backward        bool
	Limit           int
}

// ListProjects lists the caller's projects by name.
func (s *Service) ListProjects(ctx context.Context, in task.ProjectList) (page.Page[task.Project], error) {
	none := page.Page[task.Project]{}
	me, err := caller(ctx)
	if err != nil {
		return none, err
	}
	list := fmt.Sprintf("projects:%t:%t:%t", in.IncludeArchived, in.Deleted, in.Ownerless)
	w, err := in.Page.Check(list, 2)
	if err != nil {
		return none, err
	}
	from := ProjectPlace{}
	if len(w.Key) > 0 {
		from = ProjectPlace{NameFolded: w.Key[0], ID: w.Key[1], Set: true}
	}
	if in.Ownerless {
		return s.listOwnerless(ctx, list, w, from, in.Page.Count)
	}
	query := ProjectQuery{
		UserID: me, Archived: in.IncludeArchived, Trash: in.Deleted, From: from, Backward: w.Backward, Limit: w.Limit,
	}
	projects, err := s.store.ProjectsOf(ctx, s.read(), query)
	if err != nil {
		return none, err
	}
	p := page.Cut(list, w, projects, placeOf)
	if in.Page.Count {
		p.Total, err = s.store.CountProjectsOf(ctx, s.read(), query)
	}
	return p, err
}

func placeOf(p task.Project) []string { return []string{folded(p.Name), p.ID} }

// listOwnerless lists projects whose owners are all disabled, for admins. The owners' state is the user module's, so
// projects are read in portions until a page is full.
func (s *Service) listOwnerless(
	ctx context.Context, list string, w page.Window, from ProjectPlace, count bool,
) (page.Page[task.Project], error) {
	none := page.Page[task.Project]{}
	if !identity.From(ctx).Admin {
		return none, fault.Deny("Only admins can list projects without an owner.")
	}
	found, err := s.ownerless(ctx, from, w.Backward, w.Limit+1)
	if err != nil {
		return none, err
	}
	p := page.Cut(list, w, found, placeOf)
	if count {
		all, err := s.ownerless(ctx, ProjectPlace{}, false, page.CountLimit)
		if err != nil {
			return none, err
		}
		p.Total = len(all)
	}
	return p, nil
}

func (s *Service) ownerless(ctx context.Context, from ProjectPlace, backward bool, limit int) ([]task.Project, error) {
	const portion = 200
	var found []task.Project
	for {
		projects, err := s.store.ProjectsByName(ctx, s.read(), from, backward, portion)
		if err != nil {
			return nil, err
		}
		without, err := s.withoutOwner(ctx, projects)
		if err != nil {
			return nil, err
		}
		found = append(found, without...)
		if len(found) >= limit {
			return found[:limit], nil
		}
		if len(projects) < portion {
			return found, nil
		}
		last := projects[len(projects)-1]
		from = ProjectPlace{NameFolded: folded(last.Name), ID: last.ID, Set: true}
	}
}

// withoutOwner keeps the projects whose owners are all disabled, with nothing but id, key and name: the admin who
// sees them is no member.
func (s *Service) withoutOwner(ctx context.Context, projects []task.Project) ([]task.Project, error) {
	ids := make([]string, len(projects))
	for i, p := range projects {
		ids[i] = p.ID
	}
	owners, err := s.store.Owners(ctx, s.read(), ids)
	if err != nil {
		return nil, err
	}
	people := make([]string, 0, len(owners))
	seen := map[string]bool{}
	for _, o := range owners {
		if !seen[o.UserID] {
			seen[o.UserID] = true
			people = append(people, o.UserID)
		}
	}
	cards, err := s.people.ask(ctx, people)
	if err != nil {
		return nil, err
	}
	owned := map[string]bool{}
	for _, o := range owners {
		owned[o.ProjectID] = owned[o.ProjectID] || cards[o.UserID].Enabled
	}
	var without []task.Project
	for _, p := range projects {
		if !owned[p.ID] {
			without = append(without, task.Project{ID: p.ID, Key: p.Key, Name: p.Name})
		}
	}
	return without, nil
}
