package gatewaytest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// list is a connection of at least seven items: its field with a place for arguments, what stands around it, and
// whether it is read backward too.
type list struct {
	name, before, field, after string
	backward, uncounted        bool
}

func pageCases() cases { return cases{"every list is read in pages, both ways": pages} }

// pages reads every connection at once and in pages of three: each item comes once, in the same order, and the pages
// say whether there are more.
func pages(t *testing.T, h *house) {
	const items = 7
	olga := h.person(t, "Olga")
	letters := strings.ToLower(newKey())
	var crowd []*person
	for i := range items {
		crowd = append(crowd, h.person(t, fmt.Sprintf("%s %d", letters, i)))
	}
	project := olga.newProject(t, "Pages")
	var task string
	for i, one := range crowd {
		olga.admit(t, project, one, "EDITOR")
		task = olga.newTask(t, project, fmt.Sprint("task ", i%3), vars{
			"assignedUserId": crowd[0].ID, "priority": []string{"LOW", "HIGH", "NONE"}[i%3], "dueOn": []any{"2026-11-23", nil, "2026-12-24"}[i%3],
		})
		crowd[0].newProject(t, fmt.Sprint("project ", i%3))
	}
	for i := range items {
		olga.comment(t, task, fmt.Sprint(i))
	}
	reader := crowd[0]
	eventually(t, "all notifications are there", func() bool {
		return reader.must(t, `{ notifications { totalCount } }`, nil).number("notifications", "totalCount") >= 2*items
	})
	lists := []list{
		{name: "users", field: fmt.Sprintf("users(query: %q, ARGS)", letters)},
		{name: "projects", field: "projects(ARGS)"},
		{name: "notifications", field: "notifications(ARGS)"},
		{name: "members", before: fmt.Sprintf("project(id: %q) {", project), field: "members(ARGS)", after: "}"},
		{name: "found members", before: fmt.Sprintf("project(id: %q) {", project), field: fmt.Sprintf("members(query: %q, ARGS)", letters), after: "}"},
		{name: "a project's tasks", before: fmt.Sprintf("project(id: %q) {", project), field: "tasks(ARGS)", after: "}", backward: true},
		{name: "a project's events", before: fmt.Sprintf("project(id: %q) {", project), field: "events(ARGS)", after: "}", backward: true, uncounted: true},
		{name: "a task's events", before: fmt.Sprintf("task(id: %q) {", task), field: "events(ARGS)", after: "}", backward: true, uncounted: true},
		{name: "comments", before: fmt.Sprintf("task(id: %q) {", task), field: "comments(ARGS)", after: "}", backward: true},
		{name: "found tasks", field: `tasks(filter: {text: "task"}, ARGS)`, backward: true},
	}
	for _, sort := range contract(t).Types["TaskSort"].EnumValues {
		for _, direction := range []string{"ASC", "DESC"} {
			lists = append(lists, list{
				name: sort.Name + " " + direction, backward: true,
				field: fmt.Sprintf("tasks(filter: {projectIds: [%q]}, orderBy: {by: %s, direction: %s}, ARGS)", project, sort.Name, direction),
			})
		}
	}
	cursors := map[string]string{}
	for _, l := range lists {
		all := l.read(t, reader, "first: 100")
		if len(all.ids) < items || all.next || all.previous || !l.uncounted && all.total != len(all.ids) {
			t.Fatalf("%s: the whole list is %+v", l.name, all)
		}
		l.walk(t, reader, all, "first", "after")
		if l.backward {
			l.walk(t, reader, all, "last", "before")
		}
		cursors[l.name] = all.cursors[2]
	}
	// A cursor is of one list and of no other.
	for _, pair := range [][2]string{
		{"comments", "a task's events"}, {"a project's events", "a project's tasks"}, {"TITLE ASC", "TITLE DESC"}, {"users", "projects"},
		{"notifications", "projects"}, {"POSITION ASC", "NUMBER ASC"}, {"members", "found members"},
	} {
		for _, l := range lists {
			if l.name != pair[1] {
				continue
			}
			got := reader.do(t, l.query(fmt.Sprintf("first: 3, after: %q", cursors[pair[0]])), nil)
			if got.code() != "INVALID_INPUT" || got.Errors[0].field() != "after" {
				t.Errorf("a cursor of %s in %s: %s", pair[0], pair[1], shortened(got.Raw))
			}
		}
	}
}

// page is a part of a list.
type page struct {
	ids, cursors   []string
	next, previous bool
	total          int
}

func (l list) query(arguments string) string {
	count := "totalCount"
	if l.uncounted {
		count = ""
	}
	return fmt.Sprintf("{ %s it: %s { nodes { id } edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } %s } %s }",
		l.before, strings.ReplaceAll(l.field, "ARGS", arguments), count, l.after)
}

func (l list) read(t *testing.T, p *person, arguments string) page {
	t.Helper()
	got := p.must(t, l.query(arguments), nil)
	var path []any
	for _, outer := range []string{"project", "task"} {
		if strings.HasPrefix(l.before, outer) {
			path = append(path, outer)
		}
	}
	it := answer{Data: object(got.at(append(path, "it")...))}
	out := page{
		ids: it.texts("id", "nodes"), cursors: it.texts("cursor", "edges"), total: it.number("totalCount"),
		next: it.at("pageInfo", "hasNextPage") == true, previous: it.at("pageInfo", "hasPreviousPage") == true,
	}
	for i, id := range out.ids {
		if it.text("edges", i, "node", "id") != id {
			t.Errorf("%s: nodes and edges differ at %d", l.name, i)
		}
	}
	if n := len(out.cursors); n > 0 && (it.text("pageInfo", "startCursor") != out.cursors[0] || it.text("pageInfo", "endCursor") != out.cursors[n-1]) {
		t.Errorf("%s: the page's cursors are not those of its ends", l.name)
	}
	return out
}

// walk reads the list in pages of three, in one direction.
func (l list) walk(t *testing.T, p *person, all page, size, place string) {
	t.Helper()
	var ids []string
	at := ""
	for round := 0; ; round++ {
		arguments := size + ": 3"
		if at != "" {
			arguments += fmt.Sprintf(", %s: %q", place, at)
		}
		one := l.read(t, p, arguments)
		more, behind := one.next, one.previous
		if size == "last" {
			more, behind = behind, more
			ids = append(slices.Clone(one.ids), ids...)
		} else {
			ids = append(ids, one.ids...)
		}
		if behind != (round > 0) || !l.uncounted && one.total != all.total {
			t.Errorf("%s, page %d by %s: %+v", l.name, round, size, one)
		}
		if !more || len(one.ids) == 0 || len(ids) > len(all.ids) {
			break
		}
		at = one.cursors[len(one.cursors)-1]
		if size == "last" {
			at = one.cursors[0]
		}
	}
	if !slices.Equal(ids, all.ids) {
		t.Errorf("%s by %s:\nat once  %v\nin pages %v", l.name, size, all.ids, ids)
	}
}
