package chaos

import (
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestQ2_Q21_AKilledProcessLosesNothing(t *testing.T)    { exercise(t, anywhere, killEach) }
func TestQ2_Q21_AModuleThatIsGoneLosesNothing(t *testing.T) { exercise(t, apart, killModules) }
func TestQ22_FrozenProcessesAreSurvived(t *testing.T)       { exercise(t, anywhere, freezeModules) }
func TestQ20_ARollingRestartIsNotNoticed(t *testing.T)      { exercise(t, apart, rollEach) }

// TestQ1_Q6_WithoutFaultsNothingIsLost is what the others are measured by, and goes through more operations than they do.
// Two processes publish and two consume.
func TestQ1_Q6_WithoutFaultsNothingIsLost(t *testing.T) {
	const many = 2000
	// Much, and not all that the machine can do: boards are behind a flood that does not end.
	d := drillAt(t, anywhere, dice(t), 15*time.Millisecond)
	d.unnoticed("nothing", func() {
		for _, l := range d.loads {
			must(t, 5*time.Minute, "2000 operations", func() bool { return l.ledger.acknowledged() >= many })
		}
	})
	for _, l := range d.loads {
		l.rest()
		if l.deployment == d.split.deployment {
			l.isPublished(t, d.broker)
		}
	}
	d.verify()
}

const (
	// down is how long what was killed stays away: long enough that everybody has noticed.
	down = 1500 * time.Millisecond
	// frozen is longer than any answer may take.
	frozen = answersWithin + 500*time.Millisecond
)

// killEach kills one process of each module in mid-work, and the single process with one of them.
func killEach(d *drill) {
	for _, l := range d.loads {
		for _, processes := range l.deployment.modules {
			p := processes[d.random.IntN(len(processes))]
			d.outage("kill -9 of the "+p.name, func() {
				p.kill()
				wait(d.Context(), down)
				p.start(d)
			})
			d.inboxesCatchUp()
		}
	}
}

// killModules kills all processes of a module at once; and then twice in a row, so that the second time hits what is on
// its way back. For a consumer group that is the worst moment: Kafka does not see that somebody dies who is waiting to be let in.
func killModules(d *drill) {
	for _, processes := range d.split.modules {
		d.outage(fmt.Sprintf("kill -9 of the %s and the other one", processes[0].name), func() { d.killAll(processes) })
		d.inboxesCatchUp()
		d.outage("twice in a row", func() {
			d.killAll(processes)
			d.killAll(processes)
		})
		d.inboxesCatchUp()
	}
}

// killAll kills them and brings them back a moment later.
func (d *drill) killAll(processes []*process) {
	d.Helper()
	for _, p := range processes {
		p.kill()
	}
	wait(d.Context(), time.Duration(d.random.IntN(500))*time.Millisecond)
	for _, p := range processes {
		p.launch(d)
	}
	for _, p := range processes {
		p.getsReady(d)
	}
}

// freezeModules stops all processes of a module for a while, of the gateways one: somebody must be there to answer.
func freezeModules(d *drill) {
	before := d.resources()
	for i, processes := range d.split.modules {
		what := "SIGSTOP of the " + processes[0].name + " and the other one"
		if i == len(d.split.modules)-1 {
			processes = append(processes[:1:1], d.single.processes...)
			what = "SIGSTOP of the " + processes[0].name + " and the single process"
			d.mute = true
		}
		d.outage(what, func() {
			for _, p := range processes {
				defer p.freeze(d)()
			}
			var telling sync.WaitGroup
			if module, called := moduleOf(processes[0]); called {
				for _, p := range d.split.gateways {
					telling.Go(func() {
						if !eventually(normalWithin, func() bool { return p.lacks(module, true) }) {
							d.Errorf("the %s does not say that it is without the %s", p.name, module)
						}
					})
				}
			}
			wait(d.Context(), frozen)
			telling.Wait()
		})
		d.inboxesCatchUp()
	}
	d.nothingLeaks(before)
}

// moduleOf is how the gateways call what the process runs; they do not call gateways.
func moduleOf(p *process) (name string, called bool) {
	module, _, _ := strings.Cut(p.name, " ")
	return module + " module", module != "gateway"
}

// rollEach restarts every process as an orchestrator does.
func rollEach(d *drill) {
	d.unnoticed("a rolling restart", func() {
		for _, processes := range d.split.modules {
			for _, p := range processes {
				p.roll(d)
			}
		}
	})
	for _, l := range d.loads {
		for _, s := range l.subscribers {
			if s.absence > 5*time.Second {
				d.Errorf("subscriber %s was away for %s", s.person.name, s.absence)
			}
		}
	}
}
