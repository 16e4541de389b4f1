package rpc

import (
	"context"

	"tasklane/modules/task"
	"tasklane/platform/tcp"
)

func serveBoard(s *tcp.Server, svc task.Board) {
	tcp.Handle(s, "task.CreateStatus", svc.CreateStatus)
	tcp.Handle(s, "task.UpdateStatus", svc.UpdateStatus)
	tcp.Handle(s, "task.DeleteStatus", svc.DeleteStatus)
	tcp.Handle(s, "task.CreateLabel", svc.CreateLabel)
	tcp.Handle(s, "task.UpdateLabel", svc.UpdateLabel)
	tcp.Handle(s, "task.DeleteLabel", func(ctx context.Context, in byID) (tcp.None, error) {
		return tcp.None{}, svc.DeleteLabel(ctx, in.ID)
	})
	tcp.Handle(s, "task.Statuses", func(ctx context.Context, in byIDs) (map[string][]task.Status, error) {
		return svc.Statuses(ctx, in.IDs)
	})
	tcp.Handle(s, "task.Labels", func(ctx context.Context, in byIDs) (map[string][]task.Label, error) {
		return svc.Labels(ctx, in.IDs)
	})
	tcp.Handle(s, "task.StatusCounts", func(ctx context.Context, in byIDs) (map[string][]task.StatusCount, error) {
		return svc.StatusCounts(ctx, in.IDs)
	})
}
