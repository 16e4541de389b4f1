package tasktest

import (
	"fmt"
	"slices"
	"testing"

	"tasklane/modules/task"
	"tasklane/modules/task/internal/position"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/fault"
	"tasklane/platform/null"
)

func statusCases() cases {
	return cases{
		"a column is put where it was asked for":                   placedColumn,
		"a column is changed and moved":                            changedColumn,
		"columns can be moved again and again":                     restlessColumn,
		"a column's category completes and reopens its tasks":      changedCategory,
		"a deleted column's tasks go to the end of another one":    deletedColumn,
		"a column of more than one portion is deleted as a whole":  deletedLargeColumn,
		"a column that does not exist is missing, its place wrong": wrongColumn,
		"tasks are counted per column":                             countedTasks,
	}
}

// columns are the keys of a project's columns, in order.
func (w *World) columns(t *testing.T, who Person, p task.Project) (keys []string) {
	t.Helper()
	statuses, err := w.Statuses(who.Ctx, []string{p.ID})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range statuses[p.ID] {
		keys = append(keys, s.Key)
	}
	return keys
}

func (w *World) column(t *testing.T, who Person, p task.Project, key string) task.Status {
	t.Helper()
	statuses, err := w.Statuses(who.Ctx, []string{p.ID})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range statuses[p.ID] {
		if s.Key == key {
			return s
		}
	}
	t.Fatalf("there is no column %s", key)
	return task.Status{}
}

func placedColumn(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p := w.NewProject(t, ada)
	limit := 3
	for key, after := range map[string]null.Of[string]{
		"last": {}, "first": null.Null[string](), "middle": null.Value("in_progress"),
	} {
		in := task.NewStatus{ProjectID: p.ID, Key: key, Name: "New", Category: task.InProgress, After: after, WIPLimit: &limit}
		if _, err := w.CreateStatus(ada.Ctx, in); err != nil {
			t.Fatal(err)
		}
	}
	want := []string{"first", "backlog", "todo", "in_progress", "middle", "in_review", "done", "canceled", "last"}
	if got := w.columns(t, ada, p); !slices.Equal(got, want) {
		t.Errorf("columns %v", got)
	}
	if s := w.column(t, ada, p, "middle"); s.WIPLimit == nil || *s.WIPLimit != 3 || s.Color == "" || s.Name != "New" {
		t.Errorf("the column is %+v", s)
	}
	if e := w.Last(t, ada, p.ID); e.Type != task.ProjectUpdated || e.Changes[0].Field != "statuses" || e.Changes[0].From != nil {
		t.Errorf("the event is %+v", e)
	}
	_, err := w.CreateStatus(ada.Ctx, task.NewStatus{ProjectID: p.ID, Key: "todo", Name: "x", Category: task.Todo})
	WantKind(t, "a taken key", err, fault.Conflict)
	for n := len(want); n < 50; n++ {
		if _, err := w.CreateStatus(ada.Ctx, task.NewStatus{ProjectID: p.ID, Key: fmt.Sprint("c", n), Name: "x", Category: task.Todo}); err != nil {
			t.Fatal(err)
		}
	}
	_, err = w.CreateStatus(ada.Ctx, task.NewStatus{ProjectID: p.ID, Key: "c51", Name: "x", Category: task.Todo})
	WantKind(t, "the 51st column", err, fault.Conflict)
}

func changedColumn(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p := w.NewProject(t, ada)
	was := w.column(t, ada, p, "in_review")
	in := task.UpdateStatus{
		ProjectID: p.ID, Key: "in_review", NewKey: null.Value("qa"), Name: null.Value("QA"), Color: null.Value("#ABCDEF"),
		After: null.Null[string](), WIPLimit: null.Value(7),
	}
	if _, err := w.UpdateStatus(ada.Ctx, in); err != nil {
		t.Fatal(err)
	}
	is := w.column(t, ada, p, "qa")
	if is.ID != was.ID || is.Name != "QA" || is.Color != "#abcdef" || *is.WIPLimit != 7 || w.columns(t, ada, p)[0] != "qa" {
		t.Errorf("it is %+v in %v", is, w.columns(t, ada, p))
	}
	e := w.Last(t, ada, p.ID)
	if c := e.Changes[0]; *c.From != "In review" || *c.To != "QA" || *c.FromValue != "in_review" || *c.ToValue != "qa" {
		t.Errorf("the change is %+v", c)
	}
	in = task.UpdateStatus{ProjectID: p.ID, Key: "qa", Name: null.Value("QA"), After: null.Null[string](), WIPLimit: null.Value(7)}
	if _, err := w.UpdateStatus(ada.Ctx, in); err != nil {
		t.Fatal(err)
	}
	if again := w.Last(t, ada, p.ID); again.ID != e.ID {
		t.Errorf("changing nothing made an event: %+v", again)
	}
	in = task.UpdateStatus{ProjectID: p.ID, Key: "qa", WIPLimit: null.Null[int](), After: null.Value("done")}
	if _, err := w.UpdateStatus(ada.Ctx, in); err != nil {
		t.Fatal(err)
	}
	want := []string{"backlog", "todo", "in_progress", "done", "qa", "canceled"}
	if got := w.columns(t, ada, p); w.column(t, ada, p, "qa").WIPLimit != nil || !slices.Equal(got, want) {
		t.Errorf("columns %v", got)
	}
	_, err := w.UpdateStatus(ada.Ctx, task.UpdateStatus{ProjectID: p.ID, Key: "qa", NewKey: null.Value("done")})
	WantKind(t, "a taken key", err, fault.Conflict)
}

func restlessColumn(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p := w.NewProject(t, ada)
	todo, next := w.column(t, ada, p, "todo"), w.column(t, ada, p, "in_progress")
	// As after hundreds of moves between the same two.
	for len(next.Position) < position.Long {
		var err error
		if next.Position, err = position.Between(todo.Position, next.Position); err != nil {
			t.Fatal(err)
		}
	}
	databasetest.Exec(t, w.DB, fmt.Sprintf("UPDATE statuses SET position = '%s' WHERE id = '%s'", next.Position, next.ID))
	for i := range 20 {
		key := []string{"in_review", "in_progress"}[i%2]
		in := task.UpdateStatus{ProjectID: p.ID, Key: key, After: null.Value("todo")}
		if _, err := w.UpdateStatus(ada.Ctx, in); err != nil {
			t.Fatal(err)
		}
		if got := w.columns(t, ada, p); got[2] != key || got[1] != "todo" {
			t.Fatalf("columns %v", got)
		}
		if s := w.column(t, ada, p, key); len(s.Position) > 20 {
			t.Fatalf("after %d moves the position is %q", i+1, s.Position)
		}
	}
}

func changedCategory(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p := w.NewProject(t, ada)
	made := w.NewTask(t, ada, p, "Write")
	set := func(c task.Category) task.Task {
		t.Helper()
		_, err := w.UpdateStatus(ada.Ctx, task.UpdateStatus{ProjectID: p.ID, Key: made.Status.Key, Category: null.Value(c)})
		if err != nil {
			t.Fatal(err)
		}
		now, err := w.Task(ada.Ctx, made.ID, "")
		if err != nil {
			t.Fatal(err)
		}
		return now
	}
	done := set(task.Done)
	if done.CompletedAt == nil || done.Version != made.Version+1 || done.Status.Category != task.Done {
		t.Errorf("it is %+v", done)
	}
	if e := w.Last(t, ada, p.ID); e.Type != task.TasksChanged {
		t.Errorf("the latest event is %+v", e)
	}
	canceled := set(task.Canceled)
	if canceled.CompletedAt == nil || !canceled.CompletedAt.Equal(*done.CompletedAt) || canceled.Version != done.Version {
		t.Errorf("it is %+v", canceled)
	}
	if open := set(task.Todo); open.CompletedAt != nil || open.Version != done.Version+1 {
		t.Errorf("it is %+v", open)
	}
}

func deletedColumn(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p := w.NewProject(t, ada)
	in := func(key, title string) task.Task {
		made, err := w.CreateTask(ada.Ctx, task.NewTask{ProjectID: p.ID, Title: title, Status: key})
		if err != nil {
			t.Fatal(err)
		}
		return made
	}
	there := in("done", "was there")
	first, second, trashed := in("in_review", "first"), in("in_review", "second"), in("in_review", "trashed")
	if err := w.DeleteTask(ada.Ctx, trashed.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := w.DeleteStatus(ada.Ctx, task.DeleteStatus{ProjectID: p.ID, Key: "in_review", MoveTasksTo: "done"}); err != nil {
		t.Fatal(err)
	}
	tasks, err := w.TasksByID(ada.Ctx, []string{there.ID, first.ID, second.ID, trashed.ID})
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{first.ID, second.ID, trashed.ID} {
		if now := tasks[id]; now.Status.Key != "done" || now.CompletedAt == nil {
			t.Errorf("%s is in %s", now.Title, now.Status.Key)
		}
	}
	if a, b, c := tasks[there.ID].Position, tasks[first.ID].Position, tasks[second.ID].Position; a >= b || b >= c {
		t.Errorf("positions %q, %q, %q", a, b, c)
	}
	if slices.Contains(w.columns(t, ada, p), "in_review") {
		t.Error("the column is still there")
	}
	back, err := w.RestoreTask(ada.Ctx, trashed.ID)
	if err != nil || back.Status.Key != "done" || back.Position == tasks[second.ID].Position {
		t.Errorf("from the trash: %+v, %v", back, err)
	}
}

func deletedLargeColumn(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p := w.NewProject(t, ada)
	const n = 505
	for i := range n {
		w.NewTask(t, ada, p, fmt.Sprint("Task ", i))
	}
	before := w.Last(t, ada, p.ID).Seq
	if _, err := w.DeleteStatus(ada.Ctx, task.DeleteStatus{ProjectID: p.ID, Key: "todo", MoveTasksTo: "backlog"}); err != nil {
		t.Fatal(err)
	}
	counts, err := w.StatusCounts(ada.Ctx, []string{p.ID})
	if err != nil || counts[p.ID][0].Count != n || len(counts[p.ID]) != 5 {
		t.Errorf("counts %+v, %v", counts[p.ID], err)
	}
	var types []task.EventType
	for _, e := range w.Events(t, ada, p.ID)[before:] {
		types = append(types, e.Type)
	}
	if want := []task.EventType{task.TasksChanged, task.TasksChanged, task.ProjectUpdated}; !slices.Equal(types, want) {
		t.Errorf("events %v, want one for each portion and one for the column", types)
	}
}

func wrongColumn(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p := w.NewProject(t, ada)
	_, err := w.UpdateStatus(ada.Ctx, task.UpdateStatus{ProjectID: p.ID, Key: "x", Name: null.Value("x")})
	WantKind(t, "an unknown column", err, fault.NotFound)
	_, err = w.UpdateStatus(ada.Ctx, task.UpdateStatus{ProjectID: p.ID, Key: "todo", After: null.Value("x")})
	WantField(t, "behind an unknown column", err, "input.after")
	_, err = w.UpdateStatus(ada.Ctx, task.UpdateStatus{ProjectID: p.ID, Key: "todo", After: null.Value("todo")})
	WantField(t, "behind itself", err, "input.after")
	_, err = w.DeleteStatus(ada.Ctx, task.DeleteStatus{ProjectID: p.ID, Key: "x", MoveTasksTo: "todo"})
	WantKind(t, "deleting an unknown column", err, fault.NotFound)
	_, err = w.DeleteStatus(ada.Ctx, task.DeleteStatus{ProjectID: p.ID, Key: "todo", MoveTasksTo: "todo"})
	WantField(t, "to itself", err, "input.moveTasksTo")
	_, err = w.DeleteStatus(ada.Ctx, task.DeleteStatus{ProjectID: p.ID, Key: "todo", MoveTasksTo: "x"})
	WantField(t, "to an unknown column", err, "input.moveTasksTo")
	for _, key := range []string{"backlog", "in_progress", "in_review", "done", "canceled"} {
		if _, err := w.DeleteStatus(ada.Ctx, task.DeleteStatus{ProjectID: p.ID, Key: key, MoveTasksTo: "todo"}); err != nil {
			t.Fatal(err)
		}
	}
	_, err = w.DeleteStatus(ada.Ctx, task.DeleteStatus{ProjectID: p.ID, Key: "todo", MoveTasksTo: "todo"})
	WantField(t, "the last column", err, "input.key")
}

func countedTasks(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p, empty := w.NewProject(t, ada), w.NewProject(t, ada)
	other := w.NewProject(t, w.Person(t, "Eve"))
	w.NewTask(t, ada, p, "one")
	w.NewTask(t, ada, p, "two")
	if err := w.DeleteTask(ada.Ctx, w.NewTask(t, ada, p, "three").ID); err != nil {
		t.Fatal(err)
	}
	counts, err := w.StatusCounts(ada.Ctx, []string{p.ID, empty.ID, other.ID, "x"})
	if err != nil || len(counts) != 2 || len(counts[empty.ID]) != 6 {
		t.Fatalf("counts %+v, %v", counts, err)
	}
	for i, c := range counts[p.ID] {
		if want := map[string]int{"todo": 2}[c.Status.Key]; c.Count != want || counts[empty.ID][i].Count != 0 {
			t.Errorf("%s has %d, want %d", c.Status.Key, c.Count, want)
		}
	}
}
