package main

import (
	"bytes"
	"context"
	"fmt"
	"time"
)

// growthResult compares one kind of work in a project of many tasks with the same in one of few.
type growthResult struct {
	what                string
	manyTasks, fewTasks int
	many, few           time.Duration // medians
}

// ratio is how much longer the large project takes.
func (g growthResult) ratio() float64 { return float64(g.many) / float64(g.few) }

// getTask is the kind of work that asks for one task by its id.
const getTask = "get"

// replayed is how many events a client that comes back has missed.
const replayed = 50

// growth measures each kind of work in both projects by turns, one at a time, so that whatever else the machine does
// meets both alike.
func growth(ctx context.Context, s *site, rounds int) (results []growthResult, err error) {
	c, err := dial(ctx, s.address, s.tokens[0])
	if err != nil {
		return nil, err
	}
	defer c.close()
	kinds := []struct {
		what string
		of   func(*project) (func() error, error)
	}{
		{"list", func(p *project) (func() error, error) {
			return posting(ctx, c, func(int) string { return s.listingAnew(p) }), nil
		}},
		{getTask, func(p *project) (func() error, error) {
			return posting(ctx, c, func(turn int) string {
				return request(`query Get($id: ID!) { task(id: $id) { ref title description status { name } assignedUser { name } labels { name } version } }`,
					`{"id":"`+p.tasks[turn*7%len(p.tasks)]+`"}`)
			}), nil
		}},
		{"search", func(p *project) (func() error, error) {
			return posting(ctx, c, func(int) string {
				return request(`query Search($project: ID!, $by: [ID!]) { tasks(filter: {projectIds: [$project], createdByIds: $by, text: "`+sought+`"}, first: 50) { nodes { ref title } } }`,
					`{"project":"`+p.id+`","by":`+s.anybody()+`}`)
			}), nil
		}},
		{"catch up", func(p *project) (func() error, error) { return catchingUp(ctx, s, c, p) }},
		{"update", func(p *project) (func() error, error) {
			next := updating(p)(0)
			return posting(ctx, c, func(int) string { return string(next(nil)) }), nil
		}},
	}
	for _, kind := range kinds {
		result := growthResult{what: kind.what, manyTasks: len(s.large.tasks), fewTasks: len(s.small.tasks)}
		if result.many, result.few, err = byTurns(ctx, rounds, s.large, s.small, kind.of); err != nil {
			return nil, fmt.Errorf("%s: %w", kind.what, err)
		}
		results = append(results, result)
	}
	return results, nil
}

// byTurns does the work in both projects and returns the median of each.
func byTurns(ctx context.Context, rounds int, many, few *project, of func(*project) (func() error, error)) (time.Duration, time.Duration, error) {
	var took [2]sample
	var work [2]func() error
	for i, p := range []*project{many, few} {
		var err error
		if work[i], err = of(p); err != nil {
			return 0, 0, err
		}
	}
	for round := range rounds + rounds/5 {
		for i := range work {
			at := time.Now()
			if err := work[i](); err != nil {
				return 0, 0, err
			}
			if round >= rounds/5 { // the first fifth warms up
				took[i].add(time.Since(at))
			}
		}
	}
	return took[0].p50(), took[1].p50(), ctx.Err()
}

// posting sends one request after the other.
func posting(ctx context.Context, c *connection, body func(turn int) string) func() error {
	turn := 0
	return func() error {
		turn++
		answer, err := c.post(ctx, []byte(body(turn)))
		if err != nil {
			return err
		}
		return refused(answer)
	}
}

// catchingUp subscribes with the cursor of a client that has missed events, until they are there.
func catchingUp(ctx context.Context, s *site, c *connection, p *project) (func() error, error) {
	cursor, err := s.back(ctx, c, p)
	if err != nil {
		return nil, err
	}
	socket, err := connect(ctx, s.address, s.tokens[0])
	if err != nil {
		return nil, err
	}
	context.AfterFunc(ctx, socket.close)
	turn := 0
	return func() error {
		turn++
		id := fmt.Sprintf("%d", turn)
		if err := socket.subscribe(ctx, id, p.id, cursor); err != nil {
			return err
		}
		for range replayed {
			message, err := socket.receive(ctx)
			if err != nil {
				return err
			}
			if !bytes.HasPrefix(message, []byte(`{"id":"`+id+`"`)) {
				return fmt.Errorf("a message of another subscription: %s", excerpt(message))
			}
			if _, err := seqOf(message); err != nil {
				return err
			}
		}
		return socket.send(ctx, `{"id":"`+id+`","type":"complete"}`)
	}, nil
}

// back is the cursor of the event after which so many have come.
func (s *site) back(ctx context.Context, c *connection, p *project) (string, error) {
	var found struct {
		Project struct {
			Events struct{ Nodes []struct{ Cursor string } }
		}
	}
	err := api{c}.do(ctx, `query($id: ID!, $last: Int) { project(id: $id) { events(last: $last) { nodes { cursor } } } }`,
		object{"id": p.id, "last": replayed + 1}, &found)
	if err != nil {
		return "", err
	}
	if len(found.Project.Events.Nodes) != replayed+1 {
		return "", fmt.Errorf("project %s has %d events", p.id, len(found.Project.Events.Nodes))
	}
	return found.Project.Events.Nodes[0].Cursor, nil
}
