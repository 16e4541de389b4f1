package live

import (
	"context"
	"sync"
	"time"

	"tasklane/modules/task"
)

// entry is an event on its way to subscribers, with what was rendered of it: once for each key.
type entry struct {
	event task.Event

	mu     sync.Mutex
	frames map[string]frame
}

// frame gives an event as those who asked alike are sent it.
type frame func() (Rendered, error)

func newEntry(e task.Event) *entry { return &entry{event: e, frames: map[string]frame{}} }

func (e *entry) head() task.Head { return task.Head{Seq: e.event.Seq, EntryID: e.event.ID} }

const renderWithin = 10 * time.Second

// render makes what is sent, or waits for the subscriber that makes it already, with the task at the version or a later
// one.
func (e *entry) render(ctx context.Context, w Want, version int) (Rendered, error) {
	version = max(version, e.event.TaskVersion)
	if w.Key == "" {
		return w.Render(ctx, e.event, version)
	}
	shown, err := e.frame(ctx, w, version)()
	if err == nil && shown.TaskVersion > 0 && shown.TaskVersion < version {
		return e.renderShared(ctx, w, version)
	}
	return shown, err
}

// begin renders what a subscriber will ask for soon, unless somebody has begun. What fails or panics here is forgotten, and
// made anew for whoever asks for it.
func (e *entry) begin(ctx context.Context, w Want) {
	e.mu.Lock()
	begun := e.frames[w.Key] != nil
	e.mu.Unlock()
	if begun {
		return
	}
	go func() {
		defer func() { _ = recover() }()
		_, _ = e.frame(ctx, w, e.event.TaskVersion)()
	}()
}

// frame is made once for all of a key. One that could not be made is not kept: whoever comes back for the event finds it
// made anew.
func (e *entry) frame(ctx context.Context, w Want, version int) frame {
	e.mu.Lock()
	defer e.mu.Unlock()
	if f := e.frames[w.Key]; f != nil {
		return f
	}
	f := sync.OnceValues(func() (shown Rendered, err error) {
		made := false // a panic leaves it so
		defer func() {
			if !made {
				e.forget(w.Key)
			}
		}()
		shown, err = e.renderShared(ctx, w, version)
		made = err == nil
		return shown, err
	})
	e.frames[w.Key] = f
	return f
}

func (e *entry) forget(key string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.frames, key)
}

// renderShared makes what belongs to nobody: under the project's audience, and not cut short when the first subscriber
// leaves.
func (e *entry) renderShared(ctx context.Context, w Want, version int) (Rendered, error) {
	ctx, cancel := context.WithTimeout(asAudience(context.WithoutCancel(ctx), w.ProjectID), renderWithin)
	defer cancel()
	return w.Render(ctx, e.event, version)
}
