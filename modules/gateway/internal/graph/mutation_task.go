package graph

import (
	"context"
	"time"

	graphql "github.com/graph-gophers/graphql-go"

	"tasklane/modules/task"
)

type taskPayload struct{ Task *taskView }

type tasksPayload struct{ Tasks []*taskView }

// taskChanged shows what a mutation made of a task.
func (m *mutations) taskChanged(ctx context.Context) func(task.Task, error) (*taskPayload, error) {
	return func(t task.Task, err error) (*taskPayload, error) {
		if err != nil {
			return nil, err
		}
		view, err := m.viewTask(ctx, selected(ctx).in("task"), t)
		return &taskPayload{Task: view}, err
	}
}

type createTaskInput struct {
	ID             *graphql.ID
	ProjectID      graphql.ID
	Title          string
	Description    *string
	Status         *string
	Priority       *string
	AssignedUserID *graphql.ID
	LabelIDs       *[]graphql.ID
	ParentID       *graphql.ID
	StartOn, DueOn *Date
	StartAt, DueAt *Time
	After, Before  *graphql.ID
}

// CreateTask resolves Mutation.createTask.
func (m *mutations) CreateTask(ctx context.Context, args struct{ Input createTaskInput }) (*taskPayload, error) {
	in := args.Input
	if err := notEmpty("input.status", in.Status); err != nil {
		return nil, err
	}
	return m.taskChanged(ctx)(m.tasks.CreateTask(ctx, task.NewTask{
		ID: string(value(in.ID)), ProjectID: string(in.ProjectID), Title: in.Title, Description: value(in.Description),
		Status: value(in.Status), Priority: task.Priority(value(in.Priority)), AssignedUserID: string(value(in.AssignedUserID)),
		LabelIDs: words[string](in.LabelIDs), ParentID: string(value(in.ParentID)),
		StartOn: calendarDay(in.StartOn), DueOn: calendarDay(in.DueOn), StartAt: moment(in.StartAt), DueAt: moment(in.DueAt),
		After: string(value(in.After)), Before: string(value(in.Before)),
	}))
}

type updateTaskInput struct {
	ID                                    graphql.ID
	Title, Description, Status            maybe[string]
	Priority                              maybe[task.Priority]
	AssignedUserID                        maybe[string]
	LabelIDs, AddLabelIDs, RemoveLabelIDs maybe[[]string]
	ParentID                              maybe[string]
	StartOn, DueOn                        maybe[task.Date]
	StartAt, DueAt                        maybe[time.Time]
	IfVersion                             maybe[int]
}

// UpdateTask resolves Mutation.updateTask.
func (m *mutations) UpdateTask(ctx context.Context, args struct{ Input updateTaskInput }) (*taskPayload, error) {
	in := args.Input
	return m.taskChanged(ctx)(m.tasks.UpdateTask(ctx, task.UpdateTask{
		ID: string(in.ID), Title: in.Title.Of, Description: in.Description.Of, Status: in.Status.Of, Priority: in.Priority.Of,
		AssignedUserID: in.AssignedUserID.Of, LabelIDs: in.LabelIDs.Of,
		AddLabelIDs: in.AddLabelIDs.Of, RemoveLabelIDs: in.RemoveLabelIDs.Of, ParentID: in.ParentID.Of,
		StartOn: in.StartOn.Of, DueOn: in.DueOn.Of, StartAt: in.StartAt.Of, DueAt: in.DueAt.Of, IfVersion: in.IfVersion.Pointer(),
	}))
}

type moveTaskInput struct {
	ID            graphql.ID
	Status        *string
	After, Before *graphql.ID
	ProjectID     *graphql.ID
	IfVersion     *int32
}

// MoveTask resolves Mutation.moveTask.
func (m *mutations) MoveTask(ctx context.Context, args struct{ Input moveTaskInput }) (*taskPayload, error) {
	in := args.Input
	if err := notEmpty("input.status", in.Status); err != nil {
		return nil, err
	}
	return m.taskChanged(ctx)(m.tasks.MoveTask(ctx, task.MoveTask{
		ID: string(in.ID), Status: value(in.Status), After: string(value(in.After)), Before: string(value(in.Before)),
		ProjectID: string(value(in.ProjectID)), IfVersion: size(in.IfVersion),
	}))
}

type bulkUpdateTasksInput struct {
	IDs                         []graphql.ID
	Status                      maybe[string]
	Priority                    maybe[task.Priority]
	AssignedUserID              maybe[string]
	AddLabelIDs, RemoveLabelIDs maybe[[]string]
	StartOn, DueOn              maybe[task.Date]
	StartAt, DueAt              maybe[time.Time]
	Deleted                     maybe[bool]
}

// BulkUpdateTasks resolves Mutation.bulkUpdateTasks.
func (m *mutations) BulkUpdateTasks(ctx context.Context, args struct{ Input bulkUpdateTasksInput }) (*tasksPayload, error) {
	in := args.Input
	changed, err := m.Graph.tasks.BulkUpdate(ctx, task.BulkUpdate{
		IDs: words[string](&in.IDs), Status: in.Status.Of, Priority: in.Priority.Of, AssignedUserID: in.AssignedUserID.Of,
		AddLabelIDs: in.AddLabelIDs.Of, RemoveLabelIDs: in.RemoveLabelIDs.Of,
		StartOn: in.StartOn.Of, DueOn: in.DueOn.Of, StartAt: in.StartAt.Of, DueAt: in.DueAt.Of, Deleted: in.Deleted.Of,
	})
	if err != nil {
		return nil, err
	}
	views, err := m.viewTasks(ctx, selected(ctx).in("tasks"), changed)
	return &tasksPayload{Tasks: views}, err
}

// DeleteTask resolves Mutation.deleteTask.
func (m *mutations) DeleteTask(ctx context.Context, args idArg) (*deletedPayload, error) {
	return deleted(args.ID, m.tasks.DeleteTask(ctx, string(args.ID)))
}

// RestoreTask resolves Mutation.restoreTask.
func (m *mutations) RestoreTask(ctx context.Context, args idArg) (*taskPayload, error) {
	return m.taskChanged(ctx)(m.tasks.RestoreTask(ctx, string(args.ID)))
}

// PurgeTask resolves Mutation.purgeTask.
func (m *mutations) PurgeTask(ctx context.Context, args idArg) (*deletedPayload, error) {
	return deleted(args.ID, m.tasks.PurgeTask(ctx, string(args.ID)))
}

type relateTasksInput struct {
	TaskID  graphql.ID
	Kind    task.RelationKind
	OtherID graphql.ID
}

func (in relateTasksInput) relate() task.Relate {
	return task.Relate{TaskID: string(in.TaskID), Kind: in.Kind, OtherID: string(in.OtherID)}
}

// RelateTasks resolves Mutation.relateTasks.
func (m *mutations) RelateTasks(ctx context.Context, args struct{ Input relateTasksInput }) (*taskPayload, error) {
	return m.taskChanged(ctx)(m.tasks.RelateTasks(ctx, args.Input.relate()))
}

// UnrelateTasks resolves Mutation.unrelateTasks.
func (m *mutations) UnrelateTasks(ctx context.Context, args struct{ Input relateTasksInput }) (*taskPayload, error) {
	return m.taskChanged(ctx)(m.tasks.UnrelateTasks(ctx, args.Input.relate()))
}

// WatchTask resolves Mutation.watchTask.
func (m *mutations) WatchTask(ctx context.Context, args idArg) (*taskPayload, error) {
	return m.taskChanged(ctx)(m.tasks.WatchTask(ctx, string(args.ID)))
}

// UnwatchTask resolves Mutation.unwatchTask.
func (m *mutations) UnwatchTask(ctx context.Context, args idArg) (*taskPayload, error) {
	return m.taskChanged(ctx)(m.tasks.UnwatchTask(ctx, string(args.ID)))
}
