package app

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"tasklane/modules/notification"
	"tasklane/platform/broadcast"
	"tasklane/platform/eventlog"
)

const (
	// announceWithin bounds what the reader of the log waits for the broadcast.
	announceWithin = 2 * time.Second
	// maxPrepared bounds what is remembered of transactions whose end nobody heard of.
	maxPrepared = 1000
)

// news is what an event has done to inboxes: it is told after the commit.
type news struct {
	arrived []notification.Notification
	// recount are users whose unread count has changed otherwise.
	recount []string
}

// Announcer tells people's open inboxes what has changed. What is lost on the way is seen when an inbox is read.
type Announcer struct {
	inbox     Inbox
	broadcast broadcast.Broadcast
	nudge     func(userID string)
	log       *slog.Logger

	mu       sync.Mutex
	prepared map[string]news // by the event's id
}

// NewAnnouncer makes an announcer; nudge is told of users whose log has a new entry.
func NewAnnouncer(inbox Inbox, b broadcast.Broadcast, nudge func(userID string), log *slog.Logger) *Announcer {
	return &Announcer{inbox: inbox, broadcast: b, nudge: nudge, log: log, prepared: map[string]news{}}
}

// prepare keeps what is to be told once the transaction is committed. A transaction that runs again replaces it.
func (a *Announcer) prepare(eventID string, n news) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.prepared) >= maxPrepared {
		clear(a.prepared)
	}
	a.prepared[eventID] = n
}

func (a *Announcer) take(entries []eventlog.Entry) (all news) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, e := range entries {
		n := a.prepared[e.ID]
		delete(a.prepared, e.ID)
		all.arrived = append(all.arrived, n.arrived...)
		all.recount = append(all.recount, n.recount...)
	}
	return all
}

// Taken tells what these entries, which are committed, have done.
func (a *Announcer) Taken(entries []eventlog.Entry) {
	n := a.take(entries)
	if len(n.arrived)+len(n.recount) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), announceWithin) //nolint:forbidigo // it is told to others than the caller
	defer cancel()
	for _, one := range n.arrived {
		a.nudge(one.UserID)
	}
	n = a.heard(ctx, n)
	users := slices.Clone(n.recount)
	for _, one := range n.arrived {
		users = append(users, one.UserID)
	}
	if len(users) == 0 {
		return
	}
	unread, err := a.inbox.Unread(ctx, users)
	if err != nil {
		a.log.WarnContext(ctx, "notifications could not be announced", "error", err)
		return
	}
	for _, one := range n.arrived {
		a.publish(ctx, one.UserID, notification.Arrived{Type: notification.ArrivedType, Notification: one, Unread: unread[one.UserID]})
	}
	for _, userID := range n.recount {
		a.counted(ctx, userID, unread[userID])
	}
}

// heard leaves out what is of people whom nobody listens for: most of them are not there, and to count what they have not
// read is the larger part of the work. Where that is not known, all are told.
func (a *Announcer) heard(ctx context.Context, n news) news {
	channels := map[string]bool{}
	for _, userID := range n.recount {
		channels[notification.Channel(userID)] = true
	}
	for _, one := range n.arrived {
		channels[notification.Channel(one.UserID)] = true
	}
	listened, err := a.broadcast.Listened(ctx, slices.Collect(maps.Keys(channels))...)
	if err != nil {
		return n
	}
	clear(channels)
	for _, channel := range listened {
		channels[channel] = true
	}
	return news{
		arrived: slices.DeleteFunc(n.arrived, func(one notification.Notification) bool { return !channels[notification.Channel(one.UserID)] }),
		recount: slices.DeleteFunc(n.recount, func(userID string) bool { return !channels[notification.Channel(userID)] }),
	}
}

// counted tells a user's other devices of the unread count.
func (a *Announcer) counted(ctx context.Context, userID string, unread int) {
	a.publish(context.WithoutCancel(ctx), userID, notification.Count{Type: notification.CountType, Unread: unread})
}

func (a *Announcer) publish(ctx context.Context, userID string, message any) {
	raw, err := json.Marshal(message)
	if err == nil {
		err = a.broadcast.Publish(ctx, notification.Channel(userID), raw)
	}
	if err != nil && !errors.Is(err, broadcast.ErrUnavailable) {
		a.log.WarnContext(ctx, "a message for an inbox was not sent", "user", userID, "error", err)
	}
}
