package tasktest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/fault"
)

func moveCases() cases {
	return cases{
		"a task goes between its neighbours":               moveBetween,
		"a task goes into another column":                  moveColumn,
		"a move to where it is makes no event":             moveNowhere,
		"a neighbour in another column is ignored":         moveStray,
		"an unseen neighbour is as an unknown one":         moveUnseen,
		"a new task goes between neighbours":               createBetween,
		"a place that was long contested stays short":      moveLong,
		"Q14 many who reorder one column lose no task":     moveStorm,
		"Q14 tasks made at one place have one order":       createStorm,
		"a move is one event with the columns' names":      moveEvent,
		"a move into a finished column completes the task": moveCompletes,
	}
}

// four makes the tasks A to D in the column todo.
func (w *World) four(t *testing.T, c Cast) map[string]task.Task {
	t.Helper()
	four := map[string]task.Task{}
	for _, title := range []string{"A", "B", "C", "D"} {
		four[title] = w.NewTask(t, c.Editor, c.Project, title)
	}
	return four
}

func moveBetween(t *testing.T, w *World) {
	c := w.Cast(t)
	four := w.four(t, c)
	for _, step := range []struct{ id, after, before, want string }{
		{"D", "A", "B", "ADBC"},
		{"A", "B", "", "DBAC"},
		{"C", "", "D", "CDBA"},
		{"C", "", "", "DBAC"},
		{"D", "A", "C", "BADC"},
		{"B", "", "C", "ADBC"},
		{"A", "C", "D", "DBCA"}, // the neighbours are not neighbours any more: behind the first one
	} {
		in := task.MoveTask{ID: four[step.id].ID, After: four[step.after].ID, Before: four[step.before].ID}
		moved, err := w.MoveTask(c.Editor.Ctx, in)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(w.titlesIn(t, c.Viewer, c.Project, "todo"), ""); got != step.want {
			t.Errorf("%s behind %q before %q: %s, want %s", step.id, step.after, step.before, got, step.want)
		}
		if read := w.read(t, c.Viewer, moved.ID); read.Position != moved.Position || read.Version != moved.Version {
			t.Errorf("answered %+v, read %+v", moved, read)
		}
	}
}

func moveColumn(t *testing.T, w *World) {
	c := w.Cast(t)
	four := w.four(t, c)
	for _, id := range []string{"A", "B"} {
		if _, err := w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: four[id].ID, Status: "in_progress"}); err != nil {
			t.Fatal(err)
		}
	}
	moved, err := w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: four["C"].ID, Status: "in_progress", Before: four["B"].ID})
	if err != nil || moved.Status.Key != "in_progress" || moved.Version != 2 {
		t.Errorf("moved %+v, %v", moved, err)
	}
	if got := w.titlesIn(t, c.Viewer, c.Project, "in_progress"); !slices.Equal(got, []string{"A", "C", "B"}) {
		t.Errorf("in progress: %v", got)
	}
	if got := w.titlesIn(t, c.Viewer, c.Project, "todo"); !slices.Equal(got, []string{"D"}) {
		t.Errorf("todo: %v", got)
	}
	_, err = w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: four["D"].ID, Status: "nowhere"})
	WantField(t, "an unknown column", err, "input.status")
}

func moveNowhere(t *testing.T, w *World) {
	c := w.Cast(t)
	four := w.four(t, c)
	seq := w.Last(t, c.Owner, c.Project.ID).Seq
	for what, in := range map[string]task.MoveTask{
		"to the end":             {ID: four["D"].ID},
		"behind the one before":  {ID: four["B"].ID, After: four["A"].ID},
		"before the one behind":  {ID: four["B"].ID, Before: four["C"].ID},
		"between its neighbours": {ID: four["B"].ID, After: four["A"].ID, Before: four["C"].ID, Status: "todo"},
	} {
		moved, err := w.MoveTask(c.Editor.Ctx, in)
		if err != nil || moved.Version != 1 {
			t.Errorf("%s: %+v, %v", what, moved, err)
		}
	}
	if events := w.since(t, c.Owner, c.Project.ID, seq); len(events) != 0 {
		t.Errorf("events: %+v", events)
	}
	_, err := w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: four["B"].ID, After: four["B"].ID})
	WantField(t, "behind itself", err, "input.after")
	_, err = w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: four["B"].ID, Before: four["B"].ID})
	WantField(t, "before itself", err, "input.before")
}

func moveStray(t *testing.T, w *World) {
	c := w.Cast(t)
	four := w.four(t, c)
	if _, err := w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: four["B"].ID, Status: "done"}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: four["A"].ID, After: four["B"].ID, Before: four["D"].ID}); err != nil {
		t.Fatal(err)
	}
	if got := w.titlesIn(t, c.Viewer, c.Project, "todo"); !slices.Equal(got, []string{"C", "A", "D"}) {
		t.Errorf("todo: %v", got)
	}
	if _, err := w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: four["C"].ID, After: four["B"].ID}); err != nil {
		t.Fatal(err)
	}
	if got := w.titlesIn(t, c.Viewer, c.Project, "todo"); !slices.Equal(got, []string{"A", "D", "C"}) {
		t.Errorf("todo: %v", got)
	}
}

func moveUnseen(t *testing.T, w *World) {
	c := w.Cast(t)
	four := w.four(t, c)
	theirs := w.NewTask(t, c.Stranger, c.Other, "Theirs")
	_, unknown := w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: four["A"].ID, After: NewID()})
	WantKind(t, "an unknown neighbour", unknown, fault.NotFound)
	for what, in := range map[string]task.MoveTask{
		"behind another's": {ID: four["A"].ID, After: theirs.ID},
		"before another's": {ID: four["A"].ID, Before: theirs.ID},
		"no id":            {ID: four["A"].ID, Before: "x"},
		"another's task":   {ID: theirs.ID},
		"an unknown task":  {ID: NewID()},
	} {
		_, err := w.MoveTask(c.Editor.Ctx, in)
		WantSame(t, what, err, unknown)
	}
}

func createBetween(t *testing.T, w *World) {
	c := w.Cast(t)
	four := w.four(t, c)
	w.add(t, c.Editor, task.NewTask{ProjectID: c.Project.ID, Title: "X", After: four["A"].ID})
	w.add(t, c.Editor, task.NewTask{ProjectID: c.Project.ID, Title: "Y", Before: four["A"].ID})
	if got := strings.Join(w.titlesIn(t, c.Viewer, c.Project, "todo"), ""); got != "YAXBCD" {
		t.Errorf("todo: %s", got)
	}
	_, err := w.CreateTask(c.Editor.Ctx, task.NewTask{ProjectID: c.Project.ID, Title: "Z", After: NewID()})
	WantKind(t, "an unknown neighbour", err, fault.NotFound)
}

func moveLong(t *testing.T, w *World) {
	c := w.Cast(t)
	four := w.four(t, c)
	// As after hundreds of moves to one place: B and C come ever closer to A.
	err := w.DB.Write(t.Context(), func(ctx context.Context, tx *database.Tx) error {
		for title, place := range map[string]string{"B": "a0" + strings.Repeat("0", 97) + "4", "C": "a0" + strings.Repeat("0", 97) + "5"} {
			if _, err := tx.Exec(ctx, `UPDATE tasks SET position = $2 WHERE id = $1`, four[title].ID, place); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	seq := w.Last(t, c.Owner, c.Project.ID).Seq
	moved, err := w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: four["D"].ID, After: four["B"].ID, Before: four["C"].ID})
	if err != nil || len(moved.Position) > 50 {
		t.Errorf("moved to %q, %v", moved.Position, err)
	}
	list := w.listAll(t, c.Viewer, task.List{Filter: task.Filter{ProjectIDs: []string{c.Project.ID}}, By: task.ByPosition})
	if got := strings.Join(titles(list), ""); got != "ABDC" {
		t.Errorf("the order is %s", got)
	}
	events := w.since(t, c.Owner, c.Project.ID, seq)
	if len(events) < 2 || len(events) > 4 {
		t.Errorf("%d events", len(events))
	}
	for _, e := range events {
		is := w.read(t, c.Viewer, e.TaskID)
		if e.Type != task.TaskMoved || e.TaskVersion != 2 || is.Version != 2 {
			t.Errorf("the event %+v of %+v", e, is)
		}
	}
}

func moveStorm(t *testing.T, w *World) {
	c := w.Cast(t)
	const tasks, movers, moves = 20, 20, 12
	ids := make([]string, tasks)
	for i := range ids {
		ids[i] = w.NewTask(t, c.Editor, c.Project, fmt.Sprint("T", i)).ID
	}
	var wait sync.WaitGroup
	for m := range movers {
		wait.Go(func() {
			random := rand.New(rand.NewPCG(uint64(m), 14))
			for range moves {
				pick := random.Perm(tasks)
				in := task.MoveTask{ID: ids[pick[0]], After: ids[pick[1]]}
				if random.IntN(2) == 0 {
					in.After, in.Before = "", ids[pick[1]]
				}
				if random.IntN(4) == 0 {
					in.Status = []string{"todo", "in_progress"}[random.IntN(2)]
				}
				_, err := w.MoveTask(c.Editor.Ctx, in)
				if err != nil && !fault.Is(err, fault.Conflict) && !fault.Is(err, fault.Unavailable) {
					t.Error(err)
				}
			}
		})
	}
	wait.Wait()
	w.oneOrder(t, c, ids)
}

// oneOrder checks that a project's columns hold each of the tasks once, at different places, in the same order for all.
func (w *World) oneOrder(t *testing.T, c Cast, ids []string) {
	t.Helper()
	seen := map[string]bool{}
	places := map[string]bool{}
	for _, key := range []string{"todo", "in_progress"} {
		in := task.List{Filter: task.Filter{ProjectIDs: []string{c.Project.ID}, Statuses: []string{key}}, By: task.ByPosition}
		list := w.listAll(t, c.Viewer, in)
		in.Page.First = new(7)
		if small := w.listAll(t, c.Owner, in); !slices.Equal(titles(small), titles(list)) {
			t.Errorf("%s: by sevens %v, at once %v", key, titles(small), titles(list))
		}
		for i, each := range list {
			if seen[each.ID] || places[key+each.Position] || (i > 0 && each.Position <= list[i-1].Position) {
				t.Errorf("%s: %s at %q is there twice or out of order", key, each.Title, each.Position)
			}
			seen[each.ID], places[key+each.Position] = true, true
		}
	}
	if len(seen) != len(ids) {
		t.Errorf("%d of %d tasks are there", len(seen), len(ids))
	}
}

func createStorm(t *testing.T, w *World) {
	c := w.Cast(t)
	first, last := w.NewTask(t, c.Editor, c.Project, "First"), w.NewTask(t, c.Editor, c.Project, "Last")
	var wait sync.WaitGroup
	for i := range 16 {
		wait.Go(func() {
			_, err := w.CreateTask(c.Editor.Ctx, task.NewTask{
				ProjectID: c.Project.ID, Title: fmt.Sprint("T", i), After: first.ID, Before: last.ID,
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	w.oneOrder(t, c, make([]string, 18))
	if got := w.titlesIn(t, c.Viewer, c.Project, "todo"); len(got) != 18 || got[0] != "First" || got[17] != "Last" {
		t.Errorf("the order is %v", got)
	}
}

func moveEvent(t *testing.T, w *World) {
	c := w.Cast(t)
	four := w.four(t, c)
	seq := w.Last(t, c.Owner, c.Project.ID).Seq
	if _, err := w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: four["A"].ID, Status: "done"}); err != nil {
		t.Fatal(err)
	}
	events := w.since(t, c.Owner, c.Project.ID, seq)
	if len(events) != 1 || events[0].Type != task.TaskMoved || events[0].TaskVersion != 2 {
		t.Fatalf("events: %+v", events)
	}
	ch, ok := change(events[0], "status")
	if !ok || text(ch.From) != "Todo" || text(ch.To) != "Done" || text(ch.FromValue) != "todo" || text(ch.ToValue) != "done" {
		t.Errorf("change %+v", ch)
	}
}

func moveCompletes(t *testing.T, w *World) {
	c := w.Cast(t)
	four := w.four(t, c)
	done, err := w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: four["A"].ID, Status: "done"})
	if err != nil || done.CompletedAt == nil || w.read(t, c.Viewer, done.ID).CompletedAt == nil {
		t.Errorf("done: %+v, %v", done, err)
	}
	open, err := w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: four["A"].ID, Status: "todo", After: four["C"].ID})
	if err != nil || open.CompletedAt != nil || w.read(t, c.Viewer, done.ID).CompletedAt != nil {
		t.Errorf("open: %+v, %v", open, err)
	}
}
