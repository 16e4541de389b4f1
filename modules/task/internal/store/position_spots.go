package store

import (
	"context"
	"errors"

	"tasklane/modules/task/internal/app"
	"tasklane/platform/database"
)

// LastPosition implements app.PositionStore.
func (Store) LastPosition(ctx context.Context, q database.Querier, projectID, statusID string) (string, error) {
	var last string
	err := q.Get(ctx, &last, `SELECT position FROM tasks
		WHERE project_id = $1 AND status = $2 AND deleted_at IS NULL ORDER BY position DESC, id DESC LIMIT 1`, projectID, statusID)
	if errors.Is(err, database.ErrNoRows) {
		return "", nil
	}
	return last, err
}

type spotRow struct {
	ID       string `db:"id"`
	Position string `db:"position"`
}

// SpotsBehind implements app.PositionStore.
func (Store) SpotsBehind(ctx context.Context, q database.Querier, projectID, statusID string, from app.Spot, limit int) ([]app.Spot, error) {
	return spots(ctx, q, `SELECT id, position FROM tasks WHERE project_id = $1 AND status = $2 AND deleted_at IS NULL
		AND (position, id) > ($3, $4) ORDER BY position, id LIMIT $5`, projectID, statusID, from.Position, from.TaskID, limit)
}

// SpotsBefore implements app.PositionStore.
func (Store) SpotsBefore(ctx context.Context, q database.Querier, projectID, statusID string, from app.Spot, limit int) ([]app.Spot, error) {
	return spots(ctx, q, `SELECT id, position FROM tasks WHERE project_id = $1 AND status = $2 AND deleted_at IS NULL
		AND (position, id) < ($3, $4) ORDER BY position DESC, id DESC LIMIT $5`, projectID, statusID, from.Position, from.TaskID, limit)
}

func spots(ctx context.Context, q database.Querier, sql string, args ...any) ([]app.Spot, error) {
	var rows []spotRow
	err := q.Select(ctx, &rows, sql, args...)
	found := make([]app.Spot, len(rows))
	for i, r := range rows {
		found[i] = app.Spot{TaskID: r.ID, Position: r.Position}
	}
	return found, err
}

// CrowdedSpots implements app.TreeStore.
func (Store) CrowdedSpots(ctx context.Context, q database.Querier, projectID string, ids []string) ([]string, error) {
	var found []string
	err := q.Select(ctx, &found, `SELECT t.id FROM tasks t WHERE t.project_id = $1 AND `+q.Dialect().In("t.id", 2)+`
		AND EXISTS (SELECT 1 FROM tasks o WHERE o.project_id = t.project_id AND o.status = t.status
			AND o.position = t.position AND o.id <> t.id AND o.deleted_at IS NULL)
		ORDER BY t.position, t.id`, projectID, database.Strings(ids))
	return found, err
}
