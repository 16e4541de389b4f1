package redis

import (
	"context"
	"slices"
	"testing"
)

// Who has gone on without the server is told when it sends their channel, and not when it sends another's.
func TestAHoleIsOverWhenAllThatIsWantedIsSent(t *testing.T) {
	t.Parallel()
	impatient, cancel := context.WithCancel(t.Context())
	cancel()
	c := newChannels()
	changes := func(want ...string) {
		t.Helper()
		if got, _ := c.changes(); !slices.Equal(got, want) {
			t.Fatalf("wanted: %q, want %q", got, want)
		}
	}
	c.join(impatient, "a")
	changes("a")
	c.join(impatient, "b") // while a is on its way
	if c.connected([]string{"a"}) {
		t.Error("it is over when b is not sent yet")
	}
	changes("b")
	if !c.connected([]string{"b"}) {
		t.Error("it is not over when both are sent")
	}
	c.join(t.Context(), "a")
	if c.connected(nil) {
		t.Error("it is over a second time")
	}
}

// Who leaves a channel and comes back before the server was told waits for nothing that does not come.
func TestAChannelThatWasLeftAndWantedAgainIsSent(t *testing.T) {
	t.Parallel()
	impatient, cancel := context.WithCancel(t.Context())
	cancel()
	c := newChannels()
	c.join(impatient, "a")
	wanted, _ := c.changes()
	c.connected(wanted)
	c.leave("a")
	c.join(impatient, "a")
	wanted, unwanted := c.changes()
	if !slices.Equal(wanted, []string{"a"}) || len(unwanted) != 0 {
		t.Fatalf("wanted %q, unwanted %q", wanted, unwanted)
	}
	c.connected(wanted)
	c.join(t.Context(), "a") // returns
}
