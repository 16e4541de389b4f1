package chaos

import (
	"context"
	"math/rand/v2"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

const (
	// crowd is how many are at one board, of two cores that are free; few is how many when something else keeps them busy, with
	// which they would wait for their turn and not for each other.
	crowd, few = 2000, 500
	// coming is between two who come to the board.
	coming = 3 * time.Millisecond
	// crowdWithin is when all must be back.
	crowdWithin = 30 * time.Second
	// leisurely is between two operations of a writer: each is read by all.
	leisurely = 600 * time.Millisecond
	// rowsEach is how many rows may be read of the database for each who comes back: one list's.
	rowsEach = 100
)

// TestQ37_ACrowdThatComesBackAtOnceIsBackSoon kills both gateways under a crowd of sockets, each of which comes back with its
// last place.
func TestQ37_ACrowdThatComesBackAtOnceIsBackSoon(t *testing.T) {
	where(t, apart)
	all := make([]*member, crowd)
	left := leftOver(t)
	wait(t.Context(), time.Second)
	if share := left(); share < 0.5 {
		all = all[:few]
		t.Logf("the machine has %.0f %% of its time left, for a crowd of %d", 100*share, few)
	}
	d := drillAt(t, apart, dice(t), leisurely)
	l := d.loads[0]
	ctx, leave := context.WithCancel(t.Context())
	var here sync.WaitGroup
	defer here.Wait()
	defer leave()
	for n := range all {
		all[n] = &member{}
		here.Go(func() { all[n].stay(ctx, l) })
		wait(ctx, coming) // they come one by one, and will come back all at once
	}
	have := func(seq int) func() bool {
		return func() bool {
			return !slices.ContainsFunc(all, func(m *member) bool { return m.seq.Load() <= int64(seq) })
		}
	}
	must(t, crowdWithin, "a crowd is at the board", have(l.end(t).seq))
	came := time.Now()
	must(t, crowdWithin, "all is normal under a crowd", func() bool { return l.normalSince(came) })
	d.calm = time.Now()
	lists := d.rowsRead()
	d.mute = true // how long an answer takes behind so many who come in is not what Q37 bounds
	d.outage("both gateways die under a crowd", func() {
		for _, p := range d.split.gateways {
			p.restart(t)
		}
		began, last := time.Now(), place{}
		if !eventually(crowdWithin, func() (answered bool) {
			var err error
			last, err = l.ends(ctx)
			return err == nil
		}) || !eventually(crowdWithin-time.Since(began), have(last.seq)) {
			t.Errorf("%s after it not everybody is back", crowdWithin)
		}
		t.Logf("%d were back after %s", len(all), time.Since(began).Round(10*time.Millisecond))
	})
	// Who comes back with a place gets what was missed, and does not read the board.
	if each := (d.rowsRead() - lists) / len(all); each > rowsEach {
		t.Errorf("the database has read %d rows for each who came back", each)
	}
	for _, m := range all {
		if m.holes.Load() > 0 {
			t.Fatalf("somebody of the crowd has missed %d events", m.holes.Load())
		}
	}
	leave()
	d.verify()
}

// member is one of a crowd; it checks no more than that its events have no hole.
type member struct{ seq, holes atomic.Int64 }

func (m *member) stay(ctx context.Context, l *load) {
	last := l.start
	for ctx.Err() == nil {
		_ = follow(ctx, l.deployment.door, l.deployment.writers[2].token(ctx),
			`subscription($p: ID!, $after: String) { taskEvents(projectId: $p, after: $after) { seq cursor } }`,
			vars{"p": l.project, "after": last.cursor}, func(got struct{ TaskEvents event }) {
				e := got.TaskEvents
				m.holes.Add(int64(e.Seq - last.seq - 1))
				last = place{e.Seq, e.Cursor}
				m.seq.Store(int64(e.Seq))
			}) // it may end in any way; then it comes back
		wait(ctx, comingBack+rand.N(time.Second)) // as clients do, so as not to make a bad moment worse
	}
}

// rowsRead counts the rows that the cluster's database has read so far.
func (d *drill) rowsRead() int {
	d.Helper()
	n, err := strconv.Atoi(d.postgres.query(d, "postgres", "SELECT tup_fetched FROM pg_stat_database WHERE datname = 'split'"))
	if err != nil {
		d.Fatal(err)
	}
	return n
}
