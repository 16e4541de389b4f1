package tasktest

import (
	"slices"
	"testing"

	"tasklane/modules/task"
	"tasklane/platform/fault"
	"tasklane/platform/null"
	"tasklane/platform/page"
)

func projectListCases() cases {
	return cases{
		"projects are listed by name, in pages, both ways":   projectPages,
		"archived and deleted projects are listed on demand": otherProjects,
		"projects without an owner are an admin's to find":   ownerlessProjects,
		"an admin takes over where no owner is left":         takenOver,
	}
}

func (w *World) named(t *testing.T, owner Person, name string) task.Project {
	t.Helper()
	p, err := w.CreateProject(owner.Ctx, task.NewProject{Key: NewKey(), Name: name})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func names(projects []task.Project) (names []string) {
	for _, p := range projects {
		names = append(names, p.Name)
	}
	return names
}

func projectPages(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	want := []string{"Äpfel", "banana", "Cherry", "cherry", "Dates"}
	for _, i := range []int{3, 0, 4, 2, 1} {
		w.named(t, ada, want[i])
	}
	w.NewProject(t, w.Person(t, "Eve"))
	for _, backward := range []bool{false, true} {
		var got []task.Project
		args := page.Args{First: new(2), Count: true}
		if backward {
			args = page.Args{Last: new(2), Count: true}
		}
		for {
			p, err := w.ListProjects(ada.Ctx, task.ProjectList{Page: args})
			if err != nil || p.Total != 5 {
				t.Fatalf("total %d, %v", p.Total, err)
			}
			if backward {
				got, args.Before = append(slices.Clone(p.Items), got...), p.Cursors[0]
			} else {
				got, args.After = append(got, p.Items...), p.Cursors[len(p.Cursors)-1]
			}
			if (backward && !p.HasPrev) || (!backward && !p.HasNext) {
				break
			}
		}
		// Cherry and cherry fold to one name and are in the order of their ids.
		found := names(got)
		if found[2] == "cherry" {
			found[2], found[3] = found[3], found[2]
		}
		if !slices.Equal(found, want) {
			t.Errorf("backward %t: %v", backward, found)
		}
		if got[0].ViewerRole != task.Owner || got[0].Cursor.Seq != 1 {
			t.Errorf("an item is %+v", got[0])
		}
	}
	first, err := w.ListProjects(ada.Ctx, task.ProjectList{Page: page.Args{First: new(1)}})
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.ListProjects(ada.Ctx, task.ProjectList{IncludeArchived: true, Page: page.Args{After: first.Cursors[0]}})
	WantField(t, "a cursor of another list", err, "after")
}

func otherProjects(t *testing.T, w *World) {
	ada, bob := w.Person(t, "Ada"), w.Person(t, "Bob")
	live, archived, deleted := w.named(t, ada, "live"), w.named(t, ada, "archived"), w.named(t, ada, "deleted")
	for _, p := range []task.Project{live, archived, deleted} {
		w.Join(t, ada, p, bob, task.Editor)
	}
	if _, err := w.UpdateProject(ada.Ctx, task.UpdateProject{ID: archived.ID, Archived: null.Value(true)}); err != nil {
		t.Fatal(err)
	}
	if err := w.DeleteProject(ada.Ctx, deleted.ID); err != nil {
		t.Fatal(err)
	}
	for what, c := range map[string]struct {
		who  Person
		in   task.ProjectList
		want []string
	}{
		"live ones":                 {ada, task.ProjectList{}, []string{"live"}},
		"with archived ones":        {ada, task.ProjectList{IncludeArchived: true}, []string{"archived", "live"}},
		"the trash":                 {ada, task.ProjectList{Deleted: true}, []string{"deleted"}},
		"the trash, for an editor":  {bob, task.ProjectList{Deleted: true}, nil},
		"with archived, for editor": {bob, task.ProjectList{IncludeArchived: true}, []string{"archived", "live"}},
	} {
		p, err := w.ListProjects(c.who.Ctx, c.in)
		if got := names(p.Items); err != nil || !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, %v, want %v", what, got, err, c.want)
		}
	}
}

// hasProject pages through the list of ownerless projects, which other tests add to.
func (w *World) hasOwnerless(t *testing.T, admin Person, id string) (task.Project, bool) {
	t.Helper()
	args := page.Args{First: new(3)}
	for {
		p, err := w.ListProjects(admin.Ctx, task.ProjectList{Ownerless: true, Page: args})
		if err != nil {
			t.Fatal(err)
		}
		for _, found := range p.Items {
			if found.ID == id {
				return found, true
			}
		}
		if !p.HasNext {
			return task.Project{}, false
		}
		args.After = p.Cursors[len(p.Cursors)-1]
	}
}

func ownerlessProjects(t *testing.T, w *World) {
	root, ada, bob := w.Admin(t, "Root"), w.Person(t, "Ada"), w.Person(t, "Bob")
	p, err := w.CreateProject(ada.Ctx, task.NewProject{Key: NewKey(), Name: "Secret", Description: "of Ada"})
	if err != nil {
		t.Fatal(err)
	}
	w.Join(t, ada, p, bob, task.Owner)
	_, err = w.ListProjects(bob.Ctx, task.ProjectList{Ownerless: true})
	WantKind(t, "who is no admin", err, fault.Forbidden)
	w.People.Disable(ada.ID)
	if _, found := w.hasOwnerless(t, root, p.ID); found {
		t.Error("a project with an enabled owner is listed")
	}
	w.People.Disable(bob.ID)
	found, ok := w.hasOwnerless(t, root, p.ID)
	if want := (task.Project{ID: p.ID, Key: p.Key, Name: p.Name}); !ok || found != want {
		t.Errorf("found %+v, want no more than %+v", found, want)
	}
}

func takenOver(t *testing.T, w *World) {
	root, ada, bob := w.Admin(t, "Root"), w.Person(t, "Ada"), w.Person(t, "Bob")
	p := w.NewProject(t, ada)
	w.Join(t, ada, p, bob, task.Owner)
	if _, err := w.UpdateProject(ada.Ctx, task.UpdateProject{ID: p.ID, Archived: null.Value(true)}); err != nil {
		t.Fatal(err)
	}
	take := func(who, whom Person, role task.Role) error {
		_, err := w.SetMember(who.Ctx, task.SetMember{ProjectID: p.ID, UserID: whom.ID, Role: role})
		return err
	}
	w.People.Disable(ada.ID)
	WantKind(t, "while an owner is enabled", take(root, root, task.Owner), fault.NotFound)
	w.People.Disable(bob.ID)
	eve := w.Person(t, "Eve")
	WantKind(t, "who is no admin", take(eve, eve, task.Owner), fault.NotFound)
	WantKind(t, "for somebody else", take(root, eve, task.Owner), fault.NotFound)
	WantKind(t, "as an editor", take(root, root, task.Editor), fault.NotFound)
	if err := take(root, root, task.Owner); err != nil {
		t.Fatal(err)
	}
	if e := w.Last(t, root, p.ID); e.Type != task.MemberChanged || e.ActorID != root.ID || e.UserID != root.ID || !e.Facts.Joined {
		t.Errorf("the log says %+v", e)
	}
}
