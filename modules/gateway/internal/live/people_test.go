package live_test

import (
	"context"
	"testing"
	"testing/synctest"

	"tasklane/modules/gateway/internal/live"
	"tasklane/modules/user"
	"tasklane/platform/broadcast"
	"tasklane/platform/broadcast/memory"
)

// counting counts the subscriptions that were made of a broadcast and not ended.
type counting struct {
	broadcast.Broadcast
	open int
}

func (c *counting) Subscribe(ctx context.Context, channel string, hear func([]byte), missed func()) (func(), error) {
	end, err := c.Broadcast.Subscribe(ctx, channel, hear, missed)
	c.open++
	return func() { c.open--; end() }, err
}

func TestAPersonsSocketsShareOneSubscription(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		air := &counting{Broadcast: memory.New()}
		people := live.NewPeople(air)
		var listeners []*live.Listener
		for range 3 {
			l, err := people.Listen(t.Context(), "ada")
			if err != nil {
				t.Fatal(err)
			}
			listeners = append(listeners, l)
		}
		if air.open != 1 {
			t.Errorf("%d subscriptions for one person", air.open)
		}
		message := `{"type":"sessions.ended","sessionIds":["s1"]}`
		if err := air.Publish(t.Context(), user.Channel("ada"), []byte(message)); err != nil {
			t.Fatal(err)
		}
		for _, l := range listeners {
			if got := <-l.C; got.Type != user.SessionsEndedType || string(got.Payload) != message {
				t.Errorf("got %s %s", got.Type, got.Payload)
			}
			l.Close()
			l.Close()
		}
		if air.open != 0 {
			t.Errorf("%d subscriptions are left", air.open)
		}
	})
}
