package rpc

import (
	"context"

	"tasklane/modules/task"
	"tasklane/platform/tcp"
)

func serveComments(s *tcp.Server, svc task.Comments) {
	tcp.Handle(s, "task.AddComment", svc.AddComment)
	tcp.Handle(s, "task.UpdateComment", func(ctx context.Context, in updateComment) (task.Comment, error) {
		return svc.UpdateComment(ctx, in.ID, in.Body)
	})
	tcp.Handle(s, "task.DeleteComment", func(ctx context.Context, in byID) (tcp.None, error) {
		return tcp.None{}, svc.DeleteComment(ctx, in.ID)
	})
	tcp.Handle(s, "task.CommentsByID", func(ctx context.Context, in byIDs) (map[string]task.Comment, error) {
		return svc.CommentsByID(ctx, in.IDs)
	})
	tcp.Handle(s, "task.ListComments", svc.ListComments)
}
