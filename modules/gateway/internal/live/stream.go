package live

import (
	"context"
	"slices"
	"sync"

	"tasklane/modules/task"
	"tasklane/platform/fault"
)

// Stream is one subscriber's events, in order of seq, none twice and none missing. It is read by one
// goroutine.
type Stream struct {
	hub  *hub
	want Want

	// replay and place belong to the reader, until the stream is attached to the hub.
	replay   []*entry
	place    task.Cursor // the last event that was handed to the reader or queued
	attached bool
	// ahead has the tasks that were shown at a later version than their latest event's, until that version's event.
	ahead map[string]int
	// begun is the last event whose rendering this stream has begun or had.
	begun int64

	mu     sync.Mutex
	queue  []*entry
	limit  int
	ended  error
	wake   chan struct{}
	closed bool
}

func newStream(h *hub, w Want, limit int) *Stream {
	return &Stream{hub: h, want: w, limit: limit, wake: make(chan struct{}, 1)}
}

// begin takes the place and joins the hub there; when the hub no longer has what came after it, the log
// is read first: for all, or when the place is far back for this one.
func (s *Stream) begin(ctx context.Context, from task.Cursor) error {
	s.place = from
	if s.attach() {
		return nil
	}
	if err := s.hub.reach(ctx, from); err != nil {
		return s.refused(err)
	}
	if s.attach() {
		return nil
	}
	return s.readOn(ctx)
}

// attach joins the hub if it still has every event behind the stream's place.
func (s *Stream) attach() bool {
	h := s.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.over {
		s.end(resyncRequired())
		s.attached = true
		return true
	}
	missed, known := h.behind(task.Head{Seq: s.place.Seq, EntryID: s.place.EntryID})
	if !known {
		return false
	}
	h.streams[s] = struct{}{}
	s.attached = true
	for _, e := range missed {
		s.offer(e)
	}
	return true
}

// readOn reads the next events behind the place from the log, under the viewer's own rights.
func (s *Stream) readOn(ctx context.Context) error {
	events, err := s.hub.hubs.tasks.Replay(ctx, s.place, replayPage)
	if err != nil {
		return s.refused(err)
	}
	for _, e := range events {
		s.replay = append(s.replay, newEntry(e))
		s.place = e.Cursor()
	}
	if len(events) == 0 {
		s.attachAtEnd()
	}
	return nil
}

// refused counts an error that says that the place is not in the log.
func (s *Stream) refused(err error) error {
	if fault.Is(err, fault.ResyncRequired) {
		s.hub.hubs.observer.ResyncTold()
	}
	return err
}

// attachAtEnd joins a hub that has not heard yet of what the log already gave: what it hears of that is
// passed over.
func (s *Stream) attachAtEnd() {
	h := s.hub
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.head.Seq == s.place.Seq && h.head.EntryID != s.place.EntryID && !h.over {
		h.end(resyncRequired()) // the hub followed another log than the one that is there now
	}
	if h.over {
		s.end(resyncRequired())
		s.attached = true
	} else if h.head.Seq < s.place.Seq {
		h.streams[s] = struct{}{}
		s.attached = true
	}
}

// Next waits for the next event and gives what is sent for it. The error says why the stream is over:
// ResyncRequired, Forbidden when the membership ended, NotFound when the project is gone, or ctx's end.
func (s *Stream) Next(ctx context.Context) ([]byte, error) {
	for {
		if e := s.next(); e != nil {
			s.renderAhead(ctx)
			return s.show(ctx, e)
		}
		if !s.attached {
			if s.attach() {
				continue
			}
			if err := s.readOn(ctx); err != nil {
				return nil, err
			}
			continue
		}
		if err := s.why(); err != nil {
			return nil, err
		}
		select {
		case <-s.wake:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// show renders an event with its task no older than it was shown before: one event may have read the task from the
// database, and the next one, or another subscriber long ago, from a cache that lags.
func (s *Stream) show(ctx context.Context, e *entry) ([]byte, error) {
	id := e.event.TaskID
	shown, err := e.render(ctx, s.want, s.ahead[id])
	switch {
	case err != nil:
		return nil, err
	case shown.TaskVersion > e.event.TaskVersion:
		if s.ahead == nil {
			s.ahead = map[string]int{}
		}
		s.ahead[id] = shown.TaskVersion
	case e.event.TaskVersion >= s.ahead[id]:
		delete(s.ahead, id)
	}
	return shown.Bytes, nil
}

// next takes what is replayed first, then what is queued.
func (s *Stream) next() *entry {
	if len(s.replay) > 0 {
		e := s.replay[0]
		s.replay = s.replay[1:]
		return e
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.queue) == 0 {
		return nil
	}
	e := s.queue[0]
	s.queue[0] = nil
	s.queue = s.queue[1:]
	if len(s.queue) == 0 {
		s.queue = nil // an idle subscriber holds no memory
	}
	return e
}

// atOnce is how many of the next events are rendered while one is waited for: each may need a call to another process,
// and a board that is behind catches up no faster than it gets answers.
const atOnce = 8

// renderAhead begins to render the events after the one that was taken, in case they wait already. What belongs to this
// viewer alone is left to its turn.
func (s *Stream) renderAhead(ctx context.Context) {
	if s.want.Key == "" {
		return
	}
	for _, e := range s.coming() {
		e.begin(ctx, s.want)
		s.begun = e.event.Seq
	}
}

// coming gives those of the next few events that were not given before.
func (s *Stream) coming() []*entry {
	soon := s.replay
	if len(soon) == 0 {
		s.mu.Lock()
		defer s.mu.Unlock()
		soon = s.queue
	}
	soon = soon[:min(atOnce, len(soon))]
	for len(soon) > 0 && soon[0].event.Seq <= s.begun {
		soon = soon[1:]
	}
	return slices.Clone(soon)
}

func (s *Stream) why() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.queue) > 0 {
		return nil
	}
	return s.ended
}

// offer queues an event; the hub holds its lock. A reader that is too far behind is told so, never skipped.
func (s *Stream) offer(e *entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.ended != nil || s.closed || e.event.Seq <= s.place.Seq:
		return
	case e.event.Type == task.MemberRemoved && e.event.UserID == s.want.UserID:
		s.endLocked(membershipEnded())
	case len(s.queue) >= s.limit:
		s.queue = nil
		s.endLocked(resyncRequired())
		s.hub.hubs.observer.ResyncTold()
	default:
		s.place = e.event.Cursor()
		s.queue = append(s.queue, e)
		s.signal()
	}
}

// end finishes the stream after what is queued.
func (s *Stream) end(why error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ended == nil && fault.Is(why, fault.ResyncRequired) {
		s.hub.hubs.observer.ResyncTold()
	}
	s.endLocked(why)
}

// cut finishes the stream at once: what is queued is not for this viewer any more.
func (s *Stream) cut(why error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.queue = nil
	s.endLocked(why)
}

func (s *Stream) endLocked(why error) {
	if s.ended == nil {
		s.ended = why
	}
	s.signal()
}

func (s *Stream) signal() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Close lets go of the hub. It may be called more than once.
func (s *Stream) Close() {
	s.mu.Lock()
	again := s.closed
	s.closed = true
	s.queue = nil
	s.endLocked(context.Canceled)
	s.mu.Unlock()
	if again {
		return
	}
	s.hub.mu.Lock()
	delete(s.hub.streams, s)
	s.hub.mu.Unlock()
	s.hub.hubs.leave(s.hub)
}
