package tasktest

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"tasklane/modules/task"
	"tasklane/platform/null"
	"tasklane/platform/page"
)

func listFreshCases() cases {
	return cases{
		"Q44 a list is never older than the last change": listAfterEachAct,
		"what is done to a list's answer is not its":     listAnswersAreOwned,
	}
}

// show asks for what a board and its trash show, by lists of different kinds, each changed in a way that leaves it the
// same list.
func (w *World) show(t *testing.T, ctx context.Context, projectID, labelID string, change func(f *task.Filter)) []string {
	t.Helper()
	filter := func(restrict func(f *task.Filter)) task.Filter {
		f := task.Filter{ProjectIDs: []string{projectID}}
		restrict(&f)
		change(&f)
		return f
	}
	var all []string
	for _, in := range []task.List{
		{Filter: filter(func(*task.Filter) {}), Page: page.Args{Count: true}},
		{Filter: filter(func(*task.Filter) {}), By: task.ByPosition},
		{Filter: filter(func(f *task.Filter) { f.Statuses = []string{"todo", "backlog"} }), By: task.ByTitle, Page: page.Args{Last: new(2)}},
		{Filter: filter(func(f *task.Filter) { f.LabelIDs = []string{labelID} })},
		{Filter: filter(func(f *task.Filter) { f.WatchedByMe = true })},
		{Filter: filter(func(f *task.Filter) { f.Unassigned = true })},
		{Filter: filter(func(f *task.Filter) { f.Text = "ship" })},
		{Filter: filter(func(f *task.Filter) { f.Deleted = true })},
	} {
		p, err := w.ListTasks(ctx, in)
		if err != nil {
			t.Fatal(err)
		}
		p.Cursors = nil // of a list and its filter
		said, err := json.Marshal(p)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, string(said))
	}
	return all
}

// listAfterEachAct asks for lists before and after everything that can be done, and then for the same ones in words that
// nobody has used before.
func listAfterEachAct(t *testing.T, w *World) {
	c := w.Cast(t)
	bug, other := w.label(t, c.Owner, c.Project, "bug"), w.NewTask(t, c.Owner, c.Project, "Another")
	one := w.add(t, c.Owner, task.NewTask{ProjectID: c.Project.ID, Title: "Ship it", LabelIDs: []string{bug.ID}, AssignedUserID: c.Commenter.ID})
	asked := 0
	anew := func(f *task.Filter) {
		asked++
		f.UpdatedSince = new(time.UnixMicro(int64(asked)))
	}
	for _, a := range everyWrite(c, bug.ID) {
		to := target{project: c.Project.ID, column: "todo", member: c.Commenter.ID, label: bug.ID, task: one.ID}
		if strings.HasSuffix(a.name, "relateTasks") || strings.HasSuffix(a.name, "RelateTasks") {
			to.label = other.ID // they speak of another task by it
		}
		for _, do := range []func(context.Context, *World, target) error{a.do, a.undo} {
			if do == nil {
				continue
			}
			w.show(t, c.Owner.Ctx, c.Project.ID, bug.ID, func(*task.Filter) {})
			if err := do(c.Owner.Ctx, w, to); err != nil {
				t.Fatalf("%s: %v", a.name, err)
			}
			got := w.show(t, c.Owner.Ctx, c.Project.ID, bug.ID, func(*task.Filter) {})
			want := w.show(t, c.Owner.Ctx, c.Project.ID, bug.ID, anew)
			for i := range want {
				if got[i] != want[i] {
					t.Errorf("after %s the list says\n%s\nand has\n%s", a.name, got[i], want[i])
				}
			}
		}
	}
}

type namedAct struct {
	name string
	act
}

// everyWrite are all acts that change something, those last that cannot be undone.
func everyWrite(c Cast, labelID string) []namedAct {
	var all []namedAct
	for _, acts := range []map[string]act{projectWrites(), taskWrites(), moreWrites(c, labelID), lastWrites(labelID)} {
		for _, name := range slices.Sorted(maps.Keys(acts)) {
			all = append(all, namedAct{name, acts[name]})
		}
	}
	return all
}

// moreWrites change what a list shows in further ways.
func moreWrites(c Cast, labelID string) map[string]act {
	update := func(change func(in *task.UpdateTask)) func(context.Context, *World, target) error {
		return func(ctx context.Context, w *World, to target) error {
			in := task.UpdateTask{ID: to.task}
			change(&in)
			_, err := w.UpdateTask(ctx, in)
			return err
		}
	}
	return map[string]act{
		"a new task": {do: func(ctx context.Context, w *World, to target) error {
			_, err := w.CreateTask(ctx, task.NewTask{ProjectID: to.project, Title: "Ship more"})
			return err
		}},
		"another assignee": {do: update(func(in *task.UpdateTask) { in.AssignedUserID = null.Value(c.Editor.ID) })},
		"a label less": {
			do:   update(func(in *task.UpdateTask) { in.RemoveLabelIDs = null.Value([]string{labelID}) }),
			undo: update(func(in *task.UpdateTask) { in.AddLabelIDs = null.Value([]string{labelID}) }),
		},
		"a description": {do: update(func(in *task.UpdateTask) { in.Description = null.Value("ship") })},
		"another key": {do: func(ctx context.Context, w *World, to target) error {
			_, err := w.UpdateProject(ctx, task.UpdateProject{ID: to.project, Key: null.Value(NewKey())})
			return err
		}},
		"a column's category": {do: func(ctx context.Context, w *World, to target) error {
			_, err := w.UpdateStatus(ctx, task.UpdateStatus{ProjectID: to.project, Key: "backlog", Category: null.Value(task.Todo)})
			return err
		}},
	}
}

func lastWrites(labelID string) map[string]act {
	return map[string]act{
		"a label is deleted": {do: func(ctx context.Context, w *World, _ target) error { return w.DeleteLabel(ctx, labelID) }},
		"moving across": {do: func(ctx context.Context, w *World, to target) error {
			elsewhere, err := w.CreateProject(ctx, task.NewProject{Key: NewKey(), Name: "Elsewhere"})
			if err == nil {
				_, err = w.MoveTask(ctx, task.MoveTask{ID: to.task, ProjectID: elsewhere.ID})
			}
			return err
		}},
	}
}

// listAnswersAreOwned has an answer spoiled by who got it.
func listAnswersAreOwned(t *testing.T, w *World) {
	c := w.Cast(t)
	for i := range 3 {
		w.NewTask(t, c.Owner, c.Project, fmt.Sprint("Task ", i))
	}
	in := task.List{Filter: task.Filter{ProjectIDs: []string{c.Project.ID}}}
	for i := range 4 {
		in.Page.Count = i%2 == 1
		p, err := w.ListTasks(c.Owner.Ctx, in)
		if err != nil || len(p.Items) != 3 || p.Items[0].Title != "Task 2" || p.Cursors[0] == "" || p.Total != 3*(i%2) {
			t.Fatalf("got %+v, %v", p, err)
		}
		clear(p.Items)
		clear(p.Cursors)
	}
}
