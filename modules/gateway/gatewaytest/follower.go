package gatewaytest

import (
	"testing"
)

// follower is a subscription, whatever it comes by.
type follower struct {
	// next waits for the next result; ended: there is none any more, or an error is the last.
	next func(t *testing.T) (got answer, ended bool)
	// more gives how many results have come that nobody asked for.
	more func() int
	// close leaves.
	close func()
}

// ways are the transports that subscriptions come by.
var ways = map[string]func(p *person, t *testing.T, query string, variables vars) follower{
	"WebSocket": func(p *person, t *testing.T, query string, variables vars) follower {
		s := p.dial(t)
		s.subscribe(t, "1", query, variables)
		return follower{
			next:  func(t *testing.T) (answer, bool) { return s.next(t, "1") },
			more:  func() int { return len(s.waiting("1")) },
			close: func() { _ = s.conn.CloseNow() },
		}
	},
	"SSE": func(p *person, t *testing.T, query string, variables vars) follower {
		s := p.stream(t, query, variables)
		return follower{
			next: func(t *testing.T) (answer, bool) {
				got, ended := s.next(t)
				return got, ended || len(got.Errors) > 0
			},
			more:  func() int { return len(s.results) },
			close: s.close,
		}
	},
}

// eventsQuery follows a project from a place.
const eventsQuery = `subscription($project: ID!, $after: String) { taskEvents(projectId: $project, after: $after) {
	id projectId seq cursor type taskId taskVersion commentId userId task { version title } } }`

// event is one of taskEvents.
type event struct {
	ID, ProjectID, Cursor, Type, TaskID, UserID, Title string
	Seq, TaskVersion, Version                          int
}

// must is next for what has to come.
func (f follower) must(t *testing.T) answer {
	t.Helper()
	got, ended := f.next(t)
	if ended || len(got.Errors) > 0 {
		t.Fatalf("the subscription ended: %s", got.Raw)
	}
	return got
}

// event reads the next event.
func (f follower) event(t *testing.T) event {
	t.Helper()
	got := f.must(t)
	return event{
		ID: got.text("taskEvents", "id"), ProjectID: got.text("taskEvents", "projectId"), Cursor: got.text("taskEvents", "cursor"),
		Type: got.text("taskEvents", "type"), TaskID: got.text("taskEvents", "taskId"), UserID: got.text("taskEvents", "userId"),
		Title: got.text("taskEvents", "task", "title"), Seq: got.number("taskEvents", "seq"),
		TaskVersion: got.number("taskEvents", "taskVersion"), Version: got.number("taskEvents", "task", "version"),
	}
}

// until reads events to the one with this id.
func (f follower) until(t *testing.T, last string) []event {
	t.Helper()
	var all []event
	for len(all) == 0 || all[len(all)-1].ID != last {
		all = append(all, f.event(t))
	}
	return all
}

// ends waits for the subscription's end and gives the code that it ends with; what comes before is passed over.
func (f follower) ends(t *testing.T) string {
	t.Helper()
	for {
		if got, ended := f.next(t); ended {
			return got.code()
		}
	}
}

// history reads a project's events from its log.
func (p *person) history(t *testing.T, project string) []event {
	t.Helper()
	var all []event
	after := any(nil)
	for {
		got := p.must(t, `query($id: ID!, $after: String) { project(id: $id) { events(first: 100, after: $after) {
			nodes { id seq type cursor taskId } pageInfo { hasNextPage endCursor } } } }`, vars{"id": project, "after": after})
		for i := range got.list("project", "events", "nodes") {
			at := func(name string) []any { return []any{"project", "events", "nodes", i, name} }
			all = append(all, event{
				ID: got.text(at("id")...), Seq: got.number(at("seq")...), Type: got.text(at("type")...),
				Cursor: got.text(at("cursor")...), TaskID: got.text(at("taskId")...),
			})
		}
		if got.at("project", "events", "pageInfo", "hasNextPage") != true {
			return all
		}
		after = got.text("project", "events", "pageInfo", "endCursor")
	}
}
