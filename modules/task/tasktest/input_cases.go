package tasktest

import (
	"strings"
	"testing"

	"tasklane/modules/task"
	"tasklane/platform/null"
	"tasklane/platform/page"
)

func inputCases() cases {
	return cases{
		"bad input names its field and changes nothing": badInput,
		"Q80 names are kept as Unicode":                 unicodeNames,
		"Q81 sizes and cursors are checked":             badPages,
	}
}

func badInput(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p := w.NewProject(t, ada)
	label := w.label(t, ada, p, "bug")
	before := w.Last(t, ada, p.ID)
	zero, huge := 0, 1<<40
	long, nul := strings.Repeat("ä", 101), "a\x00b"
	create := func(in task.NewProject) error {
		if in.Key == "" {
			in.Key = NewKey()
		}
		_, err := w.CreateProject(ada.Ctx, in)
		return err
	}
	update := func(in task.UpdateProject) error {
		in.ID = p.ID
		_, err := w.UpdateProject(ada.Ctx, in)
		return err
	}
	status := func(in task.NewStatus) error {
		in.ProjectID = p.ID
		_, err := w.CreateStatus(ada.Ctx, in)
		return err
	}
	column := func(in task.UpdateStatus) error {
		in.ProjectID, in.Key = p.ID, "todo"
		_, err := w.UpdateStatus(ada.Ctx, in)
		return err
	}
	newLabel := func(in task.NewLabel) error {
		in.ProjectID = p.ID
		_, err := w.CreateLabel(ada.Ctx, in)
		return err
	}
	relabel := func(in task.UpdateLabel) error {
		in.ID = label.ID
		_, err := w.UpdateLabel(ada.Ctx, in)
		return err
	}
	for what, c := range map[string]struct {
		err   error
		field string
	}{
		"key too short":          {create(task.NewProject{Key: "A", Name: "x"}), "input.key"},
		"key too long":           {create(task.NewProject{Key: "ABCDEFGHIJK", Name: "x"}), "input.key"},
		"key in small letters":   {create(task.NewProject{Key: "web", Name: "x"}), "input.key"},
		"key that is a number":   {create(task.NewProject{Key: "1A", Name: "x"}), "input.key"},
		"key with a line's end":  {create(task.NewProject{Key: "WEB\n", Name: "x"}), "input.key"},
		"key of other letters":   {create(task.NewProject{Key: "WÄB", Name: "x"}), "input.key"},
		"no name":                {create(task.NewProject{}), "input.name"},
		"a blank name":           {create(task.NewProject{Name: " \t "}), "input.name"},
		"a long name":            {create(task.NewProject{Name: long}), "input.name"},
		"NUL in a name":          {create(task.NewProject{Name: nul}), "input.name"},
		"a name of two lines":    {create(task.NewProject{Name: "a\nb"}), "input.name"},
		"broken UTF-8":           {create(task.NewProject{Name: "a\xff"}), "input.name"},
		"a surrogate":            {create(task.NewProject{Name: "a\xed\xa0\x80"}), "input.name"},
		"NUL in a description":   {create(task.NewProject{Name: "x", Description: nul}), "input.description"},
		"a long description":     {create(task.NewProject{Name: "x", Description: strings.Repeat("ä", 100_001)}), "input.description"},
		"an id that is none":     {create(task.NewProject{ID: "x", Name: "x"}), "input.id"},
		"an id in capitals":      {create(task.NewProject{ID: strings.ToUpper(NewID()), Name: "x"}), "input.id"},
		"an id in braces":        {create(task.NewProject{ID: "{" + NewID() + "}", Name: "x"}), "input.id"},
		"a null key":             {update(task.UpdateProject{Key: null.Null[string]()}), "input.key"},
		"a null name":            {update(task.UpdateProject{Name: null.Null[string]()}), "input.name"},
		"null archived":          {update(task.UpdateProject{Archived: null.Null[bool]()}), "input.archived"},
		"an odd new key":         {update(task.UpdateProject{Key: null.Value("w")}), "input.key"},
		"an odd column key":      {status(task.NewStatus{Key: "a b", Name: "x", Category: task.Todo}), "input.key"},
		"no column key":          {status(task.NewStatus{Name: "x", Category: task.Todo}), "input.key"},
		"no column name":         {status(task.NewStatus{Key: "a", Category: task.Todo}), "input.name"},
		"no category":            {status(task.NewStatus{Key: "a", Name: "x"}), "input.category"},
		"an odd color":           {status(task.NewStatus{Key: "a", Name: "x", Category: task.Todo, Color: "red"}), "input.color"},
		"behind what is not":     {status(task.NewStatus{Key: "a", Name: "x", Category: task.Todo, After: null.Value("zz")}), "input.after"},
		"a limit of none":        {status(task.NewStatus{Key: "a", Name: "x", Category: task.Todo, WIPLimit: &zero}), "input.wipLimit"},
		"a limit without bounds": {status(task.NewStatus{Key: "a", Name: "x", Category: task.Todo, WIPLimit: &huge}), "input.wipLimit"},
		"a null column key":      {column(task.UpdateStatus{NewKey: null.Null[string]()}), "input.newKey"},
		"a null column name":     {column(task.UpdateStatus{Name: null.Null[string]()}), "input.name"},
		"a null column color":    {column(task.UpdateStatus{Color: null.Null[string]()}), "input.color"},
		"a null category":        {column(task.UpdateStatus{Category: null.Null[task.Category]()}), "input.category"},
		"an odd category":        {column(task.UpdateStatus{Category: null.Value(task.Category("LATER"))}), "input.category"},
		"no label name":          {newLabel(task.NewLabel{}), "input.name"},
		"an odd label color":     {newLabel(task.NewLabel{Name: "x", Color: "#ff"}), "input.color"},
		"a null label name":      {relabel(task.UpdateLabel{Name: null.Null[string]()}), "input.name"},
		"a null label color":     {relabel(task.UpdateLabel{Color: null.Null[string]()}), "input.color"},
	} {
		WantField(t, what, c.err, c.field)
	}
	if after := w.Last(t, ada, p.ID); after.ID != before.ID {
		t.Errorf("bad input made the event %+v", after)
	}
}

func unicodeNames(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	for what, c := range map[string][2]string{
		"decomposed letters":    {"Cafe\u0301", "Café"},
		"emoji":                 {"👩‍👩‍👧 board", "👩‍👩‍👧 board"},
		"right to left":         {"\u202eevil\u202c", "\u202eevil\u202c"},
		"100 runes of 4 bytes":  {strings.Repeat("𝄞", 100), strings.Repeat("𝄞", 100)},
		"what looks like SQL":   {`'; DROP TABLE projects; --%_\`, `'; DROP TABLE projects; --%_\`},
		"letters that fold big": {strings.Repeat("ﷺ", 100), strings.Repeat("ﷺ", 100)},
	} {
		p, err := w.CreateProject(ada.Ctx, task.NewProject{Key: NewKey(), Name: c[0], Description: c[0]})
		if err != nil || p.Name != c[1] || p.Description != c[0] {
			t.Errorf("%s: %q, %v", what, p.Name, err)
		}
		if l, err := w.CreateLabel(ada.Ctx, task.NewLabel{ProjectID: p.ID, Name: c[0]}); err != nil || l.Name != c[1] {
			t.Errorf("%s as a label: %q, %v", what, l.Name, err)
		}
	}
}

func badPages(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p := w.NewProject(t, ada)
	lists := map[string]func(page.Args) error{
		"projects": func(a page.Args) error {
			_, err := w.ListProjects(ada.Ctx, task.ProjectList{Page: a})
			return err
		},
		"ownerless projects": func(a page.Args) error {
			_, err := w.ListProjects(w.Admin(t, "Root").Ctx, task.ProjectList{Ownerless: true, Page: a})
			return err
		},
		"members": func(a page.Args) error {
			_, err := w.ListMembers(ada.Ctx, task.MemberList{ProjectID: p.ID, Page: a})
			return err
		},
		"found members": func(a page.Args) error {
			_, err := w.ListMembers(ada.Ctx, task.MemberList{ProjectID: p.ID, Query: "a", Page: a})
			return err
		},
		"events": func(a page.Args) error {
			_, err := w.ListEvents(ada.Ctx, task.History{ProjectID: p.ID, Page: a})
			return err
		},
	}
	for name, list := range lists {
		for _, n := range []int{0, -1, 101, 1 << 40} {
			WantField(t, name, list(page.Args{First: new(n)}), "first")
			WantField(t, name, list(page.Args{Last: new(n)}), "last")
		}
		for _, cursor := range []string{"x", "'", strings.Repeat("A", 10_000), "WyIiLCIiXQ"} {
			WantField(t, name, list(page.Args{After: cursor}), "after")
			WantField(t, name, list(page.Args{Before: cursor}), "before")
		}
	}
}
