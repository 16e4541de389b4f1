package live_test

import (
	"sync"
	"testing"
	"testing/synctest"

	"tasklane/modules/gateway/internal/live"
	"tasklane/modules/task"
)

// missed adds events of which nobody is told, and gives the places of the first and the middle one.
func (b *board) missed(n int) (first, middle task.Cursor) {
	for range n {
		b.add(task.TaskUpdated, "")
	}
	return b.at(1), b.at(int64(1 + n/2))
}

func TestQ37_ForACrowdThatComesBackTheLogIsReadAndRenderedOnce(t *testing.T) {
	onBoard(t, live.Options{}, func(t *testing.T, b *board) {
		const events, each = 100, 200
		first, middle := b.missed(events)
		var back sync.WaitGroup
		for range each {
			for from, place := range map[int]*task.Cursor{2: &first, 2 + events/2: &middle} {
				back.Go(func() {
					s, err := b.hubs.Subscribe(t.Context(), b.want("ada", "k", place))
					if err != nil {
						t.Error(err)
						return
					}
					t.Cleanup(s.Close)
					b.expect(s, from, events+1)
				})
			}
		}
		back.Wait()
		// One who comes first from the middle has half of it read; then one from the first place has the rest.
		if b.replays > 2 || b.renders.Load() != events {
			t.Errorf("%d who came back made %d readings of the log and %d renderings of %d events", 2*each, b.replays, b.renders.Load(), events)
		}
	})
}

func TestQ37_OneWhoComesFromFarBackReadsAlone(t *testing.T) {
	onBoard(t, live.Options{Recent: 10, Queue: 2000}, func(t *testing.T, b *board) {
		first, middle := b.missed(600)
		far, near := b.subscribe(b.want("ada", "k", &first)), b.subscribe(b.want("bob", "k", &middle))
		b.expect(far, 2, 601)
		b.expect(near, 302, 601)
		b.happen(300) // the hub keeps what it has read for as long
		read := b.replays
		b.expect(b.subscribe(b.want("bob", "k", &middle)), 302, 901)
		if b.replays != read {
			t.Error("what was read for all is forgotten already")
		}
		b.happen(400) // and not for ever
		late := b.at(1251)
		b.expect(b.subscribe(b.want("bob", "k", &late)), 1252, 1301)
		if b.replays == read {
			t.Error("what was read for all is kept for ever")
		}
		for _, s := range []*live.Stream{far, near} {
			b.expect(s, 602, 1301)
		}
	})
}

func TestQ37_WhileOneReadsTheLogForAllOthersWait(t *testing.T) {
	onBoard(t, live.Options{}, func(t *testing.T, b *board) {
		first, _ := b.missed(5)
		b.hold = make(chan struct{})
		var back sync.WaitGroup
		for range 3 {
			back.Go(func() {
				if s, err := b.hubs.Subscribe(t.Context(), b.want("ada", "k", &first)); err == nil {
					s.Close()
				}
			})
		}
		synctest.Wait()
		if b.replays != 1 {
			t.Errorf("%d read the log at the same time", b.replays)
		}
		close(b.hold)
		back.Wait()
		if b.replays != 1 {
			t.Errorf("the log was read %d times", b.replays)
		}
	})
}

func TestQ37_WhatIsForgottenWhileTheLogIsReadLeavesNoHole(t *testing.T) {
	onBoard(t, live.Options{Recent: 4}, func(t *testing.T, b *board) {
		first, _ := b.missed(3)
		b.hold = make(chan struct{})
		var back sync.WaitGroup
		back.Go(func() { b.expect(b.subscribe(b.want("ada", "k", &first)), 2, 24) })
		synctest.Wait()
		b.happen(20)
		close(b.hold)
		back.Wait()
	})
}
