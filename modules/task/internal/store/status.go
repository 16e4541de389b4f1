package store

import (
	"context"

	"tasklane/modules/task"
	"tasklane/platform/database"
)

type statusRow struct {
	ID        string `db:"id"`
	ProjectID string `db:"project_id"`
	Key       string `db:"key"`
	Name      string `db:"name"`
	Category  string `db:"category"`
	Color     string `db:"color"`
	Position  string `db:"position"`
	WIPLimit  *int   `db:"wip_limit"`
}

func (r statusRow) status() task.Status {
	return task.Status{
		ID: r.ID, ProjectID: r.ProjectID, Key: r.Key, Name: r.Name, Category: task.Category(r.Category),
		Color: r.Color, Position: r.Position, WIPLimit: r.WIPLimit,
	}
}

const statusColumns = `s.id, s.project_id, s.key, s.name, s.category, s.color, s.position, s.wip_limit`

// Statuses reads the columns of several projects.
func (Store) Statuses(ctx context.Context, q database.Querier, projectIDs []string) ([]task.Status, error) {
	var rows []statusRow
	err := q.Select(ctx, &rows, `
		SELECT `+statusColumns+` FROM statuses s WHERE `+q.Dialect().In("s.project_id", 1)+`
		ORDER BY s.project_id, s.position, s.id`, database.Strings(projectIDs))
	found := make([]task.Status, len(rows))
	for i, r := range rows {
		found[i] = r.status()
	}
	return found, err
}

// StatusCounts counts the tasks of each column of several projects.
func (Store) StatusCounts(ctx context.Context, q database.Querier, projectIDs []string) ([]task.StatusCount, error) {
	var rows []struct {
		statusRow
		Tasks int `db:"tasks"`
	}
	err := q.Select(ctx, &rows, `
		SELECT `+statusColumns+`, COALESCE(n.tasks, 0) AS tasks FROM statuses s
		LEFT JOIN (
			SELECT project_id, status, COUNT(*) AS tasks FROM tasks
			WHERE `+q.Dialect().In("project_id", 1)+` AND deleted_at IS NULL GROUP BY project_id, status
		) n ON n.project_id = s.project_id AND n.status = s.id
		WHERE `+q.Dialect().In("s.project_id", 1)+`
		ORDER BY s.project_id, s.position, s.id`, database.Strings(projectIDs))
	found := make([]task.StatusCount, len(rows))
	for i, r := range rows {
		found[i] = task.StatusCount{Status: r.status(), Count: r.Tasks}
	}
	return found, err
}

// InsertStatuses writes new columns.
func (Store) InsertStatuses(ctx context.Context, tx *database.Tx, statuses []task.Status) error {
	args := make([]any, 0, len(statuses)*8)
	for _, s := range statuses {
		args = append(args, s.ID, s.ProjectID, s.Key, s.Name, string(s.Category), s.Color, s.Position, s.WIPLimit)
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO statuses (id, project_id, key, name, category, color, position, wip_limit)
		VALUES `+database.Values(len(statuses), 8, 1), args...)
	return err
}

// UpdateStatuses writes what can change.
func (Store) UpdateStatuses(ctx context.Context, tx *database.Tx, statuses []task.Status) error {
	for _, s := range statuses {
		_, err := tx.Exec(ctx, `
			UPDATE statuses SET key = $2, name = $3, category = $4, color = $5, position = $6, wip_limit = $7 WHERE id = $1`,
			s.ID, s.Key, s.Name, string(s.Category), s.Color, s.Position, s.WIPLimit)
		if err != nil {
			return err
		}
	}
	return nil
}

// DeleteStatus removes a column.
func (Store) DeleteStatus(ctx context.Context, tx *database.Tx, id string) error {
	_, err := tx.Exec(ctx, `DELETE FROM statuses WHERE id = $1`, id)
	return err
}
