package app

import (
	"context"

	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/page"
)

// CommentStore is the table comments, and their count in the table tasks.
type CommentStore interface {
	// StoredComment reads one; database.ErrNoRows.
	StoredComment(ctx context.Context, q database.Querier, id string) (task.Comment, error)
	// StoredComments reads several, in any order.
	StoredComments(ctx context.Context, q database.Querier, ids []string) ([]task.Comment, error)
	// CommentsOf lists a task's comments, oldest first, one past the window's limit, in the direction of reading.
	CommentsOf(ctx context.Context, q database.Querier, taskID string, from *CommentPlace, w page.Window) ([]task.Comment, error)
	// InsertComment and RemoveComment keep the task's count.
	InsertComment(ctx context.Context, tx *database.Tx, c task.Comment) error
	RemoveComment(ctx context.Context, tx *database.Tx, c task.Comment) error
	UpdateComment(ctx context.Context, tx *database.Tx, c task.Comment) error
	// CommentsAfter reads comments of a task by id, for going through all of them in portions.
	CommentsAfter(ctx context.Context, q database.Querier, taskID, id string, limit int) ([]task.Comment, error)
	// RehomeComments takes a task's comments to another project.
	RehomeComments(ctx context.Context, tx *database.Tx, taskID, projectID string) error
}

// CommentPlace is a place in a task's comments.
type CommentPlace struct {
	At database.Time
	ID string
}
