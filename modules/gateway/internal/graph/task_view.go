package graph

import (
	"context"

	"tasklane/modules/task"
)

type taskView struct {
	g *Graph

	ID                     ID
	Ref                    string
	Number                 int32
	Project                *projectView
	Title                  string
	Description            string
	Status                 *statusView
	Priority               task.Priority
	AssignedUser           *userView
	Labels                 []*labelView
	Parent                 *taskView
	Subtasks               []*taskView
	Relations              []*relationView
	StartOn, DueOn         *Date
	StartAt, DueAt         *Time
	Position               string
	Watchers               []*userView
	WatchedByMe            bool
	CommentCount           int32
	CreatedBy              *userView
	CreatedAt, UpdatedAt   Time
	CompletedAt, DeletedAt *Time
	Version                int32
}

type relationView struct {
	Kind task.RelationKind
	Task *taskView
}

// viewTasks shows tasks with what is selected of them: one call for each kind of thing, however many tasks.
func (g *Graph) viewTasks(ctx context.Context, sel selection, list []task.Task) ([]*taskView, error) {
	views := make([]*taskView, len(list))
	for i := range list {
		views[i] = g.plainTask(&list[i])
	}
	for _, fill := range []func(context.Context, selection, []task.Task, []*taskView) error{
		g.fillPeople, g.fillProjects, g.fillParents, g.fillSubtasks, g.fillRelations, g.fillWatched,
	} {
		if err := fill(ctx, sel, list, views); err != nil {
			return nil, err
		}
	}
	return views, nil
}

func (g *Graph) plainTask(t *task.Task) *taskView {
	return &taskView{
		g: g, ID: ID(t.ID), Ref: t.Ref, Number: int32(t.Number), Title: t.Title, Description: t.Description,
		Status: viewStatus(t.Status), Priority: t.Priority, Labels: each(t.Labels, viewLabel),
		StartOn: day(t.StartOn), DueOn: day(t.DueOn), StartAt: instant(t.StartAt), DueAt: instant(t.DueAt),
		Position: t.Position, CommentCount: int32(t.CommentCount), CreatedAt: Time{t.CreatedAt}, UpdatedAt: Time{t.UpdatedAt},
		CompletedAt: instant(t.CompletedAt), DeletedAt: instant(t.DeletedAt), Version: int32(t.Version),
	}
}

func (g *Graph) viewTask(ctx context.Context, sel selection, t task.Task) (*taskView, error) {
	views, err := g.viewTasks(ctx, sel, []task.Task{t})
	if err != nil {
		return nil, err
	}
	return views[0], nil
}

func taskID(t task.Task) string { return t.ID }

// fillPeople reads assignees, creators and watchers together.
func (g *Graph) fillPeople(ctx context.Context, sel selection, list []task.Task, views []*taskView) error {
	if !sel.wants("assignedUser", "createdBy", "watchers") {
		return nil
	}
	var watchers map[string][]string
	if sel.wants("watchers") {
		var err error
		if watchers, err = batched(ctx, idsOf(list, taskID), g.tasks.Watchers); err != nil {
			return err
		}
	}
	ids := make([]string, 0, 2*len(list))
	for _, t := range list {
		ids = append(ids, t.AssignedUserID, t.CreatedByID)
		ids = append(ids, watchers[t.ID]...)
	}
	who, err := g.people(ctx, sel.in("assignedUser", "createdBy", "watchers"), ids)
	if err != nil {
		return err
	}
	for i, t := range list {
		views[i].AssignedUser = who.one(t.AssignedUserID)
		views[i].CreatedBy = who.one(t.CreatedByID)
		views[i].Watchers = who.all(watchers[t.ID])
	}
	return nil
}

func (g *Graph) fillProjects(ctx context.Context, sel selection, list []task.Task, views []*taskView) error {
	if !sel.wants("project") {
		return nil
	}
	projects, err := g.projectsByID(ctx, sel.in("project"), idsOf(list, func(t task.Task) string { return t.ProjectID }))
	if err != nil {
		return err
	}
	for i, t := range list {
		views[i].Project = projects[t.ProjectID]
	}
	return nil
}

func (g *Graph) fillParents(ctx context.Context, sel selection, list []task.Task, views []*taskView) error {
	if !sel.wants("parent") {
		return nil
	}
	parents, err := g.tasksByID(ctx, sel.in("parent"), idsOf(list, func(t task.Task) string { return t.ParentID }))
	if err != nil {
		return err
	}
	for i, t := range list {
		views[i].Parent = parents[t.ParentID]
	}
	return nil
}

func (g *Graph) fillSubtasks(ctx context.Context, sel selection, list []task.Task, views []*taskView) error {
	if !sel.wants("subtasks") {
		return nil
	}
	children, err := batched(ctx, idsOf(list, taskID), g.tasks.Subtasks)
	if err != nil {
		return err
	}
	return spread(children, list, taskID,
		func(all []task.Task) ([]*taskView, error) { return g.viewTasks(ctx, sel.in("subtasks"), all) },
		func(i int, some []*taskView) { views[i].Subtasks = some })
}

func (g *Graph) fillRelations(ctx context.Context, sel selection, list []task.Task, views []*taskView) error {
	if !sel.wants("relations") {
		return nil
	}
	relations, err := batched(ctx, idsOf(list, taskID), g.tasks.Relations)
	if err != nil {
		return err
	}
	return spread(relations, list, taskID,
		func(all []task.Relation) ([]*relationView, error) {
			return g.viewRelations(ctx, sel.in("relations"), all)
		},
		func(i int, some []*relationView) { views[i].Relations = some })
}

func (g *Graph) viewRelations(ctx context.Context, sel selection, list []task.Relation) ([]*relationView, error) {
	others := make([]task.Task, len(list))
	for i, r := range list {
		others[i] = r.Task
	}
	tasks, err := g.viewTasks(ctx, sel.in("task"), others)
	if err != nil {
		return nil, err
	}
	views := make([]*relationView, len(list))
	for i, r := range list {
		views[i] = &relationView{Kind: r.Kind, Task: tasks[i]}
	}
	return views, nil
}

func (g *Graph) fillWatched(ctx context.Context, sel selection, list []task.Task, views []*taskView) error {
	if !sel.wants("watchedByMe") {
		return nil
	}
	watched, err := batched(ctx, idsOf(list, taskID), g.tasks.Watched)
	if err != nil {
		return err
	}
	for i, t := range list {
		views[i].WatchedByMe = watched[t.ID]
	}
	return nil
}

// spread shows the children of many parents in one go and deals them out again.
func spread[P, C, V any](children map[string][]C, parents []P, id func(P) string, show func([]C) ([]*V, error), give func(int, []*V)) error {
	var all []C
	for _, parent := range parents {
		all = append(all, children[id(parent)]...)
	}
	views, err := show(all)
	if err != nil {
		return err
	}
	for i, parent := range parents {
		n := len(children[id(parent)])
		give(i, views[:n:n])
		views = views[n:]
	}
	return nil
}

// tasksByID shows tasks by id, without those that the viewer may not see.
func (g *Graph) tasksByID(ctx context.Context, sel selection, ids []string) (map[string]*taskView, error) {
	found, err := batched(ctx, unique(ids...), g.tasks.TasksByID)
	if err != nil {
		return nil, err
	}
	list := make([]task.Task, 0, len(found))
	for _, t := range found {
		list = append(list, t)
	}
	views, err := g.viewTasks(ctx, sel, list)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]*taskView, len(views))
	for _, v := range views {
		byID[string(v.ID)] = v
	}
	return byID, nil
}

// Comments resolves Task.comments.
func (t *taskView) Comments(ctx context.Context, args pageArgs) (*connection[commentView], error) {
	sel := selected(ctx)
	found, err := t.g.tasks.ListComments(ctx, task.CommentList{TaskID: string(t.ID), Page: args.of(sel)})
	if err != nil {
		return nil, err
	}
	views, err := t.g.viewComments(ctx, sel.items(), found.Items)
	return connect(found, views), err
}

// Events resolves Task.events.
func (t *taskView) Events(ctx context.Context, args pageArgs) (*connection[eventView], error) {
	return t.g.listEvents(ctx, task.History{TaskID: string(t.ID)}, args)
}

func day(d *task.Date) *Date {
	if d == nil {
		return nil
	}
	view := Date(*d)
	return &view
}
