package store_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"tasklane/modules/task"
	"tasklane/modules/task/internal/app"
	"tasklane/modules/task/internal/store"
	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
)

// planner shows how the statements that run on it would be run.
type planner struct {
	t    *testing.T
	db   *database.DB
	plan string
}

func (p *planner) note(sql string, args []any) {
	p.plan += databasetest.Plan(p.t, p.db, sql, args...) + "\n"
}

func (p *planner) Exec(_ context.Context, sql string, args ...any) (int64, error) {
	p.note(sql, args)
	return 0, nil
}

func (p *planner) Get(_ context.Context, _ any, sql string, args ...any) error {
	p.note(sql, args)
	return nil
}

func (p *planner) Select(_ context.Context, _ any, sql string, args ...any) error {
	p.note(sql, args)
	return nil
}

func (p *planner) Dialect() database.Dialect { return p.db.Dialect() }

// sorting and scanning are the words of both databases for what a hot query must not do.
var (
	sorting  = []string{"Sort", "USE TEMP B-TREE FOR ORDER BY"}
	scanning = []string{"Seq Scan", "SCAN t", "SCAN m", "SCAN p", "SCAN l", "SCAN s", "SCAN o"}
)

func TestHotQueriesUseTheirIndexes(t *testing.T) {
	t.Parallel()
	const id, other = "00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002"
	s := store.Store{}
	ids := []string{id, other}
	column := task.Status{ID: other, ProjectID: id}
	type query struct {
		name string
		run  func(ctx context.Context, q database.Querier) error
		uses []string
		// sorts says that the few rows of the answer are sorted after they were found.
		sorts bool
	}
	for _, c := range []query{
		{"Access", func(ctx context.Context, q database.Querier) error {
			_, err := s.Access(ctx, q, id, other)
			return err
		}, nil, false},
		{"State", func(ctx context.Context, q database.Querier) error {
			if _, err := s.State(ctx, q, id, other, app.Arrival{New: true}); !errors.Is(err, database.ErrNoRows) {
				return err
			}
			return nil
		}, []string{"statuses_project_id_key", "tasks_status"}, true},
		{"Accesses", func(ctx context.Context, q database.Querier) error {
			_, err := s.Accesses(ctx, q, ids, other)
			return err
		}, nil, false},
		{"Projects", func(ctx context.Context, q database.Querier) error {
			_, err := s.Projects(ctx, q, ids, other)
			return err
		}, nil, false},
		{"ProjectsOf", func(ctx context.Context, q database.Querier) error {
			_, err := s.ProjectsOf(ctx, q, app.ProjectQuery{UserID: id, From: app.ProjectPlace{NameFolded: "a", ID: id, Set: true}, Limit: 50})
			return err
		}, []string{"members_user"}, true},
		{"ProjectsByName", func(ctx context.Context, q database.Querier) error {
			_, err := s.ProjectsByName(ctx, q, app.ProjectPlace{NameFolded: "a", ID: id, Set: true}, false, 50)
			return err
		}, []string{"projects_name"}, true}, // PostgreSQL prefers to sort what a table this small has
		{"MembersOf", func(ctx context.Context, q database.Querier) error {
			from := app.MemberPlace{UserID: other}
			_, err := s.MembersOf(ctx, q, app.MemberQuery{ProjectID: id, From: from, Limit: 50, Backward: true})
			return err
		}, []string{"members_joined"}, false},
		{"SharesProject", func(ctx context.Context, q database.Querier) error {
			_, err := s.SharesProject(ctx, q, id, ids)
			return err
		}, []string{"members_user"}, true},
		{"Statuses", func(ctx context.Context, q database.Querier) error {
			_, err := s.Statuses(ctx, q, ids)
			return err
		}, []string{"statuses_project_id_key"}, true},
		{"StatusCounts", func(ctx context.Context, q database.Querier) error {
			_, err := s.StatusCounts(ctx, q, ids)
			return err
		}, []string{"statuses_project_id_key", "tasks_status"}, true},
		{"TasksIn", func(ctx context.Context, q database.Querier) error {
			_, err := s.TasksIn(ctx, q, column, 500)
			return err
		}, []string{"tasks_status"}, false},
		{"Labels", func(ctx context.Context, q database.Querier) error {
			_, err := s.Labels(ctx, q, ids)
			return err
		}, []string{"labels_project_id_name"}, true},
		{"EventsOf", func(ctx context.Context, q database.Querier) error {
			_, err := s.EventsOf(ctx, q, id, app.EventPlace{Seq: 7, Limit: 50})
			return err
		}, []string{"task_log"}, false},
		{"EventsAbout", func(ctx context.Context, q database.Querier) error {
			_, err := s.EventsAbout(ctx, q, other, ids, app.EventPlace{ID: id, Backward: true, Limit: 50})
			return err
		}, []string{"task_log_subject"}, false},
		{"Find", func(ctx context.Context, q database.Querier) error {
			_, err := s.Find(ctx, q, id)
			return err
		}, []string{"task_log_id"}, false},
		{"Expired", func(ctx context.Context, q database.Querier) error {
			_, err := s.Expired(ctx, q, database.Time{}, "", 100)
			return err
		}, nil, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			databasetest.EachMigrated(t, []string{"task"}, func(t *testing.T, db *database.DB) {
				p := &planner{t: t, db: db}
				if err := c.run(t.Context(), p); err != nil || p.plan == "" {
					t.Fatalf("%q, %v", p.plan, err)
				}
				for _, index := range c.uses {
					if !strings.Contains(p.plan, index) {
						t.Errorf("it does not use %s:\n%s", index, p.plan)
					}
				}
				unwanted := scanning
				if !c.sorts {
					unwanted = append(slices.Clip(unwanted), sorting...)
				}
				for _, word := range unwanted {
					if strings.Contains(p.plan, word) {
						t.Errorf("%s:\n%s", word, p.plan)
					}
				}
			})
		})
	}
}
