package taskmodule_test

import (
	"context"
	"sync"
	"testing"

	"tasklane/modules/task"
	"tasklane/modules/task/taskmodule"
	"tasklane/modules/task/tasktest"
	"tasklane/platform/lifecycle"
)

func TestLocalIsATaskService(t *testing.T) {
	t.Parallel()
	tasktest.Run(t, func(t *testing.T, site tasktest.Site) task.Service { return local(t, deps(site)).Service() })
}

func deps(site tasktest.Site) taskmodule.Deps {
	return taskmodule.Deps{
		DB: site.DB, Directory: site.People, Pusher: site.Pushed, Broadcast: site.Broadcast, Cache: site.Cache,
	}
}

// local makes the module and runs its units until the test's end.
func local(t *testing.T, d taskmodule.Deps) *taskmodule.Module {
	t.Helper()
	m, err := taskmodule.Local(d)
	if err != nil {
		t.Fatal(err)
	}
	run(t, m.Units())
	return m
}

func run(t *testing.T, units []lifecycle.Unit) {
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	for _, unit := range units {
		running.Go(func() {
			if err := unit.Run(ctx); err != nil {
				t.Errorf("%s: %v", unit.Name, err)
			}
		})
	}
	t.Cleanup(func() {
		stop()
		running.Wait()
	})
}

func TestDepsThatAreMissingAreNamed(t *testing.T) {
	t.Parallel()
	if _, err := taskmodule.Local(taskmodule.Deps{}); err == nil {
		t.Error("a module of nothing was made")
	}
}
