package app

import (
	"testing"
	"time"
)

func TestQ51_TheWaitDoublesToItsMost(t *testing.T) {
	t.Parallel()
	l := Limit{Free: 3, Base: time.Second, Max: time.Minute, Drain: time.Minute}
	now := time.Unix(1_000_000, 0)
	for failures, want := range map[int64]time.Duration{
		0: 0, 2: 0, 3: time.Second, 4: 2 * time.Second, 8: 32 * time.Second, 9: time.Minute, 70: time.Minute, 1 << 62: time.Minute,
	} {
		if got := l.wait(Tally{Failures: failures, Last: now}, now); got != want {
			t.Errorf("after %d failures the wait is %v, want %v", failures, got, want)
		}
	}
	if got := l.wait(Tally{Failures: 4, Last: now}, now.Add(1500*time.Millisecond)); got != 500*time.Millisecond {
		t.Errorf("half a second is left, not %v", got)
	}
}

func TestFailuresAreForgottenOneByOne(t *testing.T) {
	t.Parallel()
	l := Limit{Free: 3, Base: time.Second, Max: time.Minute, Drain: time.Minute}
	now := time.Unix(1_000_000, 0)
	t0 := Tally{Failures: 4, Last: now}
	for later, want := range map[time.Duration]int64{0: 5, 59 * time.Second: 5, 2 * time.Minute: 3, 24 * time.Hour: 1} {
		if got := l.plusOne(t0, now.Add(later)); got.Failures != want || !got.Last.Equal(now.Add(later)) {
			t.Errorf("after %v: %+v, want %d", later, got, want)
		}
	}
	if got := l.plusOne(t0, now.Add(-time.Hour)); got.Failures != 5 || !got.Last.Equal(now) {
		t.Errorf("a clock that is behind: %+v", got)
	}
}

func TestKeysHideWhatTheyCount(t *testing.T) {
	t.Parallel()
	a, b := keyOf("account", "ada@example.com"), keyOf("account", "ada@example.co", "m")
	if a == b || len(a) != 64 {
		t.Errorf("%q, %q", a, b)
	}
}
