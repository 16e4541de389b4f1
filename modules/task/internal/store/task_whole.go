package store

import (
	"context"

	"tasklane/modules/task"
	"tasklane/modules/task/internal/app"
	"tasklane/platform/database"
)

// wholeRows are what tasks consist of, as it comes from three tables.
type wholeRows struct {
	tasks    []taskRow
	labels   []taskLabelRow
	watchers []watcherRow
}

type taskLabelRow struct {
	TaskID string `db:"task_id"`
	labelRow
}

type watcherRow struct {
	TaskID string `db:"task_id"`
	UserID string `db:"user_id"`
}

func labelsOf(d database.Dialect) string {
	return `SELECT tl.task_id, l.id, l.project_id, l.name, l.color FROM task_labels tl JOIN labels l ON l.id = tl.label_id
		WHERE ` + d.In("tl.task_id", 1) + ` ORDER BY l.name_folded, l.id`
}

func watchersOf(d database.Dialect) string {
	return `SELECT task_id, user_id FROM watchers WHERE ` + d.In("task_id", 1) + ` ORDER BY created_at, user_id`
}

// WholeTasks implements app.TaskRowStore.
func (Store) WholeTasks(ctx context.Context, tx *database.Tx, ids []string) ([]app.WholeTask, error) {
	var rows wholeRows
	err := rows.read(ctx, tx, ids, tx.Select)
	return rows.whole(), err
}

// WholeTasksLater implements app.TaskRowStore.
func (Store) WholeTasksLater(ctx context.Context, tx *database.Tx, ids []string) (func() []app.WholeTask, error) {
	var rows wholeRows
	err := rows.read(ctx, tx, ids, tx.SelectLater)
	return rows.whole, err
}

// read sends three statements; last sends the third.
func (r *wholeRows) read(
	ctx context.Context, tx *database.Tx, ids []string, last func(ctx context.Context, dst any, sql string, args ...any) error,
) error {
	list, d := database.Strings(ids), tx.Dialect()
	if err := tx.SelectLater(ctx, &r.tasks, `SELECT `+taskColumns+` FROM tasks t WHERE `+d.In("t.id", 1), list); err != nil {
		return err
	}
	if err := tx.SelectLater(ctx, &r.labels, labelsOf(d), list); err != nil {
		return err
	}
	return last(ctx, &r.watchers, watchersOf(d), list)
}

func (r *wholeRows) whole() []app.WholeTask {
	tasks := make([]app.WholeTask, len(r.tasks))
	labels, watchers := labelsByTask(r.labels), watchersByTask(r.watchers)
	for i := range r.tasks {
		tasks[i] = app.WholeTask{StoredTask: r.tasks[i].task(), Watchers: watchers[r.tasks[i].ID]}
		tasks[i].Labels = labels[tasks[i].ID]
	}
	return tasks
}

func labelsByTask(rows []taskLabelRow) map[string][]task.Label {
	labels := make(map[string][]task.Label, len(rows))
	for _, r := range rows {
		labels[r.TaskID] = append(labels[r.TaskID], r.label())
	}
	return labels
}

func watchersByTask(rows []watcherRow) map[string][]string {
	watchers := make(map[string][]string, len(rows))
	for _, r := range rows {
		watchers[r.TaskID] = append(watchers[r.TaskID], r.UserID)
	}
	return watchers
}
