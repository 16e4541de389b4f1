package gatewaytest

import (
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
)

// cast is a project and people in every relation to it.
type cast struct {
	*house
	owner, editor, commenter, viewer *person
	// former was a member, stranger is one of another project, disabled has an account that was switched off.
	former, stranger, disabled *person
	// spare is in no project.
	spare *person

	project, key string
	elsewhere    string // the stranger's own project
}

// cast makes the people and their projects.
func (h *house) cast(t *testing.T) *cast {
	t.Helper()
	c := &cast{
		house: h, owner: h.person(t, "Olga Owner"), editor: h.person(t, "Edgar Editor"), commenter: h.person(t, "Cora Commenter"),
		viewer: h.person(t, "Viktor Viewer"), former: h.person(t, "Fred Former"), stranger: h.person(t, "Stella Stranger"),
		disabled: h.person(t, "Dora Disabled"), spare: h.person(t, "Sam Spare"),
	}
	c.key = newKey()
	c.project = c.newProject(t, c.key)
	c.elsewhere = c.stranger.newProject(t, "Elsewhere")
	c.Admin.must(t, `mutation($id: ID!) { setUserDisabled(userId: $id, disabled: true) { user { disabled } } }`, vars{"id": c.disabled.ID})
	return c
}

// newProject makes one more project with the same people in the same roles.
func (c *cast) newProject(t *testing.T, key string) string {
	t.Helper()
	id := c.owner.change(t, "createProject", `project { id }`, vars{"key": key, "name": key}).text("createProject", "project", "id")
	for _, m := range []struct {
		who  *person
		role string
	}{{c.editor, "EDITOR"}, {c.commenter, "COMMENTER"}, {c.viewer, "VIEWER"}, {c.former, "EDITOR"}} {
		c.owner.admit(t, id, m.who, m.role)
	}
	c.owner.change(t, "removeMember", `id`, vars{"projectId": id, "userId": c.former.ID})
	return id
}

// newProject makes a project with the person as its owner.
func (p *person) newProject(t *testing.T, name string) (id string) {
	t.Helper()
	return p.change(t, "createProject", `project { id }`, vars{"key": newKey(), "name": name}).text("createProject", "project", "id")
}

// admit makes somebody a member.
func (p *person) admit(t *testing.T, project string, who *person, role string) {
	t.Helper()
	p.change(t, "setMember", `project { id }`, vars{"projectId": project, "userId": who.ID, "role": role})
}

// newTask makes a task; the input may say more about it.
func (p *person) newTask(t *testing.T, project, title string, more ...vars) (id string) {
	t.Helper()
	input := vars{"projectId": project, "title": title}
	for _, m := range more {
		maps.Copy(input, m)
	}
	return p.change(t, "createTask", `task { id }`, input).text("createTask", "task", "id")
}

// comment makes a comment.
func (p *person) comment(t *testing.T, task, body string) (id string) {
	t.Helper()
	return p.change(t, "addComment", `comment { id }`, vars{"taskId": task, "body": body}).text("addComment", "comment", "id")
}

// newLabel makes a label.
func (p *person) newLabel(t *testing.T, project, name string) (id string) {
	t.Helper()
	return p.change(t, "createLabel", `label { id }`, vars{"projectId": project, "name": name}).text("createLabel", "label", "id")
}

// cursor is the place of the project's latest event.
func (p *person) cursor(t *testing.T, project string) string {
	t.Helper()
	return p.must(t, `query($id: ID!) { project(id: $id) { cursor } }`, vars{"id": project}).text("project", "cursor")
}

// notified waits until the newest notification is of this kind, and gives its id and message.
func (p *person) notified(t *testing.T, kind string) (id, message string) {
	t.Helper()
	eventually(t, p.Name+" hears of "+kind, func() bool {
		got := p.must(t, `{ notifications(first: 1) { nodes { id kind message } } }`, nil)
		id, message = got.text("notifications", "nodes", 0, "id"), got.text("notifications", "nodes", 0, "message")
		return got.text("notifications", "nodes", 0, "kind") == kind
	})
	return id, message
}

// newKey is a project key that nobody has.
func newKey() string {
	letters := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return 'A' + r - '0'
		}
		return r
	}, strings.ToUpper(strings.ReplaceAll(uuid.NewString(), "-", "")))
	return letters[:10]
}

// soon is how long a broadcast may take to end somebody's stream.
const soon = 5 * time.Second
