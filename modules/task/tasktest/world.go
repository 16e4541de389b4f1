package tasktest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"

	"tasklane/modules/task"
	"tasklane/modules/user"
	broadcastmemory "tasklane/platform/broadcast/memory"
	cachememory "tasklane/platform/cache/memory"
	"tasklane/platform/database"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/page"
)

// World is a service under test with what it stands on.
type World struct {
	task.Service
	Site
	// reopen makes the service anew, on the same tables but with a directory and listeners of its own.
	reopen func(t *testing.T) *World
}

// NewWorld opens a service on a database that has the task module's tables.
func NewWorld(t *testing.T, db *database.DB, open Open) *World {
	t.Helper()
	site := Site{
		DB: db, People: &People{}, Pushed: &Pushed{},
		Broadcast: broadcastmemory.New(), Cache: cachememory.New(1 << 24),
	}
	return &World{
		Service: open(t, site), Site: site,
		reopen: func(t *testing.T) *World { return NewWorld(t, db, open) },
	}
}

// Person is somebody with an account. Ctx carries them as the caller.
type Person struct {
	ID, Name, Email string
	Ctx             context.Context
}

// Person makes an account.
func (w *World) Person(t *testing.T, name string) Person {
	t.Helper()
	return w.person(t, name, false)
}

// Admin makes an account of an administrator.
func (w *World) Admin(t *testing.T, name string) Person {
	t.Helper()
	return w.person(t, name, true)
}

func (w *World) person(t *testing.T, name string, admin bool) Person {
	id := NewID()
	p := Person{ID: id, Name: name, Email: fmt.Sprintf("%s.%s@example.com", strings.ToLower(name), id)}
	p.Ctx = identity.With(t.Context(), identity.OfUser(id, NewID(), admin))
	w.People.Add(user.Card{ID: id, Name: name, Enabled: true}, p.Email)
	return p
}

// NewID is an id that nothing has.
func NewID() string { return uuid.NewString() }

// NewKey is a project key that hardly anything has.
func NewKey() string {
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	key := make([]byte, 10)
	for i := range key {
		key[i] = letters[rand.IntN(len(letters))]
	}
	return string(key)
}

// NewProject makes a project.
func (w *World) NewProject(t *testing.T, owner Person) task.Project {
	t.Helper()
	p, err := w.CreateProject(owner.Ctx, task.NewProject{Key: NewKey(), Name: "Website"})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Join makes somebody a member.
func (w *World) Join(t *testing.T, owner Person, p task.Project, who Person, role task.Role) {
	t.Helper()
	if _, err := w.SetMember(owner.Ctx, task.SetMember{ProjectID: p.ID, UserID: who.ID, Role: role}); err != nil {
		t.Fatal(err)
	}
}

// Cast is a project with somebody in each role, and those who are in none.
type Cast struct {
	Project                          task.Project
	Owner, Editor, Commenter, Viewer Person
	// Former was a member, Stranger is the owner of Other, Admin is in no project.
	Former, Stranger, Admin Person
	Other                   task.Project
}

// Cast makes a project with all of them.
func (w *World) Cast(t *testing.T) Cast {
	t.Helper()
	c := Cast{
		Owner: w.Person(t, "Olga"), Editor: w.Person(t, "Ed"), Commenter: w.Person(t, "Cora"), Viewer: w.Person(t, "Vic"),
		Former: w.Person(t, "Fred"), Stranger: w.Person(t, "Stan"), Admin: w.Admin(t, "Ada"),
	}
	c.Project, c.Other = w.NewProject(t, c.Owner), w.NewProject(t, c.Stranger)
	w.Join(t, c.Owner, c.Project, c.Editor, task.Editor)
	w.Join(t, c.Owner, c.Project, c.Commenter, task.Commenter)
	w.Join(t, c.Owner, c.Project, c.Viewer, task.Viewer)
	w.Join(t, c.Owner, c.Project, c.Former, task.Owner)
	if err := w.RemoveMember(c.Owner.Ctx, c.Project.ID, c.Former.ID); err != nil {
		t.Fatal(err)
	}
	return c
}

// As is the test's context with a caller.
func As(t *testing.T, id identity.Identity) context.Context {
	return identity.With(t.Context(), id)
}

// NewTask makes a task.
func (w *World) NewTask(t *testing.T, who Person, p task.Project, title string) task.Task {
	t.Helper()
	made, err := w.CreateTask(who.Ctx, task.NewTask{ProjectID: p.ID, Title: title})
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// Events reads a project's whole history.
func (w *World) Events(t *testing.T, who Person, projectID string) []task.Event {
	t.Helper()
	var all []task.Event
	args := page.Args{First: new(100)}
	for {
		p, err := w.ListEvents(who.Ctx, task.History{ProjectID: projectID, Page: args})
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, p.Items...)
		if !p.HasNext {
			return all
		}
		args.After = p.Cursors[len(p.Cursors)-1]
	}
}

// Last is the latest event of a project.
func (w *World) Last(t *testing.T, who Person, projectID string) task.Event {
	t.Helper()
	p, err := w.ListEvents(who.Ctx, task.History{ProjectID: projectID, Page: page.Args{Last: new(1)}})
	if err != nil || len(p.Items) != 1 {
		t.Fatalf("the latest event: %d, %v", len(p.Items), err)
	}
	return p.Items[0]
}

// WantKind fails the test unless the error is of this kind.
func WantKind(t *testing.T, what string, err error, kind fault.Kind) {
	t.Helper()
	switch {
	case err == nil:
		t.Errorf("%s: done, want %v", what, kind)
	case !fault.Is(err, kind):
		t.Errorf("%s: %v (%v), want %v", what, fault.From(err).Kind, err, kind)
	}
}

// WantField fails the test unless the error is Invalid and names this field.
func WantField(t *testing.T, what string, err error, field string) {
	t.Helper()
	if e := fault.From(err); e == nil || e.Kind != fault.Invalid || e.Field != field {
		t.Errorf("%s: %v, want INVALID_INPUT at %s", what, err, field)
	}
}

// WantSame fails the test unless both errors look alike from outside: kind, words, field.
func WantSame(t *testing.T, what string, got, want error) {
	t.Helper()
	a, b := fault.From(got), fault.From(want)
	if a == nil || b == nil || a.Kind != b.Kind || a.Message != b.Message || a.Field != b.Field {
		t.Errorf("%s: %v, want exactly %v", what, got, want)
	}
}

// Until waits for a condition.
func Until(t *testing.T, what string, holds func() bool) {
	t.Helper()
	tick := time.NewTicker(2 * time.Millisecond)
	defer tick.Stop()
	late := time.After(10 * time.Second)
	for !holds() {
		select {
		case <-tick.C:
		case <-late:
			t.Fatalf("waited in vain: %s", what)
		}
	}
}
