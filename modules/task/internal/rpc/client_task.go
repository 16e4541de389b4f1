package rpc

import (
	"context"

	"tasklane/modules/task"
	"tasklane/platform/page"
	"tasklane/platform/tcp"
)

// CreateTask implements task.Tasks.
func (c *Client) CreateTask(ctx context.Context, in task.NewTask) (task.Task, error) {
	return tcp.Call[task.NewTask, task.Task](ctx, c.peer, "task.CreateTask", sentTask(in))
}

// UpdateTask implements task.Tasks.
func (c *Client) UpdateTask(ctx context.Context, in task.UpdateTask) (task.Task, error) {
	return tcp.Call[task.UpdateTask, task.Task](ctx, c.peer, "task.UpdateTask", sentUpdate(in))
}

// MoveTask implements task.Tasks.
func (c *Client) MoveTask(ctx context.Context, in task.MoveTask) (task.Task, error) {
	return tcp.Call[task.MoveTask, task.Task](ctx, c.peer, "task.MoveTask", in)
}

// BulkUpdate implements task.Tasks.
func (c *Client) BulkUpdate(ctx context.Context, in task.BulkUpdate) ([]task.Task, error) {
	return tcp.Call[task.BulkUpdate, []task.Task](ctx, c.peer, "task.BulkUpdate", sentBulk(in))
}

// DeleteTask implements task.Tasks.
func (c *Client) DeleteTask(ctx context.Context, id string) error {
	_, err := tcp.Call[byID, tcp.None](ctx, c.peer, "task.DeleteTask", byID{id})
	return err
}

// RestoreTask implements task.Tasks.
func (c *Client) RestoreTask(ctx context.Context, id string) (task.Task, error) {
	return tcp.Call[byID, task.Task](ctx, c.peer, "task.RestoreTask", byID{id})
}

// PurgeTask implements task.Tasks.
func (c *Client) PurgeTask(ctx context.Context, id string) error {
	_, err := tcp.Call[byID, tcp.None](ctx, c.peer, "task.PurgeTask", byID{id})
	return err
}

// RelateTasks implements task.Tasks.
func (c *Client) RelateTasks(ctx context.Context, in task.Relate) (task.Task, error) {
	return tcp.Call[task.Relate, task.Task](ctx, c.peer, "task.RelateTasks", in)
}

// UnrelateTasks implements task.Tasks.
func (c *Client) UnrelateTasks(ctx context.Context, in task.Relate) (task.Task, error) {
	return tcp.Call[task.Relate, task.Task](ctx, c.peer, "task.UnrelateTasks", in)
}

// WatchTask implements task.Tasks.
func (c *Client) WatchTask(ctx context.Context, id string) (task.Task, error) {
	return tcp.Call[byID, task.Task](ctx, c.peer, "task.WatchTask", byID{id})
}

// UnwatchTask implements task.Tasks.
func (c *Client) UnwatchTask(ctx context.Context, id string) (task.Task, error) {
	return tcp.Call[byID, task.Task](ctx, c.peer, "task.UnwatchTask", byID{id})
}

// Task implements task.Tasks.
func (c *Client) Task(ctx context.Context, id, ref string) (task.Task, error) {
	return tcp.Call[taskAsked, task.Task](ctx, c.peer, "task.Task", taskAsked{id, ref}, tcp.Read)
}

// TasksByID implements task.Tasks.
func (c *Client) TasksByID(ctx context.Context, ids []string) (map[string]task.Task, error) {
	return tcp.Call[byIDs, map[string]task.Task](ctx, c.peer, "task.TasksByID", byIDs{ids}, tcp.Read)
}

// TaskOf implements task.Tasks.
func (c *Client) TaskOf(ctx context.Context, e task.Event) (task.Task, error) {
	return tcp.Call[task.Event, task.Task](ctx, c.peer, "task.TaskOf", e, tcp.Read)
}

// ListTasks implements task.Tasks.
func (c *Client) ListTasks(ctx context.Context, in task.List) (page.Page[task.Task], error) {
	return tcp.Call[task.List, page.Page[task.Task]](ctx, c.peer, "task.ListTasks", sentList(in), tcp.Read)
}

// Subtasks implements task.Tasks.
func (c *Client) Subtasks(ctx context.Context, parentIDs []string) (map[string][]task.Task, error) {
	return tcp.Call[byIDs, map[string][]task.Task](ctx, c.peer, "task.Subtasks", byIDs{parentIDs}, tcp.Read)
}

// Relations implements task.Tasks.
func (c *Client) Relations(ctx context.Context, taskIDs []string) (map[string][]task.Relation, error) {
	return tcp.Call[byIDs, map[string][]task.Relation](ctx, c.peer, "task.Relations", byIDs{taskIDs}, tcp.Read)
}

// Watchers implements task.Tasks.
func (c *Client) Watchers(ctx context.Context, taskIDs []string) (map[string][]string, error) {
	return tcp.Call[byIDs, map[string][]string](ctx, c.peer, "task.Watchers", byIDs{taskIDs}, tcp.Read)
}

// Watched implements task.Tasks.
func (c *Client) Watched(ctx context.Context, taskIDs []string) (map[string]bool, error) {
	return tcp.Call[byIDs, map[string]bool](ctx, c.peer, "task.Watched", byIDs{taskIDs}, tcp.Read)
}
