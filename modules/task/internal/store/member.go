package store

import (
	"context"

	"tasklane/modules/task"
	"tasklane/modules/task/internal/app"
	"tasklane/platform/database"
	"tasklane/platform/page"
)

type memberRow struct {
	ProjectID string        `db:"project_id"`
	UserID    string        `db:"user_id"`
	Role      string        `db:"role"`
	JoinedAt  database.Time `db:"joined_at"`
}

func (r memberRow) member() task.Member {
	return task.Member{ProjectID: r.ProjectID, UserID: r.UserID, Role: task.Role(r.Role), JoinedAt: r.JoinedAt.Time}
}

func members(rows []memberRow) []task.Member {
	found := make([]task.Member, len(rows))
	for i, r := range rows {
		found[i] = r.member()
	}
	return found
}

const memberColumns = `m.project_id, m.user_id, m.role, m.joined_at`

// Member reads one.
func (Store) Member(ctx context.Context, q database.Querier, projectID, userID string) (task.Member, error) {
	var r memberRow
	err := q.Get(ctx, &r, `SELECT `+memberColumns+` FROM members m WHERE m.project_id = $1 AND m.user_id = $2`,
		projectID, userID)
	return r.member(), err
}

// Seats reads the members that are any of the people in any of the projects.
func (Store) Seats(ctx context.Context, q database.Querier, projectIDs, userIDs []string) ([]task.Member, error) {
	var rows []memberRow
	err := q.Select(ctx, &rows, `
		SELECT `+memberColumns+` FROM members m JOIN projects p ON p.id = m.project_id
		WHERE `+q.Dialect().In("m.project_id", 1)+` AND `+q.Dialect().In("m.user_id", 2)+` AND p.deleted_at IS NULL`,
		database.Strings(projectIDs), database.Strings(userIDs))
	return members(rows), err
}

// Owners reads the owners of several projects.
func (Store) Owners(ctx context.Context, q database.Querier, projectIDs []string) ([]task.Member, error) {
	var rows []memberRow
	err := q.Select(ctx, &rows, `
		SELECT `+memberColumns+` FROM members m WHERE `+q.Dialect().In("m.project_id", 1)+` AND m.role = 'OWNER'
		ORDER BY m.project_id, m.joined_at, m.user_id`, database.Strings(projectIDs))
	return members(rows), err
}

// PutMember adds a member or changes their role.
func (Store) PutMember(ctx context.Context, tx *database.Tx, m task.Member) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO members (project_id, user_id, role, joined_at) VALUES ($1, $2, $3, $4)
		ON CONFLICT (project_id, user_id) DO UPDATE SET role = excluded.role`,
		m.ProjectID, m.UserID, string(m.Role), database.At(m.JoinedAt))
	return err
}

// RemoveMember removes a member with what they watch in the project.
func (Store) RemoveMember(ctx context.Context, tx *database.Tx, projectID, userID string) error {
	_, err := tx.Exec(ctx, `
		DELETE FROM watchers WHERE user_id = $2 AND task_id IN (SELECT id FROM tasks WHERE project_id = $1)`,
		projectID, userID)
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `DELETE FROM members WHERE project_id = $1 AND user_id = $2`, projectID, userID)
	return err
}

// MembersOf lists members.
func (Store) MembersOf(ctx context.Context, q database.Querier, in app.MemberQuery) ([]task.Member, error) {
	args, first, limit := []any{in.ProjectID}, 0, ""
	if in.Limit > 0 {
		args, limit = append(args, in.Limit+1), " LIMIT $2"
	}
	if in.From.UserID != "" {
		first = len(args) + 1
		args = append(args, database.At(in.From.JoinedAt), in.From.UserID)
	}
	behind, order := database.Keyset([]string{"m.joined_at", "m.user_id"}, in.Backward, first)
	var rows []memberRow
	err := q.Select(ctx, &rows, `
		SELECT `+memberColumns+` FROM members m WHERE m.project_id = $1 AND `+behind+` ORDER BY `+order+limit, args...)
	return members(rows), err
}

// CountMembersOf counts them.
func (Store) CountMembersOf(ctx context.Context, q database.Querier, projectID string) (n int, err error) {
	err = q.Get(ctx, &n, `SELECT COUNT(*) FROM (SELECT 1 FROM members WHERE project_id = $1 LIMIT $2) AS counted`,
		projectID, page.CountLimit)
	return n, err
}

// SharesProject says which of the people are in a project of the user.
func (Store) SharesProject(ctx context.Context, q database.Querier, userID string, others []string) ([]string, error) {
	var ids []string
	err := q.Select(ctx, &ids, `
		SELECT DISTINCT o.user_id FROM members o
		JOIN members mine ON mine.project_id = o.project_id AND mine.user_id = $1
		JOIN projects p ON p.id = o.project_id AND p.deleted_at IS NULL
		WHERE `+q.Dialect().In("o.user_id", 2), userID, database.Strings(others))
	return ids, err
}

// Unassign takes a person off at most limit tasks of the project.
func (Store) Unassign(
	ctx context.Context, tx *database.Tx, projectID, userID string, at database.Time, limit int,
) ([]app.ChangedTask, error) {
	var rows []struct {
		ID      string `db:"id"`
		Number  int    `db:"number"`
		Title   string `db:"title"`
		Version int    `db:"version"`
	}
	err := tx.Select(ctx, &rows, `
		UPDATE tasks SET assigned_user_id = NULL, version = version + 1, updated_at = $3
		WHERE id IN (SELECT id FROM tasks WHERE assigned_user_id = $2 AND project_id = $1 ORDER BY created_at, id LIMIT $4)
		RETURNING id, number, title, version`, projectID, userID, at, limit)
	if err != nil {
		return nil, err
	}
	changed := make([]app.ChangedTask, len(rows))
	for i, r := range rows {
		changed[i] = app.ChangedTask{ID: r.ID, Number: r.Number, Title: r.Title, Version: r.Version}
	}
	return changed, nil
}
