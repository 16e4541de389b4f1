package app

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"slices"

	"tasklane/modules/notification"
	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/eventlog"
)

// The module's own log says what is to be delivered by other ways than the inbox. An entry is written in the transaction
// that adds the notification, so there is never one without the other.

// turnKey finds the transaction's right to append in the context that Prepare makes.
type turnKey struct{}

// Prepare implements eventlog.Preparer: it locks the logs of everybody who may be told of these entries.
func (h *Handler) Prepare(ctx context.Context, tx *database.Tx, entries []eventlog.Entry) (context.Context, error) {
	told := map[string]bool{}
	for _, entry := range entries {
		if oversized(entry) {
			continue
		}
		e, err := task.Record(entry).Event()
		if err != nil {
			continue // Handle says so
		}
		a, _ := audienceOf(e)
		for userID := range a.why {
			told[userID] = true
		}
	}
	if len(told) == 0 {
		return ctx, nil
	}
	turn, err := h.log.Begin(ctx, tx, slices.Collect(maps.Keys(told))...)
	return context.WithValue(ctx, turnKey{}, turn), err
}

// write adds notifications to the module's log.
func (h *Handler) write(ctx context.Context, added []notification.Notification) error {
	if len(added) == 0 {
		return nil
	}
	turn, ok := ctx.Value(turnKey{}).(*eventlog.Turn)
	if !ok {
		return errors.New("the handler was not prepared")
	}
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
	_, err := turn.Append(ctx, entries...)
	return err
}
