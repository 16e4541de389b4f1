package app

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"

	"tasklane/modules/notification"
	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/eventlog"
)

const (
	// handlerName is what positions are kept under.
	handlerName = "notification"
	// maxEntry is more than any event of ours has; beyond it an entry is poison, and not worth decoding.
	maxEntry = 1 << 20
	// burst is how long changes of one person to one task are one line of an inbox, while it is unread.
	burst = 10 * time.Minute
)

// Shelf is what a handler does to inboxes, inside the transaction that moves its position.
type Shelf interface {
	// Known gives those of the ids that are there.
	Known(ctx context.Context, tx *database.Tx, ids []string) ([]string, error)
	// Add adds notifications, with the transaction's next statement; those that are there stay as they are.
	Add(ctx context.Context, tx *database.Tx, list []notification.Notification) error
	// Fold finds, for each of the users, an unread UPDATED of this task by this actor that is not older than since and
	// older than the update, gives it the message, and says who has one.
	Fold(ctx context.Context, tx *database.Tx, update notification.Notification, userIDs []string, since time.Time) (folded []string, err error)
	// ForgetMember deletes what a user was told of a project.
	ForgetMember(ctx context.Context, tx *database.Tx, projectID, userID string) (deleted int64, err error)
	// ForgetTask deletes what anybody was told of a task and gives whose that was.
	ForgetTask(ctx context.Context, tx *database.Tx, taskID string) (userIDs []string, err error)
}

// Handler makes notifications of the task module's log.
type Handler struct {
	shelf     Shelf
	log       *eventlog.Log
	announcer *Announcer
	// forget deletes the dead letters about a task.
	forget []Forget
}

// Forget deletes the dead letters about a subject, of one stream or, without it, of any.
type Forget func(ctx context.Context, tx *database.Tx, stream, subject string) error

var _ eventlog.Preparer = (*Handler)(nil)

// NewHandler makes the handler; log is the module's own.
func NewHandler(shelf Shelf, log *eventlog.Log, a *Announcer) *Handler {
	return &Handler{shelf: shelf, log: log, announcer: a}
}

// ForgetBy adds somebody who deletes dead letters; they are known only after the handler was made.
func (h *Handler) ForgetBy(fn Forget) { h.forget = append(h.forget, fn) }

// Name implements eventlog.Handler.
func (h *Handler) Name() string { return handlerName }

// Handle implements eventlog.Handler. What it decides depends on the entry and on what is in the inboxes, so that an
// entry that comes again changes nothing.
func (h *Handler) Handle(ctx context.Context, tx *database.Tx, entry eventlog.Entry) error {
	if oversized(entry) {
		return fmt.Errorf("entry %s has %d bytes", entry.ID, len(entry.Body)+len(entry.Changes))
	}
	p, err := preparedIn(ctx)
	if err != nil {
		return err
	}
	e, err := p.event(entry)
	if err != nil {
		return err
	}
	source, err := uuid.Parse(e.ID)
	if err != nil {
		return fmt.Errorf("the entry's id %q is no UUID: %w", e.ID, err)
	}
	a, known := audienceOf(e)
	if !known {
		return fmt.Errorf("entry %s has the unknown type %q", e.ID, e.Type)
	}
	n := news{}
	switch e.Type {
	case task.MemberRemoved:
		err = h.memberRemoved(ctx, tx, e, &n)
	case task.TaskPurged:
		err = h.taskPurged(ctx, tx, e, &n)
	default:
		err = h.deliver(ctx, tx, p, e, source, a, &n)
	}
	if err != nil {
		return err
	}
	h.announcer.prepare(e.ID, n)
	return nil
}

func oversized(entry eventlog.Entry) bool { return len(entry.Body)+len(entry.Changes) > maxEntry }

func (h *Handler) memberRemoved(ctx context.Context, tx *database.Tx, e task.Event, n *news) error {
	deleted, err := h.shelf.ForgetMember(ctx, tx, e.ProjectID, e.UserID)
	if deleted > 0 {
		n.recount = []string{e.UserID}
	}
	return err
}

func (h *Handler) taskPurged(ctx context.Context, tx *database.Tx, e task.Event, n *news) (err error) {
	if e.TaskID == "" { // what is about no task would be meant
		return fmt.Errorf("entry %s says that a task is gone, and not which", e.ID)
	}
	if n.recount, err = h.shelf.ForgetTask(ctx, tx, e.TaskID); err != nil {
		return err
	}
	if err := h.log.BlankEverywhere(ctx, tx, e.TaskID); err != nil {
		return err
	}
	for _, forget := range h.forget {
		if err := forget(ctx, tx, "", e.TaskID); err != nil {
			return err
		}
	}
	return nil
}

// deliver puts a line into each inbox of the audience.
func (h *Handler) deliver(ctx context.Context, tx *database.Tx, p *prepared, e task.Event, source uuid.UUID, a audience, n *news) error {
	if len(a.why) == 0 {
		return nil
	}
	words := wordingOf(e)
	if err := h.fold(ctx, tx, e, words, a); err != nil {
		return err
	}
	var list []notification.Notification
	for userID, kind := range a.why {
		list = append(list, notification.Notification{
			ID: notificationID(source, userID), UserID: userID, Kind: kind, Message: words.message(kind),
			TaskID: e.TaskID, ProjectID: e.ProjectID, ActorID: e.ActorID, CreatedAt: e.At,
		})
	}
	for _, one := range list {
		if !p.known[one.ID] {
			n.arrived = append(n.arrived, one)
		}
	}
	if len(n.arrived) == 0 {
		return nil
	}
	if err := h.shelf.Add(ctx, tx, n.arrived); err != nil {
		return err
	}
	return p.write(ctx, n.arrived)
}

// notificationID is the same whenever an event is told to somebody.
func notificationID(event uuid.UUID, userID string) string {
	return uuid.NewSHA1(event, []byte(userID)).String()
}

// fold takes out of the audience who has an unread line about the same person's changes to the task already: that
// line then speaks of several changes. Somebody who types for a while fills nobody's inbox.
func (h *Handler) fold(ctx context.Context, tx *database.Tx, e task.Event, words wording, a audience) error {
	if e.Type != task.TaskUpdated && e.Type != task.TaskMoved {
		return nil
	}
	var users []string
	for userID, kind := range a.why {
		if kind == notification.Updated {
			users = append(users, userID)
		}
	}
	if len(users) == 0 {
		return nil
	}
	folded, err := h.shelf.Fold(ctx, tx, notification.Notification{
		Kind: notification.Updated, Message: words.several(), TaskID: e.TaskID, ActorID: e.ActorID, CreatedAt: e.At,
	}, users, e.At.Add(-burst))
	for _, userID := range folded {
		delete(a.why, userID)
	}
	return err
}
