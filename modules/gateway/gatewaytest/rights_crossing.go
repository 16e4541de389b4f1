package gatewaytest

import (
	"testing"
)

// crossing ties something of the stranger's own project to something of another one, in a way that is fine within
// one project.
type crossing struct {
	operation string
	outcome   string // as in the rights table
}

// crossed names the stranger's own things $my…, and those of the stranger's own second project $far…; the rest is the
// stage's.
var crossed = []crossing{
	{`mutation { createTask(input: {projectId: $myProject, title: "x", labelIds: [$label]}) { task { id } } }`, "400"},
	{`mutation { createTask(input: {projectId: $myProject, title: "x", parentId: $task}) { task { id } } }`, "400"},
	{`mutation { createTask(input: {projectId: $myProject, title: "x", after: $task}) { task { id } } }`, "404"},
	{`mutation { createTask(input: {projectId: $myProject, title: "x", before: $task}) { task { id } } }`, "404"},
	{`mutation { createTask(input: {projectId: $myProject, title: "x", status: $column}) { task { id } } }`, "400"},
	{`mutation { updateTask(input: {id: $myTask, labelIds: [$label]}) { task { id } } }`, "400"},
	{`mutation { updateTask(input: {id: $myTask, addLabelIds: [$myLabel, $label]}) { task { id } } }`, "400"},
	{`mutation { updateTask(input: {id: $myTask, parentId: $task}) { task { id } } }`, "400"},
	{`mutation { updateTask(input: {id: $myTask, assignedUserId: $person}) { task { id } } }`, "400"},
	{`mutation { updateTask(input: {id: $task, parentId: $myTask}) { task { id } } }`, "404"},
	{`mutation { moveTask(input: {id: $myTask, after: $task}) { task { id } } }`, "404"},
	{`mutation { moveTask(input: {id: $myTask, before: $task}) { task { id } } }`, "404"},
	{`mutation { moveTask(input: {id: $myTask, projectId: $project}) { task { id } } }`, "404"},
	{`mutation { moveTask(input: {id: $task, projectId: $myProject}) { task { id } } }`, "404"},
	{`mutation { bulkUpdateTasks(input: {ids: [$myTask, $task], priority: LOW}) { tasks { id } } }`, "404"},
	{`mutation { bulkUpdateTasks(input: {ids: [$myTask], addLabelIds: [$label]}) { tasks { id } } }`, "400"},
	{`mutation { bulkUpdateTasks(input: {ids: [$myTask], assignedUserId: $person}) { tasks { id } } }`, "400"},
	{`mutation { relateTasks(input: {taskId: $myTask, kind: BLOCKS, otherId: $task}) { task { id } } }`, "404"},
	{`mutation { relateTasks(input: {taskId: $task, kind: BLOCKS, otherId: $myTask}) { task { id } } }`, "404"},
	{`mutation { unrelateTasks(input: {taskId: $myTask, kind: BLOCKS, otherId: $task}) { task { id } } }`, "404"},
	{`mutation { createStatus(input: {projectId: $myProject, key: "k", name: "k", category: TODO, after: $column}) { project { id } } }`, "400"},
	{`mutation { deleteStatus(input: {projectId: $myProject, key: "todo", moveTasksTo: $column}) { project { id } } }`, "400"},
	{`mutation { updateStatus(input: {projectId: $myProject, key: $column, name: "k"}) { project { id } } }`, "404"},
	{`mutation { setPresence(projectId: $myProject, taskId: $task) }`, "404"},
	{`mutation { createTask(input: {projectId: $myProject, title: "x", labelIds: [$farLabel]}) { task { id } } }`, "400"},
	{`mutation { createTask(input: {projectId: $myProject, title: "x", parentId: $farTask}) { task { id } } }`, "400"},
	{`mutation { updateTask(input: {id: $myTask, labelIds: [$farLabel]}) { task { id } } }`, "400"},
	{`mutation { updateTask(input: {id: $myTask, parentId: $farTask}) { task { id } } }`, "400"},
	{`mutation { bulkUpdateTasks(input: {ids: [$myTask], addLabelIds: [$farLabel]}) { tasks { id } } }`, "400"},
	{`mutation { setPresence(projectId: $myProject, taskId: $farTask) }`, "404"},
	{`query { project(id: $myProject) { tasks(filter: {projectIds: [$project]}) { totalCount nodes { id } } } }`, "yes"},
	{`query { project(id: $myProject) { tasks(filter: {labelIds: [$label]}) { totalCount nodes { id } } } }`, "yes"},
	{`query { project(id: $myProject) { tasks(filter: {parentId: $task}) { totalCount nodes { id } } } }`, "yes"},
	{`query { tasks(filter: {projectIds: [$project, $myProject], createdByIds: [$person]}) { totalCount nodes { id } } }`, "yes"},
	{`query { tasks(filter: {assignedUserIds: [$person]}) { totalCount nodes { id } } }`, "yes"},
	{`query { tasks(filter: {parentId: $task}) { totalCount nodes { id } } }`, "yes"},
	{`query { tasks(filter: {statuses: [$column]}) { totalCount nodes { id } } }`, "yes"},
}

// A child is checked together with its parent, and both ends of a tie: what belongs to another project is unknown in
// this one, in exactly the words of what does not exist.
func (s *stage) crossings(t *testing.T) {
	far := s.stranger.newProject(t, "Far away")
	farTask, farLabel := s.stranger.newTask(t, far, "far"), s.stranger.newLabel(t, far, "far")
	mine := map[string]string{
		"myProject": s.elsewhere, "myTask": s.stranger.newTask(t, s.elsewhere, "mine"), "myLabel": s.stranger.newLabel(t, s.elsewhere, "mine"),
	}
	for _, c := range crossed {
		known := map[string]string{"person": s.editor.ID, "farTask": farTask, "farLabel": farLabel}
		unknown := map[string]string{"person": newID(), "farTask": newID(), "farLabel": newID()}
		for name, value := range s.props {
			known[name], unknown[name] = value, s.unknown(name)
		}
		for name, value := range mine {
			known[name], unknown[name] = value, value
		}
		before, ours := s.owner.cursor(t, s.project), s.stranger.cursor(t, s.elsewhere)
		got := s.stranger.do(t, fill(c.operation, known), nil)
		if got.code() != outcomes[c.outcome] {
			t.Errorf("%s: want %s, got %s", c.operation, c.outcome, got.Raw)
		}
		if other := s.stranger.do(t, fill(c.operation, unknown), nil); other.Raw != got.Raw {
			t.Errorf("%s: what is another's gets %s\nwhat is not there gets %s", c.operation, got.Raw, other.Raw)
		}
		s.keepsSecrets(t, c.operation, s.stranger, got)
		if s.owner.cursor(t, s.project) != before || s.stranger.cursor(t, s.elsewhere) != ours {
			t.Errorf("%s made an event", c.operation)
		}
	}
}

// Whoever moves or relates tasks across projects needs EDITOR in both.
func movesAcross(t *testing.T, h *house) {
	olga, edgar, viktor, stella := h.Olga, h.Edgar, h.Viktor, h.Stella
	source, target := olga.newProject(t, "Source"), stella.newProject(t, "Target")
	olga.admit(t, source, edgar, "EDITOR")
	olga.admit(t, source, viktor, "VIEWER")
	for role, refused := range map[string]string{"VIEWER": "FORBIDDEN", "COMMENTER": "FORBIDDEN", "EDITOR": ""} {
		stella.admit(t, target, edgar, role)
		moved, other := olga.newTask(t, source, "moves"), stella.newTask(t, target, "stays")
		for _, operation := range []string{
			`mutation { relateTasks(input: {taskId: $a, kind: RELATES, otherId: $b}) { task { id } } }`,
			`mutation { moveTask(input: {id: $a, projectId: $p}) { task { project { id } } } }`,
		} {
			got := edgar.do(t, fill(operation, map[string]string{"a": moved, "b": other, "p": target}), nil)
			if got.code() != refused {
				t.Errorf("EDITOR here and %s there: %s\n%s", role, operation, got.Raw)
			}
		}
	}
	stella.admit(t, target, viktor, "EDITOR")
	viktor.refused(t, "FORBIDDEN", `mutation($id: ID!, $p: ID!) { moveTask(input: {id: $id, projectId: $p}) { task { id } } }`,
		vars{"id": olga.newTask(t, source, "stays"), "p": target})
}
