package live_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"tasklane/modules/gateway/internal/live"
	"tasklane/modules/task"
	"tasklane/platform/fault"
)

func TestQ11_EachEventComesOnceAndInOrder(t *testing.T) {
	onBoard(t, live.Options{}, func(_ *testing.T, b *board) {
		s := b.subscribe(b.want("ada", "k", nil))
		two, three, four := b.add(task.TaskUpdated, ""), b.add(task.TaskUpdated, ""), b.add(task.TaskUpdated, "")
		for _, e := range []task.Event{three, two, two, three, four, two} {
			b.tell(e)
		}
		b.expect(s, 2, 4)
		b.happen(1)
		b.expect(s, 5, 5)
		if n := b.healed.Load(); n != 0 {
			t.Errorf("%d events were fetched although all had come", n)
		}
	})
}

func TestQ8_WhatTheBroadcastDroppedComesFromTheLog(t *testing.T) {
	onBoard(t, live.Options{}, func(t *testing.T, b *board) {
		s := b.subscribe(b.want("ada", "k", nil))
		for range 700 {
			b.add(task.TaskUpdated, "") // nobody is told
		}
		b.happen(1)
		b.expect(s, 2, 702)
		if b.healed.Load() == 0 {
			t.Error("nothing was counted as healed")
		}
	})
}

func TestQ8_ADroppedLastMessageIsFoundToo(t *testing.T) {
	onBoard(t, live.Options{}, func(_ *testing.T, b *board) {
		s := b.subscribe(b.want("ada", "k", nil))
		b.add(task.TaskUpdated, "")
		b.expect(s, 2, 2)
	})
}

func TestQ8_WhoComesBackGetsExactlyWhatTheyMissed(t *testing.T) {
	onBoard(t, live.Options{Recent: 4}, func(_ *testing.T, b *board) {
		first := b.subscribe(b.want("ada", "k", nil))
		b.happen(50)
		b.expect(first, 2, 51)
		for _, seen := range []int64{1, 20, 45, 50, 51} {
			place := b.at(seen)
			back := b.subscribe(b.want("bob", "k", &place))
			b.expect(back, int(seen)+1, 51)
		}
		place := b.at(51)
		back := b.subscribe(b.want("bob", "k", &place))
		b.happen(1)
		b.expect(back, 52, 52)
	})
}

func TestQ9_NothingFallsBetweenReadingAndSubscribing(t *testing.T) {
	onBoard(t, live.Options{}, func(_ *testing.T, b *board) {
		for round := range 20 {
			place := b.at(int64(1 + 10*round))
			go b.happenQuietly(10)
			s := b.subscribe(b.want("ada", "k", &place))
			b.expect(s, 2+10*round, 11+10*round)
			s.Close()
		}
	})
}

func (b *board) happenQuietly(n int) {
	for range n {
		b.tell(b.add(task.TaskUpdated, ""))
	}
}

func TestAPlaceAheadOfTheHubIsAPlace(t *testing.T) {
	onBoard(t, live.Options{}, func(_ *testing.T, b *board) {
		b.subscribe(b.want("ada", "k", nil)) // the hub stands at 1
		late := b.add(task.TaskUpdated, "")
		place := late.Cursor()
		s := b.subscribe(b.want("bob", "k", &place))
		b.tell(late)
		b.happen(1)
		b.expect(s, 3, 3)
	})
}

func TestQ8_APlaceThatIsNotInThisLogMeansReadAgain(t *testing.T) {
	onBoard(t, live.Options{}, func(t *testing.T, b *board) {
		b.happen(5)
		place := b.at(5)
		place.EntryID = "of another log"
		for name, after := range map[string]task.Cursor{
			"another entry":   place,
			"another project": {ProjectID: "q", Seq: 1, EntryID: "e1"},
			"the future":      {ProjectID: project, Seq: 99, EntryID: "e99"},
		} {
			if _, err := b.hubs.Subscribe(t.Context(), b.want("ada", "k", &after)); !fault.Is(err, fault.ResyncRequired) {
				t.Errorf("%s gave %v", name, err)
			}
		}
	})
}

func TestQ8_ARestoredLogMakesEverybodyReadAgain(t *testing.T) {
	for name, more := range map[string]int{"shorter": 0, "as long": 3, "longer": 9} {
		t.Run(name, func(t *testing.T) {
			onBoard(t, live.Options{}, func(_ *testing.T, b *board) {
				s := b.subscribe(b.want("ada", "k", nil))
				b.happen(5)
				b.expect(s, 2, 6)
				b.restore(3, more)
				b.expectEnd(s, fault.ResyncRequired)
			})
		})
	}
}

func TestQ39_OneWhoDoesNotReadIsToldSoAndOthersGoOn(t *testing.T) {
	onBoard(t, live.Options{Queue: 10}, func(t *testing.T, b *board) {
		slow := b.subscribe(b.want("ada", "k", nil))
		quick := b.subscribe(b.want("bob", "k", nil))
		for n := range 12 {
			b.happen(1)
			b.expect(quick, n+2, n+2)
		}
		b.expectEnd(slow, fault.ResyncRequired)
		b.happen(1)
		b.expect(quick, 14, 14)
		if b.resyncs.Load() != 1 {
			t.Errorf("%d resyncs were counted", b.resyncs.Load())
		}
	})
}

func TestQ69_ARemovedMemberHearsNothingMore(t *testing.T) {
	onBoard(t, live.Options{}, func(t *testing.T, b *board) {
		ada, bob := b.subscribe(b.want("ada", "k", nil)), b.subscribe(b.want("bob", "k", nil))
		b.tell(b.add(task.MemberRemoved, "bob"))
		b.happen(1)
		b.expect(ada, 2, 3)
		b.expectEnd(bob, fault.Forbidden)
		if _, err := b.hubs.Subscribe(t.Context(), b.want("bob", "k", nil)); !fault.Is(err, fault.NotFound) {
			t.Errorf("subscribing again gave %v", err)
		}
		place := b.at(1)
		if _, err := b.hubs.Subscribe(t.Context(), b.want("eve", "", &place)); !fault.Is(err, fault.NotFound) {
			t.Errorf("a stranger got %v", err)
		}
	})
}

func TestQ69_ARemovalThatNobodyToldOfIsFoundByTheCheck(t *testing.T) {
	onBoard(t, live.Options{}, func(_ *testing.T, b *board) {
		s := b.subscribe(b.want("bob", "k", nil))
		b.mu.Lock()
		delete(b.members, "bob")
		b.mu.Unlock()
		b.expectEnd(s, fault.Forbidden)
	})
}

func TestRightsThatCannotBeCheckedAreNotTakenForGranted(t *testing.T) {
	onBoard(t, live.Options{RightsEvery: 5 * time.Second}, func(_ *testing.T, b *board) {
		s := b.subscribe(b.want("bob", "k", nil))
		b.mu.Lock()
		b.down = true
		b.mu.Unlock()
		b.expectEnd(s, fault.Unavailable)
	})
}

func TestADeletedProjectEndsItsStreamsAfterSayingSo(t *testing.T) {
	onBoard(t, live.Options{}, func(_ *testing.T, b *board) {
		s := b.subscribe(b.want("ada", "k", nil))
		b.tell(b.add(task.ProjectDeleted, ""))
		b.expect(s, 2, 2)
		b.expectEnd(s, fault.NotFound)
	})
}

func TestAnEventIsRenderedOnceForAllWhoAskedAlike(t *testing.T) {
	onBoard(t, live.Options{}, func(t *testing.T, b *board) {
		var streams []*live.Stream
		for n := range 100 {
			streams = append(streams, b.subscribe(b.want("ada", fmt.Sprint("key", n%2), nil)))
		}
		alone := b.subscribe(b.want("bob", "", nil))
		b.happen(1)
		for _, s := range append(streams, alone) {
			b.expect(s, 2, 2)
		}
		if n := b.renders.Load(); n != 3 {
			t.Errorf("rendered %d times, want once for each of two keys and one viewer", n)
		}
	})
}

func TestARenderingThatFailedIsTriedAgainForWhoComesBack(t *testing.T) {
	for name, fail := range map[string]func() error{
		"an error": func() error { return fault.Down(0, false, "down") },
		"a panic":  func() error { panic("a resolver has a bug") },
	} {
		t.Run(name, func(t *testing.T) {
			onBoard(t, live.Options{}, func(t *testing.T, b *board) {
				b.subscribe(b.want("bob", "other", nil)) // looks on: the hub stays when ada's stream ends
				place, down := b.at(1), true
				want := b.want("ada", "k", &place)
				sound := want.Render
				want.Render = func(ctx context.Context, e task.Event, version int) (live.Rendered, error) {
					if down {
						return live.Rendered{}, fail()
					}
					return sound(ctx, e, version)
				}
				first, second := b.subscribe(want), b.subscribe(want)
				b.happen(1)
				for _, s := range []*live.Stream{first, second} {
					if shown, err := guarded(t, s); err == nil {
						t.Errorf("got %q, and nothing could be rendered", shown)
					}
					s.Close()
				}
				down = false
				b.expect(b.subscribe(want), 2, 2)
			})
		})
	}
}

// guarded reads an event as the transport does, to which a panic is an error.
func guarded(t *testing.T, s *live.Stream) (shown []byte, err error) {
	defer func() {
		if value := recover(); value != nil {
			err = fmt.Errorf("panic: %v", value)
		}
	}()
	return s.Next(t.Context())
}

func TestQ10_ATaskIsNotShownOlderThanItWas(t *testing.T) {
	onBoard(t, live.Options{}, func(t *testing.T, b *board) {
		// What is read lags as far as it may, but with the first event it is the latest.
		want := func(key string, after int64) live.Want {
			place := b.at(after)
			w := b.want("ada", key, &place)
			w.Render = func(_ context.Context, e task.Event, version int) (live.Rendered, error) {
				if e.TaskVersion == 2 {
					version = 5
				}
				return live.Rendered{Bytes: fmt.Appendf(nil, "%d", version), TaskVersion: version}, nil
			}
			return w
		}
		expect := func(s *live.Stream, versions ...string) {
			t.Helper()
			for _, v := range versions {
				if got, err := s.Next(t.Context()); err != nil || string(got) != v {
					t.Errorf("got %q, %v, want %s", got, err, v)
				}
			}
		}
		alone, shared := b.subscribe(want("", 1)), b.subscribe(want("k", 1))
		for version := 2; version <= 6; version++ {
			b.tell(b.change(version))
		}
		synctest.Wait()
		expect(alone, "5", "5", "5", "5", "6")
		expect(b.subscribe(want("k", 2)), "3", "4", "5", "6")
		expect(shared, "5", "5", "5", "5", "6") // the other's "3" and "4" are older than what this one has seen
	})
}

func TestWhatWaitsIsRenderedTogether(t *testing.T) {
	for name, watched := range map[string]bool{"from the hub": true, "from the log": false} {
		t.Run(name, func(t *testing.T) {
			onBoard(t, live.Options{}, func(t *testing.T, b *board) {
				if watched {
					b.subscribe(b.want("bob", "other", nil))
				}
				b.happen(16)
				place := b.at(1)
				want := b.want("ada", "k", &place)
				sound := want.Render
				several, begun := make(chan struct{}), atomic.Int32{}
				want.Render = func(ctx context.Context, e task.Event, version int) (live.Rendered, error) {
					if begun.Add(1) == 8 {
						close(several)
					}
					select {
					case <-several:
					case <-time.After(time.Second):
						t.Error("an event was waited for before the next was begun")
					}
					return sound(ctx, e, version)
				}
				b.expect(b.subscribe(want), 2, 17)
			})
		})
	}
}

func TestThoseWhoComeBackTogetherAreServedFromTheHub(t *testing.T) {
	onBoard(t, live.Options{}, func(t *testing.T, b *board) {
		b.subscribe(b.want("ada", "k", nil))
		b.happen(50)
		before := b.replays
		place := b.at(1)
		for range 200 {
			b.expect(b.subscribe(b.want("bob", "k", &place)), 2, 51)
		}
		if b.replays != before || b.renders.Load() != 50 {
			t.Errorf("%d reads of the log and %d renderings for 200 that missed the same 50 events", b.replays-before, b.renders.Load())
		}
	})
}

func TestTheLastOneOutClosesTheHub(t *testing.T) {
	onBoard(t, live.Options{}, func(t *testing.T, b *board) {
		for range 3 {
			s := b.subscribe(b.want("ada", "k", nil))
			b.happen(1)
			s.Close()
			s.Close()
			if _, err := s.Next(t.Context()); err == nil {
				t.Error("a closed stream went on")
			}
		}
		synctest.Wait()
	})
}

func TestNextEndsWithItsContext(t *testing.T) {
	onBoard(t, live.Options{}, func(t *testing.T, b *board) {
		s := b.subscribe(b.want("ada", "k", nil))
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := s.Next(ctx); err == nil {
			t.Error("nothing happened, and yet something came")
		}
	})
}
