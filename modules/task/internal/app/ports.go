package app

import (
	"context"

	"tasklane/modules/task"
	"tasklane/modules/user"
)

// Directory answers who somebody is. It is never asked inside of a transaction.
type Directory interface {
	Cards(ctx context.Context, ids []string) ([]user.Card, error)
	CardByEmail(ctx context.Context, email string) (user.Card, error)
}

// Pusher takes events before the log brings them. It may refuse or fail: the log brings them anyway.
type Pusher interface {
	// PushAll takes events of any projects, those of one in order.
	PushAll(ctx context.Context, events []task.Event) error
}

// Follower is a reader of the module's log: a notification.Service is one. A project is purged only when every follower has
// seen its end.
type Follower interface {
	// CaughtUp says whether the follower needs nothing of the project's log up to seq any more.
	CaughtUp(ctx context.Context, projectID string, seq int64) (bool, error)
}

// Store is the module's tables. Its methods take the Querier or the transaction that they run on, so that several of
// them make one change; see database.ErrNoRows and database.IsUnique for their errors. Lists come in the order that their
// comments name.
type Store interface {
	IDStore
	ProjectStore
	MemberStore
	StatusStore
	LabelStore
	EventStore
	PurgeStore
	TaskStore
	CommentStore
}
