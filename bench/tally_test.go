package main

import (
	"slices"
	"testing"
	"time"
)

func TestEventsAreCountedOnce(t *testing.T) {
	t.Parallel()
	sent := []time.Duration{10, 20, 30} // behind events 8, 9 and 10
	for name, c := range map[string]struct {
		received []receipt
		want     tally
	}{
		"all":                       {[]receipt{{7, 1}, {8, 11}, {9, 22}, {10, 33}}, tally{took: []time.Duration{1, 2, 3}}},
		"one lost":                  {[]receipt{{8, 11}, {10, 33}}, tally{took: []time.Duration{1, 3}, lost: 1}},
		"the last lost":             {[]receipt{{8, 11}, {9, 22}}, tally{took: []time.Duration{1, 2}, lost: 1}},
		"one twice":                 {[]receipt{{8, 11}, {8, 12}, {9, 22}, {10, 33}}, tally{took: []time.Duration{1, 2, 3}, repeated: 1}},
		"two swapped":               {[]receipt{{9, 21}, {8, 22}, {10, 33}}, tally{took: []time.Duration{1, 12, 3}, disordered: 1}},
		"earlier and later ones":    {[]receipt{{6, 0}, {8, 11}, {9, 22}, {10, 33}, {11, 44}}, tally{took: []time.Duration{1, 2, 3}}},
		"nothing that should be it": {[]receipt{{7, 1}}, tally{lost: 3}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := count(c.received, 7, sent)
			if !slices.Equal(got.took, c.want.took) || got.lost != c.want.lost || got.repeated != c.want.repeated || got.disordered != c.want.disordered {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
}

func TestTheNumberOfAnEventIsFoundInItsMessage(t *testing.T) {
	t.Parallel()
	seq, err := seqOf([]byte(`{"id":"1","type":"next","payload":{"data":{"taskEvents":{"seq":1042,"type":"TASK_UPDATED"}}}}`))
	if err != nil || seq != 1042 {
		t.Errorf("got %d, %v", seq, err)
	}
	for _, message := range []string{
		`{"id":"1","type":"complete"}`,
		`{"id":"1","type":"error","payload":[{"message":"no"}]}`,
		`{"id":"1","type":"next","payload":{"data":{"taskEvents":{"seq":7,"actor":null}},"errors":[{"message":"no"}]}}`,
	} {
		if seq, err := seqOf([]byte(message)); err == nil {
			t.Errorf("%s counts as event %d", message, seq)
		}
	}
}
