package graph

import (
	"context"

	"tasklane/modules/user"
	"tasklane/platform/identity"
)

type userView struct {
	ID        ID
	Name      string
	Email     *string
	Role      user.Role
	TimeZone  string
	CreatedAt Time
	Disabled  bool
}

type sessionView struct {
	ID                    ID
	UserAgent             string
	IP                    string
	CreatedAt, LastUsedAt Time
	Current               bool
}

// people are the views of users by id.
type people map[string]*userView

// one gives the view of a user, nil for an empty id. Accounts are never removed; should one be missing all the same,
// a name without a person stands in for it, so that the rest of the answer is not lost.
func (p people) one(id string) *userView {
	if id == "" {
		return nil
	}
	if view := p[id]; view != nil {
		return view
	}
	return &userView{ID: ID(id), Name: "Unknown", Role: user.Member, TimeZone: "UTC", Disabled: true}
}

func (p people) all(ids []string) []*userView {
	views := make([]*userView, len(ids))
	for i, id := range ids {
		views[i] = p.one(id)
	}
	return views
}

// people reads users by id.
func (g *Graph) people(ctx context.Context, sel selection, ids []string) (people, error) {
	found, err := batched(ctx, unique(ids...), func(ctx context.Context, ids []string) (map[string]user.User, error) {
		list, err := g.users.Users(ctx, ids)
		byID := make(map[string]user.User, len(list))
		for _, u := range list {
			byID[u.ID] = u
		}
		return byID, err
	})
	if err != nil {
		return nil, err
	}
	list := make([]user.User, 0, len(found))
	for _, u := range found {
		list = append(list, u)
	}
	views, err := g.viewUsers(ctx, sel, list)
	if err != nil {
		return nil, err
	}
	byID := make(people, len(views))
	for _, v := range views {
		byID[string(v.ID)] = v
	}
	return byID, nil
}

// viewUsers shows users; an e-mail address only to whom it may be shown.
func (g *Graph) viewUsers(ctx context.Context, sel selection, list []user.User) ([]*userView, error) {
	var visible func(id string) bool
	if sel.wants("email") {
		var err error
		if visible, err = g.emailsVisible(ctx, list); err != nil {
			return nil, err
		}
	}
	views := make([]*userView, len(list))
	for i, u := range list {
		views[i] = &userView{
			ID: ID(u.ID), Name: u.Name, Role: u.Role, TimeZone: u.TimeZone,
			CreatedAt: Time{u.CreatedAt}, Disabled: u.Disabled,
		}
		if visible != nil && visible(u.ID) {
			email := u.Email
			views[i].Email = &email
		}
	}
	return views, nil
}

// emailsVisible: one's own, everybody's for an admin, and of those who share a project.
func (g *Graph) emailsVisible(ctx context.Context, list []user.User) (func(id string) bool, error) {
	viewer := identity.From(ctx)
	if viewer.Kind != identity.User {
		return func(string) bool { return false }, nil
	}
	if viewer.Admin {
		return func(string) bool { return true }, nil
	}
	others := make([]string, 0, len(list))
	for _, u := range list {
		if u.ID != viewer.UserID {
			others = append(others, u.ID)
		}
	}
	shared, err := batched(ctx, unique(others...), g.tasks.SharesProject)
	return func(id string) bool { return id == viewer.UserID || shared[id] }, err
}

func (g *Graph) viewUser(ctx context.Context, sel selection, u user.User) (*userView, error) {
	views, err := g.viewUsers(ctx, sel, []user.User{u})
	if err != nil {
		return nil, err
	}
	return views[0], nil
}

func viewSession(s user.Session) *sessionView {
	return &sessionView{
		ID: ID(s.ID), UserAgent: s.UserAgent, IP: s.IP,
		CreatedAt: Time{s.CreatedAt}, LastUsedAt: Time{s.LastUsedAt}, Current: s.Current,
	}
}
