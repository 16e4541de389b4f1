package chaos

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
)

// drill is one test: people at work while something breaks.
type drill struct {
	*testing.T
	*world

	random *rand.Rand
	loads  []*load
	// calm is since when nothing may fail.
	calm time.Time
	// mended is when the latest outage has ended.
	mended time.Time
	// mute says that who should answer is stopped or has 2,000 others to see to, until the end of the outage.
	mute bool
}

const (
	// normalWithin is what all may take to work as before, from the end of a fault.
	normalWithin = 10 * time.Second
	// answersWithin is what any answer may take, the calls' time-out and what a busy machine adds.
	answersWithin = 5*time.Second + 2500*time.Millisecond
	// warm is how many operations must have been acknowledged before something breaks.
	warm = 20
	// busy is between two operations of one of many people at work.
	busy = 40 * time.Millisecond
)

// drillAt puts people to work at the deployments.
func drillAt(t *testing.T, at site, random *rand.Rand, pace time.Duration) *drill {
	t.Helper()
	d := &drill{T: t, world: where(t, at), random: random, calm: time.Now()}
	t.Cleanup(d.explain)
	if at != apart {
		d.loads = append(d.loads, begin(t, d.single, d.random, pace))
	}
	if at != alone {
		d.loads = append(d.loads, begin(t, d.split.deployment, d.random, pace))
	}
	for _, l := range d.loads {
		must(t, time.Minute, "people work at "+l.deployment.name, func() bool { return l.ledger.acknowledged() >= warm })
	}
	return d
}

// outage breaks something: do returns when it is mended. Meanwhile requests may fail, with a clean error and in time;
// soon after it all must be as before.
func (d *drill) outage(what string, do func()) {
	d.Helper()
	d.isCalm(what)
	began, left := time.Now(), leftOver(d)
	do()
	d.mended = time.Now()
	d.becomesNormal(what, d.mended)
	d.answersInTime(what, began, left())
	d.Logf("%s: lasted %s, all was normal %s after it; %s", what,
		d.mended.Sub(began).Round(10*time.Millisecond), d.calm.Sub(d.mended).Round(10*time.Millisecond), d.toll(began))
}

// unnoticed breaks something that nobody may notice: not one request fails.
func (d *drill) unnoticed(what string, do func()) {
	d.Helper()
	d.isCalm(what)
	began := time.Now()
	do()
	mended := time.Now()
	d.becomesNormal(what, mended)
	d.calm = began
	d.isCalm(what)
	d.calm = mended
	d.Logf("%s: lasted %s, nothing failed; %s", what, mended.Sub(began).Round(10*time.Millisecond), d.toll(began))
}

// toll counts what failed since then.
func (d *drill) toll(began time.Time) string {
	var counts []string
	for _, l := range d.loads {
		all := l.ledger.since(began)
		failed := 0
		for _, a := range all {
			if a.err != nil {
				failed++
			}
		}
		resyncs, absence, behind := 0, time.Duration(0), time.Duration(0)
		for _, s := range l.subscribers {
			behind = max(behind, s.behind(all))
			s.mu.Lock()
			resyncs, absence = resyncs+s.resyncs, max(absence, s.absence)
			s.mu.Unlock()
		}
		counts = append(counts, fmt.Sprintf("%s: %d of %d requests failed, subscribers were away for %s and heard of something %s after its answer at most, %d were told to read anew",
			l.deployment.name, failed, len(all), absence.Round(time.Millisecond), behind.Round(time.Millisecond), resyncs))
	}
	return strings.Join(counts, "; ")
}

// shown is how many differences of a kind are worth reading.
const shown = 20

// verify ends the work and holds what is there against what was acknowledged.
func (d *drill) verify() {
	d.Helper()
	d.isCalm("in the end")
	for _, l := range d.loads {
		l.rest()
		for _, p := range l.deployment.processes {
			if p.ended() {
				d.Errorf("the %s has ended by itself:\n%s", p.name, p.log.tail(60))
				p.start(d)
			}
		}
		found := l.differences(d.Context())
		if len(found) > shown {
			found = append(found[:shown], fmt.Sprintf("and %d more", len(found)-shown))
		}
		if len(found) > 0 {
			d.Errorf("seed %d: at %s the oracle differs:\n\t%s", *seed, l.deployment.name, strings.Join(found, "\n\t"))
		}
		d.Logf("%s: %d operations acknowledged; the inbox had everything %s after the last", l.deployment.name, l.ledger.acknowledged(), l.settled.Round(10*time.Millisecond))
		l.stop()
	}
}

// explain shows, after a failure, what it takes to understand and to repeat it.
func (d *drill) explain() {
	if !d.Failed() {
		return
	}
	d.Logf("seed %d", *seed)
	for _, l := range d.loads {
		for _, p := range l.deployment.processes {
			if wrong := slices.Concat(p.log.with("level=ERROR", 5), p.log.with("level=WARN", 5), p.log.with("panic", 5)); len(wrong) > 0 {
				d.Logf("%s says:\n\t%s", p.name, strings.Join(wrong, "\n\t"))
			}
		}
	}
}
