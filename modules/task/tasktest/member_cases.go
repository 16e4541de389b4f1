package tasktest

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"tasklane/modules/task"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/null"
	"tasklane/platform/page"
)

func memberCases() cases {
	return cases{
		"members are added by id or by address":                       addedMember,
		"Q72 the last owner stays":                                    lastOwner,
		"Q72 of two owners who leave at once one stays":               ownersLeaveAtOnce,
		"Q69 who leaves is nobody's assignee and watches nothing":     leaver,
		"members are listed by when they joined":                      memberPages,
		"members are found by the beginning of a word of their name":  membersByName,
		"who shares a project, and the roles of many":                 sharedProjects,
		"a directory that is down stops only what needs somebody new": directoryDown,
	}
}

func addedMember(t *testing.T, w *World) {
	ada, bob, eve := w.Person(t, "Ada"), w.Person(t, "Bob"), w.Person(t, "Eve")
	p := w.NewProject(t, ada)
	if _, err := w.SetMember(ada.Ctx, task.SetMember{ProjectID: p.ID, Email: bob.Email, Role: task.Commenter}); err != nil {
		t.Fatal(err)
	}
	e := w.Last(t, ada, p.ID)
	if e.Type != task.MemberChanged || e.UserID != bob.ID || e.Facts.Role != task.Commenter || !e.Facts.Joined ||
		e.Changes[0].From != nil || *e.Changes[0].To != "COMMENTER" {
		t.Errorf("the event is %+v", e)
	}
	w.Join(t, ada, p, bob, task.Editor)
	if e := w.Last(t, ada, p.ID); e.Facts.Joined || *e.Changes[0].From != "COMMENTER" {
		t.Errorf("the event of the new role is %+v", e)
	}
	before := w.Last(t, ada, p.ID)
	w.Join(t, ada, p, bob, task.Editor)
	if after := w.Last(t, ada, p.ID); after.ID != before.ID {
		t.Errorf("the role that they have made an event: %+v", after)
	}
	w.People.Disable(eve.ID)
	for what, c := range map[string]struct {
		in    task.SetMember
		field string
	}{
		"an unknown id":      {task.SetMember{UserID: NewID(), Role: task.Editor}, "input.userId"},
		"an odd id":          {task.SetMember{UserID: "x", Role: task.Editor}, "input.userId"},
		"a disabled account": {task.SetMember{UserID: eve.ID, Role: task.Editor}, "input.userId"},
		"an unknown address": {task.SetMember{Email: "x@example.com", Role: task.Editor}, "input.email"},
		"nobody":             {task.SetMember{Role: task.Editor}, "input.userId"},
		"both":               {task.SetMember{UserID: bob.ID, Email: bob.Email, Role: task.Editor}, "input.email"},
		"no role":            {task.SetMember{UserID: bob.ID}, "input.role"},
		"an odd role":        {task.SetMember{UserID: bob.ID, Role: "KING"}, "input.role"},
	} {
		c.in.ProjectID = p.ID
		_, err := w.SetMember(ada.Ctx, c.in)
		WantField(t, what, err, c.field)
	}
}

func lastOwner(t *testing.T, w *World) {
	ada, bob := w.Person(t, "Ada"), w.Person(t, "Bob")
	p := w.NewProject(t, ada)
	_, err := w.SetMember(ada.Ctx, task.SetMember{ProjectID: p.ID, UserID: ada.ID, Role: task.Editor})
	WantKind(t, "lowering the last owner", err, fault.Conflict)
	WantKind(t, "removing the last owner", w.RemoveMember(ada.Ctx, p.ID, ada.ID), fault.Conflict)
	w.Join(t, ada, p, bob, task.Owner)
	if err := w.RemoveMember(ada.Ctx, p.ID, ada.ID); err != nil {
		t.Errorf("leaving another owner: %v", err)
	}
	WantKind(t, "removing who is no member", w.RemoveMember(bob.Ctx, p.ID, ada.ID), fault.NotFound)
}

func ownersLeaveAtOnce(t *testing.T, w *World) {
	for range 5 {
		ada, bob := w.Person(t, "Ada"), w.Person(t, "Bob")
		p := w.NewProject(t, ada)
		w.Join(t, ada, p, bob, task.Owner)
		var wg sync.WaitGroup
		errs := make([]error, 2)
		wg.Go(func() { errs[0] = w.RemoveMember(ada.Ctx, p.ID, ada.ID) })
		wg.Go(func() {
			_, errs[1] = w.SetMember(bob.Ctx, task.SetMember{ProjectID: p.ID, UserID: bob.ID, Role: task.Viewer})
		})
		wg.Wait()
		roles, err := w.Roles(As(t, identity.OfModule("gateway")), []task.Seat{{ProjectID: p.ID, UserID: ada.ID}, {ProjectID: p.ID, UserID: bob.ID}})
		if err != nil {
			t.Fatal(err)
		}
		owners := 0
		for _, role := range roles {
			if role == task.Owner {
				owners++
			}
		}
		if owners != 1 || (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("%d owners are left; %v, %v", owners, errs[0], errs[1])
		}
	}
}

func leaver(t *testing.T, w *World) {
	ada, bob := w.Person(t, "Ada"), w.Person(t, "Bob")
	p := w.NewProject(t, ada)
	w.Join(t, ada, p, bob, task.Editor)
	const n = 105 // more than one portion
	var last task.Task
	for i := range n {
		var err error
		last, err = w.CreateTask(ada.Ctx, task.NewTask{ProjectID: p.ID, Title: fmt.Sprint("Task ", i), AssignedUserID: bob.ID})
		if err != nil {
			t.Fatal(err)
		}
	}
	watched := w.NewTask(t, ada, p, "Watched")
	if _, err := w.WatchTask(bob.Ctx, watched.ID); err != nil {
		t.Fatal(err)
	}
	before := w.Last(t, ada, p.ID).Seq
	if err := w.RemoveMember(ada.Ctx, p.ID, bob.ID); err != nil {
		t.Fatal(err)
	}
	events := w.Events(t, ada, p.ID)[before:]
	if len(events) != n+1 || events[n].Type != task.MemberRemoved || events[n].UserID != bob.ID {
		t.Fatalf("%d events, the last is %+v", len(events), events[len(events)-1])
	}
	if e := events[0]; e.Type != task.TaskUpdated || e.Facts.PreviousAssigneeID != bob.ID || e.TaskVersion != 2 || e.Facts.TaskRef == "" {
		t.Errorf("the first event is %+v", e)
	}
	if ch, _ := change(events[0], "assignedUser"); ch.From == nil || *ch.From != "Bob" || ch.FromValue == nil || *ch.FromValue != bob.ID || ch.To != nil {
		t.Errorf("the assignee was changed: %+v", ch)
	}
	now, err := w.Task(ada.Ctx, last.ID, "")
	if err != nil || now.AssignedUserID != "" || now.Version != last.Version+1 {
		t.Errorf("the task is %+v, %v", now, err)
	}
	watchers, err := w.Watchers(ada.Ctx, []string{watched.ID})
	if err != nil || slices.Contains(watchers[watched.ID], bob.ID) {
		t.Errorf("it is watched by %v, %v", watchers, err)
	}
	_, err = w.Task(bob.Ctx, last.ID, "")
	WantKind(t, "who left reads a task", err, fault.NotFound)
}

func memberPages(t *testing.T, w *World) {
	ada := w.Person(t, "Ada")
	p := w.NewProject(t, ada)
	want := []string{ada.ID}
	for i := range 4 {
		who := w.Person(t, fmt.Sprint("Person", i))
		w.Join(t, ada, p, who, task.Viewer)
		want = append(want, who.ID)
	}
	var got []string
	args := page.Args{First: new(2), Count: true}
	for {
		m, err := w.ListMembers(ada.Ctx, task.MemberList{ProjectID: p.ID, Page: args})
		if err != nil || m.Total != 5 {
			t.Fatalf("total %d, %v", m.Total, err)
		}
		for _, member := range m.Items {
			got = append(got, member.UserID)
		}
		if !m.HasNext {
			break
		}
		args.After = m.Cursors[len(m.Cursors)-1]
	}
	if !slices.Equal(got, want) {
		t.Errorf("members %v, want %v", got, want)
	}
	m, err := w.ListMembers(ada.Ctx, task.MemberList{ProjectID: p.ID, Page: page.Args{Last: new(2)}})
	if err != nil || len(m.Items) != 2 || m.Items[1].UserID != want[4] || !m.HasPrev {
		t.Errorf("the last two: %+v, %v", m, err)
	}
}

func membersByName(t *testing.T, w *World) {
	ada := w.Person(t, "Ada Lovelace")
	p := w.NewProject(t, ada)
	for _, name := range []string{"Łucja Nowak", "José Lozano", "Lola Montez", "Bob"} {
		w.Join(t, ada, p, w.Person(t, name), task.Viewer)
	}
	for query, want := range map[string]int{
		"": 5, "lo": 3, "LO": 3, "jose": 1, "ada l": 1, "ove": 0, "!": 0, "bob": 1, "a%": 1,
	} {
		m, err := w.ListMembers(ada.Ctx, task.MemberList{ProjectID: p.ID, Query: query, Page: page.Args{Count: true}})
		if err != nil || len(m.Items) != want || m.Total != want {
			t.Errorf("%q: %d of %d, %v, want %d", query, len(m.Items), m.Total, err, want)
		}
	}
	first, err := w.ListMembers(ada.Ctx, task.MemberList{ProjectID: p.ID, Query: "lo", Page: page.Args{First: new(2)}})
	if err != nil || len(first.Items) != 2 || !first.HasNext {
		t.Fatalf("the first page: %+v, %v", first, err)
	}
	second, err := w.ListMembers(ada.Ctx, task.MemberList{ProjectID: p.ID, Query: "lo", Page: page.Args{First: new(2), After: first.Cursors[1]}})
	if err != nil || len(second.Items) != 1 || second.HasNext || slices.Contains(first.Items, second.Items[0]) {
		t.Errorf("the second page: %+v, %v", second, err)
	}
}

func sharedProjects(t *testing.T, w *World) {
	c := w.Cast(t)
	shared, err := w.SharesProject(c.Viewer.Ctx, []string{c.Owner.ID, c.Former.ID, c.Stranger.ID, NewID(), "x"})
	if err != nil || !shared[c.Owner.ID] || len(shared) != 1 {
		t.Errorf("shares with %v, %v", shared, err)
	}
	seat := func(p task.Project, who Person) task.Seat { return task.Seat{ProjectID: p.ID, UserID: who.ID} }
	gateway := As(t, identity.OfModule("gateway"))
	seats := []task.Seat{
		seat(c.Project, c.Owner), seat(c.Project, c.Viewer), seat(c.Project, c.Stranger), seat(c.Other, c.Stranger),
		seat(c.Other, c.Owner), seat(c.Project, c.Former), {ProjectID: "x", UserID: "y"},
	}
	roles, err := w.Roles(gateway, seats)
	if err != nil || len(roles) != 3 || roles[seats[0]] != task.Owner || roles[seats[1]] != task.Viewer || roles[seats[3]] != task.Owner {
		t.Errorf("roles %v, %v", roles, err)
	}
	if err := w.DeleteProject(c.Owner.Ctx, c.Project.ID); err != nil {
		t.Fatal(err)
	}
	if roles, err = w.Roles(gateway, seats); err != nil || len(roles) != 1 {
		t.Errorf("in the trash: %v, %v", roles, err)
	}
	if shared, err = w.SharesProject(c.Viewer.Ctx, []string{c.Owner.ID}); err != nil || len(shared) != 0 {
		t.Errorf("in the trash, shares with %v, %v", shared, err)
	}
	_, err = w.Roles(c.Owner.Ctx, seats)
	WantKind(t, "a person asks for roles", err, fault.Forbidden)
}

// directoryDown has a world of its own: others need the directory at the same time.
func directoryDown(t *testing.T, w *World) {
	w = w.reopen(t)
	ada, bob, eve := w.Person(t, "Ada"), w.Person(t, "Bob"), w.Person(t, "Eve")
	p := w.NewProject(t, ada)
	if _, err := w.SetMember(ada.Ctx, task.SetMember{ProjectID: p.ID, Email: bob.Email, Role: task.Viewer}); err != nil {
		t.Fatal(err)
	}
	w.People.SetDown(true)
	_, err := w.SetMember(ada.Ctx, task.SetMember{ProjectID: p.ID, UserID: eve.ID, Role: task.Editor})
	WantKind(t, "somebody new", err, fault.Unavailable)
	w.Join(t, ada, p, bob, task.Owner)
	if _, err := w.UpdateProject(bob.Ctx, task.UpdateProject{ID: p.ID, Name: null.Value("Shop")}); err != nil {
		t.Errorf("a rename by somebody whose name is not known: %v", err)
	}
	if e := w.Last(t, ada, p.ID); e.ActorID != bob.ID || e.Facts.ActorName != "" {
		t.Errorf("the event is %+v", e)
	}
	asked := w.People.Asked()
	for i := range 20 {
		if _, err := w.UpdateProject(bob.Ctx, task.UpdateProject{ID: p.ID, Name: null.Value(fmt.Sprint("Shop ", i))}); err != nil {
			t.Fatal(err)
		}
	}
	if n := w.People.Asked() - asked; n > 5 {
		t.Errorf("20 changes asked a directory that is down %d times", n)
	}
}
