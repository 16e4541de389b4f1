package password

import (
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"tasklane/platform/fault"
)

var cheap = Params{MemoryKiB: 64, Passes: 1, Lanes: 1}

// counts is an Observer that adds up.
type counts struct{ hashed, waiting atomic.Int64 }

func (c *counts) Hashed(time.Duration) { c.hashed.Add(1) }
func (c *counts) Waiting(change int)   { c.waiting.Add(int64(change)) }

func hasher(t *testing.T, p Params, parallel, waiting int) *Hasher {
	t.Helper()
	h, err := NewHasher(p, parallel, waiting, &counts{})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestQ49_AHashNamesItsParametersAndHasASaltOfItsOwn(t *testing.T) {
	t.Parallel()
	h := hasher(t, Params{MemoryKiB: 19 * 1024, Passes: 2, Lanes: 1}, 1, 0)
	first, second := h.Hash("correct horse"), h.Hash("correct horse")
	if !strings.HasPrefix(first, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("the hash is %q", first)
	}
	if first == second {
		t.Error("two hashes have one salt")
	}
	for password, want := range map[string]bool{"correct horse": true, "correct horsf": false, "": false} {
		if right, stale, err := h.Verify(password, first); right != want || stale || err != nil {
			t.Errorf("%q: %v, %v, %v", password, right, stale, err)
		}
	}
}

func TestQ49_AHashOfOldParametersIsStale(t *testing.T) {
	t.Parallel()
	old := hasher(t, cheap, 1, 0).Hash("correct horse")
	now := hasher(t, Params{MemoryKiB: 128, Passes: 1, Lanes: 1}, 1, 0)
	if right, stale, err := now.Verify("correct horse", old); !right || !stale || err != nil {
		t.Errorf("%v, %v, %v", right, stale, err)
	}
}

// The vector is of argon2-cffi, the Python binding of the reference implementation.
func TestAHashOfAnotherImplementationIsRead(t *testing.T) {
	t.Parallel()
	const phc = "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
	if right, _, err := hasher(t, cheap, 1, 0).Verify("password", phc); !right || err != nil {
		t.Errorf("%v, %v", right, err)
	}
}

func TestNobodysHashIsNeverRight(t *testing.T) {
	t.Parallel()
	h := hasher(t, cheap, 1, 0)
	for _, password := range []string{"", "correct horse", h.decoy} {
		if right, stale, err := h.Verify(password, ""); right || stale || err != nil {
			t.Errorf("%q: %v, %v, %v", password, right, stale, err)
		}
	}
}

func TestADamagedHashIsAnErrorAndTakesNoMemory(t *testing.T) {
	t.Parallel()
	h := hasher(t, cheap, 1, 0)
	good := h.Hash("correct horse")
	for _, bad := range []string{
		"x", "$argon2id$", strings.Replace(good, "argon2id", "argon2i", 1), strings.Replace(good, "v=19", "v=16", 1),
		strings.Replace(good, "m=64", "m=4294967295", 1), strings.Replace(good, "t=1", "t=0", 1),
		strings.Replace(good, "t=1", "t=4000000000", 1), good[:len(good)-30], good + "$", strings.Replace(good, "p=1", "p=0", 1),
	} {
		if right, _, err := h.Verify("correct horse", bad); right || err == nil {
			t.Errorf("%q: %v, %v", bad, right, err)
		}
	}
}

func TestTheSameLettersAreTheSamePassword(t *testing.T) {
	t.Parallel()
	h := hasher(t, cheap, 1, 0)
	if right, _, err := h.Verify("Ame\u0301lie's secret", h.Hash("Am\u00e9lie's secret")); !right || err != nil {
		t.Errorf("%v, %v", right, err)
	}
}

func TestQ49_SoManyHashesRunAndSoManyWait(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := hasher(t, cheap, 2, 3)
		var inside, most, refused atomic.Int64
		release := make(chan struct{})
		for range 10 {
			go func() {
				leave, err := h.Enter(t.Context())
				if fault.Is(err, fault.RateLimited) {
					refused.Add(1)
					return
				}
				defer leave()
				most.Store(max(most.Load(), inside.Add(1)))
				<-release
				inside.Add(-1)
			}()
		}
		synctest.Wait()
		seen := h.observer.(*counts)
		if inside.Load() != 2 || refused.Load() != 5 || seen.waiting.Load() != 3 {
			t.Errorf("%d run, %d wait and %d are refused, want 2, 3 and 5", inside.Load(), seen.waiting.Load(), refused.Load())
		}
		close(release)
		synctest.Wait()
		if most.Load() > 2 {
			t.Errorf("%d ran at once", most.Load())
		}
		if leave, err := h.Enter(t.Context()); err != nil {
			t.Errorf("afterwards: %v", err)
		} else {
			leave()
		}
	})
}

func TestWhoGoesAwayLeavesTheQueue(t *testing.T) {
	t.Parallel()
	h := hasher(t, cheap, 1, 1)
	leave, err := h.Enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for range 5 {
		if _, err := h.Enter(gone); !fault.Is(err, fault.RateLimited) {
			t.Errorf("got %v", err)
		}
	}
	leave()
	leave, err = h.Enter(t.Context())
	if err != nil {
		t.Fatalf("the queue is still full: %v", err)
	}
	leave()
}
