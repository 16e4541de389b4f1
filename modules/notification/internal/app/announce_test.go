package app

import (
	"context"
	"errors"
	"log/slog"
	"slices"
	"testing"

	"tasklane/modules/notification"
	"tasklane/platform/broadcast"
	broadcastmemory "tasklane/platform/broadcast/memory"
	"tasklane/platform/eventlog"
)

// counting notes whose unread ones are counted.
type counting struct {
	Inbox

	users [][]string
}

func (c *counting) Unread(_ context.Context, userIDs []string) (map[string]int, error) {
	c.users = append(c.users, slices.Sorted(slices.Values(userIDs)))
	return map[string]int{}, nil
}

// unknowing cannot say who listens.
type unknowing struct{ broadcast.Broadcast }

func (unknowing) Listened(context.Context, ...string) ([]string, error) {
	return nil, errors.New("nobody knows")
}

// For those who are not there nothing is counted; where that is not known, all are there.
func TestOnlyWhoListensIsTold(t *testing.T) {
	t.Parallel()
	b := broadcastmemory.New()
	heard := make(chan string, 8)
	leave, err := b.Subscribe(t.Context(), notification.Channel("bob"), func(payload []byte) { heard <- string(payload) }, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer leave()
	tell := func(b broadcast.Broadcast, arrived ...string) (counted [][]string, nudged []string) {
		inbox := &counting{}
		a := NewAnnouncer(inbox, b, func(userID string) { nudged = append(nudged, userID) }, slog.New(slog.DiscardHandler))
		n := news{recount: []string{"bob", "carol"}}
		for _, userID := range arrived {
			n.arrived = append(n.arrived, notification.Notification{UserID: userID})
		}
		a.prepare("event", n)
		a.Taken([]eventlog.Entry{{ID: "event"}})
		return inbox.users, nudged
	}
	if counted, nudged := tell(b, "carol", "bob", "dan"); !slices.Equal(nudged, []string{"carol", "bob", "dan"}) || len(counted) != 1 || !slices.Equal(counted[0], []string{"bob", "bob"}) {
		t.Errorf("counted for %v, nudged %v", counted, nudged)
	}
	for range 2 {
		<-heard
	}
	leave()
	if counted, nudged := tell(b, "carol", "bob"); len(counted) > 0 || len(nudged) != 2 {
		t.Errorf("with nobody there: counted for %v, nudged %v", counted, nudged)
	}
	if counted, _ := tell(unknowing{b}, "carol"); len(counted) != 1 || !slices.Equal(counted[0], []string{"bob", "carol", "carol"}) {
		t.Errorf("where nobody knows: counted for %v", counted)
	}
}
