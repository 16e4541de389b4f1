package rpc

import (
	"context"

	"tasklane/modules/notification"
	"tasklane/modules/task"
	"tasklane/platform/tcp"
)

// Serve answers the calls of Clients with a service.
func Serve(s *tcp.Server, svc notification.Service) {
	tcp.Handle(s, "notification.ListNotifications", svc.ListNotifications)
	tcp.Handle(s, "notification.Notification", func(ctx context.Context, in byID) (notification.Notification, error) {
		return svc.Notification(ctx, in.ID)
	})
	tcp.Handle(s, "notification.UnreadCount", func(ctx context.Context, _ tcp.None) (int, error) { return svc.UnreadCount(ctx) })
	tcp.Handle(s, "notification.MarkRead", func(ctx context.Context, in byIDs) (int, error) { return svc.MarkRead(ctx, in.IDs) })
	tcp.Handle(s, "notification.MarkAllRead", func(ctx context.Context, _ tcp.None) (int, error) { return svc.MarkAllRead(ctx) })

	tcp.Handle(s, "notification.PushAll", func(ctx context.Context, in pushed) (tcp.None, error) {
		return tcp.None{}, svc.PushAll(ctx, in.Events)
	})
	// Of a version that pushed one at a time.
	tcp.Handle(s, "notification.Push", func(ctx context.Context, in task.Event) (tcp.None, error) {
		return tcp.None{}, svc.PushAll(ctx, []task.Event{in})
	})
	tcp.Handle(s, "notification.CaughtUp", func(ctx context.Context, in caughtUp) (bool, error) {
		return svc.CaughtUp(ctx, in.ProjectID, in.Seq)
	})
}
