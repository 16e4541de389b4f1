package graph

import (
	"context"
	"fmt"

	graphql "github.com/graph-gophers/graphql-go"

	"tasklane/modules/gateway/internal/document"
	"tasklane/modules/gateway/internal/live"
	"tasklane/modules/gateway/internal/transport"
	"tasklane/modules/task"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

// Subscribe starts a subscription for a signed-in person.
func (g *Graph) Subscribe(ctx context.Context, op *document.Operation, variables map[string]any) (transport.Stream, error) {
	if identity.From(ctx).Kind != identity.User {
		return nil, fault.SignInNeeded()
	}
	args, err := op.Arguments(variables)
	if err != nil {
		return nil, err
	}
	asked := subscription{g: g, op: op, variables: variables, projectID: argument(args, "projectId")}
	switch field := op.Fields[0]; field {
	case "taskEvents":
		return asked.taskEvents(ctx, argument(args, "after"))
	case "notificationReceived":
		return asked.notifications(ctx)
	case "unreadCount":
		return asked.unreadCount(ctx)
	case "presence":
		return asked.presence(ctx)
	default:
		return nil, fmt.Errorf("no way to subscribe to %s", field)
	}
}

func argument(args map[string]any, name string) string {
	s, _ := args[name].(string)
	return s
}

// subscription is one that was asked for.
type subscription struct {
	g         *Graph
	op        *document.Operation
	variables map[string]any
	projectID string
}

func (s subscription) taskEvents(ctx context.Context, after string) (transport.Stream, error) {
	want := live.Want{
		ProjectID: s.projectID, UserID: identity.From(ctx).UserID,
		Render: func(ctx context.Context, e task.Event, version int) (live.Rendered, error) {
			now := &present{event: e, version: version}
			bytes, err := s.render(ctx, now)
			return live.Rendered{Bytes: bytes, TaskVersion: now.shown}, err
		},
	}
	if after != "" {
		place, err := task.ParseCursor("after", after)
		if err != nil {
			return nil, err
		}
		want.After = &place
	}
	if !s.op.UsesViewer {
		want.Key = s.op.Key(s.variables)
	}
	stream, err := s.g.hubs.Subscribe(ctx, want)
	if err != nil {
		return nil, err // not the nil stream in an interface
	}
	return stream, nil
}

// occurred is the key of what a subscription's root field is resolved to: an event at present, a notification, a
// number or an audience.
type occurred struct{}

// render executes the subscription as a query about one occurrence. An error in it ends the stream, so that the
// client comes back with its last cursor instead of passing over an event.
func (s subscription) render(ctx context.Context, what any) ([]byte, error) {
	ctx = context.WithValue(ctx, occurred{}, what)
	response := s.g.events.Exec(ctx, s.op.Executable(s.variables), s.op.Name, s.op.Variables(s.variables))
	if len(response.Errors) > 0 {
		e := response.Errors[0]
		if e.ResolverError != nil {
			return nil, e.ResolverError
		}
		return nil, e
	}
	transport.Present(ctx, s.g.log, document.Subscription, response)
	return transport.Encode(response), nil
}

// eventRoot resolves Subscription's fields as those of a query, about what has occurred.
type eventRoot struct{ *Graph }

type taskEventsArgs struct {
	ProjectID graphql.ID
	After     *string
}

// TaskEvents resolves an event of a project.
func (r *eventRoot) TaskEvents(ctx context.Context, _ taskEventsArgs) (*eventView, error) {
	now, err := happened[*present](ctx)
	if err != nil {
		return nil, err
	}
	return first(r.viewEvents(ctx, selected(ctx), []task.Event{now.event}, now.find(r.tasks)))
}

// present is an event that just happened, and its task as it is now.
type present struct {
	event   task.Event
	version int // that the task has at least
	shown   int // the task's version that was found; 0: none was looked for, or it is gone
}

// find reads the task, which the cache may have.
func (p *present) find(tasks task.Tasks) taskFinder {
	return func(ctx context.Context, _ []task.Event) (map[string]task.Task, error) {
		e := p.event
		if e.TaskID == "" {
			return nil, nil
		}
		e.TaskVersion = p.version
		t, err := tasks.TaskOf(ctx, e)
		if fault.Is(err, fault.NotFound) {
			return nil, nil
		}
		p.shown = t.Version
		return map[string]task.Task{e.TaskID: t}, err
	}
}

func happened[T any](ctx context.Context) (T, error) {
	what, is := ctx.Value(occurred{}).(T)
	if !is {
		return what, fmt.Errorf("an event was executed without one: %T", ctx.Value(occurred{}))
	}
	return what, nil
}

// unused are the subscription resolvers that the public schema must name. Subscriptions never reach them: see
// Graph.Subscribe.
type unused struct{}

func (*unused) TaskEvents(taskEventsArgs) <-chan *eventView       { return nil }
func (*unused) NotificationReceived() <-chan *notificationView    { return nil }
func (*unused) UnreadCount() <-chan int32                         { return nil }
func (*unused) Presence(presenceArgs) <-chan *projectPresenceView { return nil }
