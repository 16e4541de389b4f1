package store

import (
	"context"

	"tasklane/modules/task/internal/app"
	"tasklane/platform/database"
)

// Tree implements app.TreeStore.
func (Store) Tree(ctx context.Context, q database.Querier, rootID string, limit int) ([]app.Branch, error) {
	var rows []struct {
		ID    string `db:"id"`
		Depth int    `db:"depth"`
	}
	// The depth ends the recursion even if the tree were a circle.
	err := q.Select(ctx, &rows, `WITH RECURSIVE tree (id, depth) AS (
			SELECT id, 0 FROM tasks WHERE id = $1
			UNION ALL
			SELECT t.id, tree.depth + 1 FROM tree JOIN tasks t ON t.parent_id = tree.id WHERE tree.depth < 20
		) SELECT id, depth FROM tree ORDER BY depth, id LIMIT $2`, rootID, limit)
	branches := make([]app.Branch, len(rows))
	for i, r := range rows {
		branches[i] = app.Branch{ID: r.ID, Depth: r.Depth}
	}
	return branches, err
}

// AncestorsOf implements app.TreeStore.
func (Store) AncestorsOf(ctx context.Context, q database.Querier, id string, limit int) ([]string, error) {
	var rows []struct {
		ID    string `db:"id"`
		Depth int    `db:"depth"`
	}
	err := q.Select(ctx, &rows, `WITH RECURSIVE line (id, depth) AS (
			SELECT parent_id, 1 FROM tasks WHERE id = $1 AND parent_id IS NOT NULL
			UNION ALL
			SELECT t.parent_id, line.depth + 1 FROM line JOIN tasks t ON t.id = line.id
				WHERE t.parent_id IS NOT NULL AND line.depth < $2
		) SELECT id, depth FROM line ORDER BY depth`, id, limit)
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	return ids, err
}

// SetTrash implements app.TreeStore.
func (Store) SetTrash(ctx context.Context, tx *database.Tx, t app.StoredTask) error {
	return exec(ctx, tx, `UPDATE tasks SET deleted_at = $2, trashed_with = $3, position = $4, updated_at = $5, version = $6
		WHERE id = $1`, t.ID, database.AtOrNull(t.DeletedAt), orNull(t.TrashedWith), t.Position, database.At(t.UpdatedAt), t.Version)
}

// Rehome implements app.TreeStore.
func (Store) Rehome(ctx context.Context, tx *database.Tx, t app.StoredTask, fromProject string, oldNumber int) error {
	err := exec(ctx, tx, `INSERT INTO task_refs (project_id, number, task_id) VALUES ($1, $2, $3)`, fromProject, oldNumber, t.ID)
	if err != nil {
		return err
	}
	return exec(ctx, tx, `UPDATE tasks SET project_id = $2, number = $3, status = $4, position = $5, parent_id = $6,
		assigned_user_id = $7, updated_at = $8, completed_at = $9, version = $10 WHERE id = $1`,
		t.ID, t.ProjectID, t.Number, t.Status.ID, t.Position, orNull(t.ParentID), orNull(t.AssignedUserID),
		database.At(t.UpdatedAt), database.AtOrNull(t.CompletedAt), t.Version)
}

// RemoveTasks implements app.TreeStore. Comments, ties, labels, watchers and old references hang on the tasks' rows
// and go with them.
func (Store) RemoveTasks(ctx context.Context, tx *database.Tx, ids []string) error {
	if err := exec(ctx, tx, `DELETE FROM search WHERE `+tx.Dialect().In("task_id", 1), database.Strings(ids)); err != nil {
		return err
	}
	return exec(ctx, tx, `DELETE FROM tasks WHERE `+tx.Dialect().In("id", 1), database.Strings(ids))
}

// FormerProjects implements app.TreeStore.
func (Store) FormerProjects(ctx context.Context, q database.Querier, ids []string) (map[string][]string, error) {
	var rows []struct {
		TaskID    string `db:"task_id"`
		ProjectID string `db:"project_id"`
	}
	err := q.Select(ctx, &rows, `SELECT DISTINCT task_id, project_id FROM task_refs WHERE `+q.Dialect().In("task_id", 1),
		database.Strings(ids))
	former := make(map[string][]string, len(rows))
	for _, r := range rows {
		former[r.TaskID] = append(former[r.TaskID], r.ProjectID)
	}
	return former, err
}
