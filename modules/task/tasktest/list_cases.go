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

func listCases() cases {
	return cases{
		"lists come in every order, both ways, in one project": listOrders,
		"lists come in every order across projects":            listOrdersAcross,
		"a list without projects is that of all one is in":     listMine,
		"Q44 pages are of one list and of 1 to 100 tasks":      listPages,
		"Q44 a list does not skip or repeat while it changes":  listWhileChanging,
		"counts are exact":                                       listCount,
		"an audience lists its project":                          listAudience,
		"Q44 a list spans more columns than one statement reads": listManyColumns,
	}
}

var orders = []task.Sort{
	task.ByPosition, task.ByCreatedAt, task.ByUpdatedAt, task.ByDue, task.ByPriority, task.ByTitle, task.ByNumber,
}

// assorted makes tasks that differ in everything that lists are ordered by.
func (w *World) assorted(t *testing.T, who Person, p task.Project, n int) {
	t.Helper()
	levels := []task.Priority{task.NoPriority, task.Urgent, task.Low, task.High, task.Medium}
	names := []string{"beta", "Alpha", "élan", "Zulu", "echo", "10", "9"}
	for i := range n {
		in := task.NewTask{ProjectID: p.ID, Title: names[i%len(names)], Priority: levels[i%len(levels)]}
		if i%3 > 0 {
			due := time.Date(2026, 12, 20-i, 10, 0, 0, 0, time.UTC)
			in.DueAt = &due
		}
		if i%6 == 1 {
			day := task.Date(fmt.Sprintf("2026-12-%02d", 20-i))
			in.DueAt, in.DueOn = nil, &day
		}
		if i%4 == 3 {
			in.Status = "done"
		}
		made := w.add(t, who, in)
		if i%2 == 0 {
			w.retitle(t, who, made.ID, in.Title+"!")
		}
	}
}

// behind says how a list is ordered: a is not behind b when it comes first.
func behind(by task.Sort, a, b task.Task) int {
	ranks := []task.Priority{task.NoPriority, task.Low, task.Medium, task.High, task.Urgent}
	due := func(t task.Task) int64 {
		switch {
		case t.DueAt != nil:
			return t.DueAt.UnixMicro()
		case t.DueOn != nil:
			day, _ := time.Parse(time.DateOnly, string(*t.DueOn))
			return day.Add(24*time.Hour).UnixMicro() - 1
		default:
			return 1 << 62
		}
	}
	fold := strings.NewReplacer("é", "e")
	order := 0
	switch by {
	case task.ByPosition:
		order = strings.Compare(a.Position, b.Position)
	case task.ByCreatedAt:
		order = a.CreatedAt.Compare(b.CreatedAt)
	case task.ByUpdatedAt:
		order = a.UpdatedAt.Compare(b.UpdatedAt)
	case task.ByDue:
		order = int(max(-1, min(1, due(a)-due(b))))
	case task.ByPriority:
		order = slices.Index(ranks, a.Priority) - slices.Index(ranks, b.Priority)
	case task.ByTitle:
		order = strings.Compare(fold.Replace(strings.ToLower(a.Title)), fold.Replace(strings.ToLower(b.Title)))
	case task.ByNumber:
		order = a.Number - b.Number
	}
	if order == 0 {
		order = strings.Compare(a.ID, b.ID)
	}
	return order
}

// inOrder checks a list forwards and backwards, in small pages and in one, against the order computed here.
func (w *World) inOrder(t *testing.T, who Person, filter task.Filter, n int) {
	t.Helper()
	for _, by := range orders {
		for _, down := range []bool{false, true} {
			in := task.List{Filter: filter, By: by, Descending: down}
			whole := w.listAll(t, who, in)
			sorted := slices.SortedFunc(slices.Values(whole), func(a, b task.Task) int {
				if down {
					return behind(by, b, a)
				}
				return behind(by, a, b)
			})
			name := fmt.Sprintf("%s, descending %v", by, down)
			if len(whole) != n || !slices.Equal(ids(whole), ids(sorted)) {
				t.Errorf("%s: %d of %d tasks, %v, want %v", name, len(whole), n, titles(whole), titles(sorted))
			}
			in.Page.First = new(4)
			if small := w.listAll(t, who, in); !slices.Equal(ids(small), ids(sorted)) {
				t.Errorf("%s: by fours %v, want %v", name, titles(small), titles(sorted))
			}
			if back := w.listBack(t, who, in, 4); !slices.Equal(ids(back), ids(sorted)) {
				t.Errorf("%s: from the end %v, want %v", name, titles(back), titles(sorted))
			}
		}
	}
}

// listBack reads a list from its end.
func (w *World) listBack(t *testing.T, who Person, in task.List, size int) []task.Task {
	t.Helper()
	var all []task.Task
	in.Page = page.Args{Last: new(size)}
	for {
		p, err := w.ListTasks(who.Ctx, in)
		if err != nil {
			t.Fatal(err)
		}
		all = append(slices.Clone(p.Items), all...)
		if !p.HasPrev {
			return all
		}
		in.Page.Before = p.Cursors[0]
	}
}

func ids(tasks []task.Task) []string {
	out := make([]string, len(tasks))
	for i, t := range tasks {
		out[i] = t.ID
	}
	return out
}

func listOrders(t *testing.T, w *World) {
	c := w.Cast(t)
	w.assorted(t, c.Editor, c.Project, 14)
	w.assorted(t, c.Stranger, c.Other, 3)
	w.inOrder(t, c.Viewer, task.Filter{ProjectIDs: []string{c.Project.ID}}, 14)
	w.inOrder(t, c.Viewer, task.Filter{ProjectIDs: []string{c.Project.ID}, Statuses: []string{"done"}}, 3)
}

func listOrdersAcross(t *testing.T, w *World) {
	c := w.Cast(t)
	second, third := w.NewProject(t, c.Editor), w.NewProject(t, c.Editor)
	for _, p := range []task.Project{c.Project, second, third} {
		w.assorted(t, c.Editor, p, 6)
	}
	w.assorted(t, c.Stranger, c.Other, 3)
	w.inOrder(t, c.Editor, task.Filter{}, 18)
}

func listMine(t *testing.T, w *World) {
	c := w.Cast(t)
	second, away := w.NewProject(t, c.Editor), w.NewProject(t, c.Editor)
	w.NewTask(t, c.Editor, c.Project, "A")
	w.NewTask(t, c.Editor, second, "B")
	w.NewTask(t, c.Editor, away, "C")
	w.NewTask(t, c.Stranger, c.Other, "D")
	if err := w.DeleteProject(c.Editor.Ctx, away.ID); err != nil {
		t.Fatal(err)
	}
	if got := titles(w.listAll(t, c.Editor, task.List{})); !slices.Equal(got, []string{"B", "A"}) {
		t.Errorf("newest first: %v", got)
	}
	for what, filter := range map[string]task.Filter{
		"none named":    {ProjectIDs: []string{}},
		"another's":     {ProjectIDs: []string{c.Other.ID}},
		"an unknown":    {ProjectIDs: []string{NewID()}},
		"of no members": {ProjectIDs: []string{c.Other.ID, NewID()}},
	} {
		if got := w.listAll(t, c.Editor, task.List{Filter: filter}); len(got) != 0 {
			t.Errorf("%s: %v", what, titles(got))
		}
	}
	if got := w.listAll(t, c.Admin, task.List{}); len(got) != 0 {
		t.Errorf("an admin who is nowhere a member: %v", titles(got))
	}
	if _, err := w.ListTasks(t.Context(), task.List{}); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("nobody: %v", err)
	}
}

func listPages(t *testing.T, w *World) {
	c := w.Cast(t)
	for _, title := range []string{"A", "B", "C"} {
		w.NewTask(t, c.Editor, c.Project, title)
	}
	filter := task.Filter{ProjectIDs: []string{c.Project.ID}}
	first, err := w.ListTasks(c.Viewer.Ctx, task.List{Filter: filter, By: task.ByNumber, Page: page.Args{First: new(2)}})
	if err != nil || !first.HasNext || first.HasPrev || len(first.Cursors) != 2 {
		t.Fatalf("first: %+v, %v", first, err)
	}
	for what, in := range map[string]task.List{
		"another order":     {Filter: filter, By: task.ByTitle},
		"another direction": {Filter: filter, By: task.ByNumber, Descending: true},
		"another filter":    {Filter: task.Filter{ProjectIDs: []string{c.Project.ID}, TopLevel: true}, By: task.ByNumber},
		"no filter":         {By: task.ByNumber},
	} {
		in.Page = page.Args{After: first.Cursors[1]}
		_, err := w.ListTasks(c.Viewer.Ctx, in)
		WantField(t, "a cursor of "+what, err, "after")
	}
	for _, n := range []int{0, -1, 101} {
		_, err := w.ListTasks(c.Viewer.Ctx, task.List{Page: page.Args{First: new(n)}})
		WantField(t, fmt.Sprint("a page of ", n), err, "first")
	}
	_, err = w.ListTasks(c.Viewer.Ctx, task.List{By: "COLOR"})
	WantField(t, "an unknown order", err, "orderBy.by")
}

func listWhileChanging(t *testing.T, w *World) {
	c := w.Cast(t)
	for i := range 12 {
		w.NewTask(t, c.Editor, c.Project, fmt.Sprintf("%02d", i))
	}
	in := task.List{Filter: task.Filter{ProjectIDs: []string{c.Project.ID}}, By: task.ByPosition, Page: page.Args{First: new(4)}}
	var got []string
	for {
		p, err := w.ListTasks(c.Viewer.Ctx, in)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, titles(p.Items)...)
		if !p.HasNext {
			break
		}
		in.Page.After = p.Cursors[len(p.Cursors)-1]
		// What comes and goes in front of the place does not shift what is behind it.
		w.add(t, c.Editor, task.NewTask{ProjectID: c.Project.ID, Title: "new", Before: p.Items[0].ID})
		if err := w.DeleteTask(c.Editor.Ctx, p.Items[len(p.Items)-1].ID); err != nil {
			t.Fatal(err)
		}
	}
	if len(got) != 12 || !slices.IsSorted(got) {
		t.Errorf("the pages were %v", got)
	}
}

func listCount(t *testing.T, w *World) {
	c := w.Cast(t)
	second := w.NewProject(t, c.Editor)
	for i := range 5 {
		w.NewTask(t, c.Editor, c.Project, fmt.Sprint(i))
		w.NewTask(t, c.Editor, second, fmt.Sprint(i))
	}
	for want, filter := range map[int]task.Filter{5: {ProjectIDs: []string{second.ID}}, 10: {}, 2: {Text: "3"}, 0: {Unassigned: true, AssignedUserIDs: []string{c.Owner.ID}}} {
		p, err := w.ListTasks(c.Editor.Ctx, task.List{Filter: filter, Page: page.Args{First: new(1), Count: true}})
		if err != nil || p.Total != want {
			t.Errorf("%d, %v, want %d", p.Total, err, want)
		}
	}
}

func listAudience(t *testing.T, w *World) {
	c := w.Cast(t)
	w.NewTask(t, c.Editor, c.Project, "A")
	audience := As(t, identity.OfAudience(c.Project.ID))
	for what, filter := range map[string]task.Filter{"all": {}, "its own": {ProjectIDs: []string{c.Project.ID}}} {
		if p, err := w.ListTasks(audience, task.List{Filter: filter}); err != nil || len(p.Items) != 1 {
			t.Errorf("%s: %+v, %v", what, p.Items, err)
		}
	}
	if p, err := w.ListTasks(audience, task.List{Filter: task.Filter{ProjectIDs: []string{c.Other.ID}}}); err != nil || len(p.Items) != 0 {
		t.Errorf("another's: %+v, %v", p.Items, err)
	}
}

func listManyColumns(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	for range 7 { // 42 columns
		p := w.NewProject(t, ada)
		w.NewTask(t, ada, p, "A")
		w.add(t, ada, task.NewTask{ProjectID: p.ID, Title: "B", Status: "done"})
	}
	w.inOrder(t, ada, task.Filter{}, 14)
}
