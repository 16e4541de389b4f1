package graph

import (
	"context"
	"slices"
	"time"

	graphql "github.com/graph-gophers/graphql-go"

	"tasklane/modules/task"
)

type projectView struct {
	g *Graph

	ID                    graphql.ID
	Key                   string
	Name                  string
	Description           string
	CreatedAt             Time
	ArchivedAt, DeletedAt *Time
	Statuses              []*statusView
	Labels                []*labelView
	ViewerRole            task.Role
	StatusCounts          []*statusCountView
	Cursor                string
}

type statusView struct {
	ID       graphql.ID
	Key      string
	Name     string
	Category task.Category
	Color    string
	Position string
	WIPLimit *int32
}

type labelView struct {
	ID    graphql.ID
	Name  string
	Color string
}

type statusCountView struct {
	Status *statusView
	Count  int32
}

type memberView struct {
	ID       graphql.ID
	User     *userView
	Role     task.Role
	JoinedAt Time
}

// viewProjects shows projects with what is selected of them.
func (g *Graph) viewProjects(ctx context.Context, sel selection, list []task.Project) ([]*projectView, error) {
	views := make([]*projectView, len(list))
	for i, p := range list {
		views[i] = g.plainProject(p)
	}
	ids := idsOf(list, func(p task.Project) string { return p.ID })
	if sel.wants("statuses") {
		statuses, err := batched(ctx, ids, g.tasks.Statuses)
		if err != nil {
			return nil, err
		}
		for _, v := range views {
			v.Statuses = each(statuses[string(v.ID)], viewStatus)
		}
	}
	if sel.wants("labels") {
		labels, err := batched(ctx, ids, g.tasks.Labels)
		if err != nil {
			return nil, err
		}
		for _, v := range views {
			v.Labels = each(labels[string(v.ID)], viewLabel)
		}
	}
	if sel.wants("statusCounts") {
		counts, err := batched(ctx, ids, g.tasks.StatusCounts)
		if err != nil {
			return nil, err
		}
		for _, v := range views {
			v.StatusCounts = each(counts[string(v.ID)], func(c task.StatusCount) *statusCountView {
				return &statusCountView{Status: viewStatus(c.Status), Count: int32(c.Count)}
			})
		}
	}
	return views, nil
}

func (g *Graph) plainProject(p task.Project) *projectView {
	v := &projectView{
		g: g, ID: graphql.ID(p.ID), Key: p.Key, Name: p.Name, Description: p.Description,
		CreatedAt: Time{p.CreatedAt}, ArchivedAt: instant(p.ArchivedAt), DeletedAt: instant(p.DeletedAt),
		ViewerRole: p.ViewerRole, Cursor: p.Cursor.String(),
	}
	if !v.ViewerRole.Valid() {
		v.ViewerRole = task.Viewer // in the list of ownerless projects, whose reader is no member
	}
	return v
}

func (g *Graph) viewProject(ctx context.Context, sel selection, p task.Project) (*projectView, error) {
	views, err := g.viewProjects(ctx, sel, []task.Project{p})
	if err != nil {
		return nil, err
	}
	return views[0], nil
}

// projectsByID shows projects by id, without those that the viewer may not see.
func (g *Graph) projectsByID(ctx context.Context, sel selection, ids []string) (map[string]*projectView, error) {
	found, err := batched(ctx, unique(ids...), g.tasks.ProjectsByID)
	if err != nil {
		return nil, err
	}
	list := make([]task.Project, 0, len(found))
	for _, p := range found {
		list = append(list, p)
	}
	views, err := g.viewProjects(ctx, sel, list)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]*projectView, len(views))
	for _, v := range views {
		byID[string(v.ID)] = v
	}
	return byID, nil
}

type membersArgs struct {
	Query *string
	forward
}

// Members resolves Project.members.
func (p *projectView) Members(ctx context.Context, args membersArgs) (*connection[memberView], error) {
	sel := selected(ctx)
	found, err := p.g.tasks.ListMembers(ctx, task.MemberList{
		ProjectID: string(p.ID), Query: value(args.Query), Page: args.of(sel),
	})
	if err != nil {
		return nil, err
	}
	views, err := p.g.viewMembers(ctx, sel.items(), found.Items)
	return connect(found, views), err
}

func (g *Graph) viewMembers(ctx context.Context, sel selection, list []task.Member) ([]*memberView, error) {
	who, err := g.people(ctx, sel.in("user"), idsOf(list, func(m task.Member) string { return m.UserID }))
	if err != nil {
		return nil, err
	}
	return each(list, func(m task.Member) *memberView {
		return &memberView{ID: graphql.ID(m.ID()), User: who.one(m.UserID), Role: m.Role, JoinedAt: Time{m.JoinedAt}}
	}), nil
}

// Tasks resolves Project.tasks.
func (p *projectView) Tasks(ctx context.Context, args tasksArgs) (*connection[taskView], error) {
	list := args.list()
	list.Filter.ProjectIDs = within(list.Filter.ProjectIDs, string(p.ID))
	return p.g.listTasks(ctx, list, args.pageArgs)
}

// within narrows a list of ids, where nil stands for all, to the one.
func within(ids []string, id string) []string {
	if ids == nil {
		return []string{id}
	}
	if slices.Contains(ids, id) {
		return []string{id}
	}
	return []string{}
}

// Events resolves Project.events.
func (p *projectView) Events(ctx context.Context, args pageArgs) (*connection[eventView], error) {
	return p.g.listEvents(ctx, task.History{ProjectID: string(p.ID)}, args)
}

func viewStatus(s task.Status) *statusView {
	v := &statusView{
		ID: graphql.ID(s.ID), Key: s.Key, Name: s.Name, Category: s.Category, Color: s.Color, Position: s.Position,
	}
	if s.WIPLimit != nil {
		n := int32(*s.WIPLimit)
		v.WIPLimit = &n
	}
	return v
}

func viewLabel(l task.Label) *labelView {
	return &labelView{ID: graphql.ID(l.ID), Name: l.Name, Color: l.Color}
}

// each maps a list; an empty list stays one, for null is something else in an answer.
func each[T, V any](list []T, view func(T) *V) []*V {
	views := make([]*V, len(list))
	for i, item := range list {
		views[i] = view(item)
	}
	return views
}

func instant(t *time.Time) *Time {
	if t == nil {
		return nil
	}
	return &Time{*t}
}
