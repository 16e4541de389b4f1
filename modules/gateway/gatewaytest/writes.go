package gatewaytest

import (
	"maps"
	"reflect"
	"strings"
	"testing"
)

func writeCases() cases {
	return cases{
		"Q12 a create sent twice makes one object":    createdTwice,
		"Q13 a lost update is told by ifVersion":      lostUpdate,
		"one value stands for a list of one":          oneForAList,
		"a project that is archived is only read":     archived,
		"what a purge takes is nowhere to read again": purged,
	}
}

// createdTwice: whoever does not know whether a create arrived sends it again, with the same id.
func createdTwice(t *testing.T, h *house) {
	olga, edgar := h.Olga, h.Edgar
	project, other := olga.newProject(t, "Twice"), olga.newProject(t, "Other")
	for _, p := range []string{project, other} {
		olga.admit(t, p, edgar, "EDITOR")
	}
	task, otherTask := olga.newTask(t, project, "a"), olga.newTask(t, other, "b")
	for _, c := range []struct {
		mutation, selection string
		input, changed      vars
		elsewhere           vars // another parent
	}{
		{"createProject", "project { id key name cursor }", vars{"key": newKey(), "name": "x"}, vars{"name": "y"}, nil},
		{"createTask", "task { id ref title version position }", vars{"projectId": project, "title": "x"}, vars{"title": "y"}, vars{"projectId": other}},
		{"createLabel", "label { id name color }", vars{"projectId": project, "name": "x"}, vars{"name": "y"}, vars{"projectId": other}},
		{"addComment", "comment { id body createdAt }", vars{"taskId": task, "body": "x"}, vars{"body": "y"}, vars{"taskId": otherTask}},
	} {
		with := func(id string, more vars) vars {
			in := vars{"id": id}
			maps.Copy(in, c.input)
			maps.Copy(in, more)
			return vars{"in": in}
		}
		operation := "mutation($in: " + inputOf(c.mutation) + "!) { " + c.mutation + "(input: $in) { " + c.selection + " } }"
		id, before := newID(), len(olga.history(t, project))

		// All at once, as a client does that has lost its patience.
		const times = 4
		answers := make(chan answer, times)
		for range times {
			go func() {
				got, err := olga.attempt(t, operation, with(id, nil))
				if err != nil {
					t.Error(err)
				}
				answers <- got
			}()
		}
		first := <-answers
		for range times - 1 {
			if again := <-answers; !reflect.DeepEqual(again.Data, first.Data) {
				t.Errorf("%s at once: %s and %s", c.mutation, first.Raw, again.Raw)
			}
		}
		if again := olga.do(t, operation, with(id, c.changed)); again.Raw != first.Raw {
			t.Errorf("%s again with other words: %s, and before: %s", c.mutation, again.Raw, first.Raw)
		}
		if made := len(olga.history(t, project)) - before; c.mutation != "createProject" && made != 1 {
			t.Errorf("%s sent %d times made %d events", c.mutation, times+1, made)
		}
		edgar.refused(t, "CONFLICT", operation, with(id, vars{"key": newKey(), "name": "z"}.only(c.input)))
		taken := task // by an object of another kind
		if c.mutation == "createTask" {
			taken = project
		}
		olga.refused(t, "CONFLICT", operation, with(taken, vars{"key": newKey(), "name": "z"}.only(c.input)))
		if c.elsewhere != nil {
			olga.refused(t, "CONFLICT", operation, with(id, c.elsewhere))
		}
	}
}

// only keeps the fields that another input has too.
func (v vars) only(of vars) vars {
	kept := vars{}
	for name, value := range v {
		if _, has := of[name]; has {
			kept[name] = value
		}
	}
	return kept
}

func lostUpdate(t *testing.T, h *house) {
	olga := h.Olga
	project := olga.newProject(t, "Versions")
	task := olga.newTask(t, project, "one")
	olga.change(t, "updateTask", `task { version }`, vars{"id": task, "title": "two", "ifVersion": 1})
	place := olga.cursor(t, project)
	for mutation, more := range map[string]vars{"updateTask": {"title": "lost"}, "moveTask": {"status": "done"}} {
		more["id"], more["ifVersion"] = task, 1
		got := olga.refused(t, "CONFLICT", "mutation($in: "+inputOf(mutation)+"!) { "+mutation+"(input: $in) { task { id } } }", vars{"in": more})
		if len(got.Errors) > 0 && got.Errors[0].Extensions["currentVersion"] != 2.0 {
			t.Errorf("%s does not say the current version: %s", mutation, got.Raw)
		}
	}
	if olga.cursor(t, project) != place {
		t.Error("a refused update made an event")
	}
	// Of many who have seen the same version, one wins.
	const clients = 5
	outcomes := make(chan string, clients)
	for range clients {
		go func() {
			got, err := olga.attempt(t, `mutation($id: ID!, $title: String) { updateTask(input: {id: $id, title: $title, ifVersion: 2}) { task { version } } }`,
				vars{"id": task, "title": newID()})
			if err != nil && got.code() == "" {
				t.Error(err)
			}
			outcomes <- got.code()
		}()
	}
	count := map[string]int{}
	for range clients {
		count[<-outcomes]++
	}
	if count[""] != 1 || count["CONFLICT"] != clients-1 {
		t.Errorf("of %d updates of one version: %v", clients, count)
	}
}

func oneForAList(t *testing.T, h *house) {
	olga := h.Olga
	project := olga.newProject(t, "Lists")
	label, task := olga.newLabel(t, project, "one"), olga.newTask(t, project, "x")
	operations := map[string]string{
		"literal":  `mutation { updateTask(input: {id: $task, labelIds: $label}) { task { labels { id } } } }`,
		"to add":   `mutation { updateTask(input: {id: $task, addLabelIds: $label}) { task { labels { id } } } }`,
		"of many":  `mutation { bulkUpdateTasks(input: {ids: $task, addLabelIds: $label}) { tasks { labels { id } } } }`,
		"by list":  `mutation { updateTask(input: {id: $task, labelIds: [$label]}) { task { labels { id } } } }`,
		"in bulk ": `mutation { bulkUpdateTasks(input: {ids: [$task], addLabelIds: [$label]}) { tasks { labels { id } } } }`,
	}
	for name, operation := range operations {
		olga.change(t, "updateTask", `task { id }`, vars{"id": task, "labelIds": nil})
		olga.must(t, fill(operation, map[string]string{"task": task, "label": label}), nil)
		got := olga.must(t, `query($id: ID!) { task(id: $id) { labels { id } } }`, vars{"id": task})
		if ids := got.texts("id", "task", "labels"); len(ids) != 1 || ids[0] != label {
			t.Errorf("%s: the labels are %v", name, ids)
		}
	}
	olga.change(t, "updateTask", `task { id }`, vars{"id": task, "labelIds": nil})
	got := olga.must(t, `mutation($id: ID!, $l: [ID!]) { updateTask(input: {id: $id, labelIds: $l}) { task { labels { id } } } }`,
		vars{"id": task, "l": label})
	if ids := got.texts("id", "updateTask", "task", "labels"); len(ids) != 1 {
		t.Errorf("one value as a variable: the labels are %v", ids)
	}
}

// archived: nothing in the project changes but that it may be taken out of the archive.
func archived(t *testing.T, h *house) {
	olga := h.Olga
	project := olga.newProject(t, "Archive")
	names := map[string]string{
		"project": project, "task": olga.newTask(t, project, "a"), "other": olga.newTask(t, project, "b"), "label": olga.newLabel(t, project, "l"),
	}
	names["comment"] = olga.comment(t, names["task"], "x")
	olga.change(t, "updateProject", `project { id }`, vars{"id": project, "archived": true})
	place := olga.cursor(t, project)
	for _, operation := range []string{
		`updateProject(input: {id: $project, name: "y"}) { project { id } }`, `createLabel(input: {projectId: $project, name: "y"}) { label { id } }`,
		`updateLabel(input: {id: $label, name: "y"}) { label { id } }`, `deleteLabel(id: $label) { id }`,
		`createStatus(input: {projectId: $project, key: "y", name: "y", category: TODO}) { project { id } }`,
		`createTask(input: {projectId: $project, title: "y"}) { task { id } }`, `updateTask(input: {id: $task, title: "y"}) { task { id } }`,
		`moveTask(input: {id: $task, status: "done"}) { task { id } }`, `bulkUpdateTasks(input: {ids: [$task], priority: LOW}) { tasks { id } }`,
		`deleteTask(id: $task) { id }`, `relateTasks(input: {taskId: $task, kind: BLOCKS, otherId: $other}) { task { id } }`,
		`addComment(input: {taskId: $task, body: "y"}) { comment { id } }`, `updateComment(input: {id: $comment, body: "y"}) { comment { id } }`,
		`deleteComment(id: $comment) { id }`,
	} {
		olga.refused(t, "CONFLICT", "mutation { "+fill(operation, names)+" }", nil)
	}
	if olga.cursor(t, project) != place {
		t.Error("a project in the archive has changed")
	}
	olga.change(t, "updateProject", `project { id }`, vars{"id": project, "archived": false})
	olga.newTask(t, project, "again")
}

// purged: a task's words are gone from the history, from search and from inboxes.
func purged(t *testing.T, h *house) {
	olga, edgar := h.Olga, h.Edgar
	project := olga.newProject(t, "Purge")
	olga.admit(t, project, edgar, "EDITOR")
	word := "word" + newID()[:8]
	task := olga.newTask(t, project, word, vars{"description": word, "assignedUserId": edgar.ID})
	olga.comment(t, task, word)
	edgar.notified(t, "COMMENTED")
	olga.change(t, "updateTask", `task { id }`, vars{"id": task, "title": word + " again"})
	for _, operation := range []string{`mutation { deleteTask(id: $task) { id } }`, `mutation { purgeTask(id: $task) { id } }`} {
		olga.must(t, fill(operation, map[string]string{"task": task}), nil)
	}
	edgar.notified(t, "ADDED_TO_PROJECT")
	x := explore(t)
	for _, q := range []step{
		{"", "project", `id: "` + project + `"`}, {"", "task", `id: "` + task + `"`}, {"", "notifications", `first: 10`},
		{"", "tasks", `filter: {text: "` + word + `"}, first: 5`}, {"", "tasks", `filter: {deleted: true}, first: 5`},
	} {
		operation := x.operation(x.schema.Query, q.field, q.arguments)
		if got := edgar.must(t, operation, nil); strings.Contains(got.Raw, word) {
			t.Errorf("after the purge, %s shows %s", q.field, shortened(got.Raw))
		}
	}
}
