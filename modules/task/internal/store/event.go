package store

import (
	"context"
	"encoding/json"
	"errors"

	"tasklane/modules/task/internal/app"
	"tasklane/platform/database"
	"tasklane/platform/eventlog"
)

type entryRow struct {
	Stream  string        `db:"stream"`
	Seq     int64         `db:"seq"`
	ID      string        `db:"id"`
	Type    string        `db:"type"`
	Subject string        `db:"subject"`
	Actor   string        `db:"actor"`
	At      database.Time `db:"at"`
	Changes database.JSON `db:"changes"`
	Body    database.JSON `db:"body"`
}

func (r entryRow) entry() eventlog.Entry {
	return eventlog.Entry{
		Stream: r.Stream, Seq: r.Seq, ID: r.ID, Type: r.Type, Subject: r.Subject, Actor: r.Actor, At: r.At.Time,
		Changes: json.RawMessage(r.Changes), Body: json.RawMessage(r.Body),
	}
}

func entries(rows []entryRow) []eventlog.Entry {
	found := make([]eventlog.Entry, len(rows))
	for i, r := range rows {
		found[i] = r.entry()
	}
	return found
}

const entryColumns = `stream, seq, id, type, subject, actor, at, changes, body`

// EventsOf pages through a project's events.
func (Store) EventsOf(ctx context.Context, q database.Querier, projectID string, in app.EventPlace) ([]eventlog.Entry, error) {
	args, first := []any{projectID, in.Limit + 1}, 0
	if in.Seq != 0 {
		args, first = append(args, in.Seq), 3
	}
	behind, order := database.Keyset([]string{"seq"}, in.Backward, first)
	var rows []entryRow
	err := q.Select(ctx, &rows, `
		SELECT `+entryColumns+` FROM task_log WHERE stream = $1 AND `+behind+` ORDER BY `+order+` LIMIT $2`, args...)
	return entries(rows), err
}

// EventsAbout pages through the events of a task.
func (Store) EventsAbout(
	ctx context.Context, q database.Querier, taskID string, projectIDs []string, in app.EventPlace,
) ([]eventlog.Entry, error) {
	args, first := []any{taskID, in.Limit + 1, database.Strings(projectIDs)}, 0
	if in.ID != "" {
		args, first = append(args, in.ID), 4
	}
	behind, order := database.Keyset([]string{"id"}, in.Backward, first)
	var rows []entryRow
	err := q.Select(ctx, &rows, `
		SELECT `+entryColumns+` FROM task_log WHERE subject = $1 AND `+q.Dialect().In("stream", 3)+` AND `+behind+`
		ORDER BY `+order+` LIMIT $2`, args...)
	return entries(rows), err
}

// ProjectsAbout names the projects that a task is and was in.
func (Store) ProjectsAbout(ctx context.Context, q database.Querier, taskID string) (all []string, current string, err error) {
	err = q.Get(ctx, &current, `SELECT project_id FROM tasks WHERE id = $1`, taskID)
	if errors.Is(err, database.ErrNoRows) {
		return nil, "", nil
	}
	if err != nil {
		return nil, "", err
	}
	err = q.Select(ctx, &all, `SELECT DISTINCT project_id FROM task_refs WHERE task_id = $1`, taskID)
	return all, current, err
}

// Find says what kind of object has the id.
func (Store) Find(ctx context.Context, q database.Querier, id string) (app.Found, error) {
	var r struct {
		Kind      string `db:"kind"`
		ProjectID string `db:"project_id"`
	}
	err := q.Get(ctx, &r, `
		SELECT 'task' AS kind, project_id FROM tasks WHERE id = $1
		UNION ALL SELECT 'project', id FROM projects WHERE id = $1
		UNION ALL SELECT 'status', project_id FROM statuses WHERE id = $1
		UNION ALL SELECT 'label', project_id FROM labels WHERE id = $1
		UNION ALL SELECT 'comment', project_id FROM comments WHERE id = $1
		UNION ALL SELECT 'event', stream FROM task_log WHERE id = $1
		LIMIT 1`, id)
	return app.Found{Kind: app.Kind(r.Kind), ProjectID: r.ProjectID}, err
}

// Event reads one by its id.
func (Store) Event(ctx context.Context, q database.Querier, id string) (eventlog.Entry, error) {
	var r entryRow
	err := q.Get(ctx, &r, `SELECT `+entryColumns+` FROM task_log WHERE id = $1`, id)
	return r.entry(), err
}

// ChooseID takes an id for a new object. That of an object whose id the server made is not in chosen_ids.
func (Store) ChooseID(ctx context.Context, tx *database.Tx, id string) (free bool, err error) {
	n, err := tx.Exec(ctx, `
		INSERT INTO chosen_ids (id)
		SELECT $1 WHERE NOT EXISTS (SELECT 1 FROM tasks WHERE id = $1)
			AND NOT EXISTS (SELECT 1 FROM projects WHERE id = $1)
			AND NOT EXISTS (SELECT 1 FROM statuses WHERE id = $1)
			AND NOT EXISTS (SELECT 1 FROM labels WHERE id = $1)
			AND NOT EXISTS (SELECT 1 FROM comments WHERE id = $1)
			AND NOT EXISTS (SELECT 1 FROM task_log WHERE id = $1)
		ON CONFLICT (id) DO NOTHING`, id)
	return n == 1, err
}
