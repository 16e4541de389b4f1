package rpc

import (
	"context"

	"tasklane/modules/task"
	"tasklane/platform/page"
	"tasklane/platform/tcp"
)

// ListEvents implements task.Log.
func (c *Client) ListEvents(ctx context.Context, in task.History) (page.Page[task.Event], error) {
	return tcp.Call[task.History, page.Page[task.Event]](ctx, c.peer, "task.ListEvents", in, tcp.Read)
}

// Replay implements task.Log.
func (c *Client) Replay(ctx context.Context, after task.Cursor, limit int) ([]task.Event, error) {
	return tcp.Call[replay, []task.Event](ctx, c.peer, "task.Replay", replay{after, limit}, tcp.Read)
}

// Heads implements task.Log.
func (c *Client) Heads(ctx context.Context, projectIDs []string) (map[string]task.Head, error) {
	return tcp.Call[byIDs, map[string]task.Head](ctx, c.peer, "task.Heads", byIDs{projectIDs}, tcp.Read)
}

// Node implements task.Log.
func (c *Client) Node(ctx context.Context, id string) (task.Node, error) {
	return tcp.Call[byID, task.Node](ctx, c.peer, "task.Node", byID{id}, tcp.Read)
}
