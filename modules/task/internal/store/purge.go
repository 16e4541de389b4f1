package store

import (
	"context"

	"tasklane/platform/database"
)

// Expired reads the ids of projects that were deleted long ago.
func (Store) Expired(ctx context.Context, q database.Querier, before database.Time, after string, limit int) ([]string, error) {
	var ids []string
	err := q.Select(ctx, &ids, `
		SELECT id FROM projects WHERE deleted_at < $1 AND id > $2 ORDER BY id LIMIT $3`, before, after, limit)
	return ids, err
}

// SlowestPosition is how far the slowest consumer has read.
func (Store) SlowestPosition(ctx context.Context, q database.Querier, projectID string) (seq int64, ok bool, err error) {
	var r struct {
		Consumers int   `db:"consumers"`
		Slowest   int64 `db:"slowest"`
	}
	err = q.Get(ctx, &r, `
		SELECT COUNT(*) AS consumers, COALESCE(MIN(seq), 0) AS slowest FROM task_positions WHERE stream = $1`, projectID)
	return r.Slowest, r.Consumers > 0, err
}

// PurgeTasks removes tasks; comments, labels, ties, watchers and old references go with them.
func (Store) PurgeTasks(ctx context.Context, tx *database.Tx, projectID string, limit int) (int, error) {
	var ids []string
	err := tx.Select(ctx, &ids, `SELECT id FROM tasks WHERE project_id = $1 LIMIT $2`, projectID, limit)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	for _, statement := range []string{
		`DELETE FROM search WHERE ` + tx.Dialect().In("task_id", 1),
		`DELETE FROM tasks WHERE ` + tx.Dialect().In("id", 1),
	} {
		if _, err := tx.Exec(ctx, statement, database.Strings(ids)); err != nil {
			return 0, err
		}
	}
	return len(ids), nil
}

// PurgeProject removes the project; columns, labels, members and the number go with it.
func (Store) PurgeProject(ctx context.Context, tx *database.Tx, projectID string) error {
	for _, statement := range []string{
		`DELETE FROM task_refs WHERE project_id = $1`,
		`DELETE FROM task_positions WHERE stream = $1`,
		`DELETE FROM projects WHERE id = $1`,
	} {
		if _, err := tx.Exec(ctx, statement, projectID); err != nil {
			return err
		}
	}
	return nil
}
