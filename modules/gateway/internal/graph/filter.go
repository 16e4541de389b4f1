package graph

import (
	"time"

	graphql "github.com/graph-gophers/graphql-go"

	"tasklane/modules/task"
)

type tasksArgs struct {
	Filter  *taskFilter
	OrderBy *taskOrder
	pageArgs
}

type taskOrder struct {
	By        task.Sort
	Direction *string
}

type taskFilter struct {
	ProjectIDs      *[]graphql.ID
	AssignedUserIDs *[]graphql.ID
	Unassigned      *bool
	Statuses        *[]string
	Categories      *[]string
	Priorities      *[]string
	LabelIDs        *[]graphql.ID
	NoLabels        *bool
	CreatedByIDs    *[]graphql.ID
	WatchedByMe     *bool
	ParentID        *graphql.ID
	TopLevel        *bool
	DueBefore       *Time
	DueAfter        *Time
	UpdatedSince    *Time
	Text            *string
	Deleted         *bool
}

// list is what the arguments ask for, without the page; the newest come first unless an order is given.
func (a tasksArgs) list() task.List {
	l := task.List{By: task.ByCreatedAt, Descending: true}
	if a.OrderBy != nil {
		l.By, l.Descending = a.OrderBy.By, value(a.OrderBy.Direction) == "DESC"
	}
	if f := a.Filter; f != nil {
		l.Filter = task.Filter{
			ProjectIDs: words[string](f.ProjectIDs), AssignedUserIDs: words[string](f.AssignedUserIDs),
			Unassigned: value(f.Unassigned), Statuses: words[string](f.Statuses),
			Categories: words[task.Category](f.Categories), Priorities: words[task.Priority](f.Priorities),
			LabelIDs: words[string](f.LabelIDs), NoLabels: value(f.NoLabels), CreatedByIDs: words[string](f.CreatedByIDs),
			WatchedByMe: value(f.WatchedByMe), ParentID: string(value(f.ParentID)), TopLevel: value(f.TopLevel),
			DueBefore: moment(f.DueBefore), DueAfter: moment(f.DueAfter), UpdatedSince: moment(f.UpdatedSince),
			Text: value(f.Text), Deleted: value(f.Deleted),
		}
	}
	return l
}

// words turns a list of the library's strings into one of ours; nil stays nil.
func words[To, From ~string](list *[]From) []To {
	if list == nil {
		return nil
	}
	out := make([]To, len(*list))
	for i, s := range *list {
		out[i] = To(s)
	}
	return out
}

func moment(t *Time) *time.Time {
	if t == nil {
		return nil
	}
	return &t.Time
}

func calendarDay(d *Date) *task.Date {
	if d == nil {
		return nil
	}
	out := task.Date(*d)
	return &out
}
