// Package gatewaymodule puts the gateway together: the GraphQL API over HTTP, WebSocket and SSE, and the web app,
// in front of the modules' contracts.
package gatewaymodule

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"

	"tasklane/frontend"
	"tasklane/modules/gateway/internal/auth"
	"tasklane/modules/gateway/internal/directory"
	"tasklane/modules/gateway/internal/document"
	"tasklane/modules/gateway/internal/graph"
	"tasklane/modules/gateway/internal/live"
	"tasklane/modules/gateway/internal/transport"
	"tasklane/modules/gateway/internal/web"
	"tasklane/modules/notification"
	"tasklane/modules/task"
	"tasklane/modules/user"
	"tasklane/platform/broadcast"
	"tasklane/platform/cache"
	"tasklane/platform/telemetry"
	"tasklane/platform/token"
	"tasklane/schema"
)

// Deps are what the gateway stands on; it has no store of its own.
type Deps struct {
	Users         user.Service
	Tasks         task.Service
	Notifications notification.Service
	Keys          *token.Keys
	Cache         cache.Cache
	Broadcast     broadcast.Broadcast
	Log           *slog.Logger
	Metrics       *telemetry.Metrics
	Tracer        *telemetry.Tracer // nil: no traces
	Options       Options
}

// Options are the settings that people make; zero limits take the defaults of the packages they belong to.
type Options struct {
	Version string
	// PublicURL is the address that people type, empty when it is not known.
	PublicURL      string
	CORSOrigins    []string
	TrustedProxies []netip.Prefix
	GraphiQL       bool
	Introspection  string
	Limits         Limits
}

// Limits bound what one caller can ask for.
type Limits struct {
	Depth, Selections, Directives, Tokens, Cost int
	QueryTimeout                                time.Duration
	BodyBytes                                   int64
	// UserRate and AnonymousRate are operations a second of one user, and of one address, see identity.Network, without a session.
	UserRate, AnonymousRate       int
	UserSockets, SocketOperations int
	SocketRate                    int
	SubscriberQueue               int
}

// Module is the gateway.
type Module struct {
	deps      Deps
	transport *transport.Transport
	app       *web.App
	auth      *auth.Auth
	directory *directory.Directory
	hubs      *live.Hubs
	presence  *live.Presence
}

// Local makes the gateway of this process. It fails when the schema and its resolvers do not fit.
func Local(d Deps) (*Module, error) {
	o := d.Options
	catalog, err := document.NewCatalog(schema.SDL, document.Limits{
		Depth: o.Limits.Depth, Selections: o.Limits.Selections, Directives: o.Limits.Directives,
		Tokens: o.Limits.Tokens, Cost: o.Limits.Cost,
	}, graph.Scalars())
	if err != nil {
		return nil, fmt.Errorf("reading the schema: %w", err)
	}
	observed := observer{d.Metrics}
	m := &Module{
		deps: d, app: web.New(frontend.Dist()),
		directory: directory.New(d.Users, d.Broadcast),
		hubs:      live.NewHubs(d.Tasks, d.Broadcast, observed, d.Log, live.Options{Queue: o.Limits.SubscriberQueue}),
		presence:  live.NewPresence(d.Broadcast, uuid.NewString()),
	}
	people := live.NewPeople(d.Broadcast)
	m.auth = auth.New(d.Keys, d.Cache, d.Users, people, d.Log)
	api, err := graph.New(graph.Config{
		SDL: schema.SDL, Users: m.directory, Tasks: d.Tasks, Notifications: d.Notifications,
		Hubs: m.hubs, People: people, Presence: m.presence, Log: d.Log, Version: o.Version, Secure: m.secure(),
	})
	if err != nil {
		return nil, err
	}
	origins := o.CORSOrigins
	if o.PublicURL != "" {
		origins = append([]string{o.PublicURL}, origins...)
	}
	m.transport = transport.New(transport.Options{
		BodyBytes: o.Limits.BodyBytes, Deadline: o.Limits.QueryTimeout, ConnectionsPerUser: o.Limits.UserSockets,
		OperationsPerSocket: o.Limits.SocketOperations, InitsPerSecond: o.Limits.SocketRate,
		Introspection: transport.Introspection(o.Introspection), Origins: origins, TrustedProxies: o.TrustedProxies,
		Tracer: d.Tracer,
	}, catalog, paced(api, o.Limits), m.auth, d.Log, observed)
	return m, nil
}

// secure says that people reach this over https.
func (m *Module) secure() bool { return strings.HasPrefix(m.deps.Options.PublicURL, "https://") }

// Run keeps hubs, presence, sessions and the directory in step until ctx ends.
func (m *Module) Run(ctx context.Context) error {
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return m.hubs.Run(ctx) })
	group.Go(func() error { return m.presence.Run(ctx) })
	group.Go(func() error { return m.auth.Run(ctx) })
	group.Go(func() error { return m.directory.Run(ctx) })
	return group.Wait()
}

// Drain closes sockets and streams so that clients come back to another process.
func (m *Module) Drain(ctx context.Context) { m.transport.Drain(ctx) }

// Draining begins to drain, for a listener that has begun to close: it would wait for event streams for ever.
func (m *Module) Draining() { m.Drain(context.Background()) } //nolint:forbidigo // the server that is closing has no context to give

// client is the address that the log shows.
func (m *Module) client(r *http.Request) string {
	return transport.ClientAddress(r, m.deps.Options.TrustedProxies)
}
