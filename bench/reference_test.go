package main

import (
	"math"
	"strings"
	"testing"
	"time"
)

func TestReferencesAreCarriedOverByTheLimitThatTheirWorkLeansOn(t *testing.T) {
	t.Parallel()
	machine := limits{insert: 29_000, read: 8_600, update: 14_600} // twice, half and once the references' machine
	for w, want := range map[workload]reference{
		createSpread: {1032, 31 * time.Millisecond},
		createOne:    {766, 89_500 * time.Microsecond},
		listTasks:    {239.5, 112 * time.Millisecond},
		updateStatus: {518, 64 * time.Millisecond},
	} {
		got := references[w].on(machine, w)
		if math.Abs(got.rate-want.rate) > 0.001 || got.p99 != want.p99 {
			t.Errorf("%s: got %v, want %v", w, got, want)
		}
	}
}

// met says which targets of a result are met, by name.
func met(r deploymentResult, machine limits) map[string]bool {
	found := map[string]bool{}
	for _, v := range judge(r, machine) {
		found[v.what] = v.met
	}
	return found
}

func loaded(w workload, rate float64, p99 time.Duration, errors int) deploymentResult {
	l := loadResult{work: w, connections: targetConnections, rate: rate, errors: errors}
	l.took.add(p99)
	return deploymentResult{name: sqlite, loads: []loadResult{l}}
}

func TestATargetIsMetFromItsFigureOn(t *testing.T) {
	t.Parallel()
	const name, p99 = string(createSpread), string(createSpread) + ", p99"
	for _, c := range []struct {
		result         deploymentResult
		rate, tailless bool
	}{
		{loaded(createSpread, 4*516, 15_500*time.Microsecond, 0), true, true},
		{loaded(createSpread, 4*516-1, 15_501*time.Microsecond, 0), false, false},
		{loaded(createSpread, 4*516, 15_500*time.Microsecond, 1), false, true}, // quick, but one request failed
	} {
		got := met(c.result, referenceLimits)
		if got[name] != c.rate || got[p99] != c.tailless {
			t.Errorf("rate %.0f, %d errors: met %v and p99 %v", c.result.loads[0].rate, c.result.loads[0].errors, got[name], got[p99])
		}
	}
}

func TestWithoutPostgreSQLNothingIsHeldAgainstReferences(t *testing.T) {
	t.Parallel()
	if _, judged := met(loaded(createSpread, 1e6, 1, 0), limits{})[string(createSpread)]; judged {
		t.Error("a reference was carried over without a measurement of the machine")
	}
}

func TestALostEventIsNoMatterOfSpeed(t *testing.T) {
	t.Parallel()
	f := fanOutResult{subscribers: targetSubscribers, lost: 1}
	f.took.add(time.Millisecond)
	r := deploymentResult{name: sqlite, fanOuts: []fanOutResult{f}}
	if met(r, referenceLimits)["2000 subscribers, p99 of a delivery"] {
		t.Error("the target counts as met though an event was lost")
	}
	if (report{deployments: []deploymentResult{r}}).faults() == nil {
		t.Error("the run counts as good though an event was lost")
	}
	if (report{deployments: []deploymentResult{loaded(listTasks, 1, 1, 3)}}).faults() == nil {
		t.Error("the run counts as good though requests failed")
	}
	if err := (report{deployments: []deploymentResult{loaded(listTasks, 1, 1, 0)}}).faults(); err != nil {
		t.Errorf("a slow run counts as bad: %v", err)
	}
}

func TestAMachineThatChangesIsNotSteady(t *testing.T) {
	t.Parallel()
	before := limits{insert: 1000, read: 2000, update: 3000, behindLock: 500}
	if after := (limits{insert: 1190, read: 1700, update: 3000}); !steady(before, after) {
		t.Error("less than a fifth counts as a change")
	}
	for _, after := range []limits{{700, 2000, 3000, 500}, {1000, 2600, 3000, 500}, {1000, 2000, 1000, 500}} {
		if steady(before, after) {
			t.Errorf("%v counts as steady after %v", after, before)
		}
	}
	if got := mean(before, limits{insert: 2000, read: 2000, update: 1000, behindLock: 700}); got != (limits{1500, 2000, 2000, 600}) {
		t.Errorf("the mean is %v", got)
	}
}

func TestTheSplitDeploymentIsHeldAgainstTheSingleProcessOfTheSameRun(t *testing.T) {
	t.Parallel()
	asked := func(name string, took time.Duration) deploymentResult {
		return deploymentResult{name: name, growth: []growthResult{{what: "list", many: time.Hour}, {what: getTask, many: took}}}
	}
	for took, want := range map[time.Duration]bool{3 * time.Millisecond: true, 3*time.Millisecond + 1: false} {
		got := judgeDistance([]deploymentResult{asked(sqlite, 1), asked(postgres, 2*time.Millisecond), asked(split, took)})
		if len(got) != 1 || got[0].met != want {
			t.Errorf("%s against 2 ms: %+v", took, got)
		}
	}
	if got := judgeDistance([]deploymentResult{asked(sqlite, 1), asked(split, 1)}); len(got) > 0 {
		t.Errorf("without the single process on PostgreSQL: %+v", got)
	}
}

func TestMemoryIsHeldAgainstTheTargetForEachProcess(t *testing.T) {
	t.Parallel()
	got := met(deploymentResult{name: split, memory: memoryResult{idle: []float64{44, 45, 46, 45}}}, limits{})
	for process, want := range map[string]bool{"user": true, "notification": true, "task": false, "gateway": true} {
		if is, judged := got["idle memory, "+process]; !judged || is != want {
			t.Errorf("%s: judged %v, met %v", process, judged, is)
		}
	}
	if got := met(deploymentResult{name: sqlite, memory: memoryResult{idle: []float64{41}}}, limits{}); got["idle memory"] {
		t.Error("41 MiB of a single process count as met")
	}
}

func TestADeploymentThatWasLeftOutIsTold(t *testing.T) {
	t.Parallel()
	if text := (report{leftOut: []string{split}}).markdown(); !strings.Contains(text, "**"+titles[split]+" was left out**") {
		t.Errorf("the report does not say so:\n%s", text)
	}
	if text := (report{}).markdown(); strings.Contains(text, "left out") {
		t.Errorf("the report misses something:\n%s", text)
	}
}
