package tasktest

import (
	"strings"
	"testing"
	"time"

	"tasklane/modules/task"
	"tasklane/platform/null"
)

func taskInputCases() cases {
	return cases{
		"bad input of a task names its field and changes nothing": badTask,
		"Q80 titles and texts are kept as Unicode":                unicodeTask,
		"Q81 dates far off are refused":                           farDates,
		"a task has at most 100 labels":                           hundredLabels,
	}
}

func badTask(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Editor, c.Project, "T")
	theirs := w.label(t, c.Stranger, c.Other, "bug")
	seq := w.Last(t, c.Owner, c.Project.ID).Seq
	day, at := task.Date("2026-12-24"), time.Date(2026, 12, 24, 0, 0, 0, 0, time.UTC)
	wrong, odd := task.Date("24.12.2026"), task.Date("2026-02-30")
	for what, each := range map[string]struct {
		field string
		in    task.NewTask
	}{
		"no title":            {"input.title", task.NewTask{Title: " \t"}},
		"501 runes":           {"input.title", task.NewTask{Title: strings.Repeat("ä", 501)}},
		"two lines":           {"input.title", task.NewTask{Title: "a\nb"}},
		"NUL in the title":    {"input.title", task.NewTask{Title: "a\x00b"}},
		"a lone surrogate":    {"input.title", task.NewTask{Title: "a\xed\xa0\x80"}},
		"NUL in the text":     {"input.description", task.NewTask{Description: "a\x00b"}},
		"100,001 runes":       {"input.description", task.NewTask{Description: strings.Repeat("ä", 100_001)}},
		"an unknown column":   {"input.status", task.NewTask{Status: "nowhere"}},
		"an unknown priority": {"input.priority", task.NewTask{Priority: "HIGHEST"}},
		"no member":           {"input.assignedUserId", task.NewTask{AssignedUserID: c.Stranger.ID}},
		"an unknown person":   {"input.assignedUserId", task.NewTask{AssignedUserID: NewID()}},
		"no person":           {"input.assignedUserId", task.NewTask{AssignedUserID: "x"}},
		"another's label":     {"input.labelIds", task.NewTask{LabelIDs: []string{theirs.ID}}},
		"no label":            {"input.labelIds", task.NewTask{LabelIDs: []string{"' OR 1=1"}}},
		"101 labels":          {"input.labelIds", task.NewTask{LabelIDs: make([]string, 101)}},
		"no parent":           {"input.parentId", task.NewTask{ParentID: "x"}},
		"day and instant":     {"input.dueAt", task.NewTask{DueOn: &day, DueAt: &at}},
		"two beginnings":      {"input.startAt", task.NewTask{StartOn: &day, StartAt: &at}},
		"a German day":        {"input.dueOn", task.NewTask{DueOn: &wrong}},
		"no such day":         {"input.startOn", task.NewTask{StartOn: &odd}},
		"an upper-case id":    {"input.id", task.NewTask{ID: strings.ToUpper(NewID())}},
	} {
		if each.in.Title == "" && each.field != "input.title" {
			each.in.Title = "T"
		}
		each.in.ProjectID = c.Project.ID
		_, err := w.CreateTask(c.Editor.Ctx, each.in)
		WantField(t, what, err, each.field)
	}
	for what, each := range map[string]struct {
		field string
		in    task.UpdateTask
	}{
		"no title":            {"input.title", task.UpdateTask{Title: value("")}},
		"100,001 runes":       {"input.description", task.UpdateTask{Description: value(strings.Repeat("ä", 100_001))}},
		"an unknown priority": {"input.priority", task.UpdateTask{Priority: null.Value(task.Priority("x"))}},
		"no member":           {"input.assignedUserId", task.UpdateTask{AssignedUserID: value(c.Stranger.ID)}},
		"day and instant":     {"input.dueAt", task.UpdateTask{DueOn: value(day), DueAt: value(at)}},
	} {
		each.in.ID = made.ID
		_, err := w.UpdateTask(c.Editor.Ctx, each.in)
		WantField(t, what, err, each.field)
	}
	if events := w.since(t, c.Owner, c.Project.ID, seq); len(events) != 0 {
		t.Errorf("events: %+v", events)
	}
	if next := w.NewTask(t, c.Editor, c.Project, "Next"); next.Number != 2 {
		t.Errorf("a refused task took a number: the next is %d", next.Number)
	}
}

func unicodeTask(t *testing.T, w *World) {
	c := w.Cast(t)
	long := strings.Repeat("👩‍👩‍👧", 20)
	text := "e\u0301 stays as written \u202e bidi 👍🏽\r\n\ttabs"
	made := w.add(t, c.Editor, task.NewTask{ProjectID: c.Project.ID, Title: "Cafe\u0301 " + long, Description: text})
	is := w.read(t, c.Viewer, made.ID)
	if !strings.HasPrefix(is.Title, "Caf\u00e9 👩") || is.Description != text {
		t.Errorf("title %q, text %q", is.Title, is.Description)
	}
	full := w.add(t, c.Editor, task.NewTask{ProjectID: c.Project.ID, Title: strings.Repeat("👍", 500), Description: strings.Repeat("字", 100_000)})
	if is := w.read(t, c.Viewer, full.ID); is.Title != full.Title || is.Description != full.Description {
		t.Error("500 and 100,000 runes came back otherwise")
	}
}

func farDates(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Editor, c.Project, "T")
	for _, year := range []int{1, 1899, 3000, 9999, 292277} {
		at := time.Date(year, 6, 1, 0, 0, 0, 0, time.UTC)
		_, err := w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: made.ID, DueAt: value(at)})
		WantField(t, "an instant", err, "input.dueAt")
	}
	for _, day := range []task.Date{"0001-01-01", "1899-12-31", "3000-01-01", "9999-12-31", "10000-01-01", "", "2026-1-1", "2026-01-01T00:00:00Z"} {
		_, err := w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: made.ID, StartOn: value(day)})
		WantField(t, "the day "+string(day), err, "input.startOn")
	}
	for _, day := range []task.Date{"1900-01-01", "2999-12-31", "2028-02-29"} {
		got, err := w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: made.ID, StartOn: value(day)})
		if err != nil || *got.StartOn != day {
			t.Errorf("the day %s: %v, %v", day, got.StartOn, err)
		}
	}
	berlin := time.Date(2026, 10, 25, 2, 30, 0, 123456789, time.FixedZone("CEST", 7200)) // the hour that comes twice
	got, err := w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: made.ID, DueAt: value(berlin)})
	if err != nil || !got.DueAt.Equal(berlin.Truncate(time.Microsecond)) || got.DueAt.Location() != time.UTC {
		t.Errorf("an instant: %v, %v", got.DueAt, err)
	}
}

func hundredLabels(t *testing.T, w *World) {
	c := w.Cast(t)
	var labels []string
	for range 101 {
		labels = append(labels, w.label(t, c.Editor, c.Project, NewKey()).ID)
	}
	made := w.add(t, c.Editor, task.NewTask{ProjectID: c.Project.ID, Title: "T", LabelIDs: labels[:100]})
	if len(made.Labels) != 100 {
		t.Errorf("%d labels", len(made.Labels))
	}
	_, err := w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: made.ID, AddLabelIDs: value(labels[100:])})
	WantField(t, "the 101st", err, "input.labelIds")
}
