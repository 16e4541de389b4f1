package tasktest

import (
	"testing"

	"tasklane/modules/task"
	"tasklane/platform/null"
	"tasklane/platform/page"
)

func value[T any](v T) null.Of[T] { return null.Value(v) }

// retitle gives a task a new title.
func (w *World) retitle(t *testing.T, who Person, id, title string) task.Task {
	t.Helper()
	changed, err := w.UpdateTask(who.Ctx, task.UpdateTask{ID: id, Title: value(title)})
	if err != nil {
		t.Fatal(err)
	}
	return changed
}

// add makes a task of anything.
func (w *World) add(t *testing.T, who Person, in task.NewTask) task.Task {
	t.Helper()
	made, err := w.CreateTask(who.Ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// read reads a task.
func (w *World) read(t *testing.T, who Person, id string) task.Task {
	t.Helper()
	found, err := w.Task(who.Ctx, id, "")
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// listAll reads a whole list, page by page.
func (w *World) listAll(t *testing.T, who Person, in task.List) []task.Task {
	t.Helper()
	var all []task.Task
	if in.Page.First == nil {
		in.Page = page.Args{First: new(100)}
	}
	for {
		p, err := w.ListTasks(who.Ctx, in)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p.Items...)
		if !p.HasNext {
			return all
		}
		in.Page.After = p.Cursors[len(p.Cursors)-1]
	}
}

// titlesIn reads the titles of a column in order.
func (w *World) titlesIn(t *testing.T, who Person, p task.Project, key string) []string {
	t.Helper()
	return titles(w.listAll(t, who, task.List{
		Filter: task.Filter{ProjectIDs: []string{p.ID}, Statuses: []string{key}}, By: task.ByPosition,
	}))
}

func titles(tasks []task.Task) []string {
	names := make([]string, len(tasks))
	for i, t := range tasks {
		names[i] = t.Title
	}
	return names
}

// since are the events of a project behind a number.
func (w *World) since(t *testing.T, who Person, projectID string, seq int64) []task.Event {
	t.Helper()
	return w.Events(t, who, projectID)[seq:]
}

// change finds a change of a field in an event.
func change(e task.Event, field string) (task.Change, bool) {
	for _, c := range e.Changes {
		if c.Field == field {
			return c, true
		}
	}
	return task.Change{}, false
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
