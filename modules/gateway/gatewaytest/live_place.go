package gatewaytest

import (
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
)

// A client that was away comes back with its last cursor and gets what it missed, all of it and nothing twice; then it
// goes on live.
func comingBack(t *testing.T, h *house) {
	olga := h.Olga
	project := olga.newProject(t, "Sleepy")
	for way, follow := range ways {
		before := follow(olga, t, eventsQuery, vars{"project": project, "after": olga.cursor(t, project)})
		first := olga.newTask(t, project, "seen")
		seen := before.event(t)
		if seen.TaskID != first {
			t.Fatalf("%s: the first event is about %s, want %s", way, seen.TaskID, first)
		}
		before.close()
		missed := make([]string, 50)
		for i := range missed {
			missed[i] = olga.newTask(t, project, fmt.Sprint("missed ", i))
		}
		after := follow(olga, t, eventsQuery, vars{"project": project, "after": seen.Cursor})
		for i, id := range missed {
			if e := after.event(t); e.TaskID != id || e.Seq != seen.Seq+1+i {
				t.Fatalf("%s: missed event %d is %+v, want the one of task %s", way, i, e, id)
			}
		}
		live := olga.newTask(t, project, "live")
		if e := after.event(t); e.TaskID != live || e.Seq != seen.Seq+51 {
			t.Errorf("%s: after what was missed came %+v", way, e)
		}
		after.close()
	}
}

// A place that is none is told, never passed over.
func wrongPlaces(t *testing.T, h *house) {
	olga := h.Olga
	project, other := olga.newProject(t, "One"), olga.newProject(t, "Two")
	cursor := olga.cursor(t, project)
	raw, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		t.Fatal(err)
	}
	part := strings.Split(string(raw), " ")
	forged := func(i int, value string) string {
		parts := append([]string{}, part...)
		parts[i] = value
		return base64.RawURLEncoding.EncodeToString([]byte(strings.Join(parts, " ")))
	}
	for what, c := range map[string]struct{ cursor, code string }{
		"another project's":         {olga.cursor(t, other), "RESYNC_REQUIRED"},
		"ahead of the log":          {forged(2, "999999"), "RESYNC_REQUIRED"},
		"of another entry":          {forged(3, newID()), "RESYNC_REQUIRED"},
		"another project's by name": {forged(1, other), "RESYNC_REQUIRED"},
		"before the first":          {forged(2, "0"), "INVALID_INPUT"},
		"no cursor":                 {"hello", "INVALID_INPUT"},
		"of a page":                 {pageCursor(t, olga, project), "INVALID_INPUT"},
	} {
		for way, follow := range ways {
			got, ended := follow(olga, t, eventsQuery, vars{"project": project, "after": c.cursor}).next(t)
			if !ended || got.code() != c.code {
				t.Errorf("a place %s over %s: want %s, got %s", what, way, c.code, got.Raw)
			}
			if c.code == "INVALID_INPUT" && got.Errors[0].field() != "after" {
				t.Errorf("a place %s over %s: the answer does not name the argument: %s", what, way, got.Raw)
			}
		}
	}
}

func pageCursor(t *testing.T, p *person, project string) string {
	t.Helper()
	return p.must(t, `query($id: ID!) { project(id: $id) { events(first: 1) { pageInfo { endCursor } } } }`, vars{"id": project}).
		text("project", "events", "pageInfo", "endCursor")
}

// While somebody writes, a client reads the board and then subscribes after the board's cursor: every task is in one of
// the two.
func readThenSubscribe(t *testing.T, h *house) {
	const writes, reads = 60, 6
	olga := h.Olga
	project := olga.newProject(t, "Gap")
	made := make(chan []string, 1)
	failed := make(chan error, 1)
	go func() {
		var ids []string
		for i := range writes {
			got, err := olga.attempt(t, `mutation($in: CreateTaskInput!) { createTask(input: $in) { task { id } } }`,
				vars{"in": vars{"projectId": project, "title": fmt.Sprint("task ", i)}})
			if err != nil {
				failed <- err
				break
			}
			ids = append(ids, got.text("createTask", "task", "id"))
		}
		made <- ids
	}()
	boards := make([]map[string]bool, reads)
	followers := make([]follower, reads)
	for i := range reads {
		got := olga.must(t, `query($id: ID!) { project(id: $id) { tasks(first: 100) { nodes { id } } cursor } }`, vars{"id": project})
		boards[i] = map[string]bool{}
		for _, id := range got.texts("id", "project", "tasks", "nodes") {
			boards[i][id] = true
		}
		follow := ways["WebSocket"]
		if i%2 == 1 {
			follow = ways["SSE"]
		}
		followers[i] = follow(olga, t, eventsQuery, vars{"project": project, "after": got.text("project", "cursor")})
	}
	ids := <-made
	select {
	case err := <-failed:
		t.Fatal(err)
	default:
	}
	// Somebody who subscribes when all is done hears of this one only; the others of all before it too.
	last := olga.newTask(t, project, "last")
	for i, f := range followers {
		for e := f.event(t); e.TaskID != last; e = f.event(t) {
			boards[i][e.TaskID] = true
		}
		for _, id := range ids {
			if !boards[i][id] {
				t.Errorf("reader %d neither read task %s nor heard of it", i, id)
			}
		}
	}
}

// A hundred updates of one task come in their order, and the last one is what the task is.
func inOrder(t *testing.T, h *house) {
	olga := h.Olga
	project := olga.newProject(t, "Order")
	task := olga.newTask(t, project, "0")
	f := ways["WebSocket"](olga, t, eventsQuery, vars{"project": project, "after": olga.cursor(t, project)})
	for i := range 100 {
		olga.change(t, "updateTask", `task { version }`, vars{"id": task, "title": fmt.Sprint(i + 1)})
	}
	version := 1
	for i := range 100 {
		e := f.event(t)
		if e.TaskVersion != i+2 || e.Version < version || e.Version < e.TaskVersion {
			t.Fatalf("event %d is %+v, after version %d", i, e, version)
		}
		version = e.Version
		if i == 99 && e.Title != "100" {
			t.Errorf("the last event shows the title %q", e.Title)
		}
	}
}

// Somebody who follows one project hears nothing of others, be it their own.
func ownEventsOnly(t *testing.T, h *house) {
	olga, stella := h.Olga, h.Stella
	project, other, foreign := olga.newProject(t, "One"), olga.newProject(t, "Two"), stella.newProject(t, "Three")
	for way, follow := range ways {
		f := follow(olga, t, eventsQuery, vars{"project": project, "after": olga.cursor(t, project)})
		olga.newTask(t, other, "elsewhere")
		stella.newTask(t, foreign, "abroad")
		mine := olga.newTask(t, project, "here")
		if e := f.event(t); e.TaskID != mine || e.ProjectID != project {
			t.Errorf("%s: the first event is %+v", way, e)
		}
		if n := f.more(); n > 0 {
			t.Errorf("%s: %d more events came", way, n)
		}
	}
}
