package gatewaytest

import (
	"fmt"
	"testing"

	"golang.org/x/sync/errgroup"
)

func liveCases() cases {
	return cases{
		"Q11 Q13 four writers, four subscribers":        fourAndFour,
		"Q8 who comes back gets exactly what they miss": comingBack,
		"Q8 a wrong place is told":                      wrongPlaces,
		"Q9 nothing falls between reading and hearing":  readThenSubscribe,
		"Q10 events come in order":                      inOrder,
		"Q69 each project's events are its own":         ownEventsOnly,
	}
}

// Four writers change one project through four sessions of two people, each of whom also listens. Everybody hears of
// every change once, in the order of the log, the authors' own changes included.
func fourAndFour(t *testing.T, h *house) {
	const rounds = 12
	olga, edgar := h.Olga, h.Edgar
	project := olga.newProject(t, "Busy")
	olga.admit(t, project, edgar, "EDITOR")
	shared := olga.newTask(t, project, "shared")
	start := olga.cursor(t, project)
	var followers []follower
	for _, who := range []*person{olga, edgar} {
		for _, follow := range ways {
			followers = append(followers, follow(who, t, eventsQuery, vars{"project": project, "after": start}))
		}
	}
	before := len(olga.history(t, project))

	var writers errgroup.Group
	for n, who := range []*person{olga, edgar, olga, edgar} {
		writers.Go(func() error { return who.writes(t, project, shared, n, rounds) })
	}
	if err := writers.Wait(); err != nil {
		t.Fatal(err)
	}
	history := olga.history(t, project)[before:]
	if acknowledged := 4 * rounds * 4; len(history) != acknowledged {
		t.Errorf("%d changes were acknowledged, and the log has %d events", acknowledged, len(history))
	}
	title := edgar.must(t, `query($id: ID!) { task(id: $id) { title version } }`, vars{"id": shared})
	for _, f := range followers {
		heard := f.until(t, history[len(history)-1].ID)
		for i, e := range heard {
			if i >= len(history) || e.ID != history[i].ID {
				t.Fatalf("event %d is %+v, in the log it is %+v", i, e, history[min(i, len(history)-1)])
			}
		}
		if n := f.more(); n > 0 {
			t.Errorf("%d more events came than there are", n)
		}
		// Two clients changed one field: everybody ends with the same one of the values.
		last := lastOf(heard, shared)
		if last.TaskVersion != title.number("task", "version") || last.Title != title.text("task", "title") {
			t.Errorf("the last event of the shared task is %+v, the task is %s", last, title.Raw)
		}
	}
}

// writes makes four changes a round: it creates, updates, moves and comments.
func (p *person) writes(t *testing.T, project, shared string, writer, rounds int) error {
	for round := range rounds {
		names := map[string]string{
			"id": newID(), "project": project, "shared": shared, "text": fmt.Sprintf("writer %d round %d", writer, round),
		}
		for _, operation := range []string{
			`mutation { createTask(input: {id: $id, projectId: $project, title: $text}) { task { id } } }`,
			`mutation { updateTask(input: {id: $shared, title: $text}) { task { id } } }`,
			`mutation { moveTask(input: {id: $id, status: "done"}) { task { id } } }`,
			`mutation { addComment(input: {taskId: $id, body: $text}) { comment { id } } }`,
		} {
			if _, err := p.attempt(t, fill(operation, names), nil); err != nil {
				return err
			}
		}
	}
	return nil
}

func lastOf(events []event, task string) (last event) {
	for _, e := range events {
		if e.TaskID == task {
			last = e
		}
	}
	return last
}
