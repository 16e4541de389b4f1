package gatewaytest

import (
	"strings"
	"testing"
)

// tiesKeepSecrets: what ties a task to one of another project tells those who are not in that project nothing of it:
// neither in relations nor in the history, the live events, the inbox or what is left where a task was moved away.
func tiesKeepSecrets(t *testing.T, h *house) {
	olga, viktor := h.person(t, "Olga"), h.person(t, "Viktor")
	x, word := explore(t), "hush"+strings.ToLower(newKey())
	here, there := olga.newProject(t, "Here"), olga.newProject(t, word)
	olga.admit(t, here, viktor, "EDITOR")
	task, secret := olga.newTask(t, here, "seen", vars{"assignedUserId": viktor.ID}), olga.newTask(t, there, word)
	moved := olga.newTask(t, here, "moves", vars{"assignedUserId": viktor.ID})
	child := olga.newTask(t, here, "moves along", vars{"parentId": moved})
	start := viktor.cursor(t, here)
	ref := viktor.must(t, `query($id: ID!) { task(id: $id) { ref } }`, vars{"id": moved}).text("task", "ref")
	viktor.notified(t, "ASSIGNED")

	names := map[string]string{"task": task, "secret": secret, "there": there, "moved": moved, "word": word}
	for _, operation := range []string{
		`relateTasks(input: {taskId: $task, kind: BLOCKED_BY, otherId: $secret}) { task { relations { task { id } } } }`,
		`moveTask(input: {id: $moved, projectId: $there}) { task { ref } }`,
		`updateTask(input: {id: $moved, title: $word}) { task { id } }`,
		`addComment(input: {taskId: $moved, body: $word}) { comment { id } }`,
	} {
		olga.must(t, "mutation { "+fill(operation, names)+" }", nil)
	}
	target := olga.must(t, fill(`{ project(id: $there) { key } task(id: $task) { relations { kind task { id } } } }`, names), nil)
	if target.text("task", "relations", 0, "task", "id") != secret {
		t.Errorf("who is in both projects sees %s", target.Raw)
	}
	hidden := []string{word, secret, there, target.text("project", "key")}
	silent := func(what string, got answer) {
		t.Helper()
		for _, s := range hidden {
			if strings.Contains(got.Raw, s) {
				t.Errorf("%s shows %s: %s", what, s, got.Raw)
			}
		}
	}
	for what, arguments := range map[string]string{
		"project": `id: "` + here + `"`, "task": `id: "` + task + `"`, "tasks": `filter: {text: "` + word + `"}, first: 5`,
		"notifications": `first: 10`, "projects": `first: 5`, "users": `query: "Olga", first: 5`,
	} {
		got := viktor.must(t, x.operation(x.schema.Query, what, arguments), nil)
		silent(what, got)
		if relations := got.list("task", "relations"); what == "task" && len(relations) != 0 {
			t.Errorf("the relation to what is not seen is shown: %v", relations)
		}
	}
	f := ways["SSE"](viktor, t, x.operation(x.schema.Subscription, "taskEvents", `projectId: "`+here+`", after: "`+start+`"`), nil)
	for range len(viktor.history(t, here)) - seqOf(t, viktor, here, start) {
		silent("an event", f.must(t))
	}
	for _, gone := range []string{`task(id: "` + moved + `") { id }`, `task(id: "` + child + `") { id }`, `task(ref: "` + ref + `") { id }`, `node(id: "` + moved + `") { id }`} {
		got := viktor.must(t, "{ it: "+gone+" }", nil)
		if got.at("it") != nil {
			t.Errorf("what was moved away is still there: %s", got.Raw)
		}
	}
	if got := olga.must(t, `query($ref: String) { task(ref: $ref) { id } }`, vars{"ref": ref}); got.text("task", "id") != moved {
		t.Errorf("the old reference gives %s", got.Raw)
	}
}

// seqOf is the place of a cursor in a project's log.
func seqOf(t *testing.T, p *person, project, cursor string) int {
	t.Helper()
	for _, e := range p.history(t, project) {
		if e.Cursor == cursor {
			return e.Seq
		}
	}
	t.Fatal("the cursor is not in the log")
	return 0
}
