package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/google/uuid"
	"golang.org/x/sync/errgroup"
)

// site is the data that the measurements work on, all of it made through the API.
type site struct {
	address  string
	tokens   []string // of the users, who are members of every project
	users    []string // their ids
	projects []string // for the workload that is spread
	busy     string   // for the one that is not
	large    *project
	small    *project
	live     *project // what subscribers look at
}

// api is a connection for preparing, where answers are read and speed does not matter.
type api struct{ *connection }

// do runs an operation and decodes its data into out, which may be nil.
func (a api) do(ctx context.Context, document string, variables, out any) error {
	body, err := json.Marshal(map[string]any{"query": document, "variables": variables})
	if err != nil {
		return err
	}
	answer, err := a.post(ctx, body)
	if err != nil {
		return err
	}
	var parsed struct {
		Data   json.RawMessage
		Errors []struct{ Message string }
	}
	if err := json.Unmarshal(answer, &parsed); err != nil {
		return err
	}
	if len(parsed.Errors) > 0 {
		return errors.New(parsed.Errors[0].Message)
	}
	if out == nil {
		return nil
	}
	return json.Unmarshal(parsed.Data, out)
}

type object map[string]any

// prepare makes users, projects and tasks on an empty server.
func prepare(ctx context.Context, address string, p plan) (*site, error) {
	s := &site{address: address}
	if err := s.register(ctx, p.users); err != nil {
		return nil, fmt.Errorf("registering users: %w", err)
	}
	s.projects = make([]string, p.projects)
	group, each := errgroup.WithContext(ctx)
	group.SetLimit(writers)
	for n := range s.projects {
		group.Go(func() (err error) {
			s.projects[n], err = s.found(each, fmt.Sprintf("P%d", n))
			return err
		})
	}
	if err := group.Wait(); err != nil {
		return nil, fmt.Errorf("making projects: %w", err)
	}
	var err error
	if s.busy, err = s.found(ctx, "BUSY"); err != nil {
		return nil, err
	}
	for _, one := range []struct {
		to    **project
		key   string
		tasks int
	}{{&s.large, "LARGE", p.tasks}, {&s.small, "SMALL", p.fewTasks}, {&s.live, "LIVE", 1}} {
		if *one.to, err = s.fill(ctx, one.key, one.tasks); err != nil {
			return nil, fmt.Errorf("making %d tasks: %w", one.tasks, err)
		}
	}
	return s, nil
}

func (s *site) register(ctx context.Context, users int) error {
	c, err := dial(ctx, s.address, "")
	if err != nil {
		return err
	}
	defer c.close()
	for n := range users {
		var made struct {
			Register struct {
				AccessToken string
				User        struct{ ID string }
			}
		}
		input := object{"name": fmt.Sprintf("Member %d", n), "email": fmt.Sprintf("member%d@example.org", n), "password": "three blue herons " + uuid.NewString()}
		err := api{c}.do(ctx, `mutation($input: RegisterInput!) { register(input: $input) { accessToken user { id } } }`, object{"input": input}, &made)
		if err != nil {
			return err
		}
		s.tokens = append(s.tokens, made.Register.AccessToken)
		s.users = append(s.users, made.Register.User.ID)
	}
	return nil
}

// found makes a project of which every user is a member.
func (s *site) found(ctx context.Context, key string) (string, error) {
	c, err := dial(ctx, s.address, s.tokens[0])
	if err != nil {
		return "", err
	}
	defer c.close()
	id := uuid.NewString()
	err = api{c}.do(ctx, `mutation($input: CreateProjectInput!) { createProject(input: $input) { project { id } } }`,
		object{"input": object{"id": id, "key": key, "name": "Project " + key}}, nil)
	if err != nil {
		return "", err
	}
	for _, user := range s.users[1:] {
		err := api{c}.do(ctx, `mutation($input: SetMemberInput!) { setMember(input: $input) { project { id } } }`,
			object{"input": object{"projectId": id, "userId": user, "role": "EDITOR"}}, nil)
		if err != nil {
			return "", err
		}
	}
	return id, nil
}

const (
	writers = 16
	// sought is a word that soughtTasks of a project's tasks hold, however many it has.
	sought      = "zeppelin"
	soughtTasks = 20
)

// fill makes a project with so many tasks: with assignees, labels, a description, spread over the columns.
func (s *site) fill(ctx context.Context, key string, tasks int) (*project, error) {
	id, err := s.found(ctx, key)
	if err != nil {
		return nil, err
	}
	labels, err := s.label(ctx, id)
	if err != nil {
		return nil, err
	}
	p := &project{id: id, tasks: make([]string, tasks)}
	group, ctx := errgroup.WithContext(ctx)
	for w := range writers {
		group.Go(func() error {
			c, err := dial(ctx, s.address, s.tokens[w%len(s.tokens)])
			if err != nil {
				return err
			}
			defer c.close()
			for n := w; n < tasks; n += writers {
				p.tasks[n] = uuid.NewString()
				err := api{c}.do(ctx, `mutation($input: CreateTaskInput!) { createTask(input: $input) { task { id } } }`,
					object{"input": s.task(p, n, labels)}, nil)
				if err != nil {
					return err
				}
			}
			return nil
		})
	}
	return p, group.Wait()
}

// task is the input of a project's task number n.
func (s *site) task(p *project, n int, labels []string) object {
	title := fmt.Sprintf("Rework the settings page, step %d", n)
	if every := max(1, len(p.tasks)/soughtTasks); n%every == 0 {
		title += " with the " + sought
	}
	return object{
		"id": p.tasks[n], "projectId": p.id, "title": title, "status": columns[n%len(columns)], "priority": "HIGH",
		"description":    strings.Repeat("What people see when they open their settings, and what they expect there. ", 3),
		"assignedUserId": s.users[n%len(s.users)], "labelIds": labels[n%4 : n%4+n%3], // none, one or two
	}
}

func (s *site) label(ctx context.Context, project string) (ids []string, err error) {
	c, err := dial(ctx, s.address, s.tokens[0])
	if err != nil {
		return nil, err
	}
	defer c.close()
	for _, name := range []string{"bug", "design", "content", "performance", "research"} {
		id := uuid.NewString()
		err := api{c}.do(ctx, `mutation($input: CreateLabelInput!) { createLabel(input: $input) { label { id } } }`,
			object{"input": object{"id": id, "projectId": project, "name": name, "color": "#3366cc"}}, nil)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}
