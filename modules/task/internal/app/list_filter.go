package app

import (
	"context"
	"slices"
	"strings"
	"time"

	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/fault"
	"tasklane/platform/null"
)

// mostInFilter is how many members a list of a filter has.
const mostInFilter = 500

// checkedFilter reads everything of a filter but projects and columns.
func (s *Service) checkedFilter(ctx context.Context, in task.Filter) (ListFilter, error) {
	f := ListFilter{
		AssignedUserIDs: in.AssignedUserIDs, LabelIDs: in.LabelIDs, CreatedByIDs: in.CreatedByIDs, Priorities: in.Priorities,
		Unassigned: in.Unassigned, NoLabels: in.NoLabels, TopLevel: in.TopLevel, Deleted: in.Deleted, ParentID: in.ParentID,
	}
	lists := []struct {
		field  string
		values []string
		ids    bool
	}{
		{"filter.projectIds", in.ProjectIDs, true}, {"filter.assignedUserIds", in.AssignedUserIDs, true},
		{"filter.labelIds", in.LabelIDs, true}, {"filter.createdByIds", in.CreatedByIDs, true},
		{"filter.statuses", in.Statuses, false},
	}
	for _, list := range lists {
		if len(list.values) > mostInFilter {
			return f, fault.Invalidf(list.field, "Name at most %d.", mostInFilter)
		}
		if list.ids && slices.ContainsFunc(list.values, func(id string) bool { return !isID(id) }) {
			return f, fault.Invalidf(list.field, "An id is a lower-case UUID.")
		}
	}
	if in.ParentID != "" && !isID(in.ParentID) {
		return f, fault.Invalidf("filter.parentId", "An id is a lower-case UUID.")
	}
	if slices.ContainsFunc(in.Priorities, func(p task.Priority) bool { return !slices.Contains(priorities, p) }) {
		return f, fault.Invalidf("filter.priorities", "A priority is NONE, LOW, MEDIUM, HIGH or URGENT.")
	}
	if in.Priorities != nil {
		f.Priorities = slices.Compact(append([]task.Priority{}, slices.Sorted(slices.Values(in.Priorities))...))
	}
	if in.WatchedByMe {
		me, err := caller(ctx)
		if err != nil {
			return f, err
		}
		f.WatchedBy = me
	}
	if err := f.dates(in); err != nil {
		return f, err
	}
	return f, f.searched(in.Text)
}

func (f *ListFilter) dates(in task.Filter) error {
	for _, each := range []struct {
		field string
		from  *time.Time
		to    **database.Time
	}{
		{"filter.dueBefore", in.DueBefore, &f.DueBefore}, {"filter.dueAfter", in.DueAfter, &f.DueAfter},
		{"filter.updatedSince", in.UpdatedSince, &f.UpdatedSince},
	} {
		at, err := checkInstant(each.field, null.FromPointer(each.from))
		if err != nil {
			return err
		}
		if at.Given() {
			t := database.At(at.Value)
			*each.to = &t
		}
	}
	return nil
}

// branch settles where a list is read: in each project, or in each column of it when positions are compared. Columns
// that the filter names become ids; a project without any of them is not read at all. It returns the columns if it had to
// read them.
func (s *Service) branch(ctx context.Context, plan *ListPlan, seen map[string]access, in task.Filter) (board, error) {
	projects := make([]string, 0, len(seen))
	for id := range seen {
		projects = append(projects, id)
	}
	slices.Sort(projects)
	if plan.By != task.ByPosition && in.Statuses == nil && in.Categories == nil {
		for _, id := range projects {
			plan.Branches = append(plan.Branches, ListBranch{ProjectID: id})
		}
		return nil, nil
	}
	if len(projects) == 0 {
		return nil, nil
	}
	statuses, err := s.store.Statuses(ctx, s.read(), projects)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(statuses, func(a, b task.Status) int { return strings.Compare(a.ProjectID, b.ProjectID) })
	for _, c := range statuses {
		if (in.Statuses == nil || slices.Contains(in.Statuses, c.Key)) && (in.Categories == nil || slices.Contains(in.Categories, c.Category)) {
			plan.Branches = append(plan.Branches, ListBranch{ProjectID: c.ProjectID, StatusID: c.ID})
		}
	}
	return boardOf(statuses), nil
}
