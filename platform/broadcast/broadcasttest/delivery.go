package broadcasttest

import (
	"slices"
	"strconv"
	"testing"
	"time"

	"tasklane/platform/broadcast"
)

func everySubscriberHears(t *testing.T, open Open, _ Features) {
	out, in := open(t)
	first, _ := listen(t, in, "project:1")
	second, _ := listen(t, in, "project:1")
	publish(t, out, "project:1", "hello")
	first.until(t, "hello")
	second.until(t, "hello")
}

func otherChannelsDoNotHear(t *testing.T, open Open, _ Features) {
	out, in := open(t)
	one, _ := listen(t, in, "project:1")
	// A prefix of the name is another channel too.
	two, _ := listen(t, in, "project:12")
	publish(t, out, "project:1", "for one")
	publish(t, out, "project:12", "for two")
	if heard := one.until(t, "for one"); len(heard) != 1 {
		t.Errorf("project:1 heard %q", heard)
	}
	if heard := two.until(t, "for two"); len(heard) != 1 {
		t.Errorf("project:12 heard %q", heard)
	}
}

func inOrder(t *testing.T, open Open, f Features) {
	out, in := open(t)
	l, _ := listen(t, in, "project:1")
	n := 500
	if f.Queue > 0 {
		n = min(n, f.Queue)
	}
	want := make([]string, n)
	for i := range want {
		want[i] = strconv.Itoa(i)
		publish(t, out, "project:1", want[i])
	}
	if heard := l.until(t, want[n-1]); !slices.Equal(heard, want) {
		t.Errorf("heard %.300q", heard)
	}
}

func nobodyListening(t *testing.T, open Open, _ Features) {
	out, in := open(t)
	publish(t, out, "project:1", "into the wind")
	l, _ := listen(t, in, "project:1")
	publish(t, out, "project:1", "now")
	if heard := l.until(t, "now"); len(heard) != 1 {
		t.Errorf("a message from before the subscription was heard: %q", heard)
	}
}

func listened(t *testing.T, open Open, _ Features) {
	out, in := open(t)
	want := func(channels ...string) {
		t.Helper()
		got, err := out.Listened(t.Context(), "project:1", "project:2", "user:1")
		if err != nil || !slices.Equal(got, channels) {
			t.Errorf("%v are listened to, %v; want %v", got, err, channels)
		}
	}
	want()
	l, _ := listen(t, in, "project:2")
	_, leave := listen(t, in, "user:1")
	publish(t, out, "project:2", "it stands")
	l.until(t, "it stands")
	want("project:2", "user:1")
	leave()
	deadline := time.Now().Add(10 * time.Second)
	for len(stillListened(t, out, "user:1")) > 0 && time.Now().Before(deadline) {
		time.Sleep(time.Millisecond)
	}
	want("project:2")
	if none, err := out.Listened(t.Context()); err != nil || len(none) > 0 {
		t.Errorf("of no channels %v are listened to, %v", none, err)
	}
}

func stillListened(t *testing.T, b broadcast.Broadcast, channel string) []string {
	t.Helper()
	channels, err := b.Listened(t.Context(), channel)
	if err != nil {
		t.Fatal(err)
	}
	return channels
}

func payloadsAreNotShared(t *testing.T, open Open, _ Features) {
	out, in := open(t)
	l, _ := listen(t, in, "project:1")
	unsubscribe, err := in.Subscribe(t.Context(), "project:1", func(payload []byte) { clear(payload) }, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(unsubscribe)
	const shared = 30
	buffer := make([]byte, 1)
	for i := range shared {
		buffer[0] = 'a' + byte(i%26)
		if err := out.Publish(t.Context(), "project:1", buffer); err != nil {
			t.Fatal(err)
		}
		clear(buffer)
	}
	publish(t, out, "project:1", "end")
	for i, got := range l.until(t, "end")[:shared] {
		if want := string(rune('a' + i%26)); got != want {
			t.Fatalf("message %d is %q, want %q: somebody else's bytes", i, got, want)
		}
	}
}

func emptyPayload(t *testing.T, open Open, _ Features) {
	out, in := open(t)
	l, _ := listen(t, in, "project:1")
	publish(t, out, "project:1", "")
	publish(t, out, "project:1", "end")
	if heard := l.until(t, "end"); len(heard) != 2 || heard[0] != "" {
		t.Errorf("heard %q", heard)
	}
}

func subscribedTwice(t *testing.T, open Open, _ Features) {
	out, in := open(t)
	l, _ := listen(t, in, "project:1")
	unsubscribe, err := in.Subscribe(t.Context(), "project:1", l.hear, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(unsubscribe)
	probe, _ := listen(t, in, "project:1")
	publish(t, out, "project:1", "one")
	probe.until(t, "one")
	l.untilCount(t, 2)
}
