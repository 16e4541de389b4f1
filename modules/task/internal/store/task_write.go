package store

import (
	"context"

	"tasklane/modules/task/internal/app"
	"tasklane/platform/database"
)

// CountTo implements app.TaskRowStore.
func (Store) CountTo(ctx context.Context, tx *database.Tx, projectID string, number int) error {
	return exec(ctx, tx, `UPDATE project_numbers SET last = $2 WHERE project_id = $1`, projectID, number)
}

// InsertTask implements app.TaskRowStore.
func (Store) InsertTask(ctx context.Context, tx *database.Tx, t app.StoredTask, titleFolded string) error {
	return exec(ctx, tx, `INSERT INTO tasks (id, project_id, number, title, title_folded, description, status, priority,
		assigned_user_id, position, parent_id, start_on, start_at, due_on, due_at, due_sort, comment_count, created_by,
		created_at, updated_at, completed_at, version)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 0, $17, $18, $18, $19, $20)`,
		t.ID, t.ProjectID, t.Number, t.Title, titleFolded, t.Description, t.Status.ID, ranks[t.Priority],
		orNull(t.AssignedUserID), t.Position, orNull(t.ParentID), dateOrNull(t.StartOn), database.AtOrNull(t.StartAt),
		dateOrNull(t.DueOn), database.AtOrNull(t.DueAt), dueSort(t), t.CreatedByID, database.At(t.CreatedAt),
		database.AtOrNull(t.CompletedAt), t.Version)
}

// UpdateTask implements app.TaskRowStore. One text for all changes, so that the statement is prepared once; a description
// of 100,000 characters is not written again with every move.
func (Store) UpdateTask(ctx context.Context, tx *database.Tx, t app.StoredTask, titleFolded string, description *string) error {
	return exec(ctx, tx, `UPDATE tasks SET title = $2, title_folded = $3, description = COALESCE($4, description),
		status = $5, priority = $6, assigned_user_id = $7, position = $8, parent_id = $9, start_on = $10, start_at = $11,
		due_on = $12, due_at = $13, due_sort = $14, updated_at = $15, completed_at = $16, version = $17
		WHERE id = $1`,
		t.ID, t.Title, titleFolded, description, t.Status.ID, ranks[t.Priority], orNull(t.AssignedUserID), t.Position,
		orNull(t.ParentID), dateOrNull(t.StartOn), database.AtOrNull(t.StartAt), dateOrNull(t.DueOn),
		database.AtOrNull(t.DueAt), dueSort(t), database.At(t.UpdatedAt), database.AtOrNull(t.CompletedAt), t.Version)
}

// PutLabels implements app.TaskRowStore.
func (Store) PutLabels(ctx context.Context, tx *database.Tx, taskID string, labelIDs []string) error {
	return exec(ctx, tx, `INSERT INTO task_labels (task_id, label_id)
		SELECT $1, l.id FROM labels l WHERE `+tx.Dialect().In("l.id", 2)+` ON CONFLICT DO NOTHING`,
		taskID, database.Strings(labelIDs))
}

// TakeLabels implements app.TaskRowStore.
func (Store) TakeLabels(ctx context.Context, tx *database.Tx, taskID string, labelIDs []string) error {
	return exec(ctx, tx, `DELETE FROM task_labels WHERE task_id = $1 AND `+tx.Dialect().In("label_id", 2),
		taskID, database.Strings(labelIDs))
}

// exec runs a statement of which nothing is asked: it travels with the next one, or with the commit, because
// others wait for the project's lock meanwhile.
func exec(ctx context.Context, tx *database.Tx, sql string, args ...any) error {
	return tx.Later(ctx, sql, args...)
}
