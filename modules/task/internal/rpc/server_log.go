package rpc

import (
	"context"

	"tasklane/modules/task"
	"tasklane/platform/tcp"
)

func serveLog(s *tcp.Server, svc task.Log) {
	tcp.Handle(s, "task.ListEvents", svc.ListEvents)
	tcp.Handle(s, "task.Replay", func(ctx context.Context, in replay) ([]task.Event, error) {
		return svc.Replay(ctx, in.After, in.Limit)
	})
	tcp.Handle(s, "task.Heads", func(ctx context.Context, in byIDs) (map[string]task.Head, error) {
		return svc.Heads(ctx, in.IDs)
	})
	tcp.Handle(s, "task.Node", func(ctx context.Context, in byID) (task.Node, error) {
		return svc.Node(ctx, in.ID)
	})
}
