// Package demo fills a site with a project that looks like one that people work in: for a first look, for
// screenshots and, with many tasks, for measuring. It uses nothing but the modules' contracts.
package demo

import (
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	mathrand "math/rand/v2"

	"golang.org/x/sync/errgroup"

	"tasklane/modules/task"
	"tasklane/modules/user"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

// Users is what is asked of the user module.
type Users interface {
	Create(ctx context.Context, in user.Create) (user.User, error)
	CardByEmail(ctx context.Context, email string) (user.Card, error)
}

// MaxTasks is how many tasks one example may have.
const MaxTasks = 100_000

// DefaultTasks is enough for a board that looks lived in.
const DefaultTasks = 60

// Options say what to make.
type Options struct {
	// Tasks is how many, 1 to MaxTasks.
	Tasks int
	// Owner is the e-mail of an account that becomes owner of the project beside the example's people; it may be empty.
	Owner string
	// Progress is told now and then how many tasks there are. It may be nil.
	Progress func(done int)
}

// Result is what was made.
type Result struct {
	Project task.Project
	Tasks   int
	// Email and Password sign in one of the example's people. Password is empty when they had an account before.
	Email, Password string
}

// maker makes one example.
type maker struct {
	users   Users
	tasks   task.Service
	options Options
	random  *mathrand.Rand
	people  []person
	project task.Project
	labels  []task.Label
}

// Fill makes the people, unless they are there already, and a project of theirs.
//
// Returns Invalid for a number of tasks out of bounds, NotFound for an owner who has no account.
func Fill(ctx context.Context, users Users, tasks task.Service, o Options) (Result, error) {
	if o.Tasks < 1 || o.Tasks > MaxTasks {
		return Result{}, fault.Invalidf("tasks", "Ask for 1 to %d tasks.", MaxTasks)
	}
	// The same example every time: whoever reports something can be answered with the same board.
	m := &maker{users: users, tasks: tasks, options: o, random: mathrand.New(mathrand.NewPCG(12, 34))} //nolint:gosec // see above
	password, err := m.hire(ctx)
	if err != nil {
		return Result{}, err
	}
	for _, step := range []func(context.Context) error{m.setUp, m.write, m.discuss} {
		if err := step(ctx); err != nil {
			return Result{}, err
		}
	}
	return Result{Project: m.project, Tasks: o.Tasks, Email: cast[0].email, Password: password}, nil
}

// hire makes the accounts; their one password is new each time and returned if the first of them is new.
func (m *maker) hire(ctx context.Context) (string, error) {
	secret := make([]byte, 12)
	if _, err := rand.Read(secret); err != nil {
		return "", err
	}
	password := base64.RawURLEncoding.EncodeToString(secret)
	operator := identity.With(ctx, identity.OfModule("operator"))
	isNew := false
	for i, p := range cast {
		card, err := m.users.CardByEmail(operator, p.email)
		if fault.Is(err, fault.NotFound) {
			var made user.User
			made, err = m.users.Create(operator, user.Create{Name: p.name, Email: p.email, Password: password, Role: user.Member})
			card.ID = made.ID
			isNew = isNew || i == 0
		}
		if err != nil {
			return "", fmt.Errorf("an account for %s: %w", p.name, err)
		}
		p.id = card.ID
		m.people = append(m.people, p)
	}
	if !isNew {
		return "", nil
	}
	return password, nil
}

// setUp makes the project, its members and labels.
func (m *maker) setUp(ctx context.Context) error {
	owner := m.people[0].in(ctx)
	var err error
	for n := 1; ; n++ {
		key := "DEMO"
		if n > 1 {
			key = fmt.Sprintf("DEMO%d", n)
		}
		m.project, err = m.tasks.CreateProject(owner, task.NewProject{Key: key, Name: projectName, Description: projectDescription})
		if !fault.Is(err, fault.Conflict) || n == 1000 {
			break
		}
	}
	if err != nil {
		return err
	}
	members := []task.SetMember{}
	for _, p := range m.people[1:] {
		members = append(members, task.SetMember{ProjectID: m.project.ID, UserID: p.id, Role: p.role})
	}
	if m.options.Owner != "" {
		members = append(members, task.SetMember{ProjectID: m.project.ID, Email: m.options.Owner, Role: task.Owner})
	}
	for _, member := range members {
		if _, err := m.tasks.SetMember(owner, member); err != nil {
			return err
		}
	}
	for _, l := range labels {
		l.ProjectID = m.project.ID
		made, err := m.tasks.CreateLabel(owner, l)
		if err != nil {
			return err
		}
		m.labels = append(m.labels, made)
	}
	return nil
}

// writers is how many tasks are made at a time.
const writers = 4

// write makes the tasks: the hand-written ones in their order, then as many more as were asked for.
func (m *maker) write(ctx context.Context) error {
	total := m.options.Tasks - m.steps()
	for n := range min(total, len(cards)) {
		author, in := m.next(n)
		if _, err := m.tasks.CreateTask(author.in(ctx), in); err != nil {
			return err
		}
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(writers)
	for n := len(cards); n < total; n++ {
		author, in := m.next(n)
		group.Go(func() error {
			_, err := m.tasks.CreateTask(author.in(ctx), in)
			return err
		})
		if m.options.Progress != nil && (n+1)%1000 == 0 {
			m.options.Progress(n + 1)
		}
		if ctx.Err() != nil {
			break
		}
	}
	return group.Wait()
}

// discuss adds comments, subtasks and relations to the first tasks.
func (m *maker) discuss(ctx context.Context) error {
	first := 20
	page, err := m.tasks.ListTasks(m.people[0].in(ctx), task.List{
		Filter: task.Filter{ProjectIDs: []string{m.project.ID}}, By: task.ByNumber, Page: firstPage(first),
	})
	if err != nil {
		return err
	}
	for i, t := range page.Items {
		if err := m.talk(ctx, t, i); err != nil {
			return err
		}
	}
	if len(page.Items) < 4 {
		return nil
	}
	for i, kind := range []task.RelationKind{task.Blocks, task.Relates} {
		in := task.Relate{TaskID: page.Items[i].ID, Kind: kind, OtherID: page.Items[i+2].ID}
		if _, err := m.tasks.RelateTasks(m.people[0].in(ctx), in); err != nil {
			return err
		}
	}
	for _, title := range steps[:m.steps()] {
		in := task.NewTask{ProjectID: m.project.ID, ParentID: page.Items[0].ID, Title: title}
		if _, err := m.tasks.CreateTask(m.people[1].in(ctx), in); err != nil {
			return err
		}
	}
	return nil
}

// steps is how many of the tasks are subtasks: none in a small example.
func (m *maker) steps() int {
	if m.options.Tasks < DefaultTasks {
		return 0
	}
	return len(steps)
}

func (m *maker) talk(ctx context.Context, t task.Task, i int) error {
	for n := range (i + 2) % 3 {
		speaker := m.people[(i+n)%3]
		addressee := m.people[(i+n)%3+1]
		body := fmt.Sprintf(remarks[(i+n)%len(remarks)], "[@"+addressee.name+"](mention:"+addressee.id+")")
		if _, err := m.tasks.AddComment(speaker.in(ctx), task.NewComment{TaskID: t.ID, Body: body}); err != nil {
			return err
		}
	}
	return nil
}
