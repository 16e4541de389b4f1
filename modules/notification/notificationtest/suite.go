// Package notificationtest is the behaviour that every notification.Service must show, wherever it runs.
package notificationtest

import (
	"context"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"tasklane/modules/notification"
	"tasklane/modules/task"
	"tasklane/platform/broadcast"
	"tasklane/platform/eventlog"
	"tasklane/platform/identity"
	"tasklane/platform/page"
)

// World is a service on a fresh database of its own, whose reader runs.
type World struct {
	notification.Service
	Broadcast broadcast.Broadcast
	// Append writes entries to the task module's log, and tells nobody.
	Append func(t *testing.T, entries ...eventlog.Entry) []eventlog.Entry
	// Nudge says that a project's log has a new entry.
	Nudge func(projectID string)
	// Consumers have the dead letters: the service's own, and those of whoever brings it the log.
	Consumers []*eventlog.Consumer
	// Log reads a user's stream of the module's own log.
	Log func(t *testing.T, userID string) []eventlog.Entry
	// Another starts one more reader of the same log for the same inboxes, as a second process would.
	Another func(t *testing.T)
	// Rewind forgets how far the log was read and starts one more reader, which reads it all again.
	Rewind func(t *testing.T)
}

type behaviour struct {
	name string
	test func(t *testing.T, w World)
}

// Run runs the suite; open makes a world for each test.
func Run(t *testing.T, open func(t *testing.T) World) {
	t.Helper()
	for _, list := range [][]behaviour{telling, bursts, inboxes, delivery, outgoing} {
		for _, b := range list {
			t.Run(b.name, func(t *testing.T) {
				t.Parallel()
				b.test(t, open(t))
			})
		}
	}
}

// The cast: Ada does things, the others hear of them.
var ada, bob, eve = named("ada"), named("bob"), named("eve")

// named is the id that a name always has.
func named(name string) string { return uuid.NewSHA1(uuid.NameSpaceURL, []byte(name)).String() }

var (
	web   = named("project")
	login = named("task")
)

// base is an event of Ada's about WEB-12, which Bob has and Eve watches.
func base(kind task.EventType) task.Event {
	return task.Event{
		Type: kind, ProjectID: web, TaskID: login, ActorID: ada,
		Facts: task.Facts{
			ActorName: "Ada", ProjectKey: "WEB", ProjectName: "Web site", TaskRef: "WEB-12", TaskTitle: "Fix the login",
			AssigneeID: bob, WatcherIDs: []string{ada, bob, eve},
		},
	}
}

// edit is base with changes of its facts.
func edit(e task.Event, change func(e *task.Event)) task.Event {
	change(&e)
	return e
}

func changes(fields ...string) []task.Change {
	list := make([]task.Change, len(fields))
	for i, f := range fields {
		list[i] = task.Change{Field: f}
	}
	return list
}

func moved(from, to string) task.Change {
	return task.Change{Field: "status", From: &from, To: &to}
}

// entry is an event as the log takes it.
func entry(t *testing.T, e task.Event) eventlog.Entry {
	t.Helper()
	if e.At.IsZero() {
		e.At = time.Now().UTC().Truncate(time.Microsecond)
	}
	r, err := e.Record()
	if err != nil {
		t.Fatal(err)
	}
	return eventlog.Entry(r)
}

// happen logs events and waits until the service has read them.
func (w World) happen(t *testing.T, events ...task.Event) []eventlog.Entry {
	t.Helper()
	entries := make([]eventlog.Entry, len(events))
	for i, e := range events {
		entries[i] = entry(t, e)
	}
	return w.log(t, entries...)
}

func (w World) log(t *testing.T, entries ...eventlog.Entry) []eventlog.Entry {
	t.Helper()
	written := w.Append(t, entries...)
	for _, e := range written {
		w.Nudge(e.Stream)
	}
	w.settle(t, written)
	return written
}

// settle waits until the service has read these entries; requirement 5 gives it 5 s.
func (w World) settle(t *testing.T, written []eventlog.Entry) {
	t.Helper()
	for _, e := range written {
		eventually(t, "an entry is read", func() bool {
			done, err := w.CaughtUp(taskModule(t), e.Stream, e.Seq)
			if err != nil {
				t.Fatal(err)
			}
			return done
		})
	}
}

// eventually waits up to 5 s for a condition.
func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	deadline, tick := time.NewTimer(5*time.Second), time.NewTicker(2*time.Millisecond)
	defer deadline.Stop()
	defer tick.Stop()
	for !done() {
		select {
		case <-tick.C:
		case <-deadline.C:
			t.Fatalf("not within 5 s: %s", what)
		}
	}
}

func taskModule(t *testing.T) context.Context {
	t.Helper()
	return identity.With(t.Context(), identity.OfModule("task"))
}

func as(t *testing.T, userID string) context.Context {
	t.Helper()
	return identity.With(t.Context(), identity.OfUser(userID, "session", false))
}

func (w World) inbox(t *testing.T, userID string) []notification.Notification {
	t.Helper()
	p, err := w.ListNotifications(as(t, userID), notification.List{Page: page.Args{First: new(100)}})
	if err != nil {
		t.Fatal(err)
	}
	return p.Items
}

// messages are the kinds and texts of an inbox, the newest first.
func (w World) messages(t *testing.T, userID string) []string {
	t.Helper()
	var list []string
	for _, n := range w.inbox(t, userID) {
		list = append(list, string(n.Kind)+": "+n.Message)
	}
	return list
}

func (w World) expect(t *testing.T, userID string, want ...string) {
	t.Helper()
	if got := w.messages(t, userID); !slices.Equal(got, want) {
		t.Errorf("the inbox says %q, want %q", got, want)
	}
}

// unread fails the test unless a user has so many unread.
func (w World) unread(t *testing.T, userID string, want int) {
	t.Helper()
	if got, err := w.UnreadCount(as(t, userID)); err != nil || got != want {
		t.Errorf("%d are unread, %v, want %d", got, err, want)
	}
}

// heard collects what is broadcast to a user.
func (w World) heard(t *testing.T, userID string) <-chan map[string]any {
	t.Helper()
	messages := make(chan map[string]any, 64)
	unsubscribe, err := w.Broadcast.Subscribe(t.Context(), notification.Channel(userID), func(payload []byte) {
		var m map[string]any
		if json.Unmarshal(payload, &m) == nil {
			messages <- m
		}
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(unsubscribe)
	return messages
}

// next waits for the next message of this type. Those of other types are passed over: what was told before the
// listening began may still be on its way.
func next(t *testing.T, messages <-chan map[string]any, kind string) map[string]any {
	t.Helper()
	timeout := time.NewTimer(5 * time.Second)
	defer timeout.Stop()
	for {
		select {
		case m := <-messages:
			if m["type"] == kind {
				return m
			}
		case <-timeout.C:
			t.Fatalf("no %s was broadcast", kind)
		}
	}
}
