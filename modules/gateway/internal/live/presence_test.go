package live_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"tasklane/modules/gateway/internal/live"
	"tasklane/platform/broadcast/memory"
)

// gateways runs so many of them on one broadcast, in a bubble.
func gateways(t *testing.T, names []string, test func(t *testing.T, g []*live.Presence)) {
	t.Helper()
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		air := memory.New()
		ctx, stop := context.WithCancel(t.Context())
		var list []*live.Presence
		for _, name := range names {
			p := live.NewPresence(air, name)
			go func() { _ = p.Run(ctx) }()
			list = append(list, p)
		}
		test(t, list)
		stop()
		synctest.Wait()
	})
}

func settle() {
	time.Sleep(2 * time.Second) // in the bubble: two turns of the clockwork
	synctest.Wait()
}

func look(t *testing.T, p *live.Presence, session, user, taskID string) {
	t.Helper()
	if err := p.Set(t.Context(), project, session, user, taskID); err != nil {
		t.Fatal(err)
	}
}

func TestPeopleAtTwoGatewaysSeeEachOther(t *testing.T) {
	gateways(t, []string{"a", "b"}, func(t *testing.T, g []*live.Presence) {
		look(t, g[0], "s1", "ada", "")
		settle()
		look(t, g[1], "s2", "bob", "t1")
		settle()
		for i, p := range g {
			got := p.Audience(project)
			if got.Total != 2 || got.People[0].UserID != "bob" || got.People[0].TaskID != "t1" {
				t.Errorf("gateway %d sees %+v", i, got)
			}
		}
	})
}

func TestOneWithTwoDevicesIsOnePerson(t *testing.T) {
	gateways(t, []string{"a", "b"}, func(t *testing.T, g []*live.Presence) {
		look(t, g[0], "laptop", "ada", "")
		look(t, g[1], "phone", "ada", "t1")
		settle()
		if got := g[0].Audience(project); got.Total != 1 {
			t.Errorf("got %+v", got)
		}
	})
}

func TestWhoSaysNothingForHalfAMinuteIsGone(t *testing.T) {
	gateways(t, []string{"a", "b"}, func(t *testing.T, g []*live.Presence) {
		look(t, g[0], "s1", "ada", "")
		for range 4 { // calling again is staying
			time.Sleep(20 * time.Second)
			look(t, g[0], "s1", "ada", "")
		}
		settle()
		if got := g[1].Audience(project); got.Total != 0 && got.People[0].UserID != "ada" {
			t.Errorf("got %+v", got)
		}
		if got := g[0].Audience(project); got.Total != 1 {
			t.Errorf("who called again is missing: %+v", got)
		}
		time.Sleep(35 * time.Second)
		if got := g[0].Audience(project); got.Total != 0 {
			t.Errorf("still there: %+v", got)
		}
	})
}

func TestAGatewayThatDiesTakesItsPeopleAlong(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		air := memory.New()
		ctx, stop := context.WithCancel(t.Context())
		dying, kill := context.WithCancel(t.Context())
		stays, dies := live.NewPresence(air, "stays"), live.NewPresence(air, "dies")
		go func() { _ = stays.Run(ctx) }()
		go func() { _ = dies.Run(dying) }()
		_, leave, err := stays.Watch(t.Context(), project)
		if err != nil {
			t.Fatal(err)
		}
		look(t, dies, "s1", "ada", "")
		settle()
		if got := stays.Audience(project); got.Total != 1 {
			t.Errorf("before: %+v", got)
		}
		kill()
		time.Sleep(30 * time.Second)
		if got := stays.Audience(project); got.Total != 0 {
			t.Errorf("after: %+v", got)
		}
		leave()
		stop()
		time.Sleep(2 * time.Second)
		synctest.Wait()
	})
}

func TestWatchersAreToldAtMostOnceASecond(t *testing.T) {
	gateways(t, []string{"a"}, func(t *testing.T, g []*live.Presence) {
		changed, stop, err := g[0].Watch(t.Context(), project)
		if err != nil {
			t.Fatal(err)
		}
		defer stop()
		<-changed // how it is now
		start := time.Now()
		told := 0
		for time.Since(start) < 10*time.Second {
			look(t, g[0], "s1", "ada", time.Since(start).String())
			time.Sleep(100 * time.Millisecond)
			select {
			case <-changed:
				told++
			default:
			}
		}
		if told < 5 || told > 11 {
			t.Errorf("told %d times in 10 s of constant change", told)
		}
		g[0].Clear(t.Context(), project, "s1")
		<-changed
		if got := g[0].Audience(project); got.Total != 0 {
			t.Errorf("still there: %+v", got)
		}
	})
}

func TestADeviceWhoseCallsComeToAnotherGatewayIsThereOnceAndLeavesBoth(t *testing.T) {
	gateways(t, []string{"a", "b", "c"}, func(t *testing.T, g []*live.Presence) {
		for _, p := range g {
			_, stop, err := p.Watch(t.Context(), project)
			if err != nil {
				t.Fatal(err)
			}
			defer stop()
		}
		look(t, g[0], "s1", "ada", "")
		settle()
		look(t, g[1], "s1", "ada", "t1")
		settle()
		look(t, g[0], "s1", "ada", "")
		settle()
		for i, p := range g {
			if got := p.Audience(project); got.Total != 1 || got.People[0].TaskID != "" {
				t.Errorf("gateway %d sees %+v, and she has come back to the board", i, got)
			}
		}
		g[2].Clear(t.Context(), project, "s1")
		settle()
		for i, p := range g {
			if got := p.Audience(project); got.Total != 0 {
				t.Errorf("gateway %d sees %+v, who has left at another one", i, got)
			}
		}
	})
}

// slow is a broadcast that takes its time with what it is given.
type slow struct{ *memory.Broadcast }

func (s slow) Publish(ctx context.Context, channel string, payload []byte) error {
	select {
	case <-time.After(3 * time.Second): // in the bubble
	case <-ctx.Done():
	}
	return s.Broadcast.Publish(ctx, channel, payload)
}

func TestWhoLooksFirstIsToldAlthoughTheBroadcastIsSlow(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		p := live.NewPresence(slow{memory.New()}, "a")
		go func() { _ = p.Run(ctx) }()
		changed, end, err := p.Watch(ctx, project)
		if err != nil {
			t.Fatal(err)
		}
		defer end()
		<-changed // now
		look(t, p, "s1", "ada", "")
		select {
		case <-changed:
		case <-time.After(time.Minute):
			t.Error("a viewer came, and the watcher heard nothing")
		}
		if got := p.Audience(project); got.Total != 1 {
			t.Errorf("got %+v", got)
		}
		stop()
		synctest.Wait()
	})
}
