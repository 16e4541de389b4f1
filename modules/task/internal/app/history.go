package app

import (
	"context"
	"strconv"

	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/eventlog"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/page"
)

// EventStore reads the table task_log where the log itself has no words for it.
type EventStore interface {
	// EventsOf pages through a project's events by number; Limit of them and one more.
	EventsOf(ctx context.Context, q database.Querier, projectID string, in EventPlace) ([]eventlog.Entry, error)
	// EventsAbout pages through the events of a task in some projects by id; Limit of them and one more.
	EventsAbout(ctx context.Context, q database.Querier, taskID string, projectIDs []string, in EventPlace) ([]eventlog.Entry, error)
	// ProjectsAbout names the projects whose logs have events of the task, and the one that the task is in now; current is ""
	// when it is gone.
	ProjectsAbout(ctx context.Context, q database.Querier, taskID string) (all []string, current string, err error)
	// Find says what kind of object an id belongs to, and in which project that is; database.ErrNoRows.
	Find(ctx context.Context, q database.Querier, id string) (Found, error)
	// Event reads one by its id; database.ErrNoRows.
	Event(ctx context.Context, q database.Querier, id string) (eventlog.Entry, error)
}

// EventPlace is where a page of events starts: behind Seq or ID, whichever the list goes by; 0 and "" are an end of
// the list.
type EventPlace struct {
	Seq      int64
	ID       string
	Backward bool
	Limit    int
}

// mostReplayed is how far back a cursor may lie.
const mostReplayed = 5000

// ListEvents pages through a project's or a task's history, oldest first.
func (s *Service) ListEvents(ctx context.Context, in task.History) (page.Page[task.Event], error) {
	if in.TaskID != "" {
		return s.eventsAbout(ctx, in)
	}
	none := page.Page[task.Event]{}
	if _, err := s.see(ctx, s.read(), in.ProjectID); err != nil {
		return none, err
	}
	list := "events:" + in.ProjectID
	w, err := in.Page.Check(list, 1)
	if err != nil {
		return none, err
	}
	place := EventPlace{Backward: w.Backward, Limit: w.Limit}
	if len(w.Key) > 0 {
		if place.Seq, err = strconv.ParseInt(w.Key[0], 10, 64); err != nil {
			return none, w.NotOfThisList()
		}
	}
	entries, err := s.store.EventsOf(ctx, s.read(), in.ProjectID, place)
	if err != nil {
		return none, err
	}
	return cutEvents(list, w, entries, func(e task.Event) []string { return []string{strconv.FormatInt(e.Seq, 10)} })
}

// eventsAbout is a task's history across the projects that it was in, as far as the caller may see them.
func (s *Service) eventsAbout(ctx context.Context, in task.History) (page.Page[task.Event], error) {
	none := page.Page[task.Event]{}
	missing := fault.Missing("task")
	if err := signedIn(ctx); err != nil {
		return none, err
	}
	if !isID(in.TaskID) {
		return none, missing
	}
	all, current, err := s.store.ProjectsAbout(ctx, s.read(), in.TaskID)
	if err != nil {
		return none, err
	}
	seen, err := s.seen(ctx, s.read(), append(all, current))
	if err != nil {
		return none, err
	}
	if _, ok := seen[current]; !ok {
		return none, missing
	}
	list := "events:task:" + in.TaskID
	w, err := in.Page.Check(list, 1)
	if err != nil {
		return none, err
	}
	place := EventPlace{Backward: w.Backward, Limit: w.Limit}
	if len(w.Key) > 0 {
		place.ID = w.Key[0]
	}
	projects := make([]string, 0, len(seen))
	for id := range seen {
		projects = append(projects, id)
	}
	entries, err := s.store.EventsAbout(ctx, s.read(), in.TaskID, projects, place)
	if err != nil {
		return none, err
	}
	return cutEvents(list, w, entries, func(e task.Event) []string { return []string{e.ID} })
}

func cutEvents(list string, w page.Window, entries []eventlog.Entry, key func(task.Event) []string) (page.Page[task.Event], error) {
	events, err := eventsFrom(entries)
	if err != nil {
		return page.Page[task.Event]{}, err
	}
	return page.Cut(list, w, events, key), nil
}

func eventsFrom(entries []eventlog.Entry) ([]task.Event, error) {
	events := make([]task.Event, len(entries))
	for i, entry := range entries {
		var err error
		if events[i], err = task.Record(entry).Event(); err != nil {
			return nil, err
		}
	}
	return events, nil
}

// Replay reads the events behind a place, oldest first. The place must be exactly that entry: after a restore or a
// failover another one may have its number.
func (s *Service) Replay(ctx context.Context, after task.Cursor, limit int) ([]task.Event, error) {
	if limit < 1 || limit > 500 {
		return nil, fault.Invalidf("limit", "Ask for 1 to 500 events.")
	}
	if _, err := s.see(ctx, s.read(), after.ProjectID); err != nil {
		return nil, err
	}
	resync := fault.New(fault.ResyncRequired, "This place is not in the log any more; read the board again.")
	at, err := s.log.At(ctx, s.read(), after.ProjectID, after.Seq)
	if fault.Is(err, fault.NotFound) || (err == nil && at.ID != after.EntryID) {
		return nil, resync
	}
	if err != nil {
		return nil, err
	}
	heads, err := s.log.Heads(ctx, s.read(), []string{after.ProjectID})
	if err != nil {
		return nil, err
	}
	if heads[after.ProjectID].Seq-after.Seq > mostReplayed {
		return nil, fault.New(fault.ResyncRequired, "More than %d events have happened since; read the board again.", mostReplayed)
	}
	entries, err := s.log.After(ctx, s.read(), after.ProjectID, after.Seq, limit)
	if err != nil {
		return nil, err
	}
	return eventsFrom(entries)
}

// Heads reads the latest entries of several projects' logs.
func (s *Service) Heads(ctx context.Context, projectIDs []string) (map[string]task.Head, error) {
	ids, err := distinct(projectIDs)
	if err != nil {
		return nil, err
	}
	if identity.From(ctx).Kind != identity.Module {
		if ids, err = s.seenIDs(ctx, ids); err != nil {
			return nil, err
		}
	}
	if len(ids) == 0 {
		return map[string]task.Head{}, nil
	}
	heads, err := s.log.Heads(ctx, s.read(), ids)
	if err != nil {
		return nil, err
	}
	found := make(map[string]task.Head, len(heads))
	for id, h := range heads {
		if h.Seq > 0 {
			found[id] = task.Head{Seq: h.Seq, EntryID: h.ID}
		}
	}
	return found, nil
}
