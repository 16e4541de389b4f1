package gatewaytest

import (
	"slices"
	"testing"
)

// takeover: an admin sees a project only as its member, and may become the owner of one whose owners are all disabled.
func takeover(t *testing.T, h *house) {
	owner, member := h.person(t, "Olga"), h.Viktor
	project := owner.newProject(t, "Orphan")
	owner.admit(t, project, member, "EDITOR")
	owner.newTask(t, project, "still here")
	listed := func() bool {
		t.Helper()
		got := h.Admin.must(t, `{ projects(ownerless: true, first: 100) { nodes { id key name } } }`, nil)
		return slices.Contains(got.texts("id", "projects", "nodes"), project)
	}
	const take = `mutation($p: ID!, $u: ID!) { setMember(input: {projectId: $p, userId: $u, role: OWNER}) { project { viewerRole } } }`
	mine := vars{"p": project, "u": h.Admin.ID}
	if listed() {
		t.Error("a project with an owner counts as ownerless")
	}
	h.Admin.refused(t, "NOT_FOUND", take, mine)
	h.Admin.must(t, `mutation($id: ID!) { setUserDisabled(userId: $id, disabled: true) { user { disabled } } }`, vars{"id": owner.ID})
	if !listed() {
		t.Error("a project whose owner is disabled does not count as ownerless")
	}
	member.refused(t, "FORBIDDEN", take, vars{"p": project, "u": member.ID})
	h.Admin.refused(t, "NOT_FOUND", take, vars{"p": project, "u": member.ID})
	if got := h.Admin.must(t, `query($id: ID!) { project(id: $id) { id } tasks(filter: {projectIds: [$id]}) { totalCount } }`, vars{"id": project}); got.at("project") != nil || got.number("tasks", "totalCount") != 0 {
		t.Errorf("an admin reads a project before taking it over: %s", got.Raw)
	}
	if got := h.Admin.must(t, take, mine); got.text("setMember", "project", "viewerRole") != "OWNER" {
		t.Errorf("taking over: %s", got.Raw)
	}
	events := member.history(t, project)
	if last := events[len(events)-1]; last.Type != "MEMBER_CHANGED" {
		t.Errorf("the log does not tell of it: %+v", last)
	}
	if listed() {
		t.Error("a project that was taken over still counts as ownerless")
	}
}
