package graph

import (
	"context"
	"time"

	graphql "github.com/graph-gophers/graphql-go"

	"tasklane/modules/gateway/internal/live"
	"tasklane/modules/gateway/internal/transport"
	"tasklane/platform/fault"
)

type presenceArgs struct{ ProjectID graphql.ID }

type projectPresenceView struct {
	Total  int32
	People []*presenceView
}

type presenceView struct {
	User   *userView
	TaskID *ID
	Since  Time
}

// presenceStream tells who is looking at a project, as long as the viewer is a member of it.
type presenceStream struct {
	asked   subscription
	changed <-chan struct{}
	stop    func()
	checked time.Time
	check   *time.Ticker
}

// memberCheck is how long a membership is taken for granted when nothing happens; rightsFresh, when something does.
const (
	memberCheck = 30 * time.Second
	rightsFresh = 3 * time.Second
)

func (s subscription) presence(ctx context.Context) (transport.Stream, error) {
	stream := &presenceStream{asked: s}
	if err := stream.member(ctx); err != nil {
		return nil, err
	}
	var err error
	if stream.changed, stream.stop, err = s.g.presence.Watch(ctx, s.projectID); err != nil {
		return nil, err
	}
	stream.check = time.NewTicker(memberCheck)
	return stream, nil
}

// member reads the viewer's membership again; one that has ended is Forbidden.
func (p *presenceStream) member(ctx context.Context) error {
	_, err := p.asked.g.tasks.Project(ctx, p.asked.projectID, "")
	if err != nil && fault.Is(err, fault.NotFound) && !p.checked.IsZero() {
		return fault.Deny("You are no longer a member of this project.")
	}
	p.checked = time.Now()
	return err
}

// Next waits for the next change.
func (p *presenceStream) Next(ctx context.Context) ([]byte, error) {
	for {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-p.check.C:
			if err := p.member(ctx); err != nil {
				return nil, err
			}
		case <-p.changed:
			if time.Since(p.checked) > rightsFresh {
				if err := p.member(ctx); err != nil {
					return nil, err
				}
			}
			return p.asked.render(ctx, p.asked.g.presence.Audience(p.asked.projectID))
		}
	}
}

// Close stops watching.
func (p *presenceStream) Close() {
	p.stop()
	p.check.Stop()
}

// Presence resolves an audience that has changed.
func (r *eventRoot) Presence(ctx context.Context, _ presenceArgs) (*projectPresenceView, error) {
	audience, err := happened[live.Audience](ctx)
	if err != nil {
		return nil, err
	}
	ids := idsOf(audience.People, func(p live.Person) string { return p.UserID })
	who, err := r.people(ctx, selected(ctx).in("people.user"), ids)
	if err != nil {
		return nil, err
	}
	return &projectPresenceView{
		Total: int32(audience.Total),
		People: each(audience.People, func(p live.Person) *presenceView {
			return &presenceView{User: who.one(p.UserID), TaskID: optionalID(p.TaskID), Since: Time{p.Since}}
		}),
	}, nil
}
