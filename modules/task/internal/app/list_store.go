package app

import (
	"context"

	"tasklane/modules/task"
	"tasklane/platform/database"
)

// ListStore lists tasks.
type ListStore interface {
	// MemberProjects reads the projects that a person is in, those in the trash left out, by id.
	MemberProjects(ctx context.Context, q database.Querier, userID string) ([]task.Project, error)
	// ListTasks reads the tasks of a plan in the direction of reading.
	ListTasks(ctx context.Context, q database.Querier, p ListPlan) ([]ListedTask, error)
	// CountTasks counts what a plan would list without place and limit, to limit.
	CountTasks(ctx context.Context, q database.Querier, p ListPlan, limit int) (int, error)
}

// ListedTask is a task of a list, and its place there.
type ListedTask struct {
	StoredTask
	Place ListPlace
}

// ListPlan is a list of tasks, made ready for the store: keys have become ids, and where the list is read is settled.
type ListPlan struct {
	// Branches are read each by an index of its own in the order of the list, and merged.
	Branches []ListBranch
	Filter   ListFilter
	By       task.Sort
	// Backward reads against the order of By: a descending list, or the end of an ascending one.
	Backward bool
	// From is the place that reading starts behind; nil is the beginning.
	From  *ListPlace
	Limit int
}

// ListBranch is a project, or a column of it when StatusID is set.
type ListBranch struct{ ProjectID, StatusID string }

// ListPlace is a place in a list: what the order compares, and the id.
type ListPlace struct {
	Number int64  // for orders by time, priority, number
	Text   string // for orders by position, title
	ID     string
}

// ListFilter is task.Filter after its check. Nil lists are no condition.
type ListFilter struct {
	AssignedUserIDs, LabelIDs, CreatedByIDs []string
	Priorities                              []task.Priority
	Unassigned, NoLabels, TopLevel, Deleted bool
	WatchedBy, ParentID                     string
	DueBefore, DueAfter, UpdatedSince       *database.Time
	// Words must all be in one of a task's texts, the last as a beginning if PrefixLast. Searching says that
	// there is a text to look for, which without words finds nothing.
	Searching  bool
	Words      []string
	PrefixLast bool
}
