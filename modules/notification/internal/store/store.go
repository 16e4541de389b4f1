// Package store keeps notifications in the module's table.
package store

import (
	"tasklane/modules/notification"
	"tasklane/modules/notification/internal/app"
	"tasklane/platform/database"
)

// Inbox implements app.Inbox: what people do with their notifications.
type Inbox struct{ db *database.DB }

// Shelf implements app.Shelf: what events do to them, in the transaction of whoever handles the event.
type Shelf struct{}

var (
	_ app.Inbox = (*Inbox)(nil)
	_ app.Shelf = Shelf{}
)

// NewInbox makes a store on a database with the module's migrations applied.
func NewInbox(db *database.DB) *Inbox { return &Inbox{db: db} }

const columns = `id, user_id, kind, message, task_id, project_id, actor_id, created_at, read_at`

type row struct {
	ID        string            `db:"id"`
	UserID    string            `db:"user_id"`
	Kind      string            `db:"kind"`
	Message   string            `db:"message"`
	TaskID    string            `db:"task_id"`
	ProjectID string            `db:"project_id"`
	ActorID   string            `db:"actor_id"`
	CreatedAt database.Time     `db:"created_at"`
	ReadAt    database.NullTime `db:"read_at"`
}

func (r row) notification() notification.Notification {
	return notification.Notification{
		ID: r.ID, UserID: r.UserID, Kind: notification.Kind(r.Kind), Message: r.Message, TaskID: r.TaskID,
		ProjectID: r.ProjectID, ActorID: r.ActorID, CreatedAt: r.CreatedAt.Time, ReadAt: r.ReadAt.Ptr(),
	}
}
