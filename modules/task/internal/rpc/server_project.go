package rpc

import (
	"context"

	"tasklane/modules/task"
	"tasklane/platform/tcp"
)

func serveProjects(s *tcp.Server, svc task.Projects) {
	tcp.Handle(s, "task.CreateProject", svc.CreateProject)
	tcp.Handle(s, "task.UpdateProject", svc.UpdateProject)
	tcp.Handle(s, "task.DeleteProject", func(ctx context.Context, in byID) (tcp.None, error) {
		return tcp.None{}, svc.DeleteProject(ctx, in.ID)
	})
	tcp.Handle(s, "task.RestoreProject", func(ctx context.Context, in byID) (task.Project, error) {
		return svc.RestoreProject(ctx, in.ID)
	})
	tcp.Handle(s, "task.Project", func(ctx context.Context, in projectAsked) (task.Project, error) {
		return svc.Project(ctx, in.ID, in.Key)
	})
	tcp.Handle(s, "task.ProjectsByID", func(ctx context.Context, in byIDs) (map[string]task.Project, error) {
		return svc.ProjectsByID(ctx, in.IDs)
	})
	tcp.Handle(s, "task.ListProjects", svc.ListProjects)
	tcp.Handle(s, "task.SetMember", svc.SetMember)
	tcp.Handle(s, "task.RemoveMember", func(ctx context.Context, in removeMember) (tcp.None, error) {
		return tcp.None{}, svc.RemoveMember(ctx, in.ProjectID, in.UserID)
	})
	tcp.Handle(s, "task.ListMembers", svc.ListMembers)
	tcp.Handle(s, "task.SharesProject", func(ctx context.Context, in byIDs) (map[string]bool, error) {
		return svc.SharesProject(ctx, in.IDs)
	})
	tcp.Handle(s, "task.Roles", func(ctx context.Context, in roles) (map[task.Seat]task.Role, error) {
		return svc.Roles(ctx, in.Seats)
	})
}
