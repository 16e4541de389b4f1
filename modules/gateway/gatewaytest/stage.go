package gatewaytest

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
)

// stage is a cast with a project that has everything, whose ids the operations of the rights table name by
// placeholders: $task.
type stage struct {
	*cast
	// witness looks on, whatever becomes of the others' sessions.
	witness *person
	// secret is part of everything that is written in the project.
	secret string
	// props are the ids of what is there from the beginning.
	props map[string]string
	// hidden are the values that nobody else may read.
	hidden []string
}

func (h *house) stage(t *testing.T) *stage {
	t.Helper()
	// An admin of its own, whose sessions it may end.
	admin := h.person(t, "Adam Admin")
	h.Admin.must(t, `mutation($id: ID!) { setUserRole(userId: $id, role: ADMIN) { user { role } } }`, vars{"id": admin.ID})
	h = &house{Site: h.Site, Admin: admin}
	s := &stage{cast: h.cast(t), secret: "hush" + strings.ToLower(newKey())}
	s.witness = h.person(t, "Wanda Witness")
	s.owner.admit(t, s.project, s.witness, "VIEWER")
	task := s.owner.newTask(t, s.project, s.secret+" first", vars{"description": s.secret})
	s.owner.change(t, "createStatus", `project { id }`,
		vars{"projectId": s.project, "key": s.secret, "name": s.secret, "category": "TODO"})
	label := s.owner.newLabel(t, s.project, s.secret)
	comment := s.owner.comment(t, task, s.secret)
	s.editor.comment(t, task, s.secret)
	notification, _ := s.owner.notified(t, "COMMENTED")
	got := s.owner.must(t, `query($id: ID!) { project(id: $id) {
		statuses { id } events(first: 1) { nodes { id cursor } } } task(id: "`+task+`") { ref } }`, vars{"id": s.project})
	s.props = map[string]string{
		"project": s.project, "key": s.key, "task": task, "ref": got.text("task", "ref"),
		"second": s.owner.newTask(t, s.project, s.secret+" second"), "comment": comment, "label": label, "column": s.secret,
		"status": got.text("project", "statuses", 0, "id"), "member": s.project + "." + s.owner.ID,
		"event": got.text("project", "events", "nodes", 0, "id"), "cursor": got.text("project", "events", "nodes", 0, "cursor"),
		"session": s.owner.session(t), "notification": notification,
	}
	for name, value := range s.props {
		if name != "key" {
			s.hidden = append(s.hidden, value)
		}
	}
	for _, one := range []*person{s.owner, s.editor, s.commenter, s.viewer, s.witness} {
		s.hidden = append(s.hidden, one.Email)
	}
	s.hidden = append(s.hidden, s.secret)
	return s
}

// fresh are the placeholders of things that are made anew for each try, by the name that the table gives them.
var fresh = map[string]func(t *testing.T, s *stage, who *person) string{
	"newID":  func(*testing.T, *stage, *person) string { return newID() },
	"newKey": func(*testing.T, *stage, *person) string { return newKey() },
	"me": func(_ *testing.T, _ *stage, who *person) string {
		if who.ID == "" { // nobody
			return newID()
		}
		return who.ID
	},
	"owner":      func(_ *testing.T, s *stage, _ *person) string { return s.owner.ID },
	"spare":      func(_ *testing.T, s *stage, _ *person) string { return s.spare.ID },
	"spareEmail": func(_ *testing.T, s *stage, _ *person) string { return s.spare.Email },
	"password":   func(*testing.T, *stage, *person) string { return password },
	"aTask":      func(t *testing.T, s *stage, _ *person) string { return s.owner.newTask(t, s.project, s.secret) },
	"aTrashed": func(t *testing.T, s *stage, _ *person) string {
		id := s.owner.newTask(t, s.project, s.secret)
		s.owner.must(t, `mutation($id: ID!) { deleteTask(id: $id) { id } }`, vars{"id": id})
		return id
	},
	"aLabel":   func(t *testing.T, s *stage, _ *person) string { return s.owner.newLabel(t, s.project, newKey()) },
	"aComment": func(t *testing.T, s *stage, _ *person) string { return s.owner.comment(t, s.props["task"], s.secret) },
	"myComment": func(t *testing.T, s *stage, who *person) string {
		if who == s.editor || who == s.commenter {
			return who.comment(t, s.props["task"], s.secret)
		}
		return s.owner.comment(t, s.props["task"], s.secret)
	},
	"aColumn": func(t *testing.T, s *stage, _ *person) string {
		key := strings.ToLower(newKey())
		s.owner.change(t, "createStatus", `project { id }`, vars{"projectId": s.project, "key": key, "name": key, "category": "TODO"})
		return key
	},
	"aMember": func(t *testing.T, s *stage, _ *person) string {
		s.owner.admit(t, s.project, s.spare, "VIEWER")
		return s.spare.ID
	},
	"aSession": func(t *testing.T, s *stage, who *person) string {
		if who == s.owner {
			return s.owner.login(t).session(t)
		}
		return s.props["session"]
	},
	"aProject": func(t *testing.T, s *stage, _ *person) string { return s.newProject(t, newKey()) },
	"aBinned": func(t *testing.T, s *stage, _ *person) string {
		id := s.newProject(t, newKey())
		s.owner.must(t, `mutation($id: ID!) { deleteProject(id: $id) { id } }`, vars{"id": id})
		return id
	},
}

// open are placeholders whose values everybody may know.
var open = map[string]bool{"newID": true, "newKey": true, "me": true, "owner": true, "spare": true, "aMember": true, "spareEmail": true, "password": true}

var placeholder = regexp.MustCompile(`\$(\w+)`)

// fill gives the operation with its placeholders filled: with things that are there, and with unknown ones in their
// place.
func (s *stage) fill(t *testing.T, operation string, who *person) (known, unknown string) {
	t.Helper()
	there, lost := map[string]string{}, map[string]string{}
	for _, found := range placeholder.FindAllStringSubmatch(operation, -1) {
		name := found[1]
		if there[name] != "" {
			continue
		}
		value, shared := s.props[name]
		if !shared {
			value = fresh[name](t, s, who)
		}
		there[name], lost[name] = value, value
		if !open[name] {
			lost[name] = s.unknown(name)
		}
	}
	return fill(operation, there), fill(operation, lost)
}

func fill(operation string, values map[string]string) string {
	return placeholder.ReplaceAllStringFunc(operation, func(found string) string {
		quoted, _ := json.Marshal(values[found[1:]])
		return string(quoted)
	})
}

// unknown is a value of the same form that nothing has.
func (s *stage) unknown(name string) string {
	switch name {
	case "key":
		return newKey()
	case "ref":
		return newKey() + "-1"
	case "member":
		return newID() + "." + s.owner.ID
	case "column", "aColumn":
		return strings.ToLower(newKey())
	case "cursor":
		return s.props["cursor"]
	default:
		return newID()
	}
}
