package broadcasttest

import (
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"tasklane/platform/broadcast"
)

// patience is how long a test waits for what must come; a test that passes never waits this long.
const patience = 10 * time.Second

// listener keeps what it hears and lets a test wait for it.
type listener struct {
	mu     sync.Mutex
	heard  []string
	holes  []int // how much had been heard when a hole was told
	change chan struct{}
}

func listen(t *testing.T, b broadcast.Broadcast, channel string) (l *listener, unsubscribe func()) {
	t.Helper()
	l = &listener{change: make(chan struct{}, 1)}
	unsubscribe, err := b.Subscribe(t.Context(), channel, l.hear, l.miss)
	if err != nil {
		t.Fatalf("Subscribe: %v", err)
	}
	t.Cleanup(unsubscribe)
	return l, unsubscribe
}

func (l *listener) hear(payload []byte) {
	l.mu.Lock()
	l.heard = append(l.heard, string(payload))
	l.mu.Unlock()
	l.changed()
}

func (l *listener) miss() {
	l.mu.Lock()
	l.holes = append(l.holes, len(l.heard))
	l.mu.Unlock()
	l.changed()
}

func (l *listener) changed() {
	select {
	case l.change <- struct{}{}:
	default:
	}
}

func (l *listener) all() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return slices.Clone(l.heard)
}

// until waits for a message and gives everything heard up to now.
func (l *listener) until(t *testing.T, last string) []string {
	t.Helper()
	return l.wait(t, strconv.Quote(last), func(heard []string) bool { return slices.Contains(heard, last) })
}

// untilHole waits until a hole is told, and gives how much had been heard before it.
func (l *listener) untilHole(t *testing.T) int {
	t.Helper()
	before := 0
	l.wait(t, "of a hole", func([]string) bool {
		l.mu.Lock()
		defer l.mu.Unlock()
		if len(l.holes) == 0 {
			return false
		}
		before = l.holes[0]
		return true
	})
	return before
}

// untilCount waits for so many messages.
func (l *listener) untilCount(t *testing.T, n int) {
	t.Helper()
	l.wait(t, strconv.Itoa(n)+" messages", func(heard []string) bool { return len(heard) >= n })
}

func (l *listener) wait(t *testing.T, what string, enough func(heard []string) bool) []string {
	t.Helper()
	deadline := time.After(patience)
	for {
		if heard := l.all(); enough(heard) {
			return heard
		}
		select {
		case <-l.change:
		case <-deadline:
			t.Fatalf("%s not heard; heard %d messages: %.200q", what, len(l.all()), l.all())
		}
	}
}

func publish(t *testing.T, b broadcast.Broadcast, channel, payload string) {
	t.Helper()
	if err := b.Publish(t.Context(), channel, []byte(payload)); err != nil {
		t.Fatalf("Publish: %v", err)
	}
}
