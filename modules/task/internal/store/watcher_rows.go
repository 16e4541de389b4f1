package store

import (
	"context"

	"tasklane/platform/database"
)

// WatchersOf implements app.WatcherStore.
func (Store) WatchersOf(ctx context.Context, q database.Querier, taskIDs []string) (map[string][]string, error) {
	var rows []watcherRow
	err := q.Select(ctx, &rows, watchersOf(q.Dialect()), database.Strings(taskIDs))
	return watchersByTask(rows), err
}

// Watched implements app.WatcherStore.
func (Store) Watched(ctx context.Context, q database.Querier, taskIDs []string, userID string) ([]string, error) {
	var ids []string
	err := q.Select(ctx, &ids, `SELECT task_id FROM watchers WHERE user_id = $1 AND `+q.Dialect().In("task_id", 2),
		userID, database.Strings(taskIDs))
	return ids, err
}

// PutWatchers implements app.WatcherStore.
func (Store) PutWatchers(ctx context.Context, tx *database.Tx, taskID string, userIDs []string, at database.Time) error {
	for _, id := range userIDs {
		err := exec(ctx, tx, `INSERT INTO watchers (task_id, user_id, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
			taskID, id, at)
		if err != nil {
			return err
		}
	}
	return nil
}

// RemoveWatcher implements app.WatcherStore.
func (Store) RemoveWatcher(ctx context.Context, tx *database.Tx, taskID, userID string) error {
	return exec(ctx, tx, `DELETE FROM watchers WHERE task_id = $1 AND user_id = $2`, taskID, userID)
}

// KeepWatchers implements app.WatcherStore.
func (Store) KeepWatchers(ctx context.Context, tx *database.Tx, taskIDs []string, projectID string) error {
	return exec(ctx, tx, `DELETE FROM watchers WHERE `+tx.Dialect().In("task_id", 1)+`
		AND user_id NOT IN (SELECT user_id FROM members WHERE project_id = $2)`, database.Strings(taskIDs), projectID)
}
