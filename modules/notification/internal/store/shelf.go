package store

import (
	"context"
	"slices"
	"time"

	"tasklane/modules/notification"
	"tasklane/platform/database"
)

// portion is how many rows one INSERT adds: nine placeholders each, within the bounds of both databases.
const portion = 200

// Known implements app.Shelf.
func (Shelf) Known(ctx context.Context, tx *database.Tx, ids []string) ([]string, error) {
	var known []string
	err := tx.Select(ctx, &known, `SELECT id FROM notifications WHERE `+tx.Dialect().In("id", 1), database.Strings(ids))
	return known, err
}

// Add implements app.Shelf.
func (Shelf) Add(ctx context.Context, tx *database.Tx, list []notification.Notification) error {
	for some := range slices.Chunk(list, portion) {
		var args []any
		for _, n := range some {
			args = append(args, n.ID, n.UserID, string(n.Kind), n.Message, n.TaskID, n.ProjectID, n.ActorID,
				database.At(n.CreatedAt), database.AtOrNull(n.ReadAt))
		}
		if err := tx.Later(ctx, `INSERT INTO notifications (`+columns+`) VALUES `+database.Values(len(some), 9, 1)+
			` ON CONFLICT (id) DO NOTHING`, args...); err != nil {
			return err
		}
	}
	return nil
}

// Fold implements app.Shelf.
func (Shelf) Fold(ctx context.Context, tx *database.Tx, n notification.Notification, userIDs []string, since time.Time) ([]string, error) {
	var folded []string
	err := tx.Select(ctx, &folded, `UPDATE notifications SET message = $1
		WHERE task_id = $2 AND actor_id = $3 AND kind = $4 AND created_at >= $5 AND created_at < $6 AND read_at IS NULL
		AND `+tx.Dialect().In("user_id", 7)+` RETURNING user_id`,
		n.Message, n.TaskID, n.ActorID, string(n.Kind), database.At(since), database.At(n.CreatedAt), database.Strings(userIDs))
	return folded, err
}

// ForgetMember implements app.Shelf.
func (Shelf) ForgetMember(ctx context.Context, tx *database.Tx, projectID, userID string) (int64, error) {
	return tx.Exec(ctx, `DELETE FROM notifications WHERE project_id = $1 AND user_id = $2`, projectID, userID)
}

// ForgetTask implements app.Shelf.
func (Shelf) ForgetTask(ctx context.Context, tx *database.Tx, taskID string) ([]string, error) {
	var users []string
	err := tx.Select(ctx, &users, `DELETE FROM notifications WHERE task_id = $1 AND task_id <> '' RETURNING user_id`, taskID)
	slices.Sort(users)
	return slices.Compact(users), err
}
