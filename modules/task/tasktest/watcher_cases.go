package tasktest

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/fault"
)

func watcherCases() cases {
	return cases{
		"members watch and stop watching":               watch,
		"author, assignee and mentioned start to watch": watchOnTheWay,
		"Q48 a task has at most 500 watchers":           watchBounds,
	}
}

func (w *World) watchers(t *testing.T, who Person, id string) []string {
	t.Helper()
	found, err := w.Watchers(who.Ctx, []string{id})
	if err != nil {
		t.Fatal(err)
	}
	return found[id]
}

func watch(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Editor, c.Project, "T")
	seq := w.Last(t, c.Owner, c.Project.ID).Seq
	for range 2 {
		if is, err := w.WatchTask(c.Viewer.Ctx, made.ID); err != nil || is.Version != 1 {
			t.Errorf("watch: %+v, %v", is, err)
		}
	}
	if got := w.watchers(t, c.Commenter, made.ID); !slices.Equal(got, []string{c.Editor.ID, c.Viewer.ID}) {
		t.Errorf("watchers %v", got)
	}
	if found, err := w.Watched(c.Viewer.Ctx, []string{made.ID}); err != nil || !found[made.ID] {
		t.Errorf("watched: %v, %v", found, err)
	}
	for range 2 {
		if _, err := w.UnwatchTask(c.Viewer.Ctx, made.ID); err != nil {
			t.Error(err)
		}
	}
	if found, err := w.Watched(c.Viewer.Ctx, []string{made.ID}); err != nil || found[made.ID] {
		t.Errorf("still watched: %v, %v", found, err)
	}
	events := w.since(t, c.Owner, c.Project.ID, seq)
	if len(events) != 2 {
		t.Fatalf("%d events", len(events))
	}
	for i, e := range events {
		if _, ok := change(e, "watchers"); !ok || e.Type != task.TaskUpdated || e.TaskVersion != 1 {
			t.Errorf("event %d: %+v", i, e)
		}
	}
	_, err := w.WatchTask(c.Stranger.Ctx, made.ID)
	WantKind(t, "a stranger", err, fault.NotFound)
}

func watchOnTheWay(t *testing.T, w *World) {
	c := w.Cast(t)
	text := fmt.Sprintf("[@Vic](mention:%s) and [@Stan](mention:%s)", c.Viewer.ID, c.Stranger.ID)
	made := w.add(t, c.Editor, task.NewTask{ProjectID: c.Project.ID, Title: "T", Description: text, AssignedUserID: c.Owner.ID})
	got := w.watchers(t, c.Viewer, made.ID)
	slices.Sort(got)
	want := []string{c.Editor.ID, c.Owner.ID, c.Viewer.ID}
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("watchers %v, want %v: the stranger is no member", got, want)
	}
	if e := w.Last(t, c.Owner, c.Project.ID); !slices.Equal(e.Facts.MentionedIDs, []string{c.Viewer.ID}) || len(e.Facts.WatcherIDs) != 3 {
		t.Errorf("facts %+v", e.Facts)
	}
	again := text + fmt.Sprintf(" [@Cora](mention:%s)", c.Commenter.ID)
	if _, err := w.UpdateTask(c.Editor.Ctx, task.UpdateTask{ID: made.ID, Description: value(again)}); err != nil {
		t.Fatal(err)
	}
	if e := w.Last(t, c.Owner, c.Project.ID); !slices.Equal(e.Facts.MentionedIDs, []string{c.Commenter.ID}) {
		t.Errorf("newly mentioned: %v", e.Facts.MentionedIDs)
	}
	if got := w.watchers(t, c.Viewer, made.ID); !slices.Contains(got, c.Commenter.ID) {
		t.Errorf("watchers %v", got)
	}
}

func watchBounds(t *testing.T, w *World) {
	c := w.Cast(t)
	made := w.NewTask(t, c.Editor, c.Project, "T")
	err := w.DB.Write(t.Context(), func(ctx context.Context, tx *database.Tx) error {
		for i := range 499 {
			if _, err := tx.Exec(ctx, `INSERT INTO watchers (task_id, user_id, created_at) VALUES ($1, $2, $3)`, made.ID, NewID(), i); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.WatchTask(c.Viewer.Ctx, made.ID)
	WantKind(t, "the 501st", err, fault.Conflict)
	if _, err := w.AddComment(c.Commenter.Ctx, task.NewComment{TaskID: made.ID, Body: "I have no room to watch"}); err != nil {
		t.Error(err)
	}
	if got := w.watchers(t, c.Viewer, made.ID); len(got) != 500 {
		t.Errorf("%d watchers", len(got))
	}
}
