package app

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"github.com/google/uuid"

	"tasklane/modules/notification"
	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/eventlog"
)

// The module's own log says what is to be delivered by other ways than the inbox. An entry is written in the transaction
// that adds the notification, so there is never one without the other.

// preparedKey finds what Prepare has found in the context that it makes.
type preparedKey struct{}

// prepared is what a transaction knows before its first entry is handled.
type prepared struct {
	// turn is its right to append; nil when nobody is to be told.
	turn   *eventlog.Turn
	events map[string]task.Event // by id
	// known are the ids of notifications that are there already: their events have come before.
	known map[string]bool
}

func preparedIn(ctx context.Context) (*prepared, error) {
	p, ok := ctx.Value(preparedKey{}).(*prepared)
	if !ok {
		return nil, errors.New("the handler was not prepared")
	}
	return p, nil
}

// event is what an entry tells of.
func (p *prepared) event(entry eventlog.Entry) (task.Event, error) {
	if e, ok := p.events[entry.ID]; ok {
		return e, nil
	}
	return task.Record(entry).Event()
}

// Prepare implements eventlog.Preparer: it locks the logs of everybody who may be told of these entries, and looks which
// notifications are there already.
func (h *Handler) Prepare(ctx context.Context, tx *database.Tx, entries []eventlog.Entry) (context.Context, error) {
	p := &prepared{events: map[string]task.Event{}, known: map[string]bool{}}
	ctx = context.WithValue(ctx, preparedKey{}, p)
	told := map[string]bool{}
	var ids []string
	for _, entry := range entries {
		if oversized(entry) {
			continue
		}
		e, err := task.Record(entry).Event()
		if err != nil {
			continue // Handle says so
		}
		p.events[entry.ID] = e
		source, _ := uuid.Parse(e.ID) // Handle says so
		a, _ := audienceOf(e)
		for userID := range a.why {
			told[userID] = true
			ids = append(ids, notificationID(source, userID))
		}
	}
	if len(told) == 0 {
		return ctx, nil
	}
	var err error
	if p.turn, err = h.log.Begin(ctx, tx, slices.Collect(maps.Keys(told))...); err != nil {
		return ctx, err
	}
	known, err := h.shelf.Known(ctx, tx, ids)
	for _, id := range known {
		p.known[id] = true
	}
	return ctx, err
}

// write adds notifications to the module's log.
func (p *prepared) write(ctx context.Context, added []notification.Notification) error {
	entries := make([]eventlog.Entry, len(added))
	for i, n := range added {
		body, err := json.Marshal(n)
		if err != nil {
			return err
		}
		entries[i] = eventlog.Entry{
			Stream: n.UserID, Type: notification.AddedType, Subject: n.TaskID, Actor: n.ActorID, At: n.CreatedAt, Body: body,
		}
	}
	_, err := p.turn.Append(ctx, entries...)
	return err
}
