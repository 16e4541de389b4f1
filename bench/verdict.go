package main

import (
	"fmt"
	"math"
	"time"
)

// targets are what one deployment is held against.
type targets struct {
	rate      map[workload]float64 // times the reference's
	p99       float64              // the share of the reference's that it may take
	idle      float64              // MiB at rest, of a process
	coldStart time.Duration        // to ready, on existing data
}

var targetsOf = map[string]targets{
	sqlite: {
		rate: map[workload]float64{createSpread: 4, createOne: 4, listTasks: 4, updateStatus: 4},
		p99:  1.0 / 4, idle: 40, coldStart: 100 * time.Millisecond,
	},
	postgres: {
		rate: map[workload]float64{createSpread: 3, createOne: 1.5, listTasks: 3, updateStatus: 3},
		p99:  1.0 / 3, idle: 50, coldStart: 150 * time.Millisecond,
	},
	split: {
		rate: map[workload]float64{createSpread: 1.5, createOne: 1.2, listTasks: 2, updateStatus: 1.5},
		p99:  2.0 / 3, idle: 45, coldStart: 250 * time.Millisecond,
	},
}

// Targets that are the same for every deployment.
const (
	targetDelivery     = 100 * time.Millisecond // p99 to 2,000 subscribers
	targetDeliveryCost = 0.03                   // CPU seconds for 1,000 deliveries to 2,000 subscribers
	targetSubscriber   = 30.0                   // KiB of an idle subscriber
	targetBinary       = 50.0                   // MB
	targetGrowth       = 0.30                   // how much longer a project of many tasks may take
	targetConnections  = 16
	targetSubscribers  = 2_000
	targetDistance     = 1.5 // how many times as long one task may take when it is asked for from process to process
)

// verdict is one target and how it was met.
type verdict struct {
	deployment, what string
	target           string
	reference        string // on this machine; empty when the target is absolute
	result           string
	ratio            string // result : reference, or result : target
	met              bool
}

// judge holds what was measured against the targets. Without limits of PostgreSQL the references cannot be carried
// over to this machine, and the targets that lean on them are left out.
func judge(r deploymentResult, machine limits) (verdicts []verdict) {
	t := targetsOf[r.name]
	add := func(v verdict) {
		v.deployment = r.name
		verdicts = append(verdicts, v)
	}
	for _, l := range r.loads {
		reference, has := references[l.work]
		if l.connections != targetConnections || machine == (limits{}) || !has {
			continue
		}
		scaled := reference.on(machine, l.work)
		ratio := l.rate / scaled.rate
		add(verdict{
			what: string(l.work), target: fmt.Sprintf("≥ %g × reference, 0 errors", t.rate[l.work]),
			reference: fmt.Sprintf("%.0f/s", scaled.rate), result: fmt.Sprintf("%.0f/s, %d errors", l.rate, l.errors),
			ratio: fmt.Sprintf("%.2f", ratio), met: ratio >= t.rate[l.work] && l.errors == 0,
		})
		share := float64(l.took.p99()) / float64(scaled.p99)
		add(verdict{
			what: string(l.work) + ", p99", target: fmt.Sprintf("≤ %.2f × reference", t.p99),
			reference: millis(scaled.p99), result: millis(l.took.p99()), ratio: fmt.Sprintf("%.2f", share), met: share <= t.p99,
		})
	}
	for _, f := range r.fanOuts {
		if f.subscribers == targetSubscribers {
			judgeFanOut(f, add)
		}
	}
	for _, g := range r.growth {
		add(verdict{
			what:   fmt.Sprintf("%s: %d tasks against %d", g.what, g.manyTasks, g.fewTasks),
			target: fmt.Sprintf("± %.0f %%", targetGrowth*100),
			result: fmt.Sprintf("%s against %s", millis(g.many), millis(g.few)), ratio: fmt.Sprintf("%.2f", g.ratio()),
			met: g.ratio() <= 1+targetGrowth, // being quicker is no fault
		})
	}
	for n, held := range r.memory.idle {
		what := "idle memory"
		if len(r.memory.idle) > 1 {
			what += ", " + processesOf[r.name][n]
		}
		add(absolute(what, "MiB", t.idle, held))
	}
	add(absolute("cold start to ready, existing data", "ms", inMillis(t.coldStart), inMillis(r.coldStart.p50())))
	return verdicts
}

// judgeDistance holds the split deployment against the single process on the same database: what a query costs by
// going from process to process. It takes a run in which both were measured.
func judgeDistance(all []deploymentResult) []verdict {
	took := map[string]time.Duration{}
	for _, r := range all {
		for _, g := range r.growth {
			if g.what == getTask {
				took[r.name] = g.many
			}
		}
	}
	if took[postgres] == 0 || took[split] == 0 {
		return nil
	}
	ratio := float64(took[split]) / float64(took[postgres])
	return []verdict{{
		deployment: split, what: "one task, median, against one process", target: fmt.Sprintf("≤ %g × that of postgres", targetDistance),
		reference: millis(took[postgres]), result: millis(took[split]), ratio: fmt.Sprintf("%.2f", ratio), met: ratio <= targetDistance,
	}}
}

func judgeFanOut(f fanOutResult, add func(verdict)) {
	add(verdict{
		what: fmt.Sprintf("%d subscribers, p99 of a delivery", f.subscribers), target: "≤ " + millis(targetDelivery) + ", 0 lost",
		result: fmt.Sprintf("%s, %d lost, %d twice", millis(f.took.p99()), f.lost, f.repeated),
		ratio:  fmt.Sprintf("%.2f", float64(f.took.p99())/float64(targetDelivery)),
		met:    f.took.p99() <= targetDelivery && f.lost == 0 && f.repeated == 0,
	})
	if !math.IsNaN(f.cpuPerThousand) {
		add(absolute(fmt.Sprintf("%d subscribers, 1,000 deliveries", f.subscribers), "CPU s", targetDeliveryCost, f.cpuPerThousand))
	}
	if !math.IsNaN(f.perSubscriber) {
		add(absolute(fmt.Sprintf("idle subscriber, of %d", f.subscribers), "KiB", targetSubscriber, f.perSubscriber))
	}
}

// absolute is a target that is the same on every machine: at most so much.
func absolute(what, unit string, most, measured float64) verdict {
	return verdict{
		what: what, target: fmt.Sprintf("≤ %g %s", most, unit), result: fmt.Sprintf("%.3g %s", measured, unit),
		ratio: fmt.Sprintf("%.2f", measured/most), met: measured <= most,
	}
}

func inMillis(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// millis shows a duration with three digits that count.
func millis(d time.Duration) string {
	ms := inMillis(d)
	switch {
	case ms >= 100:
		return fmt.Sprintf("%.0f ms", ms)
	case ms >= 10:
		return fmt.Sprintf("%.1f ms", ms)
	default:
		return fmt.Sprintf("%.2f ms", ms)
	}
}
