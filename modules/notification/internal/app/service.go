// Package app has the rules of the notification module: who is told what of an event, and what people do with
// their inbox.
package app

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/google/uuid"

	"tasklane/modules/notification"
	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/eventlog"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/page"
)

// Inbox keeps notifications. Each method is one transaction or one consistent read.
type Inbox interface {
	// List reads a page of a user's, one past its limit, in the direction of reading. key is the place that it
	// starts behind, nil for an end of the list.
	List(ctx context.Context, userID string, unreadOnly bool, w page.Window, key *Place) ([]notification.Notification, error)
	// Total counts what List lists, to page.CountLimit.
	Total(ctx context.Context, userID string, unreadOnly bool) (int, error)
	// One reads one of a user's; database.ErrNoRows.
	One(ctx context.Context, userID, id string) (notification.Notification, error)
	// Unread counts what each of the users has not read; who has read all is left out.
	Unread(ctx context.Context, userIDs []string) (map[string]int, error)
	// MarkRead marks those of a user's that are unread, all of them when ids is nil, and says how many these were
	// and how many are left.
	MarkRead(ctx context.Context, userID string, ids []string, at time.Time) (marked, left int, err error)
}

// Place is where a notification stands in its inbox.
type Place struct {
	CreatedAt time.Time
	ID        string
}

// Offer takes pushed entries where they are exactly the next ones of their streams.
type Offer func(ctx context.Context, entries ...eventlog.Entry) (bool, error)

// Position is the last entry of a project's log that was read; 0 for none.
type Position func(ctx context.Context, projectID string) (int64, error)

// Service implements notification.Service.
type Service struct {
	inbox     Inbox
	offer     Offer
	position  Position
	announcer *Announcer
	now       func() time.Time
}

var _ notification.Service = (*Service)(nil)

// NewService makes the service.
func NewService(inbox Inbox, offer Offer, position Position, a *Announcer, now func() time.Time) *Service {
	return &Service{inbox: inbox, offer: offer, position: position, announcer: a, now: now}
}

const (
	// list names the inbox to page. A cursor of the unread ones is a place among all of them too.
	list = "notifications"
	// maxIDs is how many one call may mark.
	maxIDs = 100
)

// me is the caller, who must be a person.
func me(ctx context.Context) (string, error) {
	caller := identity.From(ctx)
	if caller.Kind != identity.User {
		return "", fault.SignInNeeded()
	}
	return caller.UserID, nil
}

// ListNotifications implements notification.Service.
func (s *Service) ListNotifications(ctx context.Context, in notification.List) (page.Page[notification.Notification], error) {
	var none page.Page[notification.Notification]
	userID, err := me(ctx)
	if err != nil {
		return none, err
	}
	w, err := in.Page.Check(list, 2)
	if err != nil {
		return none, err
	}
	key, err := place(w)
	if err != nil {
		return none, err
	}
	rows, err := s.inbox.List(ctx, userID, in.UnreadOnly, w, key)
	if err != nil {
		return none, err
	}
	p := page.Cut(list, w, rows, func(n notification.Notification) []string {
		return []string{strconv.FormatInt(n.CreatedAt.UnixMicro(), 10), n.ID}
	})
	if in.Page.Count {
		p.Total, err = s.inbox.Total(ctx, userID, in.UnreadOnly)
	}
	return p, err
}

// place reads the place that a cursor names.
func place(w page.Window) (*Place, error) {
	if len(w.Key) == 0 {
		return nil, nil
	}
	micros, err := strconv.ParseInt(w.Key[0], 10, 64)
	if err != nil || !isID(w.Key[1]) {
		return nil, w.NotOfThisList()
	}
	return &Place{CreatedAt: time.UnixMicro(micros).UTC(), ID: w.Key[1]}, nil
}

// Notification implements notification.Service.
func (s *Service) Notification(ctx context.Context, id string) (notification.Notification, error) {
	userID, err := me(ctx)
	if err != nil {
		return notification.Notification{}, err
	}
	if !isID(id) {
		return notification.Notification{}, fault.Missing("notification")
	}
	n, err := s.inbox.One(ctx, userID, id)
	if errors.Is(err, database.ErrNoRows) {
		return notification.Notification{}, fault.Missing("notification")
	}
	return n, err
}

// UnreadCount implements notification.Service.
func (s *Service) UnreadCount(ctx context.Context) (int, error) {
	userID, err := me(ctx)
	if err != nil {
		return 0, err
	}
	unread, err := s.inbox.Unread(ctx, []string{userID})
	return unread[userID], err
}

// MarkRead implements notification.Service.
func (s *Service) MarkRead(ctx context.Context, ids []string) (int, error) {
	if len(ids) > maxIDs {
		return 0, fault.Invalidf("ids", "Mark at most %d at once, or all of them.", maxIDs)
	}
	known := make([]string, 0, len(ids))
	for _, id := range ids {
		if isID(id) {
			known = append(known, id)
		}
	}
	return s.markRead(ctx, known)
}

// MarkAllRead implements notification.Service.
func (s *Service) MarkAllRead(ctx context.Context) (int, error) { return s.markRead(ctx, nil) }

func (s *Service) markRead(ctx context.Context, ids []string) (int, error) {
	userID, err := me(ctx)
	if err != nil {
		return 0, err
	}
	marked, left, err := s.inbox.MarkRead(ctx, userID, ids, s.now())
	if err != nil {
		return 0, err
	}
	if marked > 0 {
		s.announcer.counted(ctx, userID, left)
	}
	return left, nil
}

// PushAll implements notification.Service.
func (s *Service) PushAll(ctx context.Context, events []task.Event) error {
	if err := taskModuleOnly(ctx); err != nil {
		return err
	}
	entries := make([]eventlog.Entry, len(events))
	for i, e := range events {
		record, err := e.Record()
		if err != nil {
			return fault.Invalidf("events", "An event cannot be kept as a log's entry.").Because(err)
		}
		entries[i] = eventlog.Entry(record)
	}
	_, err := s.offer(ctx, entries...)
	return err
}

// CaughtUp implements notification.Service.
func (s *Service) CaughtUp(ctx context.Context, projectID string, seq int64) (bool, error) {
	if err := taskModuleOnly(ctx); err != nil {
		return false, err
	}
	read, err := s.position(ctx, projectID)
	return err == nil && read >= seq, err
}

func taskModuleOnly(ctx context.Context) error {
	if caller := identity.From(ctx); caller.Kind != identity.Module || caller.Module != "task" {
		return fault.Deny("This is between the modules for tasks and notifications.")
	}
	return nil
}

func isID(id string) bool {
	parsed, err := uuid.Parse(id)
	return err == nil && parsed.String() == id
}
