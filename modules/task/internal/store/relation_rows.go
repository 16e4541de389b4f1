package store

import (
	"context"

	"tasklane/modules/task"
	"tasklane/modules/task/internal/app"
	"tasklane/platform/database"
)

// Ties implements app.RelationStore.
func (Store) Ties(ctx context.Context, q database.Querier, taskIDs []string) ([]app.Tie, error) {
	var rows []struct {
		TaskID    string        `db:"task_id"`
		Kind      string        `db:"kind"`
		OtherID   string        `db:"other_id"`
		CreatedAt database.Time `db:"created_at"`
	}
	err := q.Select(ctx, &rows, `SELECT task_id, kind, other_id, created_at FROM relations WHERE `+q.Dialect().In("task_id", 1)+`
		UNION SELECT task_id, kind, other_id, created_at FROM relations WHERE `+q.Dialect().In("other_id", 1)+`
		ORDER BY created_at, kind, task_id, other_id`, database.Strings(taskIDs))
	ties := make([]app.Tie, len(rows))
	for i, r := range rows {
		ties[i] = app.Tie{TaskID: r.TaskID, Kind: task.RelationKind(r.Kind), OtherID: r.OtherID}
	}
	return ties, err
}

// CountTies implements app.RelationStore.
func (Store) CountTies(ctx context.Context, q database.Querier, taskID string) (int, error) {
	var n int
	err := q.Get(ctx, &n, `SELECT (SELECT COUNT(*) FROM relations WHERE task_id = $1)
		+ (SELECT COUNT(*) FROM relations WHERE other_id = $1)`, taskID)
	return n, err
}

// PutTie implements app.RelationStore.
func (Store) PutTie(ctx context.Context, tx *database.Tx, t app.Tie, at database.Time) (bool, error) {
	n, err := tx.Exec(ctx, `INSERT INTO relations (task_id, kind, other_id, created_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT DO NOTHING`, t.TaskID, string(t.Kind), t.OtherID, at)
	return n > 0, err
}

// RemoveTie implements app.RelationStore.
func (Store) RemoveTie(ctx context.Context, tx *database.Tx, t app.Tie) (bool, error) {
	n, err := tx.Exec(ctx, `DELETE FROM relations WHERE task_id = $1 AND kind = $2 AND other_id = $3`,
		t.TaskID, string(t.Kind), t.OtherID)
	return n > 0, err
}
