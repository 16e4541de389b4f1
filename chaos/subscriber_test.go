package chaos

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/coder/websocket"
)

// event is one of a project's log.
type event struct {
	ID, Cursor, Type, TaskID, CommentID string
	Seq, TaskVersion                    int
}

const eventFields = ` id seq cursor type taskId taskVersion commentId `

// subscriber follows a project, and comes back with its last place when the connection ends.
type subscriber struct {
	load   *load
	person *person

	mu       sync.Mutex
	last     place
	seen     []event
	heard    map[mark]time.Time
	latest   time.Time // when it last heard something
	resyncs  int
	lostAt   time.Time     // since when it has heard nothing, because its connection has ended
	absence  time.Duration // the longest
	problems []string
}

// comingBack is what clients wait before they try again.
const comingBack = 200 * time.Millisecond

func (s *subscriber) run(ctx context.Context) {
	for ctx.Err() == nil {
		s.mu.Lock()
		after := s.last.cursor
		s.mu.Unlock()
		err := follow(ctx, s.load.deployment.door, s.person.token(ctx),
			`subscription($p: ID!, $after: String) { taskEvents(projectId: $p, after: $after) {`+eventFields+`task { title version } } }`,
			vars{"p": s.load.project, "after": after}, func(got struct{ TaskEvents event }) { s.take(got.TaskEvents) })
		if ctx.Err() != nil {
			return
		}
		s.lost(ctx, err)
		wait(ctx, comingBack)
	}
}

// take checks that the event is the next one.
func (s *subscriber) take(e event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if e.Seq != s.last.seq+1 {
		s.problems = append(s.problems, fmt.Sprintf("after event %d came %d, %s of %s", s.last.seq, e.Seq, e.Type, e.TaskID))
	}
	s.last = place{e.Seq, e.Cursor}
	s.seen = append(s.seen, e)
	if s.heard == nil {
		s.heard = map[mark]time.Time{}
	}
	s.latest = time.Now()
	if m := (mark{e.TaskID, e.TaskVersion}); s.heard[m].IsZero() {
		s.heard[m] = s.latest
	}
	if !s.lostAt.IsZero() {
		s.absence = max(s.absence, time.Since(s.lostAt))
		s.lostAt = time.Time{}
	}
}

// lost notes how the connection ended.
func (s *subscriber) lost(ctx context.Context, err error) {
	s.mu.Lock()
	if s.lostAt.IsZero() {
		s.lostAt = time.Now()
	}
	s.mu.Unlock()
	if refused, ok := errors.AsType[*refusal](err); ok {
		switch refused.Extensions.Code {
		case "UNAVAILABLE":
		case "RESYNC_REQUIRED":
			s.resync(ctx)
		default:
			s.problem("the subscription ended with %q", refused)
		}
	}
	if code := websocket.CloseStatus(err); code >= 4000 {
		s.problem("the socket was closed with %v", err)
	}
}

// resync does what somebody does who was told that some may be missing: reads what happened meanwhile, and goes on from
// there.
func (s *subscriber) resync(ctx context.Context) {
	s.mu.Lock()
	s.resyncs++
	s.mu.Unlock()
	missed, err := s.load.history(ctx, s.person, s.last.seq)
	if err != nil {
		return // it is told the same again
	}
	for _, e := range missed {
		s.take(e)
	}
}

func (s *subscriber) problem(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.problems = append(s.problems, fmt.Sprintf(format, args...))
}

// at is the number of the latest event that it was told.
func (s *subscriber) at() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.last.seq
}

// hasHeardOne says whether it was told of one of these states of tasks.
func (s *subscriber) hasHeardOne(marks []mark) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.ContainsFunc(marks, func(m mark) bool { return !s.heard[m].IsZero() })
}

// silence is how long ago it last heard something.
func (s *subscriber) silence() time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	return time.Since(s.latest)
}

// behind is how long after its answer it heard of one of these operations, at most. What it has not heard of yet is
// counted in the end.
func (s *subscriber) behind(operations []attempt) (longest time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, a := range operations {
		if at := s.heard[a.made]; a.isOfTask() && !at.IsZero() {
			longest = max(longest, at.Sub(a.ended()))
		}
	}
	return longest
}

// inbox follows what the reader is told. It may miss something and then reads the inbox, but hears nothing twice.
type inbox struct {
	person *person

	mu   sync.Mutex
	seen map[string]int
}

func (i *inbox) run(ctx context.Context) {
	for ctx.Err() == nil {
		_ = follow(ctx, i.person.at.door, i.person.token(ctx), `subscription { notificationReceived { id } }`, nil,
			func(got struct{ NotificationReceived struct{ ID string } }) {
				i.mu.Lock()
				defer i.mu.Unlock()
				i.seen[got.NotificationReceived.ID]++
			}) // it may end in any way; the inbox is read in the end
		wait(ctx, comingBack)
	}
}

// twice are notifications that were heard more than once.
func (i *inbox) twice() (ids []string) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for id, times := range i.seen {
		if times > 1 {
			ids = append(ids, id)
		}
	}
	return ids
}
