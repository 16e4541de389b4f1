package store

import (
	"cmp"
	"context"
	"slices"

	"tasklane/modules/task"
	"tasklane/modules/task/internal/app"
	"tasklane/platform/database"
)

// mostBranches is how many branches one statement reads; a list of more is read by several.
const mostBranches = 32

// MemberProjects implements app.ListStore.
func (Store) MemberProjects(ctx context.Context, q database.Querier, userID string) ([]task.Project, error) {
	var rows []struct {
		ID   string `db:"id"`
		Key  string `db:"key"`
		Role string `db:"role"`
	}
	err := q.Select(ctx, &rows, `SELECT p.id, p.key, m.role FROM members m JOIN projects p ON p.id = m.project_id
		WHERE m.user_id = $1 AND p.deleted_at IS NULL ORDER BY p.id`, userID)
	projects := make([]task.Project, len(rows))
	for i, r := range rows {
		projects[i] = task.Project{ID: r.ID, Key: r.Key, ViewerRole: task.Role(r.Role)}
	}
	return projects, err
}

// ListTasks implements app.ListStore.
func (Store) ListTasks(ctx context.Context, q database.Querier, p app.ListPlan) ([]app.ListedTask, error) {
	var tasks []app.ListedTask
	for part := range slices.Chunk(p.Branches, mostBranches) {
		b := listQuery{dialect: q.Dialect(), plan: p}
		b.plan.Branches = evened(part)
		var rows []taskRow
		sql := b.page()
		if err := q.Select(ctx, &rows, sql, b.args...); err != nil {
			return nil, err
		}
		for i := range rows {
			tasks = append(tasks, app.ListedTask{StoredTask: rows[i].task(), Place: placeOf(&rows[i], p.By)})
		}
	}
	if len(p.Branches) > mostBranches {
		tasks = merge(tasks, p)
	}
	return tasks, nil
}

// CountTasks implements app.ListStore.
func (Store) CountTasks(ctx context.Context, q database.Querier, p app.ListPlan, limit int) (int, error) {
	total := 0
	for part := range slices.Chunk(p.Branches, mostBranches) {
		b := listQuery{dialect: q.Dialect(), plan: p}
		b.plan.Branches = evened(part)
		var n int
		sql := b.count(limit)
		if err := q.Get(ctx, &n, sql, b.args...); err != nil {
			return 0, err
		}
		if total += n; total >= limit {
			return limit, nil
		}
	}
	return total, nil
}

// evened fills branches up to a power of two with ones that have no tasks, so that there are few different statements.
func evened(branches []app.ListBranch) []app.ListBranch {
	n := 1
	for n < len(branches) {
		n *= 2
	}
	full := slices.Clone(branches)
	for len(full) < n {
		full = append(full, app.ListBranch{StatusID: branches[0].StatusID})
	}
	return full
}

func placeOf(r *taskRow, by task.Sort) app.ListPlace {
	at := app.ListPlace{ID: r.ID}
	switch by {
	case task.ByPosition:
		at.Text = r.Position
	case task.ByTitle:
		at.Text = r.TitleFolded
	case task.ByUpdatedAt:
		at.Number = r.UpdatedAt.UnixMicro()
	case task.ByDue:
		at.Number = r.DueSort
	case task.ByPriority:
		at.Number = int64(r.Priority)
	case task.ByNumber:
		at.Number = int64(r.Number)
	default:
		at.Number = r.CreatedAt.UnixMicro()
	}
	return at
}

// merge brings what several statements read into the plan's order.
func merge(tasks []app.ListedTask, p app.ListPlan) []app.ListedTask {
	slices.SortFunc(tasks, func(x, y app.ListedTask) int {
		a, b := x.Place, y.Place
		order := cmp.Or(cmp.Compare(a.Number, b.Number), cmp.Compare(a.Text, b.Text), cmp.Compare(a.ID, b.ID))
		if p.Backward {
			return -order
		}
		return order
	})
	return tasks[:min(len(tasks), p.Limit)]
}
