// Package app is the task module's rules. Rights are checked here, on the stored object, before anything
// happens; what has happened is written to the project's log in the transaction of the change itself.
package app

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"github.com/google/uuid"

	"tasklane/modules/task"
	"tasklane/platform/broadcast"
	"tasklane/platform/cache"
	"tasklane/platform/database"
	"tasklane/platform/eventlog"
)

// Ports are what the module needs. All are required but Publisher, Followers, Clock and Logger.
type Ports struct {
	DB        *database.DB
	Log       *eventlog.Log
	Store     Store
	Directory Directory
	Pusher    Pusher
	Publisher eventlog.Publisher
	Followers []Follower
	Broadcast broadcast.Broadcast
	Cache     cache.Cache
	Clock     func() time.Time
	Logger    *slog.Logger
}

// Service implements task.Service.
type Service struct {
	db        *database.DB
	log       *eventlog.Log
	store     Store
	people    *people
	cache     cache.Cache
	lists     *keptLists
	followers []Follower
	publisher eventlog.Publisher
	clock     func() time.Time
	logger    *slog.Logger

	// announcer tells open boards, pusher the notification module.
	announcer, pusher *relay
}

var _ task.Service = (*Service)(nil)

// New makes the service. What it tells others goes out while its relays run, see Relays.
func New(p Ports) *Service {
	if p.Clock == nil {
		p.Clock = time.Now
	}
	if p.Logger == nil {
		p.Logger = slog.New(slog.DiscardHandler)
	}
	s := &Service{
		db: p.DB, log: p.Log, store: p.Store, people: newPeople(p.Directory, p.Clock, p.Logger),
		publisher: p.Publisher, followers: slices.Clone(p.Followers), cache: p.Cache,
		lists: newKeptLists(keptBytes), clock: p.Clock, logger: p.Logger,
	}
	if s.publisher != nil {
		s.followers = append(s.followers, s.publisher.Outbox())
	}
	s.announcer = newRelay("announcer", announcerLane, 0, slog.LevelWarn, announceTo(p.Broadcast, p.Cache), p.Logger)
	s.pusher = newRelay("pusher", pusherLane, pushGather, slog.LevelDebug, pushTo(p.Pusher), p.Logger)
	return s
}

// now is the time as the database keeps it.
func (s *Service) now() time.Time { return database.At(s.clock()).Time }

// newID makes the id of an object whose client did not choose one.
func newID() (string, error) {
	id, err := uuid.NewV7()
	return id.String(), err
}

// read is for single statements outside of a change.
func (s *Service) read() database.Querier { return s.db.Read() }

// Relays run until ctx ends: they carry what has been committed to open boards and to the notification
// module.
func (s *Service) Relays(ctx context.Context) error {
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.pusher.run(ctx)
	}()
	s.announcer.run(ctx)
	<-done
	return nil
}
