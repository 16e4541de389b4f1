// Package live keeps open boards and inboxes in step with what happens. A hub per project orders the
// events that the broadcast brings, heals what it dropped from the log, and hands each one to every
// subscriber; it renders an event once for all who asked alike. It knows no GraphQL: what a subscriber is
// sent is bytes that a Render function made.
package live

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync"
	"time"

	"tasklane/modules/task"
	"tasklane/platform/broadcast"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

// Tasks is what hubs ask of the task module.
type Tasks interface {
	Replay(ctx context.Context, after task.Cursor, limit int) ([]task.Event, error)
	Heads(ctx context.Context, projectIDs []string) (map[string]task.Head, error)
	Roles(ctx context.Context, seats []task.Seat) (map[task.Seat]task.Role, error)
}

// Observer is told what operators want to count.
type Observer interface {
	// GapHealed counts events that the broadcast had dropped and the log gave back.
	GapHealed(events int)
	// ResyncTold counts subscribers that were told to read again.
	ResyncTold()
}

// Options bound how long things may take; zero values take the defaults.
type Options struct {
	// SwapWait is how long an event that came too early waits for the one before it: 50 ms.
	SwapWait time.Duration
	// HeadsEvery is how often all hubs compare themselves with the log's ends: 3 s.
	HeadsEvery time.Duration
	// RightsEvery is how often every subscriber's membership is read again: 30 s, in one batch.
	RightsEvery time.Duration
	// Queue is how many events a subscriber may be behind before it is told to read again: 1,000.
	Queue int
	// Recent is how many events a hub keeps for those who come back: 128.
	Recent int
}

func (o Options) withDefaults() Options {
	if o.SwapWait == 0 {
		o.SwapWait = 50 * time.Millisecond
	}
	if o.HeadsEvery == 0 {
		o.HeadsEvery = 3 * time.Second
	}
	if o.RightsEvery == 0 {
		o.RightsEvery = 30 * time.Second
	}
	if o.Queue == 0 {
		o.Queue = 1000
	}
	if o.Recent == 0 {
		o.Recent = 128
	}
	return o
}

// Hubs has one hub for each project that somebody is looking at.
type Hubs struct {
	tasks     Tasks
	broadcast broadcast.Broadcast
	observer  Observer
	options   Options
	log       *slog.Logger
	look      chan struct{} // asks for a comparison now

	mu   sync.Mutex
	hubs map[string]*hub
}

// NewHubs makes the hubs; Run must run while they are used.
func NewHubs(tasks Tasks, b broadcast.Broadcast, observer Observer, log *slog.Logger, o Options) *Hubs {
	return &Hubs{
		tasks: tasks, broadcast: b, observer: observer, log: log,
		options: o.withDefaults(), look: make(chan struct{}, 1), hubs: map[string]*hub{},
	}
}

// Want is what a subscriber asks for.
type Want struct {
	ProjectID string
	// UserID is the viewer, whose membership is checked now and as long as the subscription lives.
	UserID string
	// After is the place to go on from; nil: from now on.
	After *task.Cursor
	// Key is equal for subscribers whose events are rendered alike, at the cost of one; empty: for this one alone.
	Key string
	// Render makes what is sent for an event, with its task at the version or a later one. With a Key it must not depend
	// on who looks.
	Render func(ctx context.Context, e task.Event, version int) (Rendered, error)
}

// Rendered is what is sent for an event.
type Rendered struct {
	Bytes       []byte
	TaskVersion int // of the task that is shown; 0 when none is
}

// Subscribe checks the viewer's membership and the place, and starts a stream. Close it.
//
// Returns NotFound for a project that the viewer may not see, ResyncRequired for a place that is not in its
// log or too far back, Unavailable when that cannot be found out.
func (h *Hubs) Subscribe(ctx context.Context, w Want) (*Stream, error) {
	hub, err := h.join(ctx, w.ProjectID)
	if err != nil {
		return nil, err
	}
	s := newStream(hub, w, h.options.Queue)
	// The place is taken before the rights are read: a removal that comes in between is among the events
	// that follow, and ends the stream.
	from := hub.place()
	if w.After != nil {
		from = *w.After
	}
	seat := task.Seat{ProjectID: w.ProjectID, UserID: w.UserID}
	roles, err := h.tasks.Roles(asGateway(ctx), []task.Seat{seat})
	if err == nil && !roles[seat].AtLeast(task.Viewer) {
		err = fault.Missing("project")
	}
	if err == nil && from.ProjectID != w.ProjectID {
		err = resyncRequired()
	}
	if err == nil {
		err = s.begin(ctx, from)
	}
	if err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// join finds or makes the project's hub and holds it for one more subscriber.
func (h *Hubs) join(ctx context.Context, projectID string) (*hub, error) {
	for {
		h.mu.Lock()
		got := h.hubs[projectID]
		if got == nil {
			got = newHub(h, projectID)
			h.hubs[projectID] = got
		}
		got.holders++
		h.mu.Unlock()

		got.opening.Do(func() { got.open(ctx) })
		over, err := got.state()
		if err == nil && !over {
			return got, nil
		}
		h.leave(got)
		if err != nil {
			return nil, err
		}
	}
}

// leave lets go of a hub; the last one out closes it.
func (h *Hubs) leave(hub *hub) {
	h.mu.Lock()
	hub.holders--
	last := hub.holders == 0
	if last && h.hubs[hub.projectID] == hub {
		delete(h.hubs, hub.projectID)
	}
	h.mu.Unlock()
	if last {
		hub.close()
	}
}

// forget makes room for a new hub of the project while this one ends.
func (h *Hubs) forget(hub *hub) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.hubs[hub.projectID] == hub {
		delete(h.hubs, hub.projectID)
	}
}

func (h *Hubs) all() []*hub {
	h.mu.Lock()
	defer h.mu.Unlock()
	list := make([]*hub, 0, len(h.hubs))
	for _, hub := range h.hubs {
		list = append(list, hub)
	}
	return list
}

func decode(payload []byte) (task.Event, error) {
	var e task.Event
	err := json.Unmarshal(payload, &e)
	return e, err
}

func asGateway(ctx context.Context) context.Context {
	return identity.With(ctx, identity.OfModule("gateway"))
}

func asAudience(ctx context.Context, projectID string) context.Context {
	return identity.With(ctx, identity.OfAudience(projectID))
}

func resyncRequired() error {
	return fault.New(fault.ResyncRequired, "Events may have been missed: read the board again and subscribe after its cursor.")
}

func membershipEnded() error {
	return fault.Deny("You are no longer a member of this project.")
}
