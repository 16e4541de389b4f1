package live_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"tasklane/modules/gateway/internal/live"
	"tasklane/modules/task"
	"tasklane/modules/user"
	"tasklane/platform/broadcast/memory"
)

func TestQ24_WhatWasMissedIsReadAsSoonAsTheBroadcastIsBack(t *testing.T) {
	onBoard(t, live.Options{HeadsEvery: time.Hour}, func(t *testing.T, b *board) {
		s := b.subscribe(b.want("ada", "k", nil))
		for range 3 {
			b.add(task.TaskUpdated, "") // nobody is told
		}
		began := time.Now()
		b.air.Missed()
		b.expect(s, 2, 4)
		if took := time.Since(began); took > time.Second {
			t.Errorf("it took %s", took)
		}
	})
}

func TestQ24_AListenerIsToldWhatItMayHaveMissed(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		air := memory.New()
		people := live.NewPeople(air)
		var listeners []*live.Listener
		for range 2 {
			l, err := people.Listen(t.Context(), "ada")
			if err != nil {
				t.Fatal(err)
			}
			defer l.Close()
			listeners = append(listeners, l)
		}
		air.Missed()
		for _, l := range listeners {
			<-l.Missed
		}
		// One that does not read misses what comes, and is told; one that reads is not.
		reads, idle := listeners[0], listeners[1]
		for n := range cap(idle.C) + 1 {
			if err := air.Publish(t.Context(), user.Channel("ada"), fmt.Appendf(nil, `{"type":"%d"}`, n)); err != nil {
				t.Fatal(err)
			}
			<-reads.C
		}
		<-idle.Missed
		select {
		case <-reads.Missed:
			t.Error("who has heard everything is told of a hole")
		default:
		}
	})
}

// deaf is a broadcast whose messages reach nobody while it is on.
type deaf struct {
	*memory.Broadcast
	on bool
}

func (d *deaf) Publish(ctx context.Context, channel string, payload []byte) error {
	if d.on {
		return nil
	}
	return d.Broadcast.Publish(ctx, channel, payload)
}

func TestQ24_GatewaysTellEachOtherAgainWhoIsThere(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		air := &deaf{Broadcast: memory.New()}
		ctx, stop := context.WithCancel(t.Context())
		here, there := live.NewPresence(air, "here"), live.NewPresence(air, "there")
		go func() { _ = here.Run(ctx) }()
		go func() { _ = there.Run(ctx) }()
		look(t, here, "s1", "ada", "")
		look(t, there, "s2", "bob", "")
		settle()
		air.on = true
		here.Clear(t.Context(), project, "s1")
		look(t, here, "s3", "cleo", "")
		settle()
		if got := there.Audience(project); got.Total != 2 {
			t.Fatalf("what could not be heard was heard: %+v", got)
		}
		air.on = false
		look(t, there, "s2", "bob", "t1")
		air.Missed()
		settle()
		for name, p := range map[string]*live.Presence{"here": here, "there": there} {
			got := p.Audience(project)
			if got.Total != 2 || got.People[0].UserID == "ada" || got.People[1].UserID == "ada" {
				t.Errorf("%s sees %+v", name, got)
			}
		}
		stop()
		synctest.Wait()
	})
}

func TestQ24_WhoAloneHasMissedSomethingAsksTheOthers(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		air := memory.New()
		ctx, stop := context.WithCancel(t.Context())
		p := live.NewPresence(air, "here")
		go func() { _ = p.Run(ctx) }()
		look(t, p, "s1", "ada", "")
		settle()
		asked := make(chan bool, 16)
		leave, err := air.Subscribe(t.Context(), "presence:"+project, func(payload []byte) {
			asked <- bytes.Contains(payload, []byte(`"ask":true`)) && bytes.Contains(payload, []byte(`"ada"`))
		}, nil)
		if err != nil {
			t.Fatal(err)
		}
		defer leave()
		air.Missed()
		settle()
		if len(asked) != 1 || !<-asked {
			t.Error("nobody was asked and told")
		}
		stop()
		synctest.Wait()
	})
}
