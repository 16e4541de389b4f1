// Package graph is the GraphQL API: resolvers over the modules' contracts. It holds no rule of its own but who
// may see an e-mail address; rights are the modules' affair.
package graph

import (
	"context"
	"fmt"
	"log/slog"
	"strings"

	graphql "github.com/graph-gophers/graphql-go"

	"tasklane/modules/gateway/internal/document"
	"tasklane/modules/gateway/internal/live"
	"tasklane/modules/gateway/internal/transport"
	"tasklane/modules/notification"
	"tasklane/modules/task"
	"tasklane/modules/user"
)

// Config is what the API is made of.
type Config struct {
	SDL           string
	Users         user.Service
	Tasks         task.Service
	Notifications notification.Service
	Hubs          *live.Hubs
	People        *live.People
	Presence      *live.Presence
	Log           *slog.Logger
	// Version is what Server.version answers.
	Version string
	// Secure says that the public address is https: the refresh cookie is Secure then.
	Secure bool
}

// Graph executes operations for the transports.
type Graph struct {
	users         user.Service
	tasks         task.Service
	notifications notification.Service
	hubs          *live.Hubs
	watchers      *live.People
	presence      *live.Presence
	log           *slog.Logger
	version       string
	cookie        cookie

	public *graphql.Schema // queries and mutations
	events *graphql.Schema // what subscriptions send, each event executed as a query
}

var _ transport.Engine = (*Graph)(nil)

// parallel is how many resolvers of one request may run at a time.
const parallel = 100

// New binds the schema to its resolvers. A field without a resolver is an error here, not later.
func New(c Config) (*Graph, error) {
	g := &Graph{
		users: c.Users, tasks: c.Tasks, notifications: c.Notifications,
		hubs: c.Hubs, watchers: c.People, presence: c.Presence,
		log: c.Log, version: c.Version, cookie: newCookie(c.Secure),
	}
	panics := transport.Panics{Log: c.Log}
	options := []graphql.SchemaOpt{
		graphql.UseStringDescriptions(), graphql.UseFieldResolvers(), graphql.MaxParallelism(parallel),
		graphql.PanicHandler(panics), graphql.Logger(panics),
	}
	var err error
	if g.public, err = graphql.ParseSchema(c.SDL, &root{g}, options...); err != nil {
		return nil, fmt.Errorf("binding the schema: %w", err)
	}
	sdl, err := eventSDL(c.SDL)
	if err != nil {
		return nil, err
	}
	if g.events, err = graphql.ParseSchema(sdl, &eventRoot{g}, options...); err != nil {
		return nil, fmt.Errorf("binding the schema of events: %w", err)
	}
	return g, nil
}

// eventSDL is the same schema with Subscription as its query: so an event is one execution, whose outcome is ours to
// order and to share.
func eventSDL(sdl string) (string, error) {
	start := strings.Index(sdl, "schema {")
	end := strings.Index(sdl[max(start, 0):], "}")
	if start < 0 || end < 0 {
		return "", fmt.Errorf("the SDL has no schema definition")
	}
	return sdl[:start] + "schema { query: Subscription }" + sdl[start+end+1:], nil
}

// Execute runs a query or a mutation.
func (g *Graph) Execute(ctx context.Context, op *document.Operation, variables map[string]any) *graphql.Response {
	return g.public.Exec(ctx, op.Executable(variables), op.Name, op.Variables(variables))
}

// root has what the public schema's root types are resolved by.
type root struct{ *Graph }

// Query resolves queries.
func (r *root) Query() *queries { return &queries{r.Graph} }

// Mutation resolves mutations.
func (r *root) Mutation() *mutations { return &mutations{r.Graph} }

// Subscription satisfies the library, which wants a resolver for every type that it can introspect.
func (r *root) Subscription() *unused { return &unused{} }

type queries struct{ *Graph }

type mutations struct{ *Graph }
