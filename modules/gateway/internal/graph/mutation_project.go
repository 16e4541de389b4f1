package graph

import (
	"context"

	graphql "github.com/graph-gophers/graphql-go"

	"tasklane/modules/task"
)

type projectPayload struct{ Project *projectView }

type labelPayload struct{ Label *labelView }

type deletedPayload struct{ ID graphql.ID }

// projectChanged shows what a mutation made of a project.
func (m *mutations) projectChanged(ctx context.Context) func(task.Project, error) (*projectPayload, error) {
	return func(p task.Project, err error) (*projectPayload, error) {
		if err != nil {
			return nil, err
		}
		view, err := m.viewProject(ctx, selected(ctx).in("project"), p)
		return &projectPayload{Project: view}, err
	}
}

func deleted(id graphql.ID, err error) (*deletedPayload, error) {
	if err != nil {
		return nil, err
	}
	return &deletedPayload{ID: id}, nil
}

type createProjectInput struct {
	ID          *graphql.ID
	Key, Name   string
	Description *string
}

// CreateProject resolves Mutation.createProject.
func (m *mutations) CreateProject(ctx context.Context, args struct{ Input createProjectInput }) (*projectPayload, error) {
	in := args.Input
	return m.projectChanged(ctx)(m.tasks.CreateProject(ctx, task.NewProject{
		ID: string(value(in.ID)), Key: in.Key, Name: in.Name, Description: value(in.Description),
	}))
}

type updateProjectInput struct {
	ID                     graphql.ID
	Key, Name, Description maybe[string]
	Archived               maybe[bool]
}

// UpdateProject resolves Mutation.updateProject.
func (m *mutations) UpdateProject(ctx context.Context, args struct{ Input updateProjectInput }) (*projectPayload, error) {
	in := args.Input
	return m.projectChanged(ctx)(m.tasks.UpdateProject(ctx, task.UpdateProject{
		ID: string(in.ID), Key: in.Key.Of, Name: in.Name.Of, Description: in.Description.Of, Archived: in.Archived.Of,
	}))
}

// DeleteProject resolves Mutation.deleteProject.
func (m *mutations) DeleteProject(ctx context.Context, args idArg) (*deletedPayload, error) {
	return deleted(args.ID, m.tasks.DeleteProject(ctx, string(args.ID)))
}

// RestoreProject resolves Mutation.restoreProject.
func (m *mutations) RestoreProject(ctx context.Context, args idArg) (*projectPayload, error) {
	return m.projectChanged(ctx)(m.tasks.RestoreProject(ctx, string(args.ID)))
}

type setMemberInput struct {
	ProjectID graphql.ID
	UserID    *graphql.ID
	Email     *string
	Role      task.Role
}

// SetMember resolves Mutation.setMember.
func (m *mutations) SetMember(ctx context.Context, args struct{ Input setMemberInput }) (*projectPayload, error) {
	in := args.Input
	return m.projectChanged(ctx)(m.tasks.SetMember(ctx, task.SetMember{
		ProjectID: string(in.ProjectID), UserID: string(value(in.UserID)), Email: value(in.Email), Role: in.Role,
	}))
}

type removeMemberInput struct{ ProjectID, UserID graphql.ID }

// RemoveMember resolves Mutation.removeMember; the answer has the member's id.
func (m *mutations) RemoveMember(ctx context.Context, args struct{ Input removeMemberInput }) (*deletedPayload, error) {
	member := task.Member{ProjectID: string(args.Input.ProjectID), UserID: string(args.Input.UserID)}
	return deleted(graphql.ID(member.ID()), m.tasks.RemoveMember(ctx, member.ProjectID, member.UserID))
}

type createStatusInput struct {
	ProjectID graphql.ID
	Key, Name string
	Category  task.Category
	Color     *string
	After     maybe[string]
	WIPLimit  *int32
}

// CreateStatus resolves Mutation.createStatus.
func (m *mutations) CreateStatus(ctx context.Context, args struct{ Input createStatusInput }) (*projectPayload, error) {
	in := args.Input
	if err := notEmpty("input.color", in.Color); err != nil {
		return nil, err
	}
	return m.projectChanged(ctx)(m.tasks.CreateStatus(ctx, task.NewStatus{
		ProjectID: string(in.ProjectID), Key: in.Key, Name: in.Name, Category: in.Category, Color: value(in.Color),
		After: in.After.Of, WIPLimit: size(in.WIPLimit),
	}))
}

type updateStatusInput struct {
	ProjectID           graphql.ID
	Key                 string
	NewKey, Name, Color maybe[string]
	Category            maybe[task.Category]
	After               maybe[string]
	WIPLimit            maybe[int]
}

// UpdateStatus resolves Mutation.updateStatus.
func (m *mutations) UpdateStatus(ctx context.Context, args struct{ Input updateStatusInput }) (*projectPayload, error) {
	in := args.Input
	return m.projectChanged(ctx)(m.tasks.UpdateStatus(ctx, task.UpdateStatus{
		ProjectID: string(in.ProjectID), Key: in.Key, NewKey: in.NewKey.Of, Name: in.Name.Of, Color: in.Color.Of,
		Category: in.Category.Of, After: in.After.Of, WIPLimit: in.WIPLimit.Of,
	}))
}

type deleteStatusInput struct {
	ProjectID        graphql.ID
	Key, MoveTasksTo string
}

// DeleteStatus resolves Mutation.deleteStatus.
func (m *mutations) DeleteStatus(ctx context.Context, args struct{ Input deleteStatusInput }) (*projectPayload, error) {
	in := args.Input
	return m.projectChanged(ctx)(m.tasks.DeleteStatus(ctx, task.DeleteStatus{
		ProjectID: string(in.ProjectID), Key: in.Key, MoveTasksTo: in.MoveTasksTo,
	}))
}

type createLabelInput struct {
	ID        *graphql.ID
	ProjectID graphql.ID
	Name      string
	Color     *string
}

// CreateLabel resolves Mutation.createLabel.
func (m *mutations) CreateLabel(ctx context.Context, args struct{ Input createLabelInput }) (*labelPayload, error) {
	in := args.Input
	if err := notEmpty("input.color", in.Color); err != nil {
		return nil, err
	}
	return labelChanged(m.tasks.CreateLabel(ctx, task.NewLabel{
		ID: string(value(in.ID)), ProjectID: string(in.ProjectID), Name: in.Name, Color: value(in.Color),
	}))
}

type updateLabelInput struct {
	ID          graphql.ID
	Name, Color maybe[string]
}

// UpdateLabel resolves Mutation.updateLabel.
func (m *mutations) UpdateLabel(ctx context.Context, args struct{ Input updateLabelInput }) (*labelPayload, error) {
	in := args.Input
	return labelChanged(m.tasks.UpdateLabel(ctx, task.UpdateLabel{ID: string(in.ID), Name: in.Name.Of, Color: in.Color.Of}))
}

// DeleteLabel resolves Mutation.deleteLabel.
func (m *mutations) DeleteLabel(ctx context.Context, args idArg) (*deletedPayload, error) {
	return deleted(args.ID, m.tasks.DeleteLabel(ctx, string(args.ID)))
}

func labelChanged(l task.Label, err error) (*labelPayload, error) {
	if err != nil {
		return nil, err
	}
	return &labelPayload{Label: viewLabel(l)}, nil
}
