package live

import (
	"context"
	"log/slog"
	"time"

	"tasklane/modules/task"
	"tasklane/platform/fault"
)

const (
	batch       = 500
	checkWithin = 5 * time.Second
	// roundsMissed is after how many failed reads of the memberships open streams end: rights that cannot be
	// checked are not taken for granted.
	roundsMissed = 2
)

// Run compares the hubs with the logs' ends and the subscribers with the members, until ctx ends.
func (h *Hubs) Run(ctx context.Context) error {
	heads := time.NewTicker(h.options.HeadsEvery)
	defer heads.Stop()
	rights := time.NewTicker(h.options.RightsEvery)
	defer rights.Stop()
	missed := 0
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-heads.C:
			h.compareHeads(ctx)
		case <-h.look:
			h.compareHeads(ctx)
		case <-rights.C:
			if h.checkRights(ctx) {
				missed = 0
			} else if missed++; missed >= roundsMissed {
				h.cutAll(fault.Down(healRetry, false, "Memberships cannot be checked at the moment."))
			}
		}
	}
}

// lookSoon is called when the broadcast may have dropped something: usually by every hub at once, for whom one
// comparison is enough.
func (h *Hubs) lookSoon() {
	select {
	case h.look <- struct{}{}:
	default:
	}
}

// compareHeads asks for all hubs' latest entries at once. A log ahead of its hub has events that no broadcast
// brought; one that is behind or has another entry there was restored.
func (h *Hubs) compareHeads(ctx context.Context) {
	hubs := h.all()
	for len(hubs) > 0 {
		n := min(batch, len(hubs))
		h.compareSome(ctx, hubs[:n])
		hubs = hubs[n:]
	}
}

func (h *Hubs) compareSome(ctx context.Context, hubs []*hub) {
	before := make(map[*hub]task.Head, len(hubs))
	ids := make([]string, 0, len(hubs))
	for _, hub := range hubs {
		if head, ready := hub.known(); ready {
			before[hub] = head
			ids = append(ids, hub.projectID)
		}
	}
	if len(ids) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(asGateway(ctx), checkWithin)
	defer cancel()
	heads, err := h.tasks.Heads(ctx, ids)
	if err != nil {
		h.log.Warn("the logs' ends cannot be read", slog.Any("error", err))
		return
	}
	for hub, then := range before {
		head, exists := heads[hub.projectID]
		hub.compare(then, head, exists)
	}
}

func (h *hub) known() (task.Head, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.head, h.ready && !h.over
}

// compare takes what the hub was at before the log was asked: what has been delivered since proves nothing.
func (h *hub) compare(then, log task.Head, exists bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	switch {
	case h.over:
	case !exists:
		h.end(fault.Missing("project"))
	case log.Seq < then.Seq || (log.Seq == then.Seq && log.EntryID != then.EntryID):
		h.end(resyncRequired())
	case log.Seq > h.head.Seq && !h.healing:
		h.healLater(h.hubs.options.SwapWait)
	}
}

// checkRights reads every subscriber's membership, whatever the events said. It is false when it could not.
func (h *Hubs) checkRights(ctx context.Context) bool {
	streams := map[task.Seat][]*Stream{}
	for _, hub := range h.all() {
		hub.mu.Lock()
		for s := range hub.streams {
			seat := task.Seat{ProjectID: hub.projectID, UserID: s.want.UserID}
			streams[seat] = append(streams[seat], s)
		}
		hub.mu.Unlock()
	}
	seats := make([]task.Seat, 0, len(streams))
	for seat := range streams {
		seats = append(seats, seat)
	}
	for len(seats) > 0 {
		n := min(batch, len(seats))
		if !h.checkSome(ctx, seats[:n], streams) {
			return false
		}
		seats = seats[n:]
	}
	return true
}

func (h *Hubs) checkSome(ctx context.Context, seats []task.Seat, streams map[task.Seat][]*Stream) bool {
	ctx, cancel := context.WithTimeout(asGateway(ctx), checkWithin)
	defer cancel()
	roles, err := h.tasks.Roles(ctx, seats)
	if err != nil {
		h.log.Warn("memberships cannot be checked", slog.Any("error", err))
		return false
	}
	for _, seat := range seats {
		if roles[seat].AtLeast(task.Viewer) {
			continue
		}
		for _, s := range streams[seat] {
			s.cut(membershipEnded())
		}
	}
	return true
}

func (h *Hubs) cutAll(why error) {
	for _, hub := range h.all() {
		hub.mu.Lock()
		for s := range hub.streams {
			s.cut(why)
		}
		hub.mu.Unlock()
	}
}
