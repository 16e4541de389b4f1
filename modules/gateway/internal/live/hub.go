package live

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"tasklane/modules/task"
	"tasklane/platform/fault"
)

// hub is the meeting point of one project's events and subscribers. Its seq only grows, by one.
type hub struct {
	hubs      *Hubs
	projectID string
	holders   int // guarded by hubs.mu

	opening sync.Once

	mu          sync.Mutex
	failed      error // opening failed
	over        bool  // ended; its subscribers have been told
	ready       bool  // the log's end is known
	head        task.Head
	before      task.Head            // the entry before the recent ones
	recent      []*entry             // the latest events, oldest first, up to the head
	keep        int                  // of the recent ones, so many at least
	early       map[int64]task.Event // came before their turn
	healing     bool
	reaching    chan struct{} // held by the one who does
	streams     map[*Stream]struct{}
	unsubscribe func()
}

func newHub(hubs *Hubs, projectID string) *hub {
	return &hub{
		hubs: hubs, projectID: projectID, keep: hubs.options.Recent,
		early: map[int64]task.Event{}, streams: map[*Stream]struct{}{}, reaching: make(chan struct{}, 1),
	}
}

// open subscribes to the broadcast first and reads the log's end after it, so that nothing falls between.
// Others wait for it too: it does not end with the subscriber that came first.
func (h *hub) open(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), openWithin)
	defer cancel()
	unsubscribe, err := h.hubs.broadcast.Subscribe(ctx, task.Channel(h.projectID), h.hear, h.hubs.lookSoon)
	if err == nil {
		h.mu.Lock()
		h.unsubscribe = unsubscribe
		h.mu.Unlock()
		var heads map[string]task.Head
		if heads, err = h.hubs.tasks.Heads(asGateway(ctx), []string{h.projectID}); err == nil {
			if head, exists := heads[h.projectID]; exists {
				h.start(head)
				return
			}
			err = fault.Missing("project")
		}
	}
	h.mu.Lock()
	h.failed = err
	h.mu.Unlock()
	h.hubs.forget(h)
}

func (h *hub) start(head task.Head) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.head, h.before, h.ready = head, head, true
	h.drain()
	h.healSoon()
}

func (h *hub) state() (over bool, failed error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.over, h.failed
}

func (h *hub) place() task.Cursor {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.placeLocked()
}

func (h *hub) placeLocked() task.Cursor {
	return task.Cursor{ProjectID: h.projectID, Seq: h.head.Seq, EntryID: h.head.EntryID}
}

// hear takes what the broadcast brings: in any order, twice, or not at all.
func (h *hub) hear(payload []byte) {
	e, err := decode(payload)
	if err != nil || e.ProjectID != h.projectID {
		h.hubs.log.Warn("a broadcast that is no event of its project was dropped", slog.String("project", h.projectID))
		return
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case h.over:
	case !h.ready || e.Seq > h.head.Seq+1:
		if len(h.early) < h.hubs.options.Queue {
			h.early[e.Seq] = e
		}
		h.healSoon()
	case e.Seq == h.head.Seq+1:
		h.deliver(e)
		h.drain()
	case e.Seq == h.head.Seq && e.ID != h.head.EntryID:
		h.end(resyncRequired())
	}
}

// drain delivers what came early and has its turn now.
func (h *hub) drain() {
	for seq := range h.early {
		if seq <= h.head.Seq {
			delete(h.early, seq)
		}
	}
	for !h.over {
		e, has := h.early[h.head.Seq+1]
		if !has {
			return
		}
		delete(h.early, e.Seq)
		h.deliver(e)
	}
}

// deliver hands the next event to every subscriber.
func (h *hub) deliver(e task.Event) {
	next := newEntry(e)
	h.head = next.head()
	h.recent = append(h.recent, next)
	if len(h.recent) > 2*h.keep {
		gone := len(h.recent) - h.keep
		h.before = h.recent[gone-1].head()
		h.recent = append([]*entry(nil), h.recent[gone:]...)
		h.keep = h.hubs.options.Recent
	}
	for s := range h.streams {
		s.offer(next)
	}
	if e.Type == task.ProjectDeleted {
		h.end(fault.Missing("project"))
	}
}

// behind gives the recent events behind a place, and whether it is one that the hub still knows.
func (h *hub) behind(place task.Head) ([]*entry, bool) {
	first := place.Seq - h.before.Seq
	if first < 0 || first > int64(len(h.recent)) {
		return nil, false
	}
	known := h.before
	if first > 0 {
		known = h.recent[first-1].head()
	}
	return h.recent[first:], known == place
}

// end tells every subscriber why, after what they have been handed already. A new subscriber gets a new hub.
func (h *hub) end(why error) {
	h.over = true
	for s := range h.streams {
		s.end(why)
	}
	clear(h.streams)
	h.hubs.forget(h)
}

func (h *hub) close() {
	h.mu.Lock()
	h.over = true
	unsubscribe := h.unsubscribe
	h.unsubscribe = nil
	h.mu.Unlock()
	if unsubscribe != nil {
		unsubscribe()
	}
}

// healSoon fetches what is missing before the early ones, unless it comes by itself in a moment.
func (h *hub) healSoon() {
	if h.healing || h.over || !h.ready || len(h.early) == 0 {
		return
	}
	h.healLater(h.hubs.options.SwapWait)
}

func (h *hub) healLater(wait time.Duration) {
	h.healing = true
	time.AfterFunc(wait, h.heal)
}

const (
	openWithin = 5 * time.Second
	replayPage = 500
	healRetry  = time.Second
	healWithin = 5 * time.Second
)

// heal reads from the log what the broadcast did not bring.
func (h *hub) heal() {
	h.mu.Lock()
	if h.over {
		h.mu.Unlock()
		return
	}
	from := h.placeLocked()
	h.mu.Unlock()

	ctx, cancel := context.WithTimeout(asAudience(context.Background(), h.projectID), healWithin) //nolint:forbidigo // a timer began it, for all subscribers
	events, err := h.hubs.tasks.Replay(ctx, from, replayPage)
	cancel()

	h.mu.Lock()
	defer h.mu.Unlock()
	h.healing = false
	if h.over {
		return
	}
	if err != nil {
		h.healFailed(err)
		return
	}
	healed := 0
	for _, e := range events {
		if e.Seq == h.head.Seq+1 && !h.over {
			delete(h.early, e.Seq)
			h.deliver(e)
			healed++
		}
	}
	h.hubs.observer.GapHealed(healed)
	h.drain()
	if len(events) == replayPage {
		h.healLater(0)
		return
	}
	h.healSoon()
}

func (h *hub) healFailed(err error) {
	switch fault.From(err).Kind {
	case fault.ResyncRequired, fault.NotFound, fault.Forbidden:
		h.end(err)
	default:
		h.hubs.log.Warn("missed events cannot be read yet", slog.String("project", h.projectID), slog.Any("error", err))
		h.healLater(healRetry)
	}
}
