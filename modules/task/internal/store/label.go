package store

import (
	"context"

	"tasklane/modules/task"
	"tasklane/platform/database"
)

type labelRow struct {
	ID        string `db:"id"`
	ProjectID string `db:"project_id"`
	Name      string `db:"name"`
	Color     string `db:"color"`
	CreatedBy string `db:"created_by"`
}

func (r labelRow) label() task.Label {
	return task.Label{ID: r.ID, ProjectID: r.ProjectID, Name: r.Name, Color: r.Color}
}

// Labels reads the labels of several projects.
func (Store) Labels(ctx context.Context, q database.Querier, projectIDs []string) ([]task.Label, error) {
	var rows []labelRow
	err := q.Select(ctx, &rows, `
		SELECT id, project_id, name, color FROM labels WHERE `+q.Dialect().In("project_id", 1)+`
		ORDER BY project_id, name_folded, id`, database.Strings(projectIDs))
	found := make([]task.Label, len(rows))
	for i, r := range rows {
		found[i] = r.label()
	}
	return found, err
}

// Label reads one.
func (Store) Label(ctx context.Context, q database.Querier, id string) (l task.Label, createdBy string, err error) {
	var r labelRow
	err = q.Get(ctx, &r, `SELECT id, project_id, name, color, created_by FROM labels WHERE id = $1`, id)
	return r.label(), r.CreatedBy, err
}

// InsertLabel writes a new label.
func (Store) InsertLabel(ctx context.Context, tx *database.Tx, l task.Label, nameFolded, createdBy string) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO labels (id, project_id, name, name_folded, color, created_by) VALUES ($1, $2, $3, $4, $5, $6)`,
		l.ID, l.ProjectID, l.Name, nameFolded, l.Color, createdBy)
	return err
}

// UpdateLabel writes name and colour.
func (Store) UpdateLabel(ctx context.Context, tx *database.Tx, l task.Label, nameFolded string) error {
	_, err := tx.Exec(ctx, `UPDATE labels SET name = $2, name_folded = $3, color = $4 WHERE id = $1`,
		l.ID, l.Name, nameFolded, l.Color)
	return err
}

// DeleteLabel removes a label.
func (Store) DeleteLabel(ctx context.Context, tx *database.Tx, id string) error {
	_, err := tx.Exec(ctx, `DELETE FROM labels WHERE id = $1`, id)
	return err
}

// Unlabel takes a label off tasks.
func (Store) Unlabel(ctx context.Context, tx *database.Tx, labelID string, at database.Time, limit int) (int, error) {
	var ids []string
	err := tx.Select(ctx, &ids, `
		DELETE FROM task_labels WHERE label_id = $1
			AND task_id IN (SELECT task_id FROM task_labels WHERE label_id = $1 LIMIT $2)
		RETURNING task_id`, labelID, limit)
	if err != nil || len(ids) == 0 {
		return 0, err
	}
	_, err = tx.Exec(ctx, `UPDATE tasks SET version = version + 1, updated_at = $2 WHERE `+tx.Dialect().In("id", 1),
		database.Strings(ids), at)
	return len(ids), err
}
