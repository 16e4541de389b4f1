// Package notificationmodule makes the notification module.
package notificationmodule

import (
	"errors"
	"log/slog"
	"time"

	"tasklane/modules/notification"
	"tasklane/modules/notification/internal/app"
	"tasklane/modules/notification/internal/store"
	"tasklane/platform/broadcast"
	"tasklane/platform/database"
	"tasklane/platform/eventlog"
	"tasklane/platform/eventlog/local"
	"tasklane/platform/lifecycle"
	"tasklane/platform/telemetry"
)

// Deps is what the module needs. DB, with the migrations of the folder "notification" applied, Broadcast, and Source or
// Reader must be given.
type Deps struct {
	DB *database.DB
	// Source is the task module's log.
	Source    eventlog.Source
	Broadcast broadcast.Broadcast

	// Reader makes what brings the task module's log when it is not to be read from Source; taken wants to be told of
	// entries after the commit.
	Reader func(consumer *eventlog.Consumer, taken func([]eventlog.Entry)) eventlog.Reader
	// Publisher makes who hands on the module's own log, of what is to be delivered; nobody when nil.
	Publisher func(log *eventlog.Log) (eventlog.Publisher, error)
	// Log is slog.Default() when nil.
	Log *slog.Logger
	// Observer counts what the reader does; nobody when nil.
	Observer eventlog.Observer
	// Tracer records the work on entries in the trace of their change; nil: not at all.
	Tracer *telemetry.Tracer
	// Poll is how often the log is looked at for what no nudge has told of; 3 s when 0.
	Poll time.Duration
	// Now is the clock; time.Now when nil.
	Now func() time.Time
}

// Module is the notification module in this process.
type Module struct {
	service   *app.Service
	consumer  *eventlog.Consumer
	reader    eventlog.Reader
	publisher eventlog.Publisher
}

// Local makes the module. It tells nobody anything before its Units run.
func Local(d Deps) (*Module, error) {
	if d.DB == nil || (d.Source == nil && d.Reader == nil) || d.Broadcast == nil {
		return nil, errors.New("the notification module needs a database, the task module's log and a broadcast")
	}
	d = withDefaults(d)
	log := eventlog.New(d.DB, "notification")
	publisher, err := d.Publisher(log)
	if err != nil {
		return nil, err
	}
	inbox := store.NewInbox(d.DB)
	announcer := app.NewAnnouncer(inbox, d.Broadcast, nudge(publisher), d.Log)
	handler := app.NewHandler(store.Shelf{}, log, announcer)
	consumer := eventlog.NewConsumer(d.DB, "notification", handler)
	handler.ForgetBy(consumer.Forget)
	if publisher != nil {
		handler.ForgetBy(publisher.Outbox().Forget)
	}
	reader := d.Reader(consumer, announcer.Taken)
	return &Module{
		service:   app.NewService(inbox, reader.Offer, consumer.Position, announcer, d.Now),
		consumer:  consumer,
		reader:    reader,
		publisher: publisher,
	}, nil
}

func nudge(p eventlog.Publisher) func(userID string) {
	if p == nil {
		return func(string) {}
	}
	return p.Nudge
}

func withDefaults(d Deps) Deps {
	if d.Log == nil {
		d.Log = slog.Default()
	}
	if d.Observer == nil {
		d.Observer = eventlog.Unobserved{}
	}
	if d.Poll <= 0 {
		d.Poll = 3 * time.Second
	}
	if d.Now == nil {
		d.Now = time.Now
	}
	if d.Reader == nil {
		d.Reader = func(consumer *eventlog.Consumer, taken func([]eventlog.Entry)) eventlog.Reader {
			return local.NewReader(d.Source, consumer, local.WithLogger(d.Log), local.WithObserver(d.Observer),
				local.WithTracer(d.Tracer), local.WithPoll(d.Poll), local.OnTaken(taken))
		}
	}
	if d.Publisher == nil {
		d.Publisher = func(*eventlog.Log) (eventlog.Publisher, error) { return nil, nil }
	}
	return d
}

// Service is the module's contract.
func (m *Module) Service() notification.Service { return m.service }

// Consumers are for the operator's look at dead letters: the reader's first, and the publisher's.
func (m *Module) Consumers() []*eventlog.Consumer {
	if m.publisher == nil {
		return []*eventlog.Consumer{m.consumer}
	}
	return []*eventlog.Consumer{m.consumer, m.publisher.Outbox().Consumer}
}

// Nudge says that a project's log has a new entry. It never blocks.
func (m *Module) Nudge(projectID string) { m.reader.Nudge(projectID) }

// Units are the module's work in the background; they start after the units of these names. The reader stops first: what it
// does to inboxes can still be handed on.
func (m *Module) Units(after ...string) []lifecycle.Unit {
	if m.publisher == nil {
		return []lifecycle.Unit{{Name: "notification reader", After: after, Run: m.reader.Run}}
	}
	return []lifecycle.Unit{
		{Name: "notification publisher", After: after, Run: m.publisher.Run},
		{Name: "notification reader", After: append([]string{"notification publisher"}, after...), Run: m.reader.Run},
	}
}
