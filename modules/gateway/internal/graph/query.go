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

type idArg struct{ ID graphql.ID }

// Me resolves Query.me.
func (q *queries) Me(ctx context.Context) (*userView, error) {
	viewer := identity.From(ctx)
	if viewer.Kind != identity.User {
		return nil, nil
	}
	return q.userByID(ctx, viewer.UserID)
}

// User resolves Query.user.
func (q *queries) User(ctx context.Context, args idArg) (*userView, error) {
	if identity.From(ctx).Kind != identity.User {
		return nil, fault.SignInNeeded()
	}
	return q.userByID(ctx, string(args.ID))
}

// userByID is null for an unknown id.
func (q *queries) userByID(ctx context.Context, id string) (*userView, error) {
	found, err := q.people(ctx, selected(ctx), []string{id})
	return found[id], err
}

type usersArgs struct {
	Query           *string
	IncludeDisabled *bool
	forward
}

// Users resolves Query.users.
func (q *queries) Users(ctx context.Context, args usersArgs) (*connection[userView], error) {
	sel := selected(ctx)
	found, err := q.users.Find(ctx, user.Find{
		Query: value(args.Query), IncludeDisabled: value(args.IncludeDisabled), Page: args.of(sel),
	})
	if err != nil {
		return nil, err
	}
	views, err := q.viewUsers(ctx, sel.items(), found.Items)
	return connect(found, views), err
}

type projectArgs struct {
	ID  *graphql.ID
	Key *string
}

// Project resolves Query.project.
func (q *queries) Project(ctx context.Context, args projectArgs) (*projectView, error) {
	if (args.ID == nil) == (args.Key == nil) {
		return nil, fault.Invalidf("id", "Give an id or a key.")
	}
	p, err := q.tasks.Project(ctx, string(value(args.ID)), value(args.Key))
	if err != nil {
		return nil, unseen(err)
	}
	return q.viewProject(ctx, selected(ctx), p)
}

type projectsArgs struct {
	IncludeArchived, Deleted, Ownerless *bool
	forward
}

// Projects resolves Query.projects.
func (q *queries) Projects(ctx context.Context, args projectsArgs) (*connection[projectView], error) {
	sel := selected(ctx)
	found, err := q.tasks.ListProjects(ctx, task.ProjectList{
		IncludeArchived: value(args.IncludeArchived), Deleted: value(args.Deleted), Ownerless: value(args.Ownerless),
		Page: args.of(sel),
	})
	if err != nil {
		return nil, err
	}
	views, err := q.viewProjects(ctx, sel.items(), found.Items)
	return connect(found, views), err
}

type taskArgs struct {
	ID  *graphql.ID
	Ref *string
}

// Task resolves Query.task.
func (q *queries) Task(ctx context.Context, args taskArgs) (*taskView, error) {
	if (args.ID == nil) == (args.Ref == nil) {
		return nil, fault.Invalidf("id", "Give an id or a ref.")
	}
	t, err := q.tasks.Task(ctx, string(value(args.ID)), value(args.Ref))
	if err != nil {
		return nil, unseen(err)
	}
	return q.viewTask(ctx, selected(ctx), t)
}

// Tasks resolves Query.tasks.
func (q *queries) Tasks(ctx context.Context, args tasksArgs) (*connection[taskView], error) {
	return q.listTasks(ctx, args.list(), args.pageArgs)
}

func (g *Graph) listTasks(ctx context.Context, list task.List, args pageArgs) (*connection[taskView], error) {
	sel := selected(ctx)
	list.Page = args.of(sel)
	found, err := g.tasks.ListTasks(ctx, list)
	if err != nil {
		return nil, err
	}
	views, err := g.viewTasks(ctx, sel.items(), found.Items)
	return connect(found, views), err
}

type notificationsArgs struct {
	UnreadOnly *bool
	forward
}

// Notifications resolves Query.notifications.
func (q *queries) Notifications(ctx context.Context, args notificationsArgs) (*inbox, error) {
	sel := selected(ctx)
	found, err := q.notifications.ListNotifications(ctx, notification.List{
		UnreadOnly: value(args.UnreadOnly), Page: args.of(sel),
	})
	if err != nil {
		return nil, err
	}
	views, err := q.viewNotifications(ctx, sel.items(), found.Items)
	if err != nil {
		return nil, err
	}
	box := &inbox{connection: *connect(found, views)}
	if sel.wants("unreadCount") {
		unread, err := q.Graph.notifications.UnreadCount(ctx)
		if err != nil {
			return nil, err
		}
		box.UnreadCount = int32(unread)
	}
	return box, nil
}

// Sessions resolves Query.sessions.
func (q *queries) Sessions(ctx context.Context) (*[]*sessionView, error) {
	list, err := q.users.Sessions(ctx)
	if err != nil {
		return nil, err
	}
	views := each(list, viewSession)
	return &views, nil
}

type serverView struct {
	Version      string
	Registration user.Registration
	NeedsSetup   bool
}

// Server resolves Query.server, which anybody may ask.
func (q *queries) Server(ctx context.Context) (*serverView, error) {
	setup, err := q.users.Setup(ctx)
	if err != nil {
		return nil, err
	}
	return &serverView{Version: q.version, Registration: setup.Registration, NeedsSetup: setup.NeedsSetup}, nil
}

// unseen makes null of NotFound, for the fields that say so.
func unseen(err error) error {
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}
