package main

import "time"

// receipt is an event that a subscriber received.
type receipt struct {
	seq int64
	at  time.Duration
}

// tally is what became of the events that one subscriber should have received.
type tally struct {
	took           []time.Duration // from sending the change to the first receipt of its event
	lost, repeated int
	disordered     int // came after a later one
}

// count goes through what a subscriber received, in the order of receipt. sent holds when the change behind event
// base+1, base+2, ... was sent; other events don't count.
func count(received []receipt, base int64, sent []time.Duration) (t tally) {
	seen := make([]bool, len(sent))
	latest := base
	for _, r := range received {
		n := r.seq - base - 1
		if n < 0 || n >= int64(len(sent)) {
			continue
		}
		if seen[n] {
			t.repeated++
			continue
		}
		seen[n] = true
		if r.seq < latest {
			t.disordered++
		}
		latest = max(latest, r.seq)
		t.took = append(t.took, r.at-sent[n])
	}
	t.lost = len(sent) - len(t.took)
	return t
}
