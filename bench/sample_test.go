package main

import (
	"testing"
	"time"
)

func TestQuantilesAreNearestRanks(t *testing.T) {
	t.Parallel()
	hundred := make([]time.Duration, 100)
	for n := range hundred {
		hundred[n] = time.Duration(100-n) * time.Millisecond // in the wrong order
	}
	for name, c := range map[string]struct {
		all  []time.Duration
		q    float64
		want time.Duration
	}{
		"none":                  {nil, 0.99, 0},
		"one":                   {hundred[:1], 0.5, 100 * time.Millisecond},
		"median of a hundred":   {hundred, 0.50, 50 * time.Millisecond},
		"p99 of a hundred":      {hundred, 0.99, 99 * time.Millisecond},
		"the greatest":          {hundred, 1, 100 * time.Millisecond},
		"the smallest":          {hundred, 0, 1 * time.Millisecond},
		"between two ranks: up": {hundred[:4], 0.51, 99 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var s sample
			s.add(c.all...)
			if got := s.quantile(c.q); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestASampleIsSortedAnewAfterAdding(t *testing.T) {
	t.Parallel()
	var s sample
	s.add(3, 1)
	if got := s.p50(); got != 1 {
		t.Fatalf("median %d, want 1", got)
	}
	s.add(-5, -4)
	if got := s.p50(); got != -4 {
		t.Errorf("median %d after adding, want -4", got)
	}
}
