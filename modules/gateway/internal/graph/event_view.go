package graph

import (
	"context"
	"strings"

	"tasklane/modules/task"
)

type eventView struct {
	ID          ID
	ProjectID   ID
	Seq         int32
	Cursor      string
	Type        task.EventType
	TaskID      *ID
	TaskVersion *int32
	Task        *taskView
	CommentID   *ID
	Comment     *commentView
	UserID      *ID
	Project     *projectView
	Actor       *userView
	At          Time
	Changes     []*task.Change
}

// taskFinder finds the tasks of events: one by one for a live event, whose task the cache may have, or all
// together for a page of the history.
type taskFinder func(ctx context.Context, events []task.Event) (map[string]task.Task, error)

// tasksNow reads the tasks of a page of events.
func (g *Graph) tasksNow(ctx context.Context, events []task.Event) (map[string]task.Task, error) {
	return batched(ctx, idsOf(events, func(e task.Event) string { return e.TaskID }), g.tasks.TasksByID)
}

// viewEvents shows events with what is selected of them, things as they are now.
func (g *Graph) viewEvents(ctx context.Context, sel selection, list []task.Event, find taskFinder) ([]*eventView, error) {
	views := each(list, plainEvent)
	if sel.wants("task") {
		if err := g.fillEventTasks(ctx, sel.in("task"), list, views, find); err != nil {
			return nil, err
		}
	}
	if sel.wants("comment") {
		comments, err := g.commentsByID(ctx, sel.in("comment"), idsOf(list, func(e task.Event) string { return e.CommentID }))
		if err != nil {
			return nil, err
		}
		for i, e := range list {
			views[i].Comment = comments[e.CommentID]
		}
	}
	if sel.wants("project") {
		projects, err := g.projectsByID(ctx, sel.in("project"), idsOf(list, concernedProject))
		if err != nil {
			return nil, err
		}
		for i, e := range list {
			views[i].Project = projects[concernedProject(e)]
		}
	}
	if sel.wants("actor") {
		actors, err := g.people(ctx, sel.in("actor"), idsOf(list, func(e task.Event) string { return e.ActorID }))
		if err != nil {
			return nil, err
		}
		for i, e := range list {
			views[i].Actor = actors.one(e.ActorID)
		}
	}
	return views, nil
}

func plainEvent(e task.Event) *eventView {
	v := &eventView{
		ID: ID(e.ID), ProjectID: ID(e.ProjectID), Seq: int32(e.Seq), Cursor: e.Cursor().String(), Type: e.Type,
		TaskID: optionalID(e.TaskID), CommentID: optionalID(e.CommentID), UserID: optionalID(e.UserID), At: Time{e.At},
		Changes: make([]*task.Change, len(e.Changes)),
	}
	if e.TaskVersion > 0 {
		n := int32(e.TaskVersion)
		v.TaskVersion = &n
	}
	for i := range e.Changes {
		v.Changes[i] = &e.Changes[i]
	}
	return v
}

// fillEventTasks leaves out a task that has left the event's project.
func (g *Graph) fillEventTasks(ctx context.Context, sel selection, list []task.Event, views []*eventView, find taskFinder) error {
	found, err := find(ctx, list)
	if err != nil {
		return err
	}
	tasks := make([]task.Task, 0, len(found))
	for _, t := range found {
		tasks = append(tasks, t)
	}
	shown, err := g.viewTasks(ctx, sel, tasks)
	if err != nil {
		return err
	}
	byID := make(map[string]*taskView, len(shown))
	for i, v := range shown {
		byID[tasks[i].ID] = v
	}
	for i, e := range list {
		if found[e.TaskID].ProjectID == e.ProjectID {
			views[i].Task = byID[e.TaskID]
		}
	}
	return nil
}

// concernedProject is the project of an event about the project itself or its members.
func concernedProject(e task.Event) string {
	if strings.HasPrefix(string(e.Type), "PROJECT_") || strings.HasPrefix(string(e.Type), "MEMBER_") {
		return e.ProjectID
	}
	return ""
}

// listEvents pages through a history.
func (g *Graph) listEvents(ctx context.Context, of task.History, args pageArgs) (*connection[eventView], error) {
	sel := selected(ctx)
	of.Page = args.of(sel)
	found, err := g.tasks.ListEvents(ctx, of)
	if err != nil {
		return nil, err
	}
	views, err := g.viewEvents(ctx, sel.items(), found.Items, g.tasksNow)
	return connect(found, views), err
}

func optionalID(id string) *ID {
	if id == "" {
		return nil
	}
	view := ID(id)
	return &view
}
