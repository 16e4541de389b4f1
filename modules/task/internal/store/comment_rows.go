package store

import (
	"context"

	"tasklane/modules/task"
	"tasklane/modules/task/internal/app"
	"tasklane/platform/database"
	"tasklane/platform/page"
)

const commentColumns = `id, project_id, task_id, author_id, body, created_at, edited_at`

type commentRow struct {
	ID        string            `db:"id"`
	ProjectID string            `db:"project_id"`
	TaskID    string            `db:"task_id"`
	AuthorID  string            `db:"author_id"`
	Body      string            `db:"body"`
	CreatedAt database.Time     `db:"created_at"`
	EditedAt  database.NullTime `db:"edited_at"`
}

func (r commentRow) comment() task.Comment {
	return task.Comment{
		ID: r.ID, ProjectID: r.ProjectID, TaskID: r.TaskID, AuthorID: r.AuthorID, Body: r.Body,
		CreatedAt: r.CreatedAt.Time, EditedAt: r.EditedAt.Ptr(),
	}
}

func comments(ctx context.Context, q database.Querier, sql string, args ...any) ([]task.Comment, error) {
	var rows []commentRow
	err := q.Select(ctx, &rows, sql, args...)
	list := make([]task.Comment, len(rows))
	for i, r := range rows {
		list[i] = r.comment()
	}
	return list, err
}

// StoredComment implements app.CommentStore.
func (Store) StoredComment(ctx context.Context, q database.Querier, id string) (task.Comment, error) {
	var row commentRow
	err := q.Get(ctx, &row, `SELECT `+commentColumns+` FROM comments WHERE id = $1`, id)
	return row.comment(), err
}

// StoredComments implements app.CommentStore.
func (Store) StoredComments(ctx context.Context, q database.Querier, ids []string) ([]task.Comment, error) {
	return comments(ctx, q, `SELECT `+commentColumns+` FROM comments WHERE `+q.Dialect().In("id", 1), database.Strings(ids))
}

// CommentsOf implements app.CommentStore.
func (Store) CommentsOf(ctx context.Context, q database.Querier, taskID string, from *app.CommentPlace, w page.Window) ([]task.Comment, error) {
	args, first := []any{taskID, w.Limit + 1}, 0
	if from != nil {
		args, first = append(args, from.At, from.ID), 3
	}
	behind, order := database.Keyset([]string{"created_at", "id"}, w.Backward, first)
	return comments(ctx, q, `SELECT `+commentColumns+` FROM comments WHERE task_id = $1 AND `+behind+` ORDER BY `+order+` LIMIT $2`, args...)
}

// CommentsAfter implements app.CommentStore.
func (Store) CommentsAfter(ctx context.Context, q database.Querier, taskID, id string, limit int) ([]task.Comment, error) {
	return comments(ctx, q, `SELECT `+commentColumns+` FROM comments WHERE task_id = $1 AND id > $2 ORDER BY id LIMIT $3`,
		taskID, id, limit)
}

// InsertComment implements app.CommentStore.
func (Store) InsertComment(ctx context.Context, tx *database.Tx, c task.Comment) error {
	err := exec(ctx, tx, `INSERT INTO comments (id, project_id, task_id, author_id, body, created_at)
		VALUES ($1, $2, $3, $4, $5, $6)`, c.ID, c.ProjectID, c.TaskID, c.AuthorID, c.Body, database.At(c.CreatedAt))
	if err != nil {
		return err
	}
	return exec(ctx, tx, `UPDATE tasks SET comment_count = comment_count + 1 WHERE id = $1`, c.TaskID)
}

// UpdateComment implements app.CommentStore.
func (Store) UpdateComment(ctx context.Context, tx *database.Tx, c task.Comment) error {
	return exec(ctx, tx, `UPDATE comments SET body = $2, edited_at = $3 WHERE id = $1`, c.ID, c.Body, database.AtOrNull(c.EditedAt))
}

// RemoveComment implements app.CommentStore.
func (Store) RemoveComment(ctx context.Context, tx *database.Tx, c task.Comment) error {
	if err := exec(ctx, tx, `DELETE FROM comments WHERE id = $1`, c.ID); err != nil {
		return err
	}
	return exec(ctx, tx, `UPDATE tasks SET comment_count = comment_count - 1 WHERE id = $1`, c.TaskID)
}

// RehomeComments implements app.CommentStore.
func (Store) RehomeComments(ctx context.Context, tx *database.Tx, taskID, projectID string) error {
	return exec(ctx, tx, `UPDATE comments SET project_id = $2 WHERE task_id = $1`, taskID, projectID)
}
