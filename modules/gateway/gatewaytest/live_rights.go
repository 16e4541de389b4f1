package gatewaytest

import (
	"testing"
	"time"
)

func liveRightsCases() cases {
	return cases{
		"Q69 a removed member hears nothing more":       removed,
		"Q69 a deleted project says so and is silent":   deletedProject,
		"Q69 a lowered role changes what a socket may":  lowered,
		"Q69 one who is added again may listen again":   addedAgain,
		"Q69 presence is told to members only":          presenceEnds,
		"presence: who is there, and where they look":   presence,
		"the inbox is told as it changes, to its owner": inboxLive,
	}
}

// viewersQuery is executed for each viewer, eventsQuery once for all.
const viewersQuery = `subscription($project: ID!, $after: String) { taskEvents(projectId: $project, after: $after) {
	id type taskId actor { email } } }`

// settle waits until the followers hear of what happens now.
func settle(t *testing.T, by *person, project string, followers ...follower) {
	t.Helper()
	id := by.newTask(t, project, "settled")
	for _, f := range followers {
		for heard := ""; heard != id; {
			heard = f.event(t).TaskID
		}
	}
}

// Whatever ends a membership ends its streams within seconds, with FORBIDDEN, and nothing passes afterwards.
func removed(t *testing.T, h *house) {
	olga, edgar, viktor := h.Olga, h.Edgar, h.Viktor
	for name, leave := range map[string]func(project string){
		"removed by an owner": func(project string) {
			olga.change(t, "removeMember", `id`, vars{"projectId": project, "userId": edgar.ID})
		},
		"left": func(project string) {
			edgar.change(t, "removeMember", `id`, vars{"projectId": project, "userId": edgar.ID})
		},
	} {
		project := olga.newProject(t, "Shrinking")
		olga.admit(t, project, edgar, "EDITOR")
		olga.admit(t, project, viktor, "VIEWER")
		start := olga.cursor(t, project)
		var gone, stay []follower
		for _, follow := range ways {
			for _, query := range []string{eventsQuery, viewersQuery} {
				gone = append(gone, follow(edgar, t, query, vars{"project": project, "after": start}))
				stay = append(stay, follow(viktor, t, query, vars{"project": project, "after": start}))
			}
		}
		settle(t, olga, project, append(gone, stay...)...)
		began := time.Now()
		leave(project)
		for i, f := range gone {
			if code := f.ends(t); code != "FORBIDDEN" {
				t.Errorf("%s: stream %d ended with %q", name, i, code)
			}
		}
		if took := time.Since(began); took > soon {
			t.Errorf("%s: the streams ended after %s", name, took)
		}
		olga.newTask(t, project, "unseen")
		for i, f := range stay {
			for _, want := range []string{"MEMBER_REMOVED", "TASK_CREATED"} {
				if got, _ := f.next(t); got.text("taskEvents", "type") != want {
					t.Errorf("%s: the stream %d of one who stays told %s, want %s", name, i, got.Raw, want)
				}
			}
		}
		for i, f := range gone {
			if n := f.more(); n > 0 {
				t.Errorf("%s: %d events passed afterwards on stream %d", name, n, i)
			}
		}
	}
}

// A project that goes to the trash ends its streams after the event that says so.
func deletedProject(t *testing.T, h *house) {
	olga, viktor := h.Olga, h.Viktor
	project := olga.newProject(t, "Leaving")
	olga.admit(t, project, viktor, "VIEWER")
	start := vars{"project": project, "after": olga.cursor(t, project)}
	var followers []follower
	for _, follow := range ways {
		followers = append(followers, follow(olga, t, eventsQuery, start), follow(viktor, t, eventsQuery, start))
	}
	settle(t, olga, project, followers...)
	olga.must(t, `mutation($id: ID!) { deleteProject(id: $id) { id } }`, vars{"id": project})
	for i, f := range followers {
		if e := f.event(t); e.Type != "PROJECT_DELETED" {
			t.Errorf("stream %d told %+v", i, e)
		}
		if code := f.ends(t); code != "NOT_FOUND" {
			t.Errorf("stream %d ended with %q", i, code)
		}
	}
	olga.must(t, `mutation($id: ID!) { restoreProject(id: $id) { project { id } } }`, vars{"id": project})
	olga.newTask(t, project, "after")
	f := ways["SSE"](viktor, t, eventsQuery, vars{"project": project, "after": viktor.cursor(t, project)})
	live := olga.newTask(t, project, "live")
	if e := f.event(t); e.TaskID != live {
		t.Errorf("a restored project told %+v", e)
	}
}

// A socket's operations have the rights of now, not of when it was opened.
func lowered(t *testing.T, h *house) {
	olga, edgar := h.Olga, h.Edgar
	project := olga.newProject(t, "Strict")
	olga.admit(t, project, edgar, "EDITOR")
	s := edgar.dial(t)
	s.subscribe(t, "events", eventsQuery, vars{"project": project, "after": edgar.cursor(t, project)})
	const create = `mutation($p: ID!) { createTask(input: {projectId: $p, title: "x"}) { task { id } } }`
	s.subscribe(t, "before", create, vars{"p": project})
	if got, _ := s.next(t, "before"); len(got.Errors) > 0 {
		t.Fatalf("an editor cannot create a task over a socket: %s", got.Raw)
	}
	olga.admit(t, project, edgar, "VIEWER")
	s.subscribe(t, "after", create, vars{"p": project})
	if got, _ := s.next(t, "after"); got.code() != "FORBIDDEN" {
		t.Errorf("one who became a viewer creates a task: %s", got.Raw)
	}
	f := follower{next: func(t *testing.T) (answer, bool) { return s.next(t, "events") }}
	for _, want := range []string{"TASK_CREATED", "MEMBER_CHANGED"} {
		if e := f.event(t); e.Type != want {
			t.Errorf("the socket told %+v, want %s", e, want)
		}
	}
}

func addedAgain(t *testing.T, h *house) {
	olga, edgar := h.Olga, h.Edgar
	project := olga.newProject(t, "Revolving")
	olga.admit(t, project, edgar, "VIEWER")
	place := edgar.cursor(t, project)
	olga.change(t, "removeMember", `id`, vars{"projectId": project, "userId": edgar.ID})
	for way, follow := range ways {
		if got, _ := follow(edgar, t, eventsQuery, vars{"project": project, "after": place}).next(t); got.code() != "NOT_FOUND" {
			t.Errorf("over %s a former member with a good place got %s", way, got.Raw)
		}
	}
	olga.admit(t, project, edgar, "VIEWER")
	for way, follow := range ways {
		f := follow(edgar, t, eventsQuery, vars{"project": project, "after": edgar.cursor(t, project)})
		id := olga.newTask(t, project, "hello again")
		if e := f.event(t); e.TaskID != id {
			t.Errorf("over %s one who was added again heard %+v", way, e)
		}
	}
}

const presenceQuery = `subscription($project: ID!) { presence(projectId: $project) { total people { taskId since user { id } } } }`

func presenceEnds(t *testing.T, h *house) {
	olga, edgar := h.Olga, h.Edgar
	project := olga.newProject(t, "Watched")
	olga.admit(t, project, edgar, "VIEWER")
	f := ways["WebSocket"](edgar, t, presenceQuery, vars{"project": project})
	f.must(t)
	task := olga.newTask(t, project, "look")
	olga.change(t, "removeMember", `id`, vars{"projectId": project, "userId": edgar.ID})
	// Those who are there keep moving, which is what the former member must not hear of for long.
	for began := time.Now(); time.Since(began) < soon; {
		olga.must(t, `mutation($p: ID!, $t: ID) { setPresence(projectId: $p, taskId: $t) }`, vars{"p": project, "t": task})
		olga.must(t, `mutation($p: ID!) { clearPresence(projectId: $p) }`, vars{"p": project})
		if got, ended := f.next(t); ended {
			if got.code() != "FORBIDDEN" {
				t.Errorf("a former member's presence ended with %s", got.Raw)
			}
			return
		}
	}
	t.Error("a former member still hears who is there")
}

func presence(t *testing.T, h *house) {
	olga, edgar := h.Olga, h.Edgar
	project := olga.newProject(t, "Watched")
	olga.admit(t, project, edgar, "VIEWER")
	task := olga.newTask(t, project, "look")
	f := ways["SSE"](olga, t, presenceQuery, vars{"project": project})
	shows := func(what string, total int, people ...string) {
		t.Helper()
		var last answer
		eventually(t, what, func() bool {
			var ended bool
			if last, ended = f.next(t); ended {
				t.Fatalf("%s: the stream ended: %s", what, last.Raw)
			}
			if last.number("presence", "total") != total {
				return false
			}
			for i, id := range people {
				if last.text("presence", "people", i, "user", "id") != id {
					return false
				}
			}
			return true
		})
	}
	shows("nobody is there", 0)
	edgar.must(t, `mutation($p: ID!) { setPresence(projectId: $p) }`, vars{"p": project})
	shows("somebody looks at the board", 1, edgar.ID)
	olga.must(t, `mutation($p: ID!, $t: ID) { setPresence(projectId: $p, taskId: $t) }`, vars{"p": project, "t": task})
	shows("somebody else looks at a task", 2, olga.ID, edgar.ID)
	edgar.must(t, `mutation($p: ID!) { clearPresence(projectId: $p) }`, vars{"p": project})
	shows("one has left", 1, olga.ID)
}
