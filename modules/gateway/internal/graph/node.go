package graph

import (
	"context"

	graphql "github.com/graph-gophers/graphql-go"

	"tasklane/modules/notification"
	"tasklane/modules/task"
	"tasklane/modules/user"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

// nodeView is any object that has an id: exactly one of its parts is set.
type nodeView struct {
	ID           graphql.ID
	user         *userView
	session      *sessionView
	project      *projectView
	member       *memberView
	status       *statusView
	label        *labelView
	task         *taskView
	comment      *commentView
	event        *eventView
	notification *notificationView
}

// The types that a node may turn out to be.

func (n *nodeView) ToUser() (*userView, bool)       { return n.user, n.user != nil }
func (n *nodeView) ToSession() (*sessionView, bool) { return n.session, n.session != nil }
func (n *nodeView) ToProject() (*projectView, bool) { return n.project, n.project != nil }
func (n *nodeView) ToMember() (*memberView, bool)   { return n.member, n.member != nil }
func (n *nodeView) ToStatus() (*statusView, bool)   { return n.status, n.status != nil }
func (n *nodeView) ToLabel() (*labelView, bool)     { return n.label, n.label != nil }
func (n *nodeView) ToTask() (*taskView, bool)       { return n.task, n.task != nil }
func (n *nodeView) ToComment() (*commentView, bool) { return n.comment, n.comment != nil }
func (n *nodeView) ToTaskEvent() (*eventView, bool) { return n.event, n.event != nil }
func (n *nodeView) ToNotification() (*notificationView, bool) {
	return n.notification, n.notification != nil
}

// Node resolves Query.node: it asks task, then notification, then user.
func (q *queries) Node(ctx context.Context, args idArg) (*nodeView, error) {
	if identity.From(ctx).Kind != identity.User {
		return nil, fault.SignInNeeded()
	}
	for _, find := range []func(context.Context, string, *nodeView) error{
		q.findTaskNode, q.findNotificationNode, q.findUserNode,
	} {
		view := &nodeView{ID: args.ID}
		err := find(ctx, string(args.ID), view)
		if err == nil {
			return view, nil
		}
		if !fault.Is(err, fault.NotFound) {
			return nil, err
		}
	}
	return nil, nil
}

func (q *queries) findTaskNode(ctx context.Context, id string, view *nodeView) error {
	n, err := q.tasks.Node(ctx, id)
	if err != nil {
		return err
	}
	sel := selected(ctx)
	switch {
	case n.Project != nil:
		view.project, err = q.viewProject(ctx, sel, *n.Project)
	case n.Member != nil:
		view.member, err = first(q.viewMembers(ctx, sel, []task.Member{*n.Member}))
	case n.Status != nil:
		view.status = viewStatus(*n.Status)
	case n.Label != nil:
		view.label = viewLabel(*n.Label)
	case n.Task != nil:
		view.task, err = q.viewTask(ctx, sel, *n.Task)
	case n.Comment != nil:
		view.comment, err = q.viewComment(ctx, sel, *n.Comment)
	case n.Event != nil:
		view.event, err = first(q.viewEvents(ctx, sel, []task.Event{*n.Event}, q.tasksNow))
	default:
		err = fault.Missing("object")
	}
	return err
}

func (q *queries) findNotificationNode(ctx context.Context, id string, view *nodeView) error {
	n, err := q.notifications.Notification(ctx, id)
	if err == nil {
		view.notification, err = first(q.viewNotifications(ctx, selected(ctx), []notification.Notification{n}))
	}
	return err
}

// findUserNode finds a user, or one of the viewer's own sessions.
func (q *queries) findUserNode(ctx context.Context, id string, view *nodeView) error {
	found, err := q.users.Users(ctx, []string{id})
	if err != nil {
		return err
	}
	if len(found) > 0 {
		view.user, err = first(q.viewUsers(ctx, selected(ctx), []user.User{found[0]}))
		return err
	}
	sessions, err := q.users.Sessions(ctx)
	if err != nil {
		return err
	}
	for _, s := range sessions {
		if s.ID == id {
			view.session = viewSession(s)
			return nil
		}
	}
	return fault.Missing("object")
}

func first[V any](views []*V, err error) (*V, error) {
	if err != nil {
		return nil, err
	}
	return views[0], nil
}
