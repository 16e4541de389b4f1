package taskmodule_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"tasklane/modules/task"
	"tasklane/modules/task/taskmodule"
	"tasklane/modules/task/tasktest"
	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

// clock is a time that only the test moves.
type clock struct {
	mu  sync.Mutex
	now time.Time
}

func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *clock) add(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
}

// follower has read to seq, in every project, and tells it to the task module only.
type follower struct{ seq int64 }

func (f *follower) CaughtUp(ctx context.Context, _ string, seq int64) (bool, error) {
	if identity.From(ctx) != identity.OfModule("task") {
		return false, fault.Deny("This is between modules.")
	}
	return f.seq >= seq, nil
}

// timed is a world whose clock the test moves.
func timed(t *testing.T, db *database.DB, followers ...taskmodule.Follower) (*tasktest.World, *taskmodule.Module, *clock) {
	t.Helper()
	c := &clock{now: time.Now()}
	var m *taskmodule.Module
	w := tasktest.NewWorld(t, db, func(t *testing.T, site tasktest.Site) task.Service {
		d := deps(site)
		d.Now = c.Now
		d.Followers = followers
		m = local(t, d)
		return m.Service()
	})
	return w, m, c
}

// rows counts what is left of a project in each table.
func rows(t *testing.T, db *database.DB, p task.Project) map[string]int {
	t.Helper()
	left := map[string]int{}
	for table, where := range map[string]string{
		"projects": "id = $1", "project_numbers": "project_id = $1", "members": "project_id = $1",
		"statuses": "project_id = $1", "labels": "project_id = $1", "tasks": "project_id = $1",
		"comments": "project_id = $1", "search": "project_id = $1", "task_log": "stream = $1",
		"task_streams": "stream = $1", "task_positions": "stream = $1",
	} {
		var n int
		if err := db.Read().Get(t.Context(), &n, fmt.Sprintf("SELECT COUNT(*) FROM %s WHERE %s", table, where), p.ID); err != nil {
			t.Fatal(err)
		}
		if n > 0 {
			left[table] = n
		}
	}
	return left
}

func TestADeletedProjectGoesForGoodAfterThirtyDays(t *testing.T) {
	t.Parallel()
	databasetest.EachMigrated(t, []string{"task"}, func(t *testing.T, db *database.DB) {
		w, m, c := timed(t, db)
		ada := w.Person(t, "Ada")
		p, other := w.NewProject(t, ada), w.NewProject(t, ada)
		label, err := w.CreateLabel(ada.Ctx, task.NewLabel{ProjectID: p.ID, Name: "bug"})
		if err != nil {
			t.Fatal(err)
		}
		made, err := w.CreateTask(ada.Ctx, task.NewTask{ProjectID: p.ID, Title: "Write", LabelIDs: []string{label.ID}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.AddComment(ada.Ctx, task.NewComment{TaskID: made.ID, Body: "Hello"}); err != nil {
			t.Fatal(err)
		}
		before := rows(t, db, other)
		if err := w.DeleteProject(ada.Ctx, p.ID); err != nil {
			t.Fatal(err)
		}
		c.add(30*24*time.Hour - time.Minute)
		if err := m.PurgeOnce(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := w.RestoreProject(ada.Ctx, p.ID); err != nil {
			t.Fatalf("after 29 days: %v", err)
		}
		if err := w.DeleteProject(ada.Ctx, p.ID); err != nil {
			t.Fatal(err)
		}
		c.add(30*24*time.Hour + time.Minute)
		_, err = w.RestoreProject(ada.Ctx, p.ID)
		tasktest.WantKind(t, "restoring it after 30 days", err, fault.NotFound)
		if err := m.PurgeOnce(t.Context()); err != nil {
			t.Fatal(err)
		}
		if left := rows(t, db, p); len(left) > 0 {
			t.Errorf("left: %v", left)
		}
		if after := rows(t, db, other); fmt.Sprint(after) != fmt.Sprint(before) {
			t.Errorf("of another project: %v, had %v", after, before)
		}
		if _, err := w.CreateProject(ada.Ctx, task.NewProject{Key: p.Key, Name: "New"}); err != nil {
			t.Errorf("its key is not free: %v", err)
		}
	})
}

func TestAProjectIsNotPurgedBeforeItsLogIsRead(t *testing.T) {
	t.Parallel()
	databasetest.EachMigrated(t, []string{"task"}, func(t *testing.T, db *database.DB) {
		f := &follower{}
		w, m, c := timed(t, db, f)
		ada := w.Person(t, "Ada")
		p := w.NewProject(t, ada)
		if err := w.DeleteProject(ada.Ctx, p.ID); err != nil {
			t.Fatal(err)
		}
		c.add(31 * 24 * time.Hour)
		purged := func() bool {
			t.Helper()
			if err := m.PurgeOnce(t.Context()); err != nil {
				t.Fatal(err)
			}
			return len(rows(t, db, p)) == 0
		}
		if purged() {
			t.Fatal("a follower had not read its end")
		}
		f.seq = 2
		databasetest.Exec(t, db, fmt.Sprintf("INSERT INTO task_positions (consumer, stream, seq) VALUES ('slow', '%s', 1)", p.ID))
		if purged() {
			t.Fatal("a consumer in the module's own tables had not read its end")
		}
		databasetest.Exec(t, db, "UPDATE task_positions SET seq = 2")
		if !purged() {
			t.Errorf("everybody has read it, left: %v", rows(t, db, p))
		}
	})
}
