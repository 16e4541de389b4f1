// Package taskmodule makes the task module run: in this process, or as a client of another one.
package taskmodule

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"tasklane/modules/task"
	"tasklane/modules/task/internal/app"
	"tasklane/modules/task/internal/store"
	"tasklane/platform/broadcast"
	"tasklane/platform/cache"
	"tasklane/platform/database"
	"tasklane/platform/eventlog"
	"tasklane/platform/lifecycle"
)

// Directory answers who somebody is: a user.Service is one.
type Directory = app.Directory

// Pusher takes events before the log brings them: a notification.Service is one.
type Pusher = app.Pusher

// Follower is a reader of the module's log that keeps its position in tables of its own: nothing is purged that it
// still has to read. A notification.Service is one.
type Follower = app.Follower

// Deps are what the module needs. DB, Directory, Broadcast and Cache are required.
type Deps struct {
	DB        *database.DB // migrated, see migrations/task
	Directory Directory
	// Pusher is told of each event at once; nil is nobody.
	Pusher Pusher
	// Followers are the readers of the module's log that must have read a project to its end before it is purged.
	Followers []Follower
	Broadcast broadcast.Broadcast
	Cache     cache.Cache
	// Publisher makes who hands the log on to other systems; nobody when nil.
	Publisher func(log *eventlog.Log) (eventlog.Publisher, error)
	// PurgeEvery is how often projects are looked for whose time in the trash is over; an hour when 0.
	PurgeEvery time.Duration
	Log        *slog.Logger
	Now        func() time.Time
}

// nobody takes no event: the log brings it.
type nobody struct{}

func (nobody) PushAll(context.Context, []task.Event) error { return nil }

// Module is the task module in this process.
type Module struct {
	service    *app.Service
	publisher  eventlog.Publisher
	purgeEvery time.Duration
}

// Local makes the module on its tables. It works at once; its Units bring what it did to others.
func Local(d Deps) (*Module, error) {
	if d.DB == nil || d.Directory == nil || d.Broadcast == nil || d.Cache == nil {
		return nil, errors.New("taskmodule: DB, Directory, Broadcast and Cache are needed")
	}
	if d.Pusher == nil {
		d.Pusher = nobody{}
	}
	if d.PurgeEvery <= 0 {
		d.PurgeEvery = time.Hour
	}
	log := eventlog.New(d.DB, "task")
	var publisher eventlog.Publisher
	if d.Publisher != nil {
		var err error
		if publisher, err = d.Publisher(log); err != nil {
			return nil, err
		}
	}
	service := app.New(app.Ports{
		DB: d.DB, Log: log, Store: store.Store{}, Directory: d.Directory, Pusher: d.Pusher, Publisher: publisher, Followers: d.Followers,
		Broadcast: d.Broadcast, Cache: d.Cache, Clock: d.Now, Logger: d.Log,
	})
	return &Module{service: service, publisher: publisher, purgeEvery: d.PurgeEvery}, nil
}

// Service is the module's contract.
func (m *Module) Service() task.Service { return m.service }

// Source is what readers of the module's log read, whether the module runs here or not: streams are projects, entries
// become events by task.Record(entry).Event(). DB is migrated, see migrations/task.
func Source(db *database.DB) eventlog.Source { return eventlog.New(db, "task").Source() }

// Units are the module's work in the background. Without them changes are kept and logged, but neither open boards nor the
// notification module hear of them at once, and nothing is purged. They stop before the units of the names in after.
func (m *Module) Units(after ...string) []lifecycle.Unit {
	units := []lifecycle.Unit{
		{Name: "task relays", After: after, Run: m.service.Relays},
		{Name: "task purge", After: after, Run: func(ctx context.Context) error {
			return m.service.PurgeExpired(ctx, m.purgeEvery)
		}},
	}
	if m.publisher != nil {
		units = append(units, lifecycle.Unit{Name: "task publisher", After: after, Run: m.publisher.Run})
	}
	return units
}

// Consumers are for the operator's look at dead letters: what the publisher could not hand on.
func (m *Module) Consumers() []*eventlog.Consumer {
	if m.publisher == nil {
		return nil
	}
	return []*eventlog.Consumer{m.publisher.Outbox().Consumer}
}

// PurgeOnce removes the projects whose time in the trash is over, without waiting for the next round of the Units.
func (m *Module) PurgeOnce(ctx context.Context) error { return m.service.PurgeOnce(ctx) }
