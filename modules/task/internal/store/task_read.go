package store

import (
	"context"

	"tasklane/modules/task"
	"tasklane/modules/task/internal/app"
	"tasklane/platform/database"
)

// TaskPlaces implements app.TaskRowStore.
func (Store) TaskPlaces(ctx context.Context, q database.Querier, ids []string) (map[string]string, error) {
	var rows []struct {
		ID        string `db:"id"`
		ProjectID string `db:"project_id"`
	}
	err := q.Select(ctx, &rows, `SELECT id, project_id FROM tasks WHERE `+q.Dialect().In("id", 1), database.Strings(ids))
	places := make(map[string]string, len(rows))
	for _, r := range rows {
		places[r.ID] = r.ProjectID
	}
	return places, err
}

// StoredTask implements app.TaskRowStore.
func (Store) StoredTask(ctx context.Context, q database.Querier, id string) (app.StoredTask, error) {
	var row taskRow
	err := q.Get(ctx, &row, `SELECT `+taskColumns+` FROM tasks t WHERE t.id = $1`, id)
	return row.task(), err
}

// StoredTasks implements app.TaskRowStore.
func (Store) StoredTasks(ctx context.Context, q database.Querier, ids []string) ([]app.StoredTask, error) {
	var rows []taskRow
	err := q.Select(ctx, &rows, `SELECT `+taskColumns+` FROM tasks t WHERE `+q.Dialect().In("t.id", 1), database.Strings(ids))
	return tasksOf(rows), err
}

// TaskIDByNumber implements app.TaskRowStore. A number is given only once, so it is in one of the two tables at most.
func (Store) TaskIDByNumber(ctx context.Context, q database.Querier, projectID string, number int) (string, error) {
	var id string
	err := q.Get(ctx, &id, `SELECT id FROM tasks WHERE project_id = $1 AND number = $2
		UNION ALL SELECT task_id FROM task_refs WHERE project_id = $1 AND number = $2`, projectID, number)
	return id, err
}

// SubtasksOf implements app.TaskRowStore.
func (Store) SubtasksOf(ctx context.Context, q database.Querier, parentIDs []string) ([]app.StoredTask, error) {
	var rows []taskRow
	err := q.Select(ctx, &rows, `SELECT `+taskColumns+` FROM tasks t
		WHERE `+q.Dialect().In("t.parent_id", 1)+` AND t.deleted_at IS NULL ORDER BY t.created_at, t.id`,
		database.Strings(parentIDs))
	return tasksOf(rows), err
}

// LabelsOf implements app.TaskRowStore.
func (Store) LabelsOf(ctx context.Context, q database.Querier, taskIDs []string) (map[string][]task.Label, error) {
	var rows []taskLabelRow
	err := q.Select(ctx, &rows, labelsOf(q.Dialect()), database.Strings(taskIDs))
	return labelsByTask(rows), err
}
