package taskmodule_test

import (
	"testing"

	"tasklane/modules/task"
	"tasklane/modules/task/tasktest"
	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/null"
)

// A log that cannot be written undoes the change: there is no state without its entry.
func TestQ2_AChangeAndItsEventAreOne(t *testing.T) {
	t.Parallel()
	databasetest.EachMigrated(t, []string{"task"}, func(t *testing.T, db *database.DB) {
		w := tasktest.NewWorld(t, db, func(t *testing.T, site tasktest.Site) task.Service {
			return local(t, deps(site)).Service()
		})
		ada := w.Person(t, "Ada")
		p := w.NewProject(t, ada)
		// The log refuses every entry of this one type, after the rows of the change were written.
		databasetest.Exec(t, db, `ALTER TABLE task_log RENAME TO whole_log`,
			`CREATE TABLE task_log (stream TEXT, seq BIGINT, id TEXT, type TEXT, subject TEXT, actor TEXT, at BIGINT, changes TEXT,
				body TEXT, CHECK (type = 'PROJECT_DELETED'))`)
		for what, change := range map[string]func() error{
			"a project": func() error {
				_, err := w.CreateProject(ada.Ctx, task.NewProject{Key: tasktest.NewKey(), Name: "New"})
				return err
			},
			"a rename": func() error {
				_, err := w.UpdateProject(ada.Ctx, task.UpdateProject{ID: p.ID, Name: null.Value("New")})
				return err
			},
			"a task": func() error {
				_, err := w.CreateTask(ada.Ctx, task.NewTask{ProjectID: p.ID, Title: "New"})
				return err
			},
			"a label": func() error {
				_, err := w.CreateLabel(ada.Ctx, task.NewLabel{ProjectID: p.ID, Name: "New"})
				return err
			},
		} {
			if err := change(); err == nil {
				t.Errorf("%s was acknowledged without an event", what)
			}
		}
		databasetest.Exec(t, db, `DROP TABLE task_log`, `ALTER TABLE whole_log RENAME TO task_log`)
		for _, count := range []string{
			"SELECT COUNT(*) FROM projects WHERE name = 'New'", "SELECT COUNT(*) FROM tasks", "SELECT COUNT(*) FROM labels",
			"SELECT COUNT(*) FROM search", "SELECT last FROM project_numbers",
		} {
			var n int
			if err := db.Read().Get(t.Context(), &n, count); err != nil || n != 0 {
				t.Errorf("%s: %d, %v", count, n, err)
			}
		}
		if events := w.Events(t, ada, p.ID); len(events) != 1 {
			t.Errorf("%d events", len(events))
		}
	})
}
