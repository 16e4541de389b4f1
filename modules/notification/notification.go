// Package notification is the contract of the notification module: what people are told of the work
// of others.
package notification

import (
	"context"
	"time"

	"tasklane/modules/task"
	"tasklane/platform/page"
)

// Kind says why somebody is told.
type Kind string

// The kinds. DUE_SOON and OVERDUE come with reminders.
const (
	Assigned       Kind = "ASSIGNED"
	Unassigned     Kind = "UNASSIGNED"
	Mentioned      Kind = "MENTIONED"
	Commented      Kind = "COMMENTED"
	StatusChanged  Kind = "STATUS_CHANGED"
	AddedToProject Kind = "ADDED_TO_PROJECT"
	Updated        Kind = "UPDATED"
)

// Notification is one line of an inbox.
type Notification struct {
	ID        string     `json:"id"`
	UserID    string     `json:"userId"`
	Kind      Kind       `json:"kind"`
	Message   string     `json:"message"` // plain text, one line
	TaskID    string     `json:"taskId,omitempty"`
	ProjectID string     `json:"projectId,omitempty"`
	ActorID   string     `json:"actorId,omitempty"`
	CreatedAt time.Time  `json:"createdAt"`
	ReadAt    *time.Time `json:"readAt,omitempty"`
}

// List asks for the caller's inbox, the newest first.
type List struct {
	UnreadOnly bool
	Page       page.Args
}

// Service is the notification module. The caller is the identity in ctx, and everything but the last two is about
// the caller's own inbox: Unauthenticated for anybody but a user.
type Service interface {
	// ListNotifications pages through the inbox. Invalid for sizes and cursors.
	ListNotifications(ctx context.Context, in List) (page.Page[Notification], error)

	// Notification reads one of the caller's own. NotFound.
	Notification(ctx context.Context, id string) (Notification, error)

	// UnreadCount counts what is unread.
	UnreadCount(ctx context.Context) (int, error)

	// MarkRead marks up to 100 of them and returns what is left unread. Ids that are unknown or another's are passed over.
	MarkRead(ctx context.Context, ids []string) (unread int, err error)

	// MarkAllRead marks all of them and returns what is left unread.
	MarkAllRead(ctx context.Context) (unread int, err error)

	// PushAll offers events before the log brings them, for the task module: people hear of them at once. Those of a project
	// are in order, and are taken only when the first is exactly the next one, and else left to the log; neither is an error.
	PushAll(ctx context.Context, events []task.Event) error

	// CaughtUp says whether a project's log has been read up to this entry, for the task module: it purges nothing that
	// is still to be read. Forbidden for everybody else, as PushAll is.
	CaughtUp(ctx context.Context, projectID string, seq int64) (bool, error)
}

// AddedType is the type of the entries in the module's own log, of which there is one for each notification that was added
// to an inbox: the stream is the user, the subject the task, the body the Notification. It is what is to be delivered by
// other ways than the inbox.
const AddedType = "NOTIFICATION_ADDED"

// Channel is the broadcast channel of a person. It is the user module's, user.Channel: one subscription hears of
// ended sessions and of notifications.
func Channel(userID string) string { return "user:" + userID }

// Messages on the Channel, as JSON.
const (
	ArrivedType = "notification.arrived"
	CountType   = "notification.count"
)

// Arrived tells of a new notification and of the unread count with it.
type Arrived struct {
	Type         string       `json:"type"` // ArrivedType
	Notification Notification `json:"notification"`
	Unread       int          `json:"unread"`
}

// Count tells of a changed unread count.
type Count struct {
	Type   string `json:"type"` // CountType
	Unread int    `json:"unread"`
}
