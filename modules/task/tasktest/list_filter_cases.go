package tasktest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tasklane/modules/task"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/page"
)

func listFilterCases() cases {
	return cases{
		"each condition selects what it says":                 filterEach,
		"conditions are joined by AND":                        filterJoined,
		"Q77 labels of two tenants, joined by OR, stay apart": filterTenants,
		"the due day counts to its end":                       filterDue,
		"Q77 Q81 filters are checked":                         filterInput,
	}
}

func filterEach(t *testing.T, w *World) {
	c := w.Cast(t)
	bug, ui := w.label(t, c.Editor, c.Project, "bug"), w.label(t, c.Editor, c.Project, "ui")
	parent := w.add(t, c.Editor, task.NewTask{ProjectID: c.Project.ID, Title: "a", LabelIDs: []string{bug.ID}, Priority: task.High})
	w.add(t, c.Owner, task.NewTask{ProjectID: c.Project.ID, Title: "b", ParentID: parent.ID, AssignedUserID: c.Viewer.ID, LabelIDs: []string{ui.ID, bug.ID}})
	w.add(t, c.Editor, task.NewTask{ProjectID: c.Project.ID, Title: "c", Status: "done", AssignedUserID: c.Editor.ID, Priority: task.Low})
	gone := w.add(t, c.Editor, task.NewTask{ProjectID: c.Project.ID, Title: "d"})
	if err := w.DeleteTask(c.Editor.Ctx, gone.ID); err != nil {
		t.Fatal(err)
	}
	mid := w.NewTask(t, c.Editor, c.Project, "e").CreatedAt
	if _, err := w.WatchTask(c.Viewer.Ctx, parent.ID); err != nil {
		t.Fatal(err)
	}
	w.NewTask(t, c.Stranger, c.Other, "x")
	for what, each := range map[string]struct {
		filter task.Filter
		want   string
	}{
		"all":              {task.Filter{}, "abce"},
		"assigned":         {task.Filter{AssignedUserIDs: []string{c.Viewer.ID, c.Editor.ID}}, "bc"},
		"assigned to one":  {task.Filter{AssignedUserIDs: []string{c.Viewer.ID}}, "b"},
		"to nobody":        {task.Filter{AssignedUserIDs: []string{}}, ""},
		"unassigned":       {task.Filter{Unassigned: true}, "ae"},
		"columns":          {task.Filter{Statuses: []string{"done", "nowhere"}}, "c"},
		"no columns":       {task.Filter{Statuses: []string{}}, ""},
		"categories":       {task.Filter{Categories: []task.Category{task.Done, task.Canceled}}, "c"},
		"column, category": {task.Filter{Statuses: []string{"todo"}, Categories: []task.Category{task.Done}}, ""},
		"priorities":       {task.Filter{Priorities: []task.Priority{task.Low, task.High}}, "ac"},
		"no priority":      {task.Filter{Priorities: []task.Priority{task.NoPriority}}, "be"},
		"every priority":   {task.Filter{Priorities: []task.Priority{"NONE", "LOW", "MEDIUM", "HIGH", "URGENT", "LOW"}}, "abce"},
		"priorities: none": {task.Filter{Priorities: []task.Priority{}}, ""},
		"label":            {task.Filter{LabelIDs: []string{bug.ID}}, "ab"},
		"labels":           {task.Filter{LabelIDs: []string{ui.ID, bug.ID}}, "ab"},
		"labels: none":     {task.Filter{LabelIDs: []string{}}, ""},
		"no labels":        {task.Filter{NoLabels: true}, "ce"},
		"made by":          {task.Filter{CreatedByIDs: []string{c.Owner.ID}}, "b"},
		"watched":          {task.Filter{WatchedByMe: true}, "ab"},
		"parent":           {task.Filter{ParentID: parent.ID}, "b"},
		"top level":        {task.Filter{TopLevel: true}, "ace"},
		"updated since":    {task.Filter{UpdatedSince: &mid}, "e"},
		"trash":            {task.Filter{Deleted: true}, "d"},
	} {
		for _, by := range []task.Sort{task.ByTitle, task.ByPosition} {
			for _, one := range []bool{true, false} {
				if each.filter.ProjectIDs = nil; one {
					each.filter.ProjectIDs = []string{c.Project.ID}
				}
				got := titles(w.listAll(t, c.Viewer, task.List{Filter: each.filter, By: by}))
				slices.Sort(got)
				if strings.Join(got, "") != each.want {
					t.Errorf("%s by %s: %v, want %s", what, by, got, each.want)
				}
			}
		}
	}
}

func filterJoined(t *testing.T, w *World) {
	c := w.Cast(t)
	label := w.label(t, c.Editor, c.Project, "bug")
	for i := range 16 {
		in := task.NewTask{ProjectID: c.Project.ID, Title: fmt.Sprintf("%02d", i)}
		if i&1 > 0 {
			in.AssignedUserID = c.Viewer.ID
		}
		if i&2 > 0 {
			in.LabelIDs = []string{label.ID}
		}
		if i&4 > 0 {
			in.Priority = task.High
		}
		if i&8 > 0 {
			in.Status = "done"
		}
		w.add(t, c.Editor, in)
	}
	got := titles(w.listAll(t, c.Viewer, task.List{By: task.ByNumber, Filter: task.Filter{
		AssignedUserIDs: []string{c.Viewer.ID}, LabelIDs: []string{label.ID}, Priorities: []task.Priority{task.High},
	}}))
	if !slices.Equal(got, []string{"07", "15"}) {
		t.Errorf("three conditions: %v", got)
	}
	got = titles(w.listAll(t, c.Viewer, task.List{By: task.ByNumber, Filter: task.Filter{Unassigned: true, NoLabels: true, Statuses: []string{"done"}}}))
	if !slices.Equal(got, []string{"08", "12"}) {
		t.Errorf("three others: %v", got)
	}
}

// filterTenants guards against conditions that leak out of their brackets: an OR among labels must not undo the
// condition on the project.
func filterTenants(t *testing.T, w *World) {
	c := w.Cast(t)
	mine, theirs := w.label(t, c.Editor, c.Project, "bug"), w.label(t, c.Stranger, c.Other, "bug")
	w.add(t, c.Editor, task.NewTask{ProjectID: c.Project.ID, Title: "Mine secret", LabelIDs: []string{mine.ID}})
	w.add(t, c.Stranger, task.NewTask{ProjectID: c.Other.ID, Title: "Theirs secret", LabelIDs: []string{theirs.ID}})
	for what, filter := range map[string]task.Filter{
		"labels of both":        {LabelIDs: []string{mine.ID, theirs.ID}},
		"labels of both, mine":  {LabelIDs: []string{theirs.ID, mine.ID}, ProjectIDs: []string{c.Project.ID}},
		"both projects":         {ProjectIDs: []string{c.Project.ID, c.Other.ID}, LabelIDs: []string{mine.ID, theirs.ID}},
		"words of both":         {Text: "secret"},
		"words and projects":    {Text: "secret", ProjectIDs: []string{c.Project.ID, c.Other.ID}},
		"everybody's":           {CreatedByIDs: []string{c.Editor.ID, c.Stranger.ID}},
		"columns of both":       {Statuses: []string{"todo"}, ProjectIDs: []string{c.Other.ID, c.Project.ID}},
		"everybody's or no one": {AssignedUserIDs: nil, NoLabels: false, Priorities: []task.Priority{task.NoPriority}},
	} {
		for _, by := range orders {
			p, err := w.ListTasks(c.Viewer.Ctx, task.List{Filter: filter, By: by, Page: page.Args{Count: true}})
			if err != nil || !slices.Equal(titles(p.Items), []string{"Mine secret"}) || len(p.Cursors) != 1 || p.Total != 1 {
				t.Errorf("%s by %s: %v, %d counted, %v", what, by, titles(p.Items), p.Total, err)
			}
		}
	}
}

func filterDue(t *testing.T, w *World) {
	c := w.Cast(t)
	day := task.Date("2026-12-10")
	at := time.Date(2026, 12, 10, 12, 0, 0, 0, time.UTC)
	w.add(t, c.Editor, task.NewTask{ProjectID: c.Project.ID, Title: "day", DueOn: &day})
	w.add(t, c.Editor, task.NewTask{ProjectID: c.Project.ID, Title: "noon", DueAt: &at})
	w.NewTask(t, c.Editor, c.Project, "never")
	midnight := time.Date(2026, 12, 11, 0, 0, 0, 0, time.UTC)
	late := midnight.Add(-time.Second)
	for what, each := range map[string]struct {
		filter task.Filter
		want   string
	}{
		"before midnight": {task.Filter{DueBefore: &midnight}, "day noon"},
		"before its end":  {task.Filter{DueBefore: &late}, "noon"},
		"after noon":      {task.Filter{DueAfter: &at}, "day"},
		"after midnight":  {task.Filter{DueAfter: &midnight}, ""},
	} {
		got := titles(w.listAll(t, c.Viewer, task.List{Filter: each.filter, By: task.ByTitle}))
		if strings.Join(got, " ") != each.want {
			t.Errorf("%s: %v, want %s", what, got, each.want)
		}
	}
}

func filterInput(t *testing.T, w *World) {
	c := w.Cast(t)
	w.NewTask(t, c.Editor, c.Project, "T")
	many := make([]string, 501)
	for i := range many {
		many[i] = NewID()
	}
	early, late := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)
	for field, filter := range map[string]task.Filter{
		"filter.projectIds":      {ProjectIDs: many},
		"filter.assignedUserIds": {AssignedUserIDs: []string{"' OR 1=1 --"}},
		"filter.labelIds":        {LabelIDs: []string{"%"}},
		"filter.createdByIds":    {CreatedByIDs: []string{"A\x00"}},
		"filter.statuses":        {Statuses: many},
		"filter.parentId":        {ParentID: "x"},
		"filter.priorities":      {Priorities: []task.Priority{"HIGHEST"}},
		"filter.dueBefore":       {DueBefore: &early},
		"filter.dueAfter":        {DueAfter: &late},
		"filter.text":            {Text: strings.Repeat("x", 1<<20)},
	} {
		_, err := w.ListTasks(c.Viewer.Ctx, task.List{Filter: filter})
		WantField(t, field, err, field)
	}
	for _, key := range []string{"todo' --", "%", "todo\x00", "_odo", strings.Repeat("x", 1<<20)} {
		if got := w.listAll(t, c.Viewer, task.List{Filter: task.Filter{Statuses: []string{key}}}); len(got) != 0 {
			t.Errorf("a column %.10q: %v", key, titles(got))
		}
	}
	_, err := w.ListTasks(As(t, identity.OfAudience(c.Project.ID)), task.List{Filter: task.Filter{WatchedByMe: true}})
	WantKind(t, "an audience watches nothing", err, fault.Forbidden)
}
