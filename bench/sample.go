package main

import (
	"slices"
	"time"
)

// sample is a set of durations. quantile sorts it; nothing may be added afterwards.
type sample struct {
	all    []time.Duration
	sorted bool
}

func (s *sample) add(d ...time.Duration) {
	s.all = append(s.all, d...)
	s.sorted = false
}

func (s *sample) count() int { return len(s.all) }

// quantile is the smallest duration that at least the share q of all does not exceed (nearest rank), 0 for none.
func (s *sample) quantile(q float64) time.Duration {
	if len(s.all) == 0 {
		return 0
	}
	if !s.sorted {
		slices.Sort(s.all)
		s.sorted = true
	}
	rank := int(q * float64(len(s.all)))
	if float64(rank) < q*float64(len(s.all)) {
		rank++
	}
	return s.all[min(max(rank, 1), len(s.all))-1]
}

func (s *sample) p50() time.Duration { return s.quantile(0.50) }
func (s *sample) p99() time.Duration { return s.quantile(0.99) }
