package chaos

import (
	"context"
	"testing"
	"time"
)

// eventually waits for a condition and says whether it came.
func eventually(within time.Duration, is func() bool) bool {
	const every = 20 * time.Millisecond
	tick, timeout := time.NewTicker(every), time.NewTimer(within)
	defer tick.Stop()
	defer timeout.Stop()
	for !is() {
		select {
		case <-tick.C:
		case <-timeout.C:
			return is()
		}
	}
	return true
}

// must waits for a condition without which the test cannot go on.
func must(t testing.TB, within time.Duration, what string, is func() bool) {
	t.Helper()
	if !eventually(within, is) {
		t.Fatalf("waited %s in vain: %s", within, what)
	}
}

// wait lets time pass: a fault lasts.
func wait(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
