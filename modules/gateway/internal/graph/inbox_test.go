package graph_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"tasklane/modules/gateway/internal/document"
	"tasklane/modules/gateway/internal/graph"
	"tasklane/modules/gateway/internal/live"
	"tasklane/modules/gateway/internal/transport"
	"tasklane/modules/notification"
	"tasklane/platform/broadcast/memory"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/schema"
)

// counter is a notification module that only counts.
type counter struct {
	notification.Service
	unread atomic.Int64
}

func (c *counter) UnreadCount(context.Context) (int, error) { return int(c.unread.Load()), nil }

// inbox is the API over a counter, with the broadcast in the test's hands.
type inbox struct {
	*counter
	t   *testing.T
	ctx context.Context
	air *memory.Broadcast
	api *graph.Graph
}

func inInbox(t *testing.T, test func(in *inbox)) {
	t.Helper()
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		in := &inbox{counter: &counter{}, t: t, air: memory.New(), ctx: identity.With(t.Context(), identity.OfUser("ada", "s1", false))}
		var err error
		in.api, err = graph.New(graph.Config{
			SDL: schema.SDL, Notifications: in.counter, People: live.NewPeople(in.air), Log: slog.New(slog.DiscardHandler),
		})
		if err != nil {
			t.Fatal(err)
		}
		test(in)
	})
}

func (in *inbox) subscribe(text string) transport.Stream {
	in.t.Helper()
	catalog, err := document.NewCatalog(schema.SDL, document.Limits{}, graph.Scalars())
	if err != nil {
		in.t.Fatal(err)
	}
	parsed, err := catalog.Parse(text)
	if err != nil {
		in.t.Fatal(err)
	}
	op, err := parsed.Operation("")
	if err != nil {
		in.t.Fatal(err)
	}
	stream, err := in.api.Subscribe(in.ctx, op, nil)
	if err != nil {
		in.t.Fatal(err)
	}
	in.t.Cleanup(stream.Close)
	return stream
}

func (in *inbox) tell(message any) {
	in.t.Helper()
	payload, err := json.Marshal(message)
	if err == nil {
		err = in.air.Publish(in.ctx, notification.Channel("ada"), payload)
	}
	if err != nil {
		in.t.Fatal(err)
	}
	synctest.Wait()
}

func (in *inbox) next(s transport.Stream, want string) {
	in.t.Helper()
	if got, err := s.Next(in.ctx); err != nil || string(got) != want {
		in.t.Fatalf("got %s, %v, want %s", got, err, want)
	}
}

func TestQ24_TheUnreadCountIsReadAgainWhenAMessageMayHaveBeenMissed(t *testing.T) {
	inInbox(t, func(in *inbox) {
		s := in.subscribe(`subscription { unreadCount }`)
		in.next(s, `{"data":{"unreadCount":0}}`)
		// Two older counts are still to be told when the third is read.
		in.tell(notification.Count{Type: notification.CountType, Unread: 1})
		in.tell(notification.Count{Type: notification.CountType, Unread: 2})
		in.unread.Store(3)
		in.air.Missed()
		synctest.Wait()
		for got := []byte(nil); string(got) != `{"data":{"unreadCount":3}}`; {
			var err error
			if got, err = s.Next(in.ctx); err != nil {
				in.t.Fatal(err)
			}
		}
		in.unread.Store(4)
		in.air.Missed()
		in.next(s, `{"data":{"unreadCount":4}}`) // and none that is older
		in.air.Missed()                          // for nothing: there is nothing to tell
		synctest.Wait()
		in.unread.Store(5)
		in.tell(notification.Count{Type: notification.CountType, Unread: 5})
		in.next(s, `{"data":{"unreadCount":5}}`)
	})
}

func TestQ24_WhoMayHaveMissedANotificationIsToldToReadAgain(t *testing.T) {
	inInbox(t, func(in *inbox) {
		s := in.subscribe(`subscription { notificationReceived { id } }`)
		in.tell(notification.Arrived{Type: notification.ArrivedType, Notification: notification.Notification{ID: "n1"}})
		in.next(s, `{"data":{"notificationReceived":{"id":"n1"}}}`)
		in.air.Missed()
		if got, err := s.Next(in.ctx); !fault.Is(err, fault.ResyncRequired) {
			in.t.Errorf("got %s, %v", got, err)
		}
	})
}
