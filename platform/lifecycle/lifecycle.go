// Package lifecycle starts the parts of a process in the order of what needs what, says when the
// process is ready, and stops the parts in reverse.
package lifecycle

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

// Unit is one part of the process. All four functions may be nil.
type Unit struct {
	Name string
	// After names the units that must have started before this one, and stop after it.
	After []string
	// Start returns when the unit does its work, or why it cannot. ctx is for starting only: it ends
	// when the process is told to stop meanwhile.
	Start func(ctx context.Context) error
	// Run is the unit's work, on a goroutine of its own, until ctx ends. When it returns an error, or
	// returns before it was asked to, the whole process stops.
	Run func(ctx context.Context) error
	// Leave is called when the process is told to stop, before the delay: the unit goes on, and gives nobody a reason
	// to come back.
	Leave func()
	// Stop finishes what is under way, until ctx ends. Run's ctx ends after it.
	Stop func(ctx context.Context) error
}

// Options say how a process ends.
type Options struct {
	// Delay is how long it is not ready before anything stops, so that load balancers send no more.
	Delay time.Duration
	// Grace is how long all the units together may take to stop.
	Grace time.Duration
	Log   *slog.Logger
}

// Process is the units and their state.
type Process struct {
	options Options
	units   []Unit
	checks  []Check

	mu      sync.Mutex
	waiting []string // units that have not started yet
	stage   string   // why it is not ready as a whole: starting or stopping; empty when it runs
}

// New makes a process without units; it is not ready until Run has started them.
func New(options Options) *Process {
	if options.Log == nil {
		options.Log = slog.Default()
	}
	return &Process{options: options, stage: "starting"}
}

// Add puts units into the process, before Run.
func (p *Process) Add(units ...Unit) { p.units = append(p.units, units...) }

// started is a unit that must be stopped.
type started struct {
	Unit

	cancel context.CancelFunc
	done   chan struct{} // closed when Run has returned
}

// Run starts every unit, waits until ctx ends or a unit fails, and stops what was started in reverse.
// It returns the first failure, or nil after an orderly end.
func (p *Process) Run(ctx context.Context) error {
	order, err := inOrder(p.units)
	if err != nil {
		return err
	}
	p.setWaiting(order)
	group, failed := errgroup.WithContext(context.WithoutCancel(ctx))
	var running []started
	var startErr error
	for _, u := range order {
		one, err := launch(ctx, failed, group, u)
		if err != nil {
			startErr = err
			break
		}
		running = append(running, one)
		p.setStarted(u.Name)
	}
	if startErr == nil {
		p.setStage("")
		p.options.Log.Info("ready")
		select {
		case <-ctx.Done():
			p.setStage("stopping")
			p.options.Log.Info("stopping", "delay", p.options.Delay)
			for _, u := range slices.Backward(running) {
				if u.Leave != nil {
					u.Leave()
				}
			}
			wait(failed, p.options.Delay)
		case <-failed.Done():
		}
	}
	p.setStage("stopping")
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), p.options.Grace)
	defer cancel()
	var stopErrs []error
	for _, u := range slices.Backward(running) {
		if err := u.stop(grace); err != nil {
			stopErrs = append(stopErrs, fmt.Errorf("stopping %s: %w", u.Name, err))
		}
	}
	if grace.Err() == nil {
		err = group.Wait()
	} else if err = context.Cause(failed); err == nil {
		p.options.Log.Warn("the grace period is over; what still runs is cut off", "grace", p.options.Grace)
	}
	// A start that was broken off, by the signal or by another unit's failure, has not failed itself.
	brokenOff := errors.Is(startErr, context.Canceled) && (ctx.Err() != nil || err != nil)
	if startErr != nil && !brokenOff {
		err = startErr
	}
	return errors.Join(append([]error{err}, stopErrs...)...)
}

// launch starts a unit and its work.
func launch(ctx, failed context.Context, group *errgroup.Group, u Unit) (started, error) {
	starting, stopStarting := context.WithCancel(ctx)
	defer stopStarting()
	defer context.AfterFunc(failed, stopStarting)()
	if err := starting.Err(); err != nil {
		return started{}, err
	}
	if u.Start != nil {
		if err := u.Start(starting); err != nil {
			return started{}, fmt.Errorf("starting %s: %w", u.Name, err)
		}
	}
	one := started{Unit: u, done: make(chan struct{})}
	// The work outlives both the signal and another's failure: it ends when its turn to stop comes.
	life, cancel := context.WithCancel(context.WithoutCancel(ctx))
	one.cancel = cancel
	if u.Run == nil {
		close(one.done)
		return one, nil
	}
	group.Go(func() error {
		defer close(one.done)
		err := u.Run(life)
		switch {
		case life.Err() != nil && (err == nil || errors.Is(err, context.Canceled)):
			return nil
		case err == nil:
			err = errors.New("it ended by itself")
		}
		return fmt.Errorf("%s: %w", u.Name, err)
	})
	return one, nil
}

// stop ends one unit and waits for its work, until grace is over.
func (s started) stop(grace context.Context) error {
	var err error
	if s.Stop != nil {
		err = s.Stop(grace)
	}
	s.cancel()
	select {
	case <-s.done:
		return err
	case <-grace.Done():
		return errors.Join(err, errors.New("it did not end within the grace period"))
	}
}

// wait lasts for d, or until a unit fails.
func wait(failed context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-failed.Done():
	}
}
