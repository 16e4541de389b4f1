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
	// crowd is how many are at one board, where two cores are ours; few is how many where others have more than half of them,
	// for whom they would wait and not for each other.
	crowd, few = 2000, 500
	// coming is between two who come to the board.
	coming = 3 * time.Millisecond
	// crowdWithin is when all must be back, and atLast on a machine that has no time left meanwhile.
	crowdWithin, atLast = 30 * time.Second, 2 * time.Minute
	// triesEach is how often each may have to try, however slow a machine is: twice for two gateways that die, and as often in
	// vain. Where it takes more, those who come keep each other out.
	triesEach = 4
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
	if share := toBeHad(t, time.Second); share < 0.5 {
		all = all[:few]
		t.Logf("%.0f %% of the machine's time is to be had, for a crowd of %d", 100*share, few)
	}
	d := drillAt(t, apart, dice(t), leisurely)
	l := d.loads[0]
	ctx, leave := context.WithCancel(t.Context())
	var here sync.WaitGroup
	defer here.Wait()
	defer leave()
	for n := range all {
		all[n] = &member{gateways: d.split.gateways, turn: n}
		here.Go(func() { all[n].stay(ctx, l) })
		wait(ctx, coming) // they come one by one, and will come back all at once
	}
	have := func(seq int) func() bool {
		return func() bool {
			return !slices.ContainsFunc(all, func(m *member) bool { return m.seq.Load() <= int64(seq) })
		}
	}
	must(t, atLast, "a crowd is at the board", have(l.end(t).seq))
	came := time.Now()
	must(t, atLast, "all is normal under a crowd", func() bool { return l.normalSince(came) })
	d.calm = time.Now()
	lists, tried := d.rowsRead(), tries(all)
	d.mute = true // how long an answer takes behind so many who come in is not what Q37 bounds
	d.outage("both gateways die under a crowd", func() {
		for _, p := range d.split.gateways {
			p.restart(t)
		}
		began, left, last := time.Now(), leftOver(t), place{}
		if !eventually(atLast, func() (answered bool) {
			var err error
			last, err = l.ends(ctx)
			return err == nil
		}) || !eventually(atLast-time.Since(began), have(last.seq)) {
			t.Errorf("%s after it not everybody is back", atLast)
		}
		took, share := time.Since(began).Round(10*time.Millisecond), left()
		t.Logf("%d were back after %s", len(all), took)
		if took > crowdWithin && share >= noTimeLeft {
			t.Errorf("that is more than %s, of a machine that had %.0f %% of its time left", crowdWithin, 100*share)
		}
	})
	if tried := tries(all) - tried; tried > triesEach*len(all) {
		t.Errorf("%d had to try %d times, more than %d times each", len(all), tried, triesEach)
	}
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

// member is one of a crowd. It goes straight to a gateway, to each in turn, so that a balancer in this process is not what
// everybody waits for; and it checks no more than that its events have no hole.
type member struct {
	gateways []*process
	turn     int

	seq, holes, tries atomic.Int64
}

// Between two tries that fail in a row passes ever more time, as with the web app's, at random: so as not to make a bad moment worse.
const (
	firstPause  = 800 * time.Millisecond
	pauseAtMost = 8 * time.Second
)

func (m *member) stay(ctx context.Context, l *load) {
	last := l.start
	for pause := firstPause; ctx.Err() == nil; pause = min(2*pause, pauseAtMost) {
		m.tries.Add(1)
		m.turn++
		_ = follow(ctx, m.gateways[m.turn%len(m.gateways)].api, l.deployment.writers[2].token(ctx),
			`subscription($p: ID!, $after: String) { taskEvents(projectId: $p, after: $after) { seq cursor } }`,
			vars{"p": l.project, "after": last.cursor}, func(got struct{ TaskEvents event }) {
				e := got.TaskEvents
				m.holes.Add(int64(e.Seq - last.seq - 1))
				last, pause = place{e.Seq, e.Cursor}, firstPause
				m.seq.Store(int64(e.Seq))
			}) // it may end in any way; then it comes back
		wait(ctx, pause/4+rand.N(pause))
	}
}

// tries is how often all have tried to come to the board so far.
func tries(all []*member) (sum int) {
	for _, m := range all {
		sum += int(m.tries.Load())
	}
	return sum
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
