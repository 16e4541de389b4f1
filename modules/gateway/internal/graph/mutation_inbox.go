package graph

import (
	"context"

	graphql "github.com/graph-gophers/graphql-go"

	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

type notificationsPayload struct{ UnreadCount int32 }

func read(unread int, err error) (*notificationsPayload, error) {
	if err != nil {
		return nil, err
	}
	return &notificationsPayload{UnreadCount: int32(unread)}, nil
}

// MarkNotificationsRead resolves Mutation.markNotificationsRead.
func (m *mutations) MarkNotificationsRead(ctx context.Context, args struct{ IDs []graphql.ID }) (*notificationsPayload, error) {
	return read(m.notifications.MarkRead(ctx, words[string](&args.IDs)))
}

// MarkAllNotificationsRead resolves Mutation.markAllNotificationsRead.
func (m *mutations) MarkAllNotificationsRead(ctx context.Context) (*notificationsPayload, error) {
	return read(m.notifications.MarkAllRead(ctx))
}

type setPresenceArgs struct {
	ProjectID graphql.ID
	TaskID    *graphql.ID
}

// SetPresence resolves Mutation.setPresence, for members, about a task of that project.
func (m *mutations) SetPresence(ctx context.Context, args setPresenceArgs) (*bool, error) {
	viewer := identity.From(ctx)
	if _, err := m.tasks.Project(ctx, string(args.ProjectID), ""); err != nil {
		return nil, err
	}
	taskID := string(value(args.TaskID))
	if taskID != "" {
		t, err := m.tasks.Task(ctx, taskID, "")
		if err == nil && t.ProjectID != string(args.ProjectID) {
			err = fault.Missing("task")
		}
		if err != nil {
			return nil, err
		}
	}
	return done(m.presence.Set(ctx, string(args.ProjectID), viewer.SessionID, viewer.UserID, taskID))
}

// ClearPresence resolves Mutation.clearPresence. One who is not there has left already.
func (m *mutations) ClearPresence(ctx context.Context, args struct{ ProjectID graphql.ID }) (*bool, error) {
	viewer := identity.From(ctx)
	if viewer.Kind != identity.User {
		return nil, fault.SignInNeeded()
	}
	m.presence.Clear(ctx, string(args.ProjectID), viewer.SessionID)
	return done(nil)
}
