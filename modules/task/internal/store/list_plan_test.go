package store

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"tasklane/migrations"
	"tasklane/modules/task"
	"tasklane/modules/task/internal/app"
	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
)

// site is an old project of some thousand tasks among the newer ones of others.
type site struct {
	db               *database.DB
	old              string
	others           []string
	columns          []string // of the old project
	assignee, parent string
}

func newSite(t *testing.T, db *database.DB) site {
	t.Helper()
	s := site{db: db, old: uuid.NewString(), assignee: uuid.NewString(), parent: uuid.NewString()}
	// Few columns, so that each has many more tasks than a page: for hardly more than a page a sort would be right.
	for range 2 {
		s.columns = append(s.columns, uuid.NewString())
	}
	for range 6 {
		s.others = append(s.others, uuid.NewString())
	}
	s.fill(t, s.old, 2400, 0)
	for i, id := range s.others {
		s.fill(t, id, 500, 1_000_000*(i+1))
	}
	return s
}

// fill makes a project's tasks, each newer than the one before, with words to find.
func (s site) fill(t *testing.T, project string, n, offset int) {
	t.Helper()
	var store Store
	err := s.db.Write(context.Background(), func(ctx context.Context, tx *database.Tx) error {
		for i := range n {
			at := time.UnixMicro(int64(1_700_000_000_000_000 + offset + i)).UTC()
			is := app.StoredTask{Task: task.Task{
				ID: uuid.NewString(), ProjectID: project, Number: i + 1, Title: fmt.Sprintf("Task %d", i), Priority: task.Medium,
				Status: task.Status{ID: s.columns[i%2]}, Position: fmt.Sprintf("d%04d", i), CreatedByID: s.assignee,
				CreatedAt: at, UpdatedAt: at, Version: 1,
			}}
			if i%50 == 0 {
				is.AssignedUserID = s.assignee
			}
			if i%100 == 0 && project == s.old {
				is.ParentID = s.parent
			}
			if i%3 == 0 {
				is.DueAt = &at
			}
			if err := store.InsertTask(ctx, tx, is, strings.ToLower(is.Title)); err != nil {
				return err
			}
			w := app.Words{OwnerID: is.ID, Kind: app.KindTask, TaskID: is.ID, ProjectID: project, Words: []string{"task", fmt.Sprint("word", i)}}
			if err := store.PutWords(ctx, tx, w); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// On SQLite nobody gathers statistics, on PostgreSQL they are there after a minute.
func TestQ44_ListsGoByTheirIndexes(t *testing.T) {
	t.Parallel()
	all := func(t *testing.T, s site) {
		t.Run("every order of one project is walked", func(t *testing.T) { walksOne(t, s) })
		t.Run("so is each of several projects", func(t *testing.T) { walksSeveral(t, s) })
		t.Run("filters that select few have their own", func(t *testing.T) { selectsFew(t, s) })
		t.Run("a search begins at its words", func(t *testing.T) { searches(t, s) })
	}
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		all(t, newSite(t, databasetest.SQLite(t, migrations.FS, []string{"task"})))
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		db := databasetest.Postgres(t, migrations.FS, []string{"task"})
		s := newSite(t, db)
		databasetest.Exec(t, db, "ANALYZE")
		all(t, s)
	})
}

// plan is how a list is read.
func (s site) plan(t *testing.T, p app.ListPlan) string {
	t.Helper()
	p.Limit = 51
	b := listQuery{dialect: s.db.Dialect(), plan: p}
	sql := b.page()
	return databasetest.Plan(t, s.db, sql, b.args...)
}

// uses fails the test unless the plan goes by this index, and by no other way through all tasks.
func uses(t *testing.T, what, plan, index string, sorts bool) {
	t.Helper()
	if !strings.Contains(plan, index) {
		t.Errorf("%s: not by %s:\n%s", what, index, plan)
	}
	for _, bad := range []string{"Seq Scan on tasks", "SCAN t\n", "SCAN tasks"} {
		if strings.Contains(plan+"\n", bad) {
			t.Errorf("%s: reads all tasks:\n%s", what, plan)
		}
	}
	sorted := strings.Contains(plan, "TEMP B-TREE FOR ORDER BY") || strings.Contains(plan, "Sort Key") && !strings.Contains(plan, "Presorted Key")
	if sorted && !sorts {
		t.Errorf("%s: sorts:\n%s", what, plan)
	}
}

var indexes = map[task.Sort]string{
	task.ByPosition: "tasks_status", task.ByCreatedAt: "tasks_created", task.ByUpdatedAt: "tasks_updated", task.ByDue: "tasks_due",
	task.ByPriority: "tasks_priority", task.ByTitle: "tasks_title", task.ByNumber: "tasks_project_id_number",
}

func walksOne(t *testing.T, s site) {
	for by, index := range indexes {
		for _, backward := range []bool{false, true} {
			middle := app.ListPlace{Number: 1_700_000_000_001_200, Text: "d1200", ID: s.parent}
			switch by {
			case task.ByNumber:
				middle.Number = 1200
			case task.ByPriority:
				middle.Number = 3
			}
			for _, from := range []*app.ListPlace{nil, &middle} {
				at := app.ListBranch{ProjectID: s.old}
				if by == task.ByPosition {
					at.StatusID = s.columns[0]
				}
				plan := s.plan(t, app.ListPlan{Branches: []app.ListBranch{at}, By: by, Backward: backward, From: from})
				uses(t, fmt.Sprintf("%s, backward %v", by, backward), plan, index, false)
			}
		}
	}
}

func walksSeveral(t *testing.T, s site) {
	for by, index := range indexes {
		var branches []app.ListBranch
		for _, id := range s.others[:4] {
			at := app.ListBranch{ProjectID: id}
			if by == task.ByPosition {
				at.StatusID = s.columns[0]
			}
			branches = append(branches, at)
		}
		uses(t, string(by), s.plan(t, app.ListPlan{Branches: branches, By: by, Backward: true}), index, true)
	}
}

func selectsFew(t *testing.T, s site) {
	one := []app.ListBranch{{ProjectID: s.old}}
	mine := app.ListFilter{AssignedUserIDs: []string{s.assignee}}
	uses(t, "my tasks", s.plan(t, app.ListPlan{Branches: one, By: task.ByCreatedAt, Backward: true, Filter: mine}), "tasks_assigned", false)
	uses(t, "my tasks by due", s.plan(t, app.ListPlan{Branches: one, By: task.ByDue, Filter: mine}), "tasks_assigned", true)
	below := app.ListFilter{ParentID: s.parent}
	uses(t, "subtasks", s.plan(t, app.ListPlan{Branches: one, By: task.ByCreatedAt, Filter: below}), "tasks_parent", true)
	trash := app.ListFilter{Deleted: true}
	uses(t, "the trash", s.plan(t, app.ListPlan{Branches: one, By: task.ByCreatedAt, Filter: trash}), "tasks_trash", true)
}

func searches(t *testing.T, s site) {
	plan := s.plan(t, app.ListPlan{
		Branches: []app.ListBranch{{ProjectID: s.old}}, By: task.ByCreatedAt, Backward: true,
		Filter: app.ListFilter{Searching: true, Words: []string{"word7"}},
	})
	if !strings.Contains(plan, "search_words") && !strings.Contains(plan, "search_fts VIRTUAL TABLE INDEX") {
		t.Errorf("not by the words:\n%s", plan)
	}
	if strings.Contains(plan, "tasks_created") {
		t.Errorf("walks the project's tasks:\n%s", plan)
	}
}
