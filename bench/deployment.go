package main

import (
	"context"
	"fmt"
	"os"
	"time"
)

// The deployments that are measured.
const (
	sqlite   = "sqlite"
	postgres = "postgres"
	split    = "split"
)

// processesOf are the processes of each deployment, by the modules that they run.
var processesOf = map[string][]string{
	sqlite:   {"all"},
	postgres: {"all"},
	split:    {"user", "notification", "task", "gateway"},
}

// plan is how much is measured.
type plan struct {
	machine         time.Duration // for each limit of the machine
	warm, measure   time.Duration // for each load
	connections     []int
	users, projects int
	tasks, fewTasks int // of the large project and of the small one
	fanOuts         []fanOut
	rounds          int // of each comparison of projects
	starts          int
	rest            time.Duration // before memory at rest is read
}

func wholePlan() plan {
	return plan{
		machine: 2 * time.Second, warm: 2 * time.Second, measure: 5 * time.Second, connections: []int{1, 16, 64},
		users: 8, projects: 64, tasks: 10_000, fewTasks: 100, rounds: 200, starts: 5, rest: 10 * time.Second,
		fanOuts: []fanOut{{500, 200, 50 * time.Millisecond}, {2_000, 200, 50 * time.Millisecond}},
	}
}

// quickPlan is for trying something out; its figures scatter.
func quickPlan() plan {
	return plan{
		machine: time.Second, warm: 500 * time.Millisecond, measure: 1500 * time.Millisecond, connections: []int{16},
		users: 4, projects: 64, tasks: 3_000, fewTasks: 100, rounds: 50, starts: 3, rest: 7 * time.Second,
		fanOuts: []fanOut{{2_000, 60, 50 * time.Millisecond}},
	}
}

// deploymentResult is everything that was measured of one deployment.
type deploymentResult struct {
	name      string
	loads     []loadResult
	fanOuts   []fanOutResult
	growth    []growthResult
	memory    memoryResult
	coldStart sample // from exec to ready, on the data that the loads left
}

// memoryResult is the resident memory of each process in MiB.
type memoryResult struct {
	empty   []float64 // at rest after a start without data
	idle    []float64 // at rest after a start on the data that the loads left
	working []float64 // after all loads
}

// bench measures one deployment.
type bench struct {
	plan   plan
	binary string
	note   func(format string, args ...any) // tells whoever waits
}

// run measures the deployment of this name, on PostgreSQL where that has an address. Settings are those of its
// processes beside it.
func (b bench) run(ctx context.Context, name, databaseURL string, settings ...string) (result deploymentResult, err error) {
	result.name = name
	folder, err := os.MkdirTemp("", "tasklane-bench-*")
	if err != nil {
		return result, err
	}
	defer os.RemoveAll(folder) //nolint:errcheck // the system clears what is left
	d := &deployment{
		bench: b, databaseURL: databaseURL, result: &result,
		built: blueprint{
			binary: b.binary, folder: folder, processes: processesOf[name], settings: append(settings, "DATABASE_URL="+databaseURL),
		},
	}
	for _, step := range []func(context.Context) error{d.prepare, d.fanOuts, d.loads, d.starts} {
		if err := step(ctx); err != nil {
			return result, fmt.Errorf("%s: %w", name, err)
		}
	}
	return result, nil
}

// deployment is one that is being measured.
type deployment struct {
	bench
	databaseURL string
	built       blueprint
	data        *site
	result      *deploymentResult
}

// serve runs the deployment for the time of the work.
func (d *deployment) serve(ctx context.Context, work func(*installation) error) error {
	i, err := d.built.start(ctx)
	if err != nil {
		return err
	}
	if d.data != nil {
		d.data.address = i.api
	}
	if err := work(i); err != nil {
		_ = i.stop() // the first error is the one to tell
		return fmt.Errorf("%w\nThe end of what was logged by %s", err, i.tail())
	}
	return i.stop()
}

func (d *deployment) prepare(ctx context.Context) error {
	if len(d.built.processes) > 1 { // a process with all modules does it itself
		if err := d.built.migrate(ctx); err != nil {
			return err
		}
	}
	return d.serve(ctx, func(i *installation) (err error) {
		if err := pause(ctx, d.plan.rest); err != nil {
			return err
		}
		d.result.memory.empty = i.residents()
		d.note("%s: preparing %d projects and %d tasks", d.result.name, d.plan.projects, d.plan.tasks)
		if d.data, err = prepare(ctx, i.api, d.plan); err != nil {
			return err
		}
		settle(ctx, i)
		return analyze(ctx, d.databaseURL)
	})
}

// fanOuts has fresh processes for each, or memory that is left from before would hide what subscribers need.
func (d *deployment) fanOuts(ctx context.Context) error {
	for _, f := range d.plan.fanOuts {
		d.note("%s: %d subscribers", d.result.name, f.subscribers)
		err := d.serve(ctx, func(i *installation) error {
			one, err := f.run(ctx, d.data, i, d.plan.rest)
			d.result.fanOuts = append(d.result.fanOuts, one)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *deployment) loads(ctx context.Context) error {
	return d.serve(ctx, func(i *installation) (err error) {
		for _, w := range workloads {
			for _, connections := range d.plan.connections {
				d.note("%s: %s, %d connections", d.result.name, w, connections)
				one, err := load{
					address: i.api, tokens: d.data.tokens, connections: connections, warm: d.plan.warm, measure: d.plan.measure, bodies: d.data.bodies(w),
				}.under(ctx, i)
				if err != nil {
					return fmt.Errorf("%s: %w", w, err)
				}
				one.work = w
				d.result.loads = append(d.result.loads, one)
			}
		}
		d.note("%s: %d tasks against %d", d.result.name, d.plan.tasks, d.plan.fewTasks)
		d.result.growth, err = growth(ctx, d.data, d.plan.rounds)
		settle(ctx, i)
		d.result.memory.working = i.residents()
		return err
	})
}

// starts starts everything again on the data that the loads left.
func (d *deployment) starts(ctx context.Context) error {
	for n := range d.plan.starts {
		err := d.serve(ctx, func(i *installation) error {
			d.result.coldStart.add(i.started)
			if n < d.plan.starts-1 {
				return nil
			}
			if err := pause(ctx, d.plan.rest); err != nil {
				return err
			}
			d.result.memory.idle = i.residents()
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}
