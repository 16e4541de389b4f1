package rpc

import (
	"context"

	"tasklane/modules/task"
	"tasklane/platform/page"
	"tasklane/platform/tcp"
)

// CreateProject implements task.Projects.
func (c *Client) CreateProject(ctx context.Context, in task.NewProject) (task.Project, error) {
	return tcp.Call[task.NewProject, task.Project](ctx, c.peer, "task.CreateProject", in)
}

// UpdateProject implements task.Projects.
func (c *Client) UpdateProject(ctx context.Context, in task.UpdateProject) (task.Project, error) {
	return tcp.Call[task.UpdateProject, task.Project](ctx, c.peer, "task.UpdateProject", in)
}

// DeleteProject implements task.Projects.
func (c *Client) DeleteProject(ctx context.Context, id string) error {
	_, err := tcp.Call[byID, tcp.None](ctx, c.peer, "task.DeleteProject", byID{id})
	return err
}

// RestoreProject implements task.Projects.
func (c *Client) RestoreProject(ctx context.Context, id string) (task.Project, error) {
	return tcp.Call[byID, task.Project](ctx, c.peer, "task.RestoreProject", byID{id})
}

// Project implements task.Projects.
func (c *Client) Project(ctx context.Context, id, key string) (task.Project, error) {
	return tcp.Call[projectAsked, task.Project](ctx, c.peer, "task.Project", projectAsked{id, key}, tcp.Read)
}

// ProjectsByID implements task.Projects.
func (c *Client) ProjectsByID(ctx context.Context, ids []string) (map[string]task.Project, error) {
	return tcp.Call[byIDs, map[string]task.Project](ctx, c.peer, "task.ProjectsByID", byIDs{ids}, tcp.Read)
}

// ListProjects implements task.Projects.
func (c *Client) ListProjects(ctx context.Context, in task.ProjectList) (page.Page[task.Project], error) {
	return tcp.Call[task.ProjectList, page.Page[task.Project]](ctx, c.peer, "task.ListProjects", in, tcp.Read)
}

// SetMember implements task.Projects.
func (c *Client) SetMember(ctx context.Context, in task.SetMember) (task.Project, error) {
	return tcp.Call[task.SetMember, task.Project](ctx, c.peer, "task.SetMember", in)
}

// RemoveMember implements task.Projects.
func (c *Client) RemoveMember(ctx context.Context, projectID, userID string) error {
	_, err := tcp.Call[removeMember, tcp.None](ctx, c.peer, "task.RemoveMember", removeMember{projectID, userID})
	return err
}

// ListMembers implements task.Projects.
func (c *Client) ListMembers(ctx context.Context, in task.MemberList) (page.Page[task.Member], error) {
	return tcp.Call[task.MemberList, page.Page[task.Member]](ctx, c.peer, "task.ListMembers", in, tcp.Read)
}

// SharesProject implements task.Projects.
func (c *Client) SharesProject(ctx context.Context, userIDs []string) (map[string]bool, error) {
	return tcp.Call[byIDs, map[string]bool](ctx, c.peer, "task.SharesProject", byIDs{userIDs}, tcp.Read)
}

// Roles implements task.Projects.
func (c *Client) Roles(ctx context.Context, seats []task.Seat) (map[task.Seat]task.Role, error) {
	return tcp.Call[roles, map[task.Seat]task.Role](ctx, c.peer, "task.Roles", roles{seats}, tcp.Read)
}
