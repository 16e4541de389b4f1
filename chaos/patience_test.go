package chaos

import (
	"testing"
	"time"
)

// TestRedisAndWhatTakesLonger has one deployment wait most of a minute while the other has its faults.
func TestRedisAndWhatTakesLonger(t *testing.T) {
	where(t, anywhere)
	t.Run("Q33_ASocketWhoseClientIsUnreachableIsFreed", func(t *testing.T) {
		t.Parallel()
		exercise(t, alone, halfOpen)
	})
	t.Run("Redis", func(t *testing.T) {
		t.Parallel()
		for _, fault := range withoutRedis {
			t.Run(fault.name, func(t *testing.T) { exercise(t, apart, fault.do) })
		}
	})
}

// halfOpen has nothing get through to a subscriber any more, nor from it; neither end is told.
func halfOpen(d *drill) {
	const freedWithin = 60 * time.Second
	p := d.single.processes[0]
	sockets := func() float64 { return p.metric(d, "tasklane_sockets_open") }
	before := sockets()
	way := newProxy(d, "the single process", p.api)
	s, err := dial(d.Context(), way.Listen, d.single.reader.token(d.Context()), `subscription($p: ID!) { taskEvents(projectId: $p) { seq } }`, vars{"p": d.loads[0].project})
	if err != nil {
		d.Fatal(err)
	}
	defer s.close()
	if err := s.next(d.Context(), nil); err != nil {
		d.Fatal(err)
	}
	if now := sockets(); now != before+1 {
		d.Errorf("a socket more makes %v of %v", now, before)
	}
	d.unnoticed("a client is unreachable", func() {
		way.poison(swallow(), swallow())
		began := time.Now()
		if !eventually(freedWithin, func() bool { return sockets() == before }) {
			d.Errorf("%s later there are %v sockets, with %v before", freedWithin, sockets(), before)
		}
		d.Logf("the socket was freed after %s", time.Since(began).Round(time.Second))
	})
}
