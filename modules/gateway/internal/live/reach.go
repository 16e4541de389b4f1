package live

import (
	"context"

	"tasklane/modules/task"
)

// reach has the hub know the events behind a place again, if one reading brings them: after a restart a whole crowd comes
// back to about the same one, and the log is read, and each event rendered, once for all of them. Any other place is left to
// who asks for it.
func (h *hub) reach(ctx context.Context, place task.Cursor) error {
	select {
	case h.reaching <- struct{}{}:
		defer func() { <-h.reaching }()
	case <-ctx.Done():
		return ctx.Err()
	}
	h.mu.Lock()
	end := h.before
	h.mu.Unlock()
	missing := end.Seq - place.Seq
	if missing <= 0 || missing > replayPage {
		return nil
	}
	events, err := h.hubs.tasks.Replay(asAudience(ctx, h.projectID), place, int(missing))
	if err != nil {
		return err
	}
	h.extend(place, events, end)
	return nil
}

// extend puts the events between a place and an end before the recent ones, if they still begin there, for as long as
// their number again.
func (h *hub) extend(place task.Cursor, events []task.Event, end task.Head) {
	h.mu.Lock()
	defer h.mu.Unlock()
	last := len(events) - 1
	if h.before != end || last < 0 || (task.Head{Seq: events[last].Seq, EntryID: events[last].ID}) != end {
		return
	}
	back := make([]*entry, 0, len(events)+len(h.recent))
	for _, e := range events {
		back = append(back, newEntry(e))
	}
	h.recent = append(back, h.recent...)
	h.before = task.Head{Seq: place.Seq, EntryID: place.EntryID}
	h.keep = max(h.keep, len(h.recent))
}
