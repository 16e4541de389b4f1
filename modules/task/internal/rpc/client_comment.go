package rpc

import (
	"context"

	"tasklane/modules/task"
	"tasklane/platform/page"
	"tasklane/platform/tcp"
)

// AddComment implements task.Comments.
func (c *Client) AddComment(ctx context.Context, in task.NewComment) (task.Comment, error) {
	return tcp.Call[task.NewComment, task.Comment](ctx, c.peer, "task.AddComment", in)
}

// UpdateComment implements task.Comments.
func (c *Client) UpdateComment(ctx context.Context, id, body string) (task.Comment, error) {
	return tcp.Call[updateComment, task.Comment](ctx, c.peer, "task.UpdateComment", updateComment{id, body})
}

// DeleteComment implements task.Comments.
func (c *Client) DeleteComment(ctx context.Context, id string) error {
	_, err := tcp.Call[byID, tcp.None](ctx, c.peer, "task.DeleteComment", byID{id})
	return err
}

// CommentsByID implements task.Comments.
func (c *Client) CommentsByID(ctx context.Context, ids []string) (map[string]task.Comment, error) {
	return tcp.Call[byIDs, map[string]task.Comment](ctx, c.peer, "task.CommentsByID", byIDs{ids}, tcp.Read)
}

// ListComments implements task.Comments.
func (c *Client) ListComments(ctx context.Context, in task.CommentList) (page.Page[task.Comment], error) {
	return tcp.Call[task.CommentList, page.Page[task.Comment]](ctx, c.peer, "task.ListComments", in, tcp.Read)
}
