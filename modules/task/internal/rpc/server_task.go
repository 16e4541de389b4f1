package rpc

import (
	"context"

	"tasklane/modules/task"
	"tasklane/platform/tcp"
)

func serveTasks(s *tcp.Server, svc task.Tasks) {
	tcp.Handle(s, "task.CreateTask", svc.CreateTask)
	tcp.Handle(s, "task.UpdateTask", svc.UpdateTask)
	tcp.Handle(s, "task.MoveTask", svc.MoveTask)
	tcp.Handle(s, "task.BulkUpdate", svc.BulkUpdate)
	tcp.Handle(s, "task.DeleteTask", func(ctx context.Context, in byID) (tcp.None, error) {
		return tcp.None{}, svc.DeleteTask(ctx, in.ID)
	})
	tcp.Handle(s, "task.RestoreTask", func(ctx context.Context, in byID) (task.Task, error) {
		return svc.RestoreTask(ctx, in.ID)
	})
	tcp.Handle(s, "task.PurgeTask", func(ctx context.Context, in byID) (tcp.None, error) {
		return tcp.None{}, svc.PurgeTask(ctx, in.ID)
	})
	tcp.Handle(s, "task.RelateTasks", svc.RelateTasks)
	tcp.Handle(s, "task.UnrelateTasks", svc.UnrelateTasks)
	tcp.Handle(s, "task.WatchTask", func(ctx context.Context, in byID) (task.Task, error) {
		return svc.WatchTask(ctx, in.ID)
	})
	tcp.Handle(s, "task.UnwatchTask", func(ctx context.Context, in byID) (task.Task, error) {
		return svc.UnwatchTask(ctx, in.ID)
	})
	tcp.Handle(s, "task.Task", func(ctx context.Context, in taskAsked) (task.Task, error) {
		return svc.Task(ctx, in.ID, in.Ref)
	})
	tcp.Handle(s, "task.TasksByID", func(ctx context.Context, in byIDs) (map[string]task.Task, error) {
		return svc.TasksByID(ctx, in.IDs)
	})
	tcp.Handle(s, "task.TaskOf", svc.TaskOf)
	tcp.Handle(s, "task.ListTasks", svc.ListTasks)
	tcp.Handle(s, "task.Subtasks", func(ctx context.Context, in byIDs) (map[string][]task.Task, error) {
		return svc.Subtasks(ctx, in.IDs)
	})
	tcp.Handle(s, "task.Relations", func(ctx context.Context, in byIDs) (map[string][]task.Relation, error) {
		return svc.Relations(ctx, in.IDs)
	})
	tcp.Handle(s, "task.Watchers", func(ctx context.Context, in byIDs) (map[string][]string, error) {
		return svc.Watchers(ctx, in.IDs)
	})
	tcp.Handle(s, "task.Watched", func(ctx context.Context, in byIDs) (map[string]bool, error) {
		return svc.Watched(ctx, in.IDs)
	})
}
