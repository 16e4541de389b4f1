package tasktest

import (
	"encoding/json"
	"testing"
	"time"

	"tasklane/modules/task"
)

// told is what open boards are told of a project. Of what is pushed a flood leaves out some; of this nothing is left out.
type told struct {
	events chan task.Event
	after  int64
}

// follow listens for the project's events behind the number: one that was made just before may still be told.
func (w *World) follow(t *testing.T, projectID string, after int64) *told {
	t.Helper()
	f := &told{events: make(chan task.Event, 1000), after: after}
	stop, err := w.Broadcast.Subscribe(t.Context(), task.Channel(projectID), func(payload []byte) {
		var e task.Event
		if err := json.Unmarshal(payload, &e); err != nil {
			t.Error(err)
		}
		f.events <- e
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	return f
}

// next waits for the next event, which is the next of the log too.
func (f *told) next(t *testing.T) task.Event {
	t.Helper()
	for {
		select {
		case e := <-f.events:
			if e.Seq <= f.after {
				continue
			}
			if e.Seq != f.after+1 {
				t.Fatalf("event %d was told after %d", e.Seq, f.after)
			}
			f.after = e.Seq
			return e
		case <-time.After(10 * time.Second):
			t.Fatalf("nothing was told after event %d", f.after)
		}
	}
}

// wantPushedInOrder wants that what was pushed of the project came in the order of the log.
func (w *World) wantPushedInOrder(t *testing.T, projectID string) {
	t.Helper()
	last := int64(0)
	for _, e := range w.Pushed.Of(projectID) {
		if e.Seq <= last {
			t.Errorf("event %d was pushed after %d", e.Seq, last)
		}
		last = e.Seq
	}
}
