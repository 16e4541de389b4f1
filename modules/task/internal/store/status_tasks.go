package store

import (
	"context"

	"tasklane/modules/task"
	"tasklane/platform/database"
)

// completedAt is the time of completion of a task that is now completed or open: what was completed before keeps its time.
func completedAt(completed bool) string {
	if completed {
		return `COALESCE(completed_at, $2)`
	}
	return `NULL`
}

// SettleTasks completes or reopens tasks of a column.
func (Store) SettleTasks(
	ctx context.Context, tx *database.Tx, s task.Status, completed bool, at database.Time, limit int,
) (int, error) {
	unsettled := `completed_at IS NOT NULL`
	if completed {
		unsettled = `completed_at IS NULL`
	}
	n, err := tx.Exec(ctx, `
		UPDATE tasks SET completed_at = `+completedAt(completed)+`, version = version + 1, updated_at = $2
		WHERE id IN (SELECT id FROM tasks WHERE project_id = $3 AND status = $1 AND `+unsettled+` LIMIT $4)`,
		s.ID, at, s.ProjectID, limit)
	return int(n), err
}

// TasksIn reads the first tasks of a column.
func (Store) TasksIn(ctx context.Context, q database.Querier, s task.Status, limit int) ([]string, error) {
	var ids []string
	err := q.Select(ctx, &ids, `
		SELECT id FROM tasks WHERE project_id = $1 AND status = $2 AND deleted_at IS NULL
		ORDER BY position, id LIMIT $3`, s.ProjectID, s.ID, limit)
	return ids, err
}

// PutTasks moves tasks to places of a column.
func (Store) PutTasks(
	ctx context.Context, tx *database.Tx, s task.Status, completed bool, ids, positions []string, at database.Time,
) error {
	args := []any{s.ID, at}
	for i, id := range ids {
		args = append(args, id, positions[i])
	}
	_, err := tx.Exec(ctx, `
		WITH places (task_id, place) AS (VALUES `+database.Values(len(ids), 2, 3)+`)
		UPDATE tasks SET status = $1, position = places.place, completed_at = `+completedAt(completed)+`,
			version = version + 1, updated_at = $2
		FROM places WHERE tasks.id = places.task_id`, args...)
	return err
}

// PutTrash moves tasks in the trash to another column.
func (Store) PutTrash(
	ctx context.Context, tx *database.Tx, from, to task.Status, completed bool, at database.Time, limit int,
) (int, error) {
	n, err := tx.Exec(ctx, `
		UPDATE tasks SET status = $1, completed_at = `+completedAt(completed)+`, version = version + 1, updated_at = $2
		WHERE id IN (SELECT id FROM tasks WHERE project_id = $3 AND status = $4 AND deleted_at IS NOT NULL LIMIT $5)`,
		to.ID, at, to.ProjectID, from.ID, limit)
	return int(n), err
}
