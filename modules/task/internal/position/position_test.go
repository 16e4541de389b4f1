package position_test

import (
	"math/rand/v2"
	"slices"
	"sort"
	"testing"

	"tasklane/modules/task/internal/position"
)

func must(t *testing.T) func(string, error) string {
	return func(key string, err error) string {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return key
	}
}

func TestAppendingDoesNotLengthenKeys(t *testing.T) {
	t.Parallel()
	key := ""
	for i := range 300_000 {
		next := must(t)(position.After(key))
		if next <= key {
			t.Fatalf("%q comes after %q", next, key)
		}
		if key = next; len(key) > 4+1 {
			t.Fatalf("key %d has grown to %q", i, key)
		}
	}
}

func TestPrependingDoesNotLengthenKeys(t *testing.T) {
	t.Parallel()
	key := ""
	for i := range 20_000 {
		next := must(t)(position.Between("", key))
		if key != "" && next >= key {
			t.Fatalf("%q comes before %q", next, key)
		}
		if key = next; len(key) > 4 {
			t.Fatalf("key %d has grown to %q", i, key)
		}
	}
}

func TestOrderIsKeptWhereverKeysAreInserted(t *testing.T) {
	t.Parallel()
	for seed := range uint64(20) {
		random := rand.New(rand.NewPCG(seed, 1))
		var keys []string
		for range 400 {
			at := random.IntN(len(keys) + 1)
			if seed%2 == 0 { // half of the lists are filled at one place
				at = len(keys) / 2
			}
			a, b := "", ""
			if at > 0 {
				a = keys[at-1]
			}
			if at < len(keys) {
				b = keys[at]
			}
			key := must(t)(position.Between(a, b))
			if !position.Valid(key) || (a != "" && key <= a) || (b != "" && key >= b) {
				t.Fatalf("seed %d: %q between %q and %q", seed, key, a, b)
			}
			keys = slices.Insert(keys, at, key)
		}
		if !sort.StringsAreSorted(keys) {
			t.Fatalf("seed %d: not in order", seed)
		}
	}
}

func TestOneNumberHasOneKey(t *testing.T) {
	t.Parallel()
	for _, bad := range []string{"", "a", "0", "a0 ", "a00", "a0V0", "b1", "é0", "a0-", "Y1", "a\x00"} {
		if position.Valid(bad) {
			t.Errorf("%q is taken for a key", bad)
		}
		if _, err := position.After(bad); err == nil && bad != "" {
			t.Errorf("a key was made behind %q", bad)
		}
	}
}

func TestThereIsNothingBetweenKeysOutOfOrder(t *testing.T) {
	t.Parallel()
	for _, pair := range [][2]string{{"a1", "a0"}, {"a0", "a0"}, {"a0V", "a0V"}, {"b00", "a0"}} {
		if key, err := position.Between(pair[0], pair[1]); err == nil {
			t.Errorf("%q between %q and %q", key, pair[0], pair[1])
		}
	}
}

func TestSpreadIsEvenAndShort(t *testing.T) {
	t.Parallel()
	keys, err := position.Spread("a0", "a1", 128)
	if err != nil {
		t.Fatal(err)
	}
	for i, k := range keys {
		if len(k) > 4 || k <= "a0" || k >= "a1" || (i > 0 && k <= keys[i-1]) {
			t.Fatalf("key %d is %q after %q", i, k, keys[max(0, i-1)])
		}
	}
	if none, err := position.Spread("a0", "a1", 0); err != nil || len(none) != 0 {
		t.Errorf("no keys: %v, %v", none, err)
	}
}

func TestKeysFitAtBothEndsOfWhatCanBeWritten(t *testing.T) {
	t.Parallel()
	last := "z" + string(slices.Repeat([]byte("z"), 26))
	if key := must(t)(position.After(last)); key <= last || !position.Valid(key) {
		t.Errorf("%q behind the last integer", key)
	}
	first := "A" + string(slices.Repeat([]byte("0"), 26))
	if key := must(t)(position.Between("", first+"V")); key >= first+"V" || !position.Valid(key) {
		t.Errorf("%q before the first integer", key)
	}
}

func TestARunOfLongKeysBecomesShort(t *testing.T) {
	t.Parallel()
	keys := []string{"a0", "a1", "a2", "a3"}
	at := 2
	for len(keys[at-1]) <= position.Long { // always at one place: behind the one that was put there last
		keys = slices.Insert(keys, at, must(t)(position.Between(keys[at-1], keys[at])))
		at++
	}
	long := at - 1
	sight := func(i int) (from, to int) { return max(0, i-position.Sight), min(len(keys), i+position.Sight) }
	from, to := sight(long)
	first, fresh, err := position.Run(slices.Clone(keys[from:to]), long-from)
	if err != nil {
		t.Fatal(err)
	}
	if len(fresh) > position.MaxRun {
		t.Errorf("a run of %d keys", len(fresh))
	}
	copy(keys[from+first:], fresh)
	if !sort.StringsAreSorted(keys) || len(slices.Compact(slices.Clone(keys))) != len(keys) {
		t.Error("the run is not in order any more")
	}
	if n := len(keys[long]); n > position.Long/2 {
		t.Errorf("the key still has %d characters", n)
	}
}

func FuzzBetween(f *testing.F) {
	f.Add("a0", "a1")
	f.Add("Zz", "a0V")
	f.Add("", "A00000000000000000000000000V")
	f.Add("zzzzzzzzzzzzzzzzzzzzzzzzzzz", "")
	f.Fuzz(func(t *testing.T, a, b string) {
		if len(a) > 200 || len(b) > 200 {
			return
		}
		key, err := position.Between(a, b)
		sound := (a == "" || position.Valid(a)) && (b == "" || position.Valid(b)) && (a == "" || b == "" || a < b)
		if (err == nil) != sound {
			t.Fatalf("between %q and %q: %q, %v", a, b, key, err)
		}
		if err == nil && (!position.Valid(key) || key <= a || (b != "" && key >= b)) {
			t.Fatalf("%q between %q and %q", key, a, b)
		}
	})
}

func BenchmarkAfter(b *testing.B) {
	for b.Loop() {
		_, _ = position.After("c4qz")
	}
}
