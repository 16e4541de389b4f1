package store

import (
	"math"
	"time"

	"tasklane/modules/task"
	"tasklane/modules/task/internal/app"
	"tasklane/platform/database"
)

const taskColumns = `t.id, t.project_id, t.number, t.title, t.description, t.status, t.priority, t.assigned_user_id,
	t.position, t.parent_id, t.start_on, t.start_at, t.due_on, t.due_at, t.comment_count, t.created_by, t.created_at,
	t.updated_at, t.completed_at, t.deleted_at, t.trashed_with, t.version,
	t.title_folded, t.due_sort`

type taskRow struct {
	ID             string            `db:"id"`
	ProjectID      string            `db:"project_id"`
	Number         int               `db:"number"`
	Title          string            `db:"title"`
	Description    string            `db:"description"`
	Status         string            `db:"status"`
	Priority       int               `db:"priority"`
	AssignedUserID *string           `db:"assigned_user_id"`
	Position       string            `db:"position"`
	ParentID       *string           `db:"parent_id"`
	StartOn        *string           `db:"start_on"`
	StartAt        database.NullTime `db:"start_at"`
	DueOn          *string           `db:"due_on"`
	DueAt          database.NullTime `db:"due_at"`
	CommentCount   int               `db:"comment_count"`
	CreatedBy      string            `db:"created_by"`
	CreatedAt      database.Time     `db:"created_at"`
	UpdatedAt      database.Time     `db:"updated_at"`
	CompletedAt    database.NullTime `db:"completed_at"`
	DeletedAt      database.NullTime `db:"deleted_at"`
	TrashedWith    *string           `db:"trashed_with"`
	Version        int               `db:"version"`
	TitleFolded    string            `db:"title_folded"`
	DueSort        int64             `db:"due_sort"`
}

func (r *taskRow) task() app.StoredTask {
	return app.StoredTask{
		TrashedWith: orEmpty(r.TrashedWith),
		Task: task.Task{
			ID: r.ID, ProjectID: r.ProjectID, Number: r.Number, Title: r.Title, Description: r.Description,
			Status: task.Status{ID: r.Status}, Priority: priorityOf(r.Priority), AssignedUserID: orEmpty(r.AssignedUserID),
			ParentID: orEmpty(r.ParentID), StartOn: date(r.StartOn), StartAt: r.StartAt.Ptr(), DueOn: date(r.DueOn),
			DueAt: r.DueAt.Ptr(), Position: r.Position, CommentCount: r.CommentCount, CreatedByID: r.CreatedBy,
			CreatedAt: r.CreatedAt.Time, UpdatedAt: r.UpdatedAt.Time, CompletedAt: r.CompletedAt.Ptr(),
			DeletedAt: r.DeletedAt.Ptr(), Version: r.Version,
		},
	}
}

func tasksOf(rows []taskRow) []app.StoredTask {
	list := make([]app.StoredTask, len(rows))
	for i := range rows {
		list[i] = rows[i].task()
	}
	return list
}

// ranks are how priorities are stored: from least to most, so that a list in descending order begins with what is urgent.
var ranks = map[task.Priority]int{task.NoPriority: 0, task.Low: 1, task.Medium: 2, task.High: 3, task.Urgent: 4}

func priorityOf(rank int) task.Priority {
	for p, r := range ranks {
		if r == rank {
			return p
		}
	}
	return task.NoPriority
}

// dueSort is the instant that lists are ordered and filtered by: the end of a whole day in UTC, and the end of
// time for tasks that are not due.
func dueSort(t app.StoredTask) int64 {
	switch {
	case t.DueAt != nil:
		return t.DueAt.UnixMicro()
	case t.DueOn != nil:
		if day, err := time.Parse(time.DateOnly, string(*t.DueOn)); err == nil {
			return day.AddDate(0, 0, 1).UnixMicro() - 1
		}
	}
	return neverDue
}

const neverDue = math.MaxInt64

func date(s *string) *task.Date {
	if s == nil {
		return nil
	}
	d := task.Date(*s)
	return &d
}

func orEmpty(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// orNull is NULL for an empty text.
func orNull(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func dateOrNull(d *task.Date) *string {
	if d == nil {
		return nil
	}
	return orNull(string(*d))
}
