package tcp_test

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tasklane/platform/tcp"
	"tasklane/platform/tcp/tcptest"
)

// TestQ20_StoppingFailsNoCall stops one of two servers under load, with writes, which are not repeated once begun.
func TestQ20_StoppingFailsNoCall(t *testing.T) {
	t.Parallel()
	var last atomic.Int64 // calls that the stopped one has answered
	slow := func(ctx context.Context, in word) (word, error) {
		select {
		case <-time.After(5 * time.Millisecond):
		case <-ctx.Done():
		}
		return in, ctx.Err()
	}
	first, stop := tcptest.Start(t, tcp.ServerOptions{}, serving(func(ctx context.Context, in word) (word, error) {
		defer last.Add(1)
		return slow(ctx, in)
	}))
	second := tcptest.Serve(t, tcp.ServerOptions{}, serving(slow))
	p := tcptest.Peer(t, tcp.PeerOptions{Name: "test", Addr: first.String() + "," + second.String()})
	var done, failed atomic.Int64
	over := make(chan struct{})
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			for {
				select {
				case <-over:
					return
				default:
				}
				if _, err := do(t.Context(), p, "write"); err != nil {
					failed.Add(1)
					t.Error(err)
					return
				}
				done.Add(1)
			}
		})
	}
	eventually(t, "both are at work", func() bool { return last.Load() > 50 && done.Load() > 150 })
	if err := stop(5 * time.Second); err != nil {
		t.Errorf("stopping: %v", err)
	}
	answered, sofar := last.Load(), done.Load()
	eventually(t, "the other one goes on", func() bool { return done.Load() > sofar+200 || failed.Load() > 0 })
	close(over)
	all.Wait()
	if last.Load() != answered {
		t.Error("the stopped one answers")
	}
}

func TestQ19_WhatIsUnderWayIsFinishedWithinTheGrace(t *testing.T) {
	t.Parallel()
	begun, release := make(chan struct{}), make(chan struct{})
	addr, stop := tcptest.Start(t, tcp.ServerOptions{}, serving(func(ctx context.Context, in word) (word, error) {
		if in.Text == "long" {
			close(begun)
			<-release
		}
		return in, ctx.Err()
	}))
	p := tcptest.Peer(t, tcp.PeerOptions{Name: "test", Addr: addr.String()})
	answer := make(chan error, 1)
	go func() {
		_, err := do(t.Context(), p, "long")
		answer <- err
	}()
	<-begun
	stopped := make(chan error, 1)
	go func() { stopped <- stop(10 * time.Second) }()
	eventually(t, "new calls are refused", func() bool {
		_, err := do(t.Context(), p, "new")
		return err != nil
	})
	close(release)
	if err := <-answer; err != nil {
		t.Errorf("the call under way: %v", err)
	}
	if err := <-stopped; err != nil {
		t.Errorf("stopping: %v", err)
	}
}

func TestQ19_WhatHangsIsCutOffWhenTheGraceIsOver(t *testing.T) {
	t.Parallel()
	begun := make(chan struct{})
	addr, stop := tcptest.Start(t, tcp.ServerOptions{}, serving(func(ctx context.Context, in word) (word, error) {
		close(begun)
		<-ctx.Done()
		return in, ctx.Err()
	}))
	p := tcptest.Peer(t, tcp.PeerOptions{Name: "test", Addr: addr.String()})
	answer := make(chan error, 1)
	go func() {
		_, err := do(t.Context(), p, "", tcp.Within(time.Minute))
		answer <- err
	}()
	<-begun
	if err := stop(50 * time.Millisecond); err == nil || !strings.Contains(err.Error(), "under way") {
		t.Errorf("stopping: %v", err)
	}
	unavailable(t, "what was cut off", <-answer, true)
}
