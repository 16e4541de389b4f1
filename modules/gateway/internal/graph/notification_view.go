package graph

import (
	"context"

	"tasklane/modules/notification"
)

type notificationView struct {
	ID        ID
	Kind      notification.Kind
	Message   string
	Task      *taskView
	Project   *projectView
	Actor     *userView
	CreatedAt Time
	ReadAt    *Time
}

// inbox is a connection with the count of what is unread.
type inbox struct {
	connection[notificationView]
	UnreadCount int32
}

// viewNotifications shows notifications with what is selected of them.
func (g *Graph) viewNotifications(ctx context.Context, sel selection, list []notification.Notification) ([]*notificationView, error) {
	var (
		tasks    map[string]*taskView
		projects map[string]*projectView
		actors   people
		err      error
	)
	if sel.wants("task") {
		if tasks, err = g.tasksByID(ctx, sel.in("task"), idsOf(list, func(n notification.Notification) string { return n.TaskID })); err != nil {
			return nil, err
		}
	}
	if sel.wants("project") {
		if projects, err = g.projectsByID(ctx, sel.in("project"), idsOf(list, func(n notification.Notification) string { return n.ProjectID })); err != nil {
			return nil, err
		}
	}
	if sel.wants("actor") {
		if actors, err = g.people(ctx, sel.in("actor"), idsOf(list, func(n notification.Notification) string { return n.ActorID })); err != nil {
			return nil, err
		}
	}
	return each(list, func(n notification.Notification) *notificationView {
		return &notificationView{
			ID: ID(n.ID), Kind: n.Kind, Message: n.Message, Task: tasks[n.TaskID], Project: projects[n.ProjectID],
			Actor: actors.one(n.ActorID), CreatedAt: Time{n.CreatedAt}, ReadAt: instant(n.ReadAt),
		}
	}), nil
}
