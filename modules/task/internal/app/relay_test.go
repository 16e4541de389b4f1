package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tasklane/modules/task"
	broadcastmemory "tasklane/platform/broadcast/memory"
	cachememory "tasklane/platform/cache/memory"
)

var quiet = slog.New(slog.DiscardHandler)

func event(project string, seq int) parcel {
	return parcel{event: task.Event{ProjectID: project, Seq: int64(seq), ID: fmt.Sprint(project, seq)}}
}

func TestARelayKeepsTheOrderOfEachProject(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		got := map[string][]int64{}
		r := newRelay("test", announcerLane, 0, slog.LevelWarn, func(_ context.Context, parcels []parcel) error {
			mu.Lock()
			defer mu.Unlock()
			if len(parcels) != 1 {
				t.Errorf("%d at once", len(parcels))
			}
			p := parcels[0].event
			got[p.ProjectID] = append(got[p.ProjectID], p.Seq)
			return errors.New("a failure holds up nothing")
		}, quiet)
		ctx, stop := context.WithCancel(t.Context())
		go r.run(ctx)
		synctest.Wait() // it takes parcels only while it runs
		for seq := 1; seq <= 50; seq++ {
			for project := range 6 {
				r.offer(event(fmt.Sprint("p", project), seq))
			}
		}
		synctest.Wait()
		stop()
		synctest.Wait()
		for project, seqs := range got {
			for i, seq := range seqs {
				if seq != int64(i)+1 {
					t.Fatalf("%s got %v", project, seqs)
				}
			}
		}
		if len(got) != 6 || len(got["p0"]) != 50 {
			t.Errorf("got %v", got)
		}
	})
}

// What comes within the time of gathering is one call, and what comes later another.
func TestWhatIsPushedShortlyAfterAnotherGoesWithIt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var got []string
		r := newRelay("test", pusherLane, pushGather, slog.LevelDebug, func(_ context.Context, parcels []parcel) error {
			var seqs []int64
			for _, p := range parcels {
				seqs = append(seqs, p.event.Seq)
			}
			got = append(got, fmt.Sprint(seqs))
			return nil
		}, quiet)
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		go r.run(ctx)
		synctest.Wait()
		for _, seqs := range [][]int{{1, 2, 3}, {4}, {5}} {
			for _, seq := range seqs {
				r.offer(event("p", seq))
			}
			time.Sleep(pushGather * 3 / 5)
		}
		time.Sleep(2 * pushGather)
		synctest.Wait()
		if want := "[[1 2 3 4] [5]]"; fmt.Sprint(got) != want {
			t.Errorf("the calls had %v, want %s", got, want)
		}
	})
}

func TestAReceiverThatHangsHoldsUpNoChange(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var delivered int
		r := newRelay("test", announcerLane, 0, slog.LevelWarn, func(ctx context.Context, _ []parcel) error {
			delivered++
			<-ctx.Done()
			return ctx.Err()
		}, quiet)
		ctx, stop := context.WithCancel(t.Context())
		defer stop()
		go r.run(ctx)
		synctest.Wait() // it takes parcels only while it runs
		began := time.Now()
		for seq := range 3 * announcerLane {
			r.offer(event("p", seq))
		}
		if took := time.Since(began); took != 0 {
			t.Errorf("offering waited %v", took)
		}
		time.Sleep(relayTimeout + relayTimeout/2) // the bubble's clock: nothing really waits
		synctest.Wait()
		if delivered != 2 {
			t.Errorf("%d were begun, want the second after the first had timed out", delivered)
		}
	})
}

func TestTheCacheIsFreshBeforeAnybodyHears(t *testing.T) {
	t.Parallel()
	b, c := broadcastmemory.New(), cachememory.New(1<<20)
	heard := make(chan string, 1)
	stop, err := b.Subscribe(t.Context(), task.Channel("p"), func([]byte) {
		value, version, _, err := c.Get(t.Context(), task.CacheKey("t"))
		heard <- fmt.Sprintf("%s %d %v", value, version, err)
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer stop()
	announce := announceTo(b, c)
	for _, step := range []struct {
		task cachedTask
		want string
	}{
		{cachedTask{id: "t", version: 5, value: []byte("five")}, "five 5 <nil>"},
		{cachedTask{id: "t", version: 4, value: []byte("four")}, "five 5 <nil>"},
		{cachedTask{id: "t", drop: true}, " 0 <nil>"},
		{cachedTask{id: "t", version: 1, value: []byte("one")}, "one 1 <nil>"},
		{cachedTask{id: "t", version: 1 << 62}, fmt.Sprintf(" %d <nil>", int64(1)<<62)},
		{cachedTask{id: "t", version: 9, value: []byte("nine")}, fmt.Sprintf(" %d <nil>", int64(1)<<62)},
	} {
		p := event("p", 1)
		p.task = &step.task
		if err := announce(t.Context(), []parcel{p}); err != nil {
			t.Fatal(err)
		}
		if got := <-heard; got != step.want {
			t.Errorf("after %+v the cache has %q, want %q", step.task, got, step.want)
		}
	}
}
