package tasktest

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tasklane/modules/task"
	"tasklane/platform/fault"
	"tasklane/platform/null"
)

func taskUpdateCases() cases {
	return cases{
		"an update changes what is set and nothing else": updateSome,
		"null clears":                                           updateNull,
		"a change to what is makes no event":                    updateNothing,
		"days and instants clear each other":                    updateDates,
		"labels are replaced, added and removed":                updateLabels,
		"entering and leaving a finished column":                updateCompletes,
		"an update that came too late is refused":               updateStale,
		"Q13 two who edit one field: one of them wins":          updateRace,
		"Q10 many updates of one task: versions never go back":  updateMany,
		"what lies in the trash is not changed":                 updateTrashed,
		"an archived project is not changed":                    updateArchived,
		"a name that the directory does not give stops nothing": updateNameless,
	}
}

func updateSome(t *testing.T, w *World) {
	c := w.Cast(t)
	day := task.Date("2026-12-24")
	made := w.add(t, c.Editor, task.NewTask{
		ProjectID: c.Project.ID, Title: "Old", Description: "Text", Priority: task.Low, AssignedUserID: c.Viewer.ID, DueOn: &day,
	})
	seq := w.Last(t, c.Owner, c.Project.ID).Seq
	got, err := w.UpdateTask(c.Editor.Ctx, task.UpdateTask{
		ID: made.ID, Title: value("New"), Status: value("in_review"), Priority: value(task.Urgent), AssignedUserID: value(c.Owner.ID),
	})
	if err != nil {
		t.Fatal(err)
	}
	if got.Title != "New" || got.Description != "Text" || got.Status.Key != "in_review" || got.Priority != task.Urgent ||
		got.AssignedUserID != c.Owner.ID || *got.DueOn != day || got.Version != 2 || !got.UpdatedAt.After(made.UpdatedAt) ||
		!got.CreatedAt.Equal(made.CreatedAt) {
		t.Errorf("updated: %+v", got)
	}
	if read := w.read(t, c.Viewer, made.ID); read.Title != "New" || read.Version != 2 || read.Status.Key != "in_review" {
		t.Errorf("read: %+v", read)
	}
	events := w.since(t, c.Owner, c.Project.ID, seq)
	if len(events) != 1 || events[0].Type != task.TaskUpdated || events[0].TaskVersion != 2 || events[0].TaskID != made.ID {
		t.Fatalf("events: %+v", events)
	}
	for field, want := range map[string][4]string{
		"title":        {"Old", "New", "", ""},
		"status":       {"Todo", "In review", "todo", "in_review"},
		"priority":     {"Low", "Urgent", "LOW", "URGENT"},
		"assignedUser": {"Vic", "Olga", c.Viewer.ID, c.Owner.ID},
	} {
		ch, ok := change(events[0], field)
		if is := [4]string{text(ch.From), text(ch.To), text(ch.FromValue), text(ch.ToValue)}; !ok || is != want {
			t.Errorf("change of %s: %v, want %v", field, is, want)
		}
	}
	f := events[0].Facts
	if f.AssigneeID != c.Owner.ID || f.PreviousAssigneeID != c.Viewer.ID || f.TaskRef != made.Ref || f.TaskTitle != "New" ||
		f.ActorName != "Ed" || !slices.Contains(f.WatcherIDs, c.Owner.ID) {
		t.Errorf("facts: %+v", f)
	}
}

func updateNull(t *testing.T, w *World) {
	c := w.Cast(t)
	day := task.Date("2026-12-24")
	label, err := w.CreateLabel(c.Editor.Ctx, task.NewLabel{ProjectID: c.Project.ID, Name: "l"})
	if err != nil {
		t.Fatal(err)
	}
	parent := w.NewTask(t, c.Editor, c.Project, "Parent")
	made := w.add(t, c.Editor, task.NewTask{
		ProjectID: c.Project.ID, Title: "T", Description: "D", AssignedUserID: c.Viewer.ID, LabelIDs: []string{label.ID},
		ParentID: parent.ID, StartOn: &day, DueOn: &day,
	})
	got, err := w.UpdateTask(c.Editor.Ctx, task.UpdateTask{
		ID: made.ID, Description: null.Null[string](), AssignedUserID: null.Null[string](), LabelIDs: null.Null[[]string](),
		ParentID: null.Null[string](), StartOn: null.Null[task.Date](), DueOn: null.Null[task.Date](),
	})
	if err != nil {
		t.Fatal(err)
	}
	for what, is := range map[string]task.Task{"answered": got, "read": w.read(t, c.Viewer, made.ID)} {
		if is.Description != "" || is.AssignedUserID != "" || len(is.Labels) != 0 || is.ParentID != "" || is.StartOn != nil || is.DueOn != nil {
			t.Errorf("%s: %+v", what, is)
		}
	}
	for field, in := range map[string]task.UpdateTask{
		"input.title":    {ID: made.ID, Title: null.Null[string]()},
		"input.status":   {ID: made.ID, Status: null.Null[string]()},
		"input.priority": {ID: made.ID, Priority: null.Null[task.Priority]()},
	} {
		_, err := w.UpdateTask(c.Editor.Ctx, in)
		WantField(t, "null", err, field)
	}
}

func updateNothing(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Editor, c.Project, "Same")
	seq := w.Last(t, c.Owner, c.Project.ID).Seq
	got, err := w.UpdateTask(c.Editor.Ctx, task.UpdateTask{
		ID: made.ID, Title: value(" Same "), Status: value("todo"), Priority: value(task.NoPriority),
		AssignedUserID: null.Null[string](), LabelIDs: null.Value([]string{}), Description: value(""),
	})
	if err != nil || got.Version != 1 || !got.UpdatedAt.Equal(made.UpdatedAt) {
		t.Errorf("got %+v, %v", got, err)
	}
	if events := w.since(t, c.Owner, c.Project.ID, seq); len(events) != 0 {
		t.Errorf("events: %+v", events)
	}
}

func updateDates(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Editor, c.Project, "T")
	at := time.Date(2026, 12, 1, 10, 0, 0, 0, time.UTC)
	set := func(in task.UpdateTask) task.Task {
		t.Helper()
		in.ID = made.ID
		got, err := w.UpdateTask(c.Editor.Ctx, in)
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	if got := set(task.UpdateTask{DueOn: value(task.Date("2026-12-02"))}); got.DueOn == nil || got.DueAt != nil {
		t.Errorf("a day: %+v", got)
	}
	if got := set(task.UpdateTask{DueAt: value(at)}); got.DueOn != nil || !got.DueAt.Equal(at) {
		t.Errorf("an instant: %+v", got)
	}
	if got := set(task.UpdateTask{DueOn: null.Null[task.Date]()}); got.DueAt == nil {
		t.Error("clearing the day that is not set cleared the instant")
	}
	if got := set(task.UpdateTask{DueOn: value(task.Date("2026-12-02"))}); got.DueOn == nil || got.DueAt != nil {
		t.Errorf("a day again: %+v", got)
	}
	_, err := w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: made.ID, DueOn: value(task.Date("2026-12-02")), DueAt: value(at)})
	WantField(t, "both", err, "input.dueAt")
}

func updateLabels(t *testing.T, w *World) {
	c := w.Cast(t)
	ids := map[string]string{}
	for _, name := range []string{"c", "a", "B"} {
		l, err := w.CreateLabel(c.Editor.Ctx, task.NewLabel{ProjectID: c.Project.ID, Name: name})
		if err != nil {
			t.Fatal(err)
		}
		ids[name] = l.ID
	}
	foreign, err := w.CreateLabel(c.Stranger.Ctx, task.NewLabel{ProjectID: c.Other.ID, Name: "a"})
	if err != nil {
		t.Fatal(err)
	}
	made := w.NewTask(t, c.Editor, c.Project, "T")
	for _, step := range []struct {
		in   task.UpdateTask
		want string
	}{
		{task.UpdateTask{LabelIDs: value([]string{ids["c"], ids["a"]})}, "a,c"},
		{task.UpdateTask{AddLabelIDs: value([]string{ids["B"], ids["a"]})}, "a,B,c"},
		{task.UpdateTask{RemoveLabelIDs: value([]string{ids["a"]})}, "B,c"},
		{task.UpdateTask{AddLabelIDs: value([]string{ids["a"]}), RemoveLabelIDs: value([]string{ids["c"]})}, "a,B"},
		{task.UpdateTask{LabelIDs: null.Null[[]string]()}, ""},
	} {
		step.in.ID = made.ID
		got, err := w.UpdateTask(c.Editor.Ctx, step.in)
		if err != nil {
			t.Fatal(err)
		}
		for what, is := range map[string]task.Task{"answered": got, "read": w.read(t, c.Viewer, made.ID)} {
			var names []string
			for _, l := range is.Labels {
				names = append(names, l.Name)
			}
			if strings.Join(names, ",") != step.want {
				t.Errorf("%s %v, want %s", what, names, step.want)
			}
		}
	}
	for field, in := range map[string]task.UpdateTask{
		"input.labelIds":       {ID: made.ID, LabelIDs: value([]string{foreign.ID})},
		"input.addLabelIds":    {ID: made.ID, AddLabelIDs: value([]string{NewID()})},
		"input.removeLabelIds": {ID: made.ID, RemoveLabelIDs: value([]string{foreign.ID})},
	} {
		_, err := w.UpdateTask(c.Editor.Ctx, in)
		WantField(t, "a label from elsewhere", err, field)
	}
}

func updateCompletes(t *testing.T, w *World) {
	c := w.Cast(t)
	first, made := w.NewTask(t, c.Editor, c.Project, "First"), w.NewTask(t, c.Editor, c.Project, "T")
	put := func(id, key string) task.Task {
		t.Helper()
		got, err := w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: id, Status: value(key)})
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	put(first.ID, "done")
	done := put(made.ID, "done")
	if done.CompletedAt == nil {
		t.Error("not completed in done")
	}
	if got := w.titlesIn(t, c.Viewer, c.Project, "done"); !slices.Equal(got, []string{"First", "T"}) {
		t.Errorf("the column is %v: a new status puts the task at its end", got)
	}
	if canceled := put(made.ID, "canceled"); !canceled.CompletedAt.Equal(*done.CompletedAt) {
		t.Error("from one finished column to another it was completed anew")
	}
	if open := put(made.ID, "backlog"); open.CompletedAt != nil {
		t.Error("still completed in backlog")
	}
	_, err := w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: made.ID, Status: value("nowhere")})
	WantField(t, "an unknown column", err, "input.status")
}

func updateStale(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Editor, c.Project, "T")
	two := w.retitle(t, c.Owner, made.ID, "Two")
	_, err := w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: made.ID, Title: value("Mine"), IfVersion: &made.Version})
	WantKind(t, "a lost update", err, fault.Conflict)
	if got := fault.From(err).CurrentVersion; got != 2 {
		t.Errorf("current version %d", got)
	}
	_, err = w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: made.ID, Status: "done", IfVersion: &made.Version})
	WantKind(t, "a lost move", err, fault.Conflict)
	if _, err := w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: made.ID, Title: value("Mine"), IfVersion: &two.Version}); err != nil {
		t.Error(err)
	}
}

func updateRace(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Editor, c.Project, "T")
	var wait sync.WaitGroup
	wins := make(chan string, 8)
	for i := range 8 {
		wait.Go(func() {
			title := fmt.Sprint("Title ", i)
			_, err := w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: made.ID, Title: value(title), Description: value(title), IfVersion: &made.Version})
			if err == nil {
				wins <- title
			} else if !fault.Is(err, fault.Conflict) {
				t.Error(err)
			}
		})
	}
	wait.Wait()
	close(wins)
	winner, ok := <-wins
	if _, second := <-wins; !ok || second {
		t.Fatal("exactly one must win")
	}
	if got := w.read(t, c.Owner, made.ID); got.Title != winner || got.Description != winner || got.Version != 2 {
		t.Errorf("a mix: %+v, winner %s", got, winner)
	}
}

func updateMany(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Editor, c.Project, "T")
	seq := w.Last(t, c.Owner, c.Project.ID).Seq
	board := w.follow(t, c.Project.ID, seq)
	for i := range 100 {
		w.retitle(t, c.Editor, made.ID, fmt.Sprint("Title ", i))
	}
	events := w.since(t, c.Owner, c.Project.ID, seq)
	if len(events) != 100 {
		t.Fatalf("%d events", len(events))
	}
	for i, e := range events {
		if e.TaskVersion != i+2 || e.Seq != seq+int64(i)+1 {
			t.Fatalf("event %d: version %d, seq %d", i, e.TaskVersion, e.Seq)
		}
	}
	last := 0
	for range events {
		last = board.next(t).TaskVersion
	}
	w.wantPushedInOrder(t, c.Project.ID)
	if got := w.read(t, c.Owner, made.ID); got.Version != last || got.Title != "Title 99" {
		t.Errorf("the end: %+v, last heard version %d", got, last)
	}
}

func updateTrashed(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Editor, c.Project, "T")
	if err := w.DeleteTask(c.Editor.Ctx, made.ID); err != nil {
		t.Fatal(err)
	}
	for what, try := range map[string]func() error{
		"update": func() error {
			_, err := w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: made.ID, Title: value("X")})
			return err
		},
		"move": func() error {
			_, err := w.MoveTask(c.Editor.Ctx, task.MoveTask{ID: made.ID, Status: "done"})
			return err
		},
		"comment": func() error {
			_, err := w.AddComment(c.Editor.Ctx, task.NewComment{TaskID: made.ID, Body: "X"})
			return err
		},
		"watch": func() error { _, err := w.WatchTask(c.Viewer.Ctx, made.ID); return err },
		"bulk": func() error {
			_, err := w.BulkUpdate(c.Editor.Ctx, task.BulkUpdate{IDs: []string{made.ID}, Priority: value(task.Low)})
			return err
		},
	} {
		WantKind(t, what, try(), fault.Conflict)
	}
}

func updateArchived(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Editor, c.Project, "T")
	if _, err := w.UpdateProject(c.Owner.Ctx, task.UpdateProject{ID: c.Project.ID, Archived: value(true)}); err != nil {
		t.Fatal(err)
	}
	_, err := w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: made.ID, Title: value("X")})
	WantKind(t, "update", err, fault.Conflict)
	_, err = w.CreateTask(c.Editor.Ctx, task.NewTask{ProjectID: c.Project.ID, Title: "X"})
	WantKind(t, "create", err, fault.Conflict)
	if got := w.read(t, c.Viewer, made.ID); got.Title != "T" {
		t.Errorf("read: %+v", got)
	}
}

func updateNameless(t *testing.T, w *World) {
	c := w.reopen(t)
	cast := c.Cast(t)
	c.People.SetDown(true)
	defer c.People.SetDown(false)
	made, err := c.CreateTask(cast.Editor.Ctx, task.NewTask{ProjectID: cast.Project.ID, Title: "T", AssignedUserID: cast.Viewer.ID})
	if err != nil || made.AssignedUserID != cast.Viewer.ID {
		t.Errorf("made %+v, %v", made, err)
	}
}
