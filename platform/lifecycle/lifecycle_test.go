package lifecycle_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tasklane/platform/lifecycle"
)

// diary notes what happens, in order.
type diary struct {
	mu    sync.Mutex
	lines []string
}

func (d *diary) note(format string, args ...any) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.lines = append(d.lines, fmt.Sprintf(format, args...))
}

func (d *diary) text() string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return strings.Join(d.lines, ", ")
}

// unit notes its start, its stop and the end of its work.
func (d *diary) unit(name string, after ...string) lifecycle.Unit {
	return lifecycle.Unit{
		Name:  name,
		After: after,
		Start: func(context.Context) error { d.note("+%s", name); return nil },
		Run:   func(ctx context.Context) error { <-ctx.Done(); d.note(".%s", name); return ctx.Err() },
		Stop:  func(context.Context) error { d.note("-%s", name); return nil },
	}
}

func process(delay, grace time.Duration, units ...lifecycle.Unit) *lifecycle.Process {
	p := lifecycle.New(lifecycle.Options{Delay: delay, Grace: grace, Log: slog.New(slog.DiscardHandler)})
	p.Add(units...)
	return p
}

// run runs a process inside a bubble; stop is the signal, and result its outcome.
func run(t *testing.T, p *lifecycle.Process) (stop func(), result chan error) {
	ctx, cancel := context.WithCancel(t.Context())
	result = make(chan error, 1)
	go func() { result <- p.Run(ctx) }()
	synctest.Wait()
	return cancel, result
}

func TestUnitsStartInOrderOfNeedAndStopInReverse(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var d diary
		p := process(0, time.Second, d.unit("gateway", "user", "task"), d.unit("task", "database"), d.unit("user", "database"), d.unit("database"))
		stop, result := run(t, p)
		stop()
		if err := <-result; err != nil {
			t.Fatal(err)
		}
		want := "+database, +user, +task, +gateway, -gateway, .gateway, -task, .task, -user, .user, -database, .database"
		if d.text() != want {
			t.Errorf("got  %s\nwant %s", d.text(), want)
		}
	})
}

func TestQ19_ReadinessGoesRedBeforeAnythingStops(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var d diary
		slow := d.unit("slow")
		slow.Start = func(context.Context) error { time.Sleep(time.Minute); return nil }
		p := process(5*time.Second, time.Minute, d.unit("database"), slow)
		stop, result := run(t, p)
		if r := p.Readiness(t.Context()); r.Ready || !slices.Contains(r.Reasons, "waiting for slow") || slices.Contains(r.Reasons, "waiting for database") {
			t.Errorf("while a unit starts: %+v", r)
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if r := p.Readiness(t.Context()); !r.Ready {
			t.Errorf("all have started: %+v", r)
		}
		stop()
		time.Sleep(4 * time.Second)
		if r := p.Readiness(t.Context()); r.Ready || !slices.Contains(r.Reasons, "stopping") || strings.Contains(d.text(), "-") {
			t.Errorf("within the delay: %+v, and these have stopped: %s", r, d.text())
		}
		if err := <-result; err != nil || !strings.Contains(d.text(), "-database") {
			t.Errorf("at the end: %v, %s", err, d.text())
		}
	})
}

func TestTheFirstUnitThatFailsStopsTheProcess(t *testing.T) {
	t.Parallel()
	broken := errors.New("broken")
	for name, change := range map[string]func(u *lifecycle.Unit){
		"at its start":        func(u *lifecycle.Unit) { u.Start = func(context.Context) error { return broken } },
		"at its work":         func(u *lifecycle.Unit) { u.Run = func(context.Context) error { time.Sleep(time.Hour); return broken } },
		"by ending by itself": func(u *lifecycle.Unit) { u.Run = func(context.Context) error { return nil } },
	} {
		synctest.Test(t, func(t *testing.T) {
			var d diary
			bad := d.unit("bad", "database")
			change(&bad)
			// An hour's delay: a failure must not wait for it.
			p := process(10*time.Hour, time.Second, d.unit("database"), bad)
			begin := time.Now()
			_, result := run(t, p)
			err := <-result
			if err == nil || !strings.Contains(err.Error(), "bad") || (!errors.Is(err, broken) && name != "by ending by itself") {
				t.Errorf("%s: the process ended with %v", name, err)
			}
			if !strings.HasSuffix(d.text(), "-database, .database") {
				t.Errorf("%s: the others were not stopped: %s", name, d.text())
			}
			if time.Since(begin) > 2*time.Hour {
				t.Errorf("%s: it took %v", name, time.Since(begin))
			}
		})
	}
}

func TestASignalDuringTheStartIsAnOrderlyEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var d diary
		slow := d.unit("slow", "database")
		slow.Start = func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
		stop, result := run(t, process(0, time.Second, d.unit("database"), slow))
		stop()
		if err := <-result; err != nil || d.text() != "+database, -database, .database" {
			t.Errorf("got %v, %s", err, d.text())
		}
	})
}

func TestQ19_AStuckUnitIsLeftBehindWhenGraceIsOver(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var d diary
		release := make(chan struct{})
		stuck := d.unit("stuck", "database")
		stuck.Run = func(context.Context) error { <-release; return nil }
		stop, result := run(t, process(0, 20*time.Second, d.unit("database"), stuck))
		begin := time.Now()
		stop()
		err := <-result
		if err == nil || !strings.Contains(err.Error(), "stuck") {
			t.Errorf("got %v, want an error that names the unit", err)
		}
		if took := time.Since(begin); took != 20*time.Second {
			t.Errorf("the end took %v, want the grace of 20s", took)
		}
		if !strings.Contains(d.text(), "-database") {
			t.Errorf("the units below were not stopped: %s", d.text())
		}
		close(release)
	})
}

func TestWorkGoesOnUntilItsTurnToStop(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var d diary
		gateway := d.unit("gateway", "database")
		gateway.Stop = func(context.Context) error {
			time.Sleep(3 * time.Second) // requests finish
			d.note("-gateway")
			return nil
		}
		stop, result := run(t, process(0, time.Minute, d.unit("database"), gateway))
		stop()
		if err := <-result; err != nil || d.text() != "+database, +gateway, -gateway, .gateway, -database, .database" {
			t.Errorf("got %v, %s", err, d.text())
		}
	})
}

func TestUnitsThatCannotBeOrderedAreRefused(t *testing.T) {
	t.Parallel()
	var d diary
	for name, units := range map[string][]lifecycle.Unit{
		"circle":  {d.unit("a", "b"), d.unit("b", "c"), d.unit("c", "a")},
		"itself":  {d.unit("a", "a")},
		"unknown": {d.unit("a", "b")},
		"twice":   {d.unit("a"), d.unit("a")},
	} {
		if err := process(0, 0, units...).Run(context.Background()); err == nil {
			t.Errorf("%s: it ran", name)
		}
	}
	if d.text() != "" {
		t.Errorf("something was started: %s", d.text())
	}
}

func TestAFailureDoesNotWaitForASlowStart(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var d diary
		broken := errors.New("broken")
		bad, slow := d.unit("bad"), d.unit("slow")
		bad.Run = func(context.Context) error { time.Sleep(time.Second); return broken }
		slow.Start = func(ctx context.Context) error {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(time.Hour):
				return nil
			}
		}
		begin := time.Now()
		_, result := run(t, process(0, time.Second, bad, slow))
		if err := <-result; !errors.Is(err, broken) || time.Since(begin) > time.Minute {
			t.Errorf("got %v after %v, want the failure at once", err, time.Since(begin))
		}
	})
}
