// Package modules puts the modules of a process together. modules.go is the only file that knows where a module runs:
// everybody else holds contracts.
package modules

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/netip"
	"slices"

	"tasklane/modules/gateway/gatewaymodule"
	"tasklane/modules/notification"
	"tasklane/modules/notification/notificationmodule"
	"tasklane/modules/task"
	"tasklane/modules/task/taskmodule"
	"tasklane/modules/user"
	"tasklane/modules/user/usermodule"
	"tasklane/platform/config"
	"tasklane/platform/eventlog"
	"tasklane/platform/lifecycle"
	"tasklane/platform/tcp"
	"tasklane/platform/telemetry"
)

// Deps are what a process gives to its modules.
type Deps struct {
	Config  config.Config
	Version string
	Log     *slog.Logger
	Metrics *telemetry.Metrics
	// Tracer records what the modules do for each other; nil: nothing.
	Tracer *telemetry.Tracer
	// Listening is called with the address at which other processes reach the modules of this one. It may be nil.
	Listening func(net.Addr)
	// CallTwice sends every call to another process twice that may be repeated, for tests of whether it may.
	CallTwice bool
}

// Site is a process's part of Tasklane: the modules that it runs, and the way to those that run elsewhere.
type Site struct {
	// Users, Tasks and Notifications are nil where no module of this process calls them.
	Users         user.Service
	Tasks         task.Service
	Notifications notification.Service
	// Gateway is nil in a process that serves nobody but other modules.
	Gateway *gatewaymodule.Module

	deps  Deps
	links *links
	// Of those that run here.
	tasks         *taskmodule.Module
	notifications *notificationmodule.Module
}

// Open connects the process and makes its modules. Their tables may be older, or not there yet: the Units bring them to this
// version where all modules run here, and in a process of some they wait until `tasklane migrate` has; whoever works without
// the Units calls Migrate. Nothing runs in the background until the Units do. Errors are one line for the operator.
func Open(ctx context.Context, d Deps) (*Site, error) {
	l, err := connect(ctx, d)
	if err != nil {
		return nil, err
	}
	s := &Site{deps: d, links: l}
	if err := s.assemble(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

// assemble is the picture of the house: each module is made here, or reached elsewhere, or needed by nobody here. Those
// that are called come before those that call.
func (s *Site) assemble() (err error) {
	if s.Users, err = place(s, config.User, s.users, usermodule.Remote, usermodule.Serve); err != nil {
		return err
	}
	if s.Notifications, err = place(s, config.Notification, s.inboxes, notificationmodule.Remote, notificationmodule.Serve); err != nil {
		return err
	}
	if s.Tasks, err = place(s, config.Task, s.boards, taskmodule.Remote, taskmodule.Serve); err != nil {
		return err
	}
	if s.deps.Config.Runs(config.Gateway) {
		s.Gateway, err = gatewaymodule.Local(gatewaymodule.Deps{
			Users: s.Users, Tasks: s.Tasks, Notifications: s.Notifications,
			Keys: s.links.keys, Cache: s.links.cache, Broadcast: s.links.broadcast,
			Log: s.deps.Log, Metrics: s.deps.Metrics, Tracer: s.deps.Tracer, Options: gatewayOptions(s.deps.Config, s.deps.Version),
		})
	}
	return err
}

// place gives a module's contract, made here or reached elsewhere; the zero contract where nobody here calls it. One
// that is made here and called from elsewhere is served.
func place[Service any](s *Site, module string, local func() (Service, error), remote func(*tcp.Peer) Service, serve func(*tcp.Server, Service)) (Service, error) {
	cfg := s.deps.Config
	if !cfg.Runs(module) {
		if peer := s.links.peers[module]; peer != nil {
			return remote(peer), nil
		}
		var nobody Service
		return nobody, nil
	}
	service, err := local()
	if err == nil && slices.Contains(cfg.Served(), module) {
		serve(s.links.server, service)
	}
	return service, err
}

func (s *Site) users() (user.Service, error) {
	hashing := usermodule.DefaultHashing()
	hashing.Parallel, hashing.Waiting = s.deps.Config.Limits.PasswordHashes, s.deps.Config.Limits.PasswordQueue
	return usermodule.Local(usermodule.Deps{
		DB: s.links.db.As(config.User), Keys: s.links.keys, Cache: s.links.cache, Broadcast: s.links.broadcast, Log: s.deps.Log,
		Registration: user.Registration(s.deps.Config.Registration), Hashing: &hashing, Observer: signIns{s.deps.Metrics},
	})
}

func (s *Site) inboxes() (_ notification.Service, err error) {
	s.notifications, err = notificationmodule.Local(notificationmodule.Deps{
		DB: s.links.db.As(config.Notification), Source: s.taskLog(), Reader: s.links.kafka.reader(), Publisher: s.links.kafka.publisher(notificationEvents),
		Broadcast: s.links.broadcast, Log: s.deps.Log, Observer: events{s.deps.Metrics}, Tracer: s.deps.Tracer,
	})
	if err != nil {
		return nil, err
	}
	return s.notifications.Service(), nil
}

// taskLog is the task module's log as its readers see it, wherever the module runs.
func (s *Site) taskLog() eventlog.Source { return taskmodule.Source(s.links.db.As(config.Task)) }

func (s *Site) boards() (_ task.Service, err error) {
	s.tasks, err = taskmodule.Local(taskmodule.Deps{
		DB: s.links.db.As(config.Task), Directory: s.Users, Pusher: s.Notifications, Followers: []taskmodule.Follower{s.Notifications},
		Publisher: s.links.kafka.publisher(taskEvents), Broadcast: s.links.broadcast, Cache: s.links.cache, Log: s.deps.Log,
	})
	if err != nil {
		return nil, err
	}
	return s.tasks.Service(), nil
}

func gatewayOptions(cfg config.Config, version string) gatewaymodule.Options {
	l := cfg.Limits
	o := gatewaymodule.Options{
		Version: version, PublicURL: string(cfg.PublicURL), TrustedProxies: []netip.Prefix(cfg.TrustedProxies),
		GraphiQL: bool(cfg.GraphiQL), Introspection: cfg.Introspection,
		Limits: gatewaymodule.Limits{
			Depth: l.QueryDepth, Selections: l.QuerySelections, Directives: l.QueryDirectives, Tokens: l.QueryTokens,
			Cost: l.QueryCost, QueryTimeout: l.QueryTimeout, BodyBytes: int64(l.RequestBytes),
			UserRate: l.UserRate, AnonymousRate: l.AnonymousRate, UserSockets: l.UserSockets,
			SocketOperations: l.SocketOperations, SocketRate: l.SocketRate, SubscriberQueue: l.SubscriberQueue,
		},
	}
	for _, origin := range cfg.CORSOrigins {
		o.CORSOrigins = append(o.CORSOrigins, string(origin))
	}
	return o
}

// The units of a process, by the names that others start after.
const (
	databaseUnit = "database"
	schemaUnit   = "schema"
	// GatewayUnit is the gateway's work in the background.
	GatewayUnit = "gateway"
)

// Units are what runs while the site serves: readers of the log, relays, hubs, the port for other modules. They stop in
// reverse, so that what is acknowledged is handed on before the database closes.
func (s *Site) Units() []lifecycle.Unit {
	var units []lifecycle.Unit
	if s.links.db != nil {
		units = append(units, lifecycle.Unit{Name: databaseUnit, Start: s.links.db.Ping}, s.schemaUnit())
	}
	if s.links.kafka != nil && s.deps.Config.Whole() {
		units = append(units, s.links.kafka.unit())
	}
	if s.links.kafka != nil && s.notifications != nil {
		units = append(units, eventLogUnit(s.links.kafka.cluster, s.deps.Log, s.deps.Tracer))
	}
	if s.tasks != nil {
		units = append(units, s.tasks.Units(schemaUnit)...)
	}
	if s.notifications != nil {
		units = append(units, s.notifications.Units(schemaUnit)...)
	}
	if s.links.server != nil {
		units = append(units, s.links.server.Unit(names(units)...))
	}
	if s.Gateway != nil {
		units = append(units, lifecycle.Unit{
			Name: GatewayUnit, After: names(units), Run: s.Gateway.Run,
			Stop: func(ctx context.Context) error { s.Gateway.Drain(ctx); return nil },
		})
	}
	return units
}

func names(units []lifecycle.Unit) []string {
	list := make([]string, len(units))
	for i, u := range units {
		list[i] = u.Name
	}
	return list
}

// Checks are what /readyz asks: the database, without which nothing goes, and what the process can miss for a while.
func (s *Site) Checks() []lifecycle.Check { return s.links.checks }

// Close closes every connection.
func (s *Site) Close() error { return s.links.close() }
