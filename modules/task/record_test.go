package task_test

import (
	"reflect"
	"testing"
	"time"

	"tasklane/modules/task"
	"tasklane/platform/fault"
)

func TestAnEventIsWhatTheLogKeptOfIt(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 23, 6, 32, 16, 123456000, time.UTC)
	for name, e := range map[string]task.Event{
		"bare": {ID: "e", ProjectID: "p", Seq: 1, Type: task.ProjectCreated, At: at},
		"whole": {
			ID: "e", ProjectID: "p", Seq: 7, Type: task.CommentAdded, TaskID: "t", TaskVersion: 3, CommentID: "c", UserID: "u",
			ActorID: "a", At: at, Changes: []task.Change{{Field: "title", From: new("x"), ToValue: new("y")}},
			Facts: task.Facts{
				ActorName: "Ada", TaskRef: "WEB-1", WatcherIDs: []string{"u"}, MentionedIDs: []string{"v"}, Role: task.Editor, Joined: true,
			},
		},
	} {
		r, err := e.Record()
		if err != nil {
			t.Fatal(err)
		}
		if back, err := r.Event(); err != nil || !reflect.DeepEqual(back, e) {
			t.Errorf("%s: %+v, %v, want %+v", name, back, err, e)
		}
	}
}

func TestAPurgedEntryIsAnEventWithoutWords(t *testing.T) {
	t.Parallel()
	r := task.Record{Stream: "p", Seq: 2, ID: "e", Type: "TASK_CREATED", Subject: "t", Changes: []byte("[]"), Body: []byte("{}")}
	e, err := r.Event()
	if err != nil || e.TaskID != "t" || len(e.Changes) != 0 || e.Facts.TaskTitle != "" {
		t.Errorf("%+v, %v", e, err)
	}
	for _, broken := range []task.Record{{Changes: []byte("{}")}, {Body: []byte("[]")}, {Body: []byte("{")}} {
		if _, err := broken.Event(); err == nil {
			t.Errorf("%s %s is no event", broken.Changes, broken.Body)
		}
	}
}

func TestACursorIsReadBackOrRefused(t *testing.T) {
	t.Parallel()
	c := task.Cursor{ProjectID: "p", Seq: 1 << 40, EntryID: "e"}
	if back, err := task.ParseCursor("after", c.String()); err != nil || back != c {
		t.Errorf("%+v, %v", back, err)
	}
	good := c.String()
	for _, s := range []string{"", "x", "!", good[:len(good)-3], "MSBwIDAgZQ", "MiBwIDEgZQ", "MSBwIC0xIGU", "MSBwIDk5OTk5OTk5OTk5OTk5OTk5OTk5IGU"} {
		if _, err := task.ParseCursor("after", s); fault.From(err) == nil || fault.From(err).Field != "after" {
			t.Errorf("%q: %v", s, err)
		}
	}
}

func FuzzParseCursor(f *testing.F) {
	f.Add(task.Cursor{ProjectID: "p", Seq: 1, EntryID: "e"}.String())
	f.Add("MSBwIDEgZQ")
	f.Fuzz(func(t *testing.T, s string) {
		c, err := task.ParseCursor("after", s)
		if err != nil {
			return
		}
		if back, err := task.ParseCursor("after", c.String()); err != nil || back != c {
			t.Errorf("%q is %+v, which is %+v, %v", s, c, back, err)
		}
	})
}
