package live_test

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"tasklane/modules/gateway/internal/live"
	"tasklane/modules/task"
	"tasklane/platform/broadcast/memory"
	"tasklane/platform/fault"
)

const project = "p"

// journal is a project's log and its members, as the task module would answer for them.
type journal struct {
	mu      sync.Mutex
	events  []task.Event
	members map[string]bool
	replays int
	down    bool
	// hold keeps readings of the log waiting until it is closed; nil: they do not wait.
	hold chan struct{}
}

func newJournal(members ...string) *journal {
	j := &journal{members: map[string]bool{}}
	for _, m := range members {
		j.members[m] = true
	}
	j.add(task.ProjectCreated, "")
	return j
}

func (j *journal) add(kind task.EventType, userID string) task.Event {
	return j.append(task.Event{Type: kind, UserID: userID})
}

// change adds the event that leaves the task at the version.
func (j *journal) change(version int) task.Event {
	return j.append(task.Event{Type: task.TaskUpdated, TaskID: "t", TaskVersion: version})
}

func (j *journal) append(e task.Event) task.Event {
	j.mu.Lock()
	defer j.mu.Unlock()
	e.ProjectID, e.Seq = project, int64(len(j.events)+1)
	e.ID = fmt.Sprintf("e%d", e.Seq)
	j.events = append(j.events, e)
	if e.Type == task.MemberRemoved {
		delete(j.members, e.UserID)
	}
	return e
}

// restore puts an older log in place, with other entries behind it.
func (j *journal) restore(keep, more int) {
	j.mu.Lock()
	j.events = j.events[:keep]
	j.mu.Unlock()
	for range more {
		e := j.add(task.TaskUpdated, "")
		j.mu.Lock()
		j.events[e.Seq-1].ID = "restored-" + e.ID
		j.mu.Unlock()
	}
}

func (j *journal) at(seq int64) task.Cursor {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.events[seq-1].Cursor()
}

func (j *journal) Replay(_ context.Context, after task.Cursor, limit int) ([]task.Event, error) {
	j.mu.Lock()
	j.replays++
	hold := j.hold
	j.mu.Unlock()
	if hold != nil {
		<-hold
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	if after.Seq > int64(len(j.events)) || j.events[after.Seq-1].ID != after.EntryID {
		return nil, fault.New(fault.ResyncRequired, "not here")
	}
	rest := j.events[after.Seq:]
	return append([]task.Event(nil), rest[:min(limit, len(rest))]...), nil
}

func (j *journal) Heads(_ context.Context, ids []string) (map[string]task.Head, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	last := j.events[len(j.events)-1]
	return map[string]task.Head{ids[0]: {Seq: last.Seq, EntryID: last.ID}}, nil
}

func (j *journal) Roles(_ context.Context, seats []task.Seat) (map[task.Seat]task.Role, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.down {
		return nil, fault.Down(0, false, "down")
	}
	roles := map[task.Seat]task.Role{}
	for _, seat := range seats {
		if j.members[seat.UserID] {
			roles[seat] = task.Viewer
		}
	}
	return roles, nil
}

// counts is an observer that can be asked.
type counts struct{ healed, resyncs atomic.Int64 }

func (c *counts) GapHealed(n int) { c.healed.Add(int64(n)) }
func (c *counts) ResyncTold()     { c.resyncs.Add(1) }

// board is hubs over a journal, with the broadcast in the test's hands.
type board struct {
	*journal
	*counts
	t       *testing.T
	air     *memory.Broadcast
	hubs    *live.Hubs
	renders atomic.Int64
}

// onBoard runs the test in a bubble where waiting costs nothing.
func onBoard(t *testing.T, o live.Options, test func(t *testing.T, b *board)) {
	t.Helper()
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		air := memory.New()
		b := &board{t: t, journal: newJournal("ada", "bob"), counts: &counts{}, air: air}
		b.hubs = live.NewHubs(b.journal, air, b.counts, slog.New(slog.DiscardHandler), o)
		ctx, stop := context.WithCancel(t.Context())
		go func() { _ = b.hubs.Run(ctx) }()
		test(t, b)
		stop()
		synctest.Wait()
	})
}

// tell broadcasts an event; happen logs one and broadcasts it.
func (b *board) tell(e task.Event) {
	payload, err := json.Marshal(e)
	if err == nil {
		err = b.air.Publish(b.t.Context(), task.Channel(project), payload)
	}
	if err != nil {
		b.t.Fatal(err)
	}
}

func (b *board) happen(n int) {
	for range n {
		b.tell(b.add(task.TaskUpdated, ""))
		synctest.Wait()
	}
}

func (b *board) want(user, key string, after *task.Cursor) live.Want {
	return live.Want{
		ProjectID: project, UserID: user, Key: key, After: after,
		Render: func(_ context.Context, e task.Event, _ int) (live.Rendered, error) {
			b.renders.Add(1)
			return live.Rendered{Bytes: fmt.Appendf(nil, "%d", e.Seq)}, nil
		},
	}
}

func (b *board) subscribe(w live.Want) *live.Stream {
	b.t.Helper()
	s, err := b.hubs.Subscribe(b.t.Context(), w)
	if err != nil {
		b.t.Fatal(err)
	}
	b.t.Cleanup(s.Close)
	return s
}

// expect reads the events from..to, and nothing between or twice.
func (b *board) expect(s *live.Stream, from, to int) {
	b.t.Helper()
	for seq := from; seq <= to; seq++ {
		ctx, cancel := context.WithTimeout(b.t.Context(), time.Minute)
		got, err := s.Next(ctx)
		cancel()
		if err != nil || string(got) != fmt.Sprint(seq) {
			b.t.Fatalf("waiting for event %d: got %q, %v", seq, got, err)
		}
	}
}

func (b *board) expectEnd(s *live.Stream, kind fault.Kind) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.t.Context(), time.Minute)
	defer cancel()
	if got, err := s.Next(ctx); !fault.Is(err, kind) {
		b.t.Fatalf("waiting for the end with %v: got %q, %v", kind, got, err)
	}
}
