package gatewaymodule

import (
	"context"
	"time"

	graphql "github.com/graph-gophers/graphql-go"
	gqlerrors "github.com/graph-gophers/graphql-go/errors"

	"tasklane/modules/gateway/internal/bucket"
	"tasklane/modules/gateway/internal/document"
	"tasklane/modules/gateway/internal/transport"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

// pace bounds how many operations a second one caller has executed, on whatever transport: so one who floods the
// API slows nobody but themselves.
type pace struct {
	transport.Engine
	users, networks rated
}

// rated is a rate of operations a second, of which a burst of two seconds is allowed.
type rated struct {
	*bucket.Buckets
	perSecond int
}

func at(perSecond int) rated { return rated{bucket.New(perSecond, 2*perSecond), perSecond} }

func paced(engine transport.Engine, l Limits) transport.Engine {
	return &pace{Engine: engine, users: at(l.UserRate), networks: at(l.AnonymousRate)}
}

// Execute runs the operation unless the caller has run too many.
func (p *pace) Execute(ctx context.Context, op *document.Operation, variables map[string]any) *graphql.Response {
	if err := p.admit(ctx); err != nil {
		return &graphql.Response{Errors: []*gqlerrors.QueryError{{Message: err.Error(), ResolverError: err}}}
	}
	return p.Engine.Execute(ctx, op, variables)
}

// Subscribe starts the subscription unless the caller has run too many operations.
func (p *pace) Subscribe(ctx context.Context, op *document.Operation, variables map[string]any) (transport.Stream, error) {
	if err := p.admit(ctx); err != nil {
		return nil, err
	}
	return p.Engine.Subscribe(ctx, op, variables)
}

func (p *pace) admit(ctx context.Context) error {
	caller := identity.From(ctx)
	of, key := p.users, caller.UserID
	if caller.Kind != identity.User {
		of, key = p.networks, identity.Network(caller.Client)
	}
	if of.perSecond <= 0 || of.Take(key) {
		return nil
	}
	return fault.TooMany(time.Second, "That is more than %d operations a second. Wait a moment.", of.perSecond)
}
