package rpc

import (
	"context"

	"tasklane/modules/task"
	"tasklane/platform/tcp"
)

// CreateStatus implements task.Board.
func (c *Client) CreateStatus(ctx context.Context, in task.NewStatus) (task.Project, error) {
	return tcp.Call[task.NewStatus, task.Project](ctx, c.peer, "task.CreateStatus", in)
}

// UpdateStatus implements task.Board.
func (c *Client) UpdateStatus(ctx context.Context, in task.UpdateStatus) (task.Project, error) {
	return tcp.Call[task.UpdateStatus, task.Project](ctx, c.peer, "task.UpdateStatus", in)
}

// DeleteStatus implements task.Board.
func (c *Client) DeleteStatus(ctx context.Context, in task.DeleteStatus) (task.Project, error) {
	return tcp.Call[task.DeleteStatus, task.Project](ctx, c.peer, "task.DeleteStatus", in, tcp.Within(manyPortions))
}

// CreateLabel implements task.Board.
func (c *Client) CreateLabel(ctx context.Context, in task.NewLabel) (task.Label, error) {
	return tcp.Call[task.NewLabel, task.Label](ctx, c.peer, "task.CreateLabel", in)
}

// UpdateLabel implements task.Board.
func (c *Client) UpdateLabel(ctx context.Context, in task.UpdateLabel) (task.Label, error) {
	return tcp.Call[task.UpdateLabel, task.Label](ctx, c.peer, "task.UpdateLabel", in)
}

// DeleteLabel implements task.Board.
func (c *Client) DeleteLabel(ctx context.Context, id string) error {
	_, err := tcp.Call[byID, tcp.None](ctx, c.peer, "task.DeleteLabel", byID{id})
	return err
}

// Statuses implements task.Board.
func (c *Client) Statuses(ctx context.Context, projectIDs []string) (map[string][]task.Status, error) {
	return tcp.Call[byIDs, map[string][]task.Status](ctx, c.peer, "task.Statuses", byIDs{projectIDs}, tcp.Read)
}

// Labels implements task.Board.
func (c *Client) Labels(ctx context.Context, projectIDs []string) (map[string][]task.Label, error) {
	return tcp.Call[byIDs, map[string][]task.Label](ctx, c.peer, "task.Labels", byIDs{projectIDs}, tcp.Read)
}

// StatusCounts implements task.Board.
func (c *Client) StatusCounts(ctx context.Context, projectIDs []string) (map[string][]task.StatusCount, error) {
	return tcp.Call[byIDs, map[string][]task.StatusCount](ctx, c.peer, "task.StatusCounts", byIDs{projectIDs}, tcp.Read)
}
