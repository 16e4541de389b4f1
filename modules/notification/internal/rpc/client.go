package rpc

import (
	"context"

	"tasklane/modules/notification"
	"tasklane/modules/task"
	"tasklane/platform/page"
	"tasklane/platform/tcp"
)

// Client is the notification module in another process.
type Client struct{ peer *tcp.Peer }

var _ notification.Service = (*Client)(nil)

// NewClient makes one that calls this peer.
func NewClient(peer *tcp.Peer) *Client { return &Client{peer} }

// ListNotifications implements notification.Service.
func (c *Client) ListNotifications(ctx context.Context, in notification.List) (page.Page[notification.Notification], error) {
	return tcp.Call[notification.List, page.Page[notification.Notification]](ctx, c.peer, "notification.ListNotifications", in, tcp.Read)
}

// Notification implements notification.Service.
func (c *Client) Notification(ctx context.Context, id string) (notification.Notification, error) {
	return tcp.Call[byID, notification.Notification](ctx, c.peer, "notification.Notification", byID{id}, tcp.Read)
}

// UnreadCount implements notification.Service.
func (c *Client) UnreadCount(ctx context.Context) (int, error) {
	return tcp.Call[tcp.None, int](ctx, c.peer, "notification.UnreadCount", tcp.None{}, tcp.Read)
}

// MarkRead implements notification.Service.
func (c *Client) MarkRead(ctx context.Context, ids []string) (int, error) {
	return tcp.Call[byIDs, int](ctx, c.peer, "notification.MarkRead", byIDs{ids})
}

// MarkAllRead implements notification.Service.
func (c *Client) MarkAllRead(ctx context.Context) (int, error) {
	return tcp.Call[tcp.None, int](ctx, c.peer, "notification.MarkAllRead", tcp.None{})
}

// PushAll implements notification.Service.
func (c *Client) PushAll(ctx context.Context, events []task.Event) error {
	_, err := tcp.Call[pushed, tcp.None](ctx, c.peer, "notification.PushAll", pushed{events})
	return err
}

// CaughtUp implements notification.Service.
func (c *Client) CaughtUp(ctx context.Context, projectID string, seq int64) (bool, error) {
	return tcp.Call[caughtUp, bool](ctx, c.peer, "notification.CaughtUp", caughtUp{projectID, seq}, tcp.Read)
}
