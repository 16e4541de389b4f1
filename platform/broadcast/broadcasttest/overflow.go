package broadcasttest

import (
	"strconv"
	"sync"
	"testing"
	"time"

	"tasklane/platform/broadcast"
)

// stuck subscribes and makes the first call hold, which it is already in when stuck returns, until
// release is called.
func stuck(t *testing.T, out, in broadcast.Broadcast, channel string) (l *listener, release func()) {
	t.Helper()
	l = &listener{change: make(chan struct{}, 1)}
	holding, gate := make(chan struct{}), make(chan struct{})
	var once sync.Once
	unsubscribe, err := in.Subscribe(t.Context(), channel, func(payload []byte) {
		once.Do(func() { close(holding); <-gate })
		l.hear(payload)
	}, l.miss)
	if err != nil {
		t.Fatalf("Subscribe: %v", err)
	}
	t.Cleanup(unsubscribe)
	release = sync.OnceFunc(func() { close(gate) })
	t.Cleanup(release)

	publish(t, out, channel, "hold")
	select {
	case <-holding:
	case <-time.After(patience):
		t.Fatal("the first message was not delivered")
	}
	return l, release
}

func slowSubscriber(t *testing.T, open Open, f Features) {
	out, in := open(t)
	quick, _ := listen(t, in, "project:1")
	stuck(t, out, in, "project:1")
	// More than anybody's queue, each taken by the quick one before the next is sent.
	for i := range f.Queue + 10 {
		publish(t, out, "project:1", strconv.Itoa(i))
		quick.until(t, strconv.Itoa(i))
	}
}

func tooFarBehind(t *testing.T, open Open, f Features) {
	out, in := open(t)
	slow, release := stuck(t, out, in, "project:1")
	behind, _ := listen(t, in, "project:2")
	const over = 5
	for i := range f.Queue + over {
		publish(t, out, "project:1", strconv.Itoa(i))
	}
	// What was published before this one has arrived, and is queued or dropped.
	publish(t, out, "project:2", "behind them")
	behind.until(t, "behind them")
	release()
	// The oldest are kept, so the subscriber sees one hole and not several, and hears of it behind them.
	slow.until(t, strconv.Itoa(f.Queue-1))
	if before := slow.untilHole(t); before != 1+f.Queue {
		t.Errorf("told of the hole after %d messages, want %d", before, 1+f.Queue)
	}
	publish(t, out, "project:1", "end")
	heard := slow.until(t, "end")
	if want := 1 + f.Queue + 1; len(heard) != want {
		t.Errorf("heard %d messages, want %d: the %d beyond the queue are dropped", len(heard), want, over)
	}
}
