package store

import (
	"context"
	"strings"

	"tasklane/modules/task"
	"tasklane/modules/task/internal/app"
	"tasklane/platform/database"
	"tasklane/platform/page"
)

type projectRow struct {
	ID          string            `db:"id"`
	Key         string            `db:"key"`
	Name        string            `db:"name"`
	Description string            `db:"description"`
	CreatedAt   database.Time     `db:"created_at"`
	ArchivedAt  database.NullTime `db:"archived_at"`
	DeletedAt   database.NullTime `db:"deleted_at"`
	Role        string            `db:"role"`
	HeadSeq     int64             `db:"head_seq"`
	HeadID      string            `db:"head_id"`
}

func (r projectRow) project() task.Project {
	p := task.Project{
		ID: r.ID, Key: r.Key, Name: r.Name, Description: r.Description,
		CreatedAt: r.CreatedAt.Time, ArchivedAt: r.ArchivedAt.Ptr(), DeletedAt: r.DeletedAt.Ptr(),
		ViewerRole: task.Role(r.Role),
	}
	if r.HeadSeq > 0 {
		p.Cursor = task.Cursor{ProjectID: r.ID, Seq: r.HeadSeq, EntryID: r.HeadID}
	}
	return p
}

func projects(rows []projectRow) []task.Project {
	found := make([]task.Project, len(rows))
	for i, r := range rows {
		found[i] = r.project()
	}
	return found
}

const (
	accessColumns = `p.id, p.key, p.name, p.created_at, p.archived_at, p.deleted_at, COALESCE(m.role, '') AS role`
	// The head is read in the statement that reads the project: neither is older than the other.
	headColumns = accessColumns + `,
		COALESCE((SELECT l.seq FROM task_log l WHERE l.stream = p.id ORDER BY l.seq DESC LIMIT 1), 0) AS head_seq,
		COALESCE((SELECT l.id FROM task_log l WHERE l.stream = p.id ORDER BY l.seq DESC LIMIT 1), '') AS head_id`
	projectColumns = headColumns + `, p.description`
	// $2 is the user.
	projectsAndRole = ` FROM projects p LEFT JOIN members m ON m.project_id = p.id AND m.user_id = $2 `
)

// Access reads a project without description and cursor.
func (Store) Access(ctx context.Context, q database.Querier, projectID, userID string) (task.Project, error) {
	var r projectRow
	err := q.Get(ctx, &r, `SELECT `+accessColumns+projectsAndRole+`WHERE p.id = $1`, projectID, userID)
	return r.project(), err
}

// AccessAndHead is Access with the cursor.
func (Store) AccessAndHead(ctx context.Context, q database.Querier, projectID, userID string) (task.Project, error) {
	var r projectRow
	err := q.Get(ctx, &r, `SELECT `+headColumns+projectsAndRole+`WHERE p.id = $1`, projectID, userID)
	return r.project(), err
}

// State implements app.ProjectStore. Where a column ends is one look at an index, however many tasks are in it.
func (Store) State(ctx context.Context, q database.Querier, projectID, userID string, to app.Arrival) (app.ProjectState, error) {
	var rows []struct {
		projectRow
		StatusID       string  `db:"status_id"`
		StatusKey      string  `db:"status_key"`
		StatusName     string  `db:"status_name"`
		StatusCategory string  `db:"category"`
		StatusColor    string  `db:"color"`
		StatusPosition string  `db:"position"`
		WIPLimit       *int    `db:"wip_limit"`
		LastNumber     int     `db:"last"`
		End            *string `db:"column_end"`
	}
	err := q.Select(ctx, &rows, `SELECT `+accessColumns+`, s.id AS status_id, s.key AS status_key, s.name AS status_name,
			s.category, s.color, s.position, s.wip_limit, n.last,
			CASE WHEN s.key = $3 OR ($4 AND s.category = 'TODO') THEN
				COALESCE((SELECT t.position FROM tasks t WHERE t.project_id = p.id AND t.status = s.id AND t.deleted_at IS NULL
					ORDER BY t.position DESC, t.id DESC LIMIT 1), '') END AS column_end`+projectsAndRole+`
		JOIN project_numbers n ON n.project_id = p.id
		JOIN statuses s ON s.project_id = p.id
		WHERE p.id = $1 ORDER BY s.position, s.id`, projectID, userID, to.Key, to.New)
	if err == nil && len(rows) == 0 {
		err = database.ErrNoRows // a project has at least one column
	}
	if err != nil {
		return app.ProjectState{}, err
	}
	state := app.ProjectState{Project: rows[0].project(), LastNumber: rows[0].LastNumber, Ends: map[string]string{}}
	for _, r := range rows {
		if r.End != nil {
			state.Ends[r.StatusKey] = *r.End
		}
		state.Columns = append(state.Columns, task.Status{
			ID: r.StatusID, ProjectID: projectID, Key: r.StatusKey, Name: r.StatusName, Category: task.Category(r.StatusCategory),
			Color: r.StatusColor, Position: r.StatusPosition, WIPLimit: r.WIPLimit,
		})
	}
	return state, nil
}

// Accesses is Access for several.
func (Store) Accesses(ctx context.Context, q database.Querier, projectIDs []string, userID string) ([]task.Project, error) {
	var rows []projectRow
	err := q.Select(ctx, &rows, `SELECT `+accessColumns+projectsAndRole+`WHERE `+q.Dialect().In("p.id", 1),
		database.Strings(projectIDs), userID)
	return projects(rows), err
}

// Projects reads whole projects.
func (Store) Projects(ctx context.Context, q database.Querier, projectIDs []string, userID string) ([]task.Project, error) {
	var rows []projectRow
	err := q.Select(ctx, &rows, `SELECT `+projectColumns+projectsAndRole+`WHERE `+q.Dialect().In("p.id", 1),
		database.Strings(projectIDs), userID)
	return projects(rows), err
}

// ProjectIDByKey finds a project.
func (Store) ProjectIDByKey(ctx context.Context, q database.Querier, key string) (id string, err error) {
	err = q.Get(ctx, &id, `SELECT id FROM projects WHERE key = $1`, key)
	return id, err
}

// ProjectCreator says who made a project.
func (Store) ProjectCreator(ctx context.Context, q database.Querier, projectID string) (userID string, err error) {
	err = q.Get(ctx, &userID, `SELECT created_by FROM projects WHERE id = $1`, projectID)
	return userID, err
}

// InsertProject writes a new project and begins to count its tasks.
func (Store) InsertProject(ctx context.Context, tx *database.Tx, p task.Project, nameFolded, createdBy string) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO projects (id, key, name, name_folded, description, created_by, created_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		p.ID, p.Key, p.Name, nameFolded, p.Description, createdBy, database.At(p.CreatedAt))
	if err != nil {
		return err
	}
	_, err = tx.Exec(ctx, `INSERT INTO project_numbers (project_id, last) VALUES ($1, 0)`, p.ID)
	return err
}

// UpdateProject writes what can change.
func (Store) UpdateProject(ctx context.Context, tx *database.Tx, p task.Project, nameFolded string) error {
	_, err := tx.Exec(ctx, `
		UPDATE projects SET key = $2, name = $3, name_folded = $4, description = $5, archived_at = $6, deleted_at = $7
		WHERE id = $1`,
		p.ID, p.Key, p.Name, nameFolded, p.Description, database.AtOrNull(p.ArchivedAt), database.AtOrNull(p.DeletedAt))
	return err
}

// ownProjects is the condition for a user's projects in a list; $1 is the user.
func ownProjects(in app.ProjectQuery) string {
	conditions := []string{"m.user_id = $1", "p.deleted_at IS NULL"}
	switch {
	case in.Trash:
		conditions = []string{"m.user_id = $1", "m.role = 'OWNER'", "p.deleted_at IS NOT NULL"}
	case !in.Archived:
		conditions = append(conditions, "p.archived_at IS NULL")
	}
	return ` FROM members m JOIN projects p ON p.id = m.project_id WHERE ` + strings.Join(conditions, " AND ")
}

var byName = []string{"p.name_folded", "p.id"}

// ProjectsOf lists a user's projects.
func (Store) ProjectsOf(ctx context.Context, q database.Querier, in app.ProjectQuery) ([]task.Project, error) {
	args, first := []any{in.UserID, in.Limit + 1}, 0
	if in.From.Set {
		args, first = append(args, in.From.NameFolded, in.From.ID), 3
	}
	behind, order := database.Keyset(byName, in.Backward, first)
	var rows []projectRow
	err := q.Select(ctx, &rows,
		`SELECT `+projectColumns+ownProjects(in)+` AND `+behind+` ORDER BY `+order+` LIMIT $2`, args...)
	return projects(rows), err
}

// CountProjectsOf counts them.
func (Store) CountProjectsOf(ctx context.Context, q database.Querier, in app.ProjectQuery) (n int, err error) {
	err = q.Get(ctx, &n, `SELECT COUNT(*) FROM (SELECT 1`+ownProjects(in)+` LIMIT $2) AS counted`, in.UserID, page.CountLimit)
	return n, err
}

// ProjectsByName reads everybody's projects.
func (Store) ProjectsByName(
	ctx context.Context, q database.Querier, from app.ProjectPlace, backward bool, limit int,
) ([]task.Project, error) {
	args, first := []any{limit}, 0
	if from.Set {
		args, first = append(args, from.NameFolded, from.ID), 2
	}
	behind, order := database.Keyset(byName, backward, first)
	var rows []projectRow
	err := q.Select(ctx, &rows, `
		SELECT p.id, p.key, p.name, p.created_at FROM projects p
		WHERE p.deleted_at IS NULL AND `+behind+` ORDER BY `+order+` LIMIT $1`, args...)
	return projects(rows), err
}
