package app

import (
	"context"
	"strings"

	"tasklane/modules/task"
	"tasklane/modules/task/internal/position"
	"tasklane/platform/database"
	"tasklane/platform/fault"
)

// usual are the columns of a new project.
var usual = []struct {
	key, name string
	category  task.Category
}{
	{"backlog", "Backlog", task.Backlog},
	{"todo", "Todo", task.Todo},
	{"in_progress", "In progress", task.InProgress},
	{"in_review", "In review", task.InProgress},
	{"done", "Done", task.Done},
	{"canceled", "Canceled", task.Canceled},
}

// CreateProject makes a project with the usual columns; the caller becomes its owner.
func (s *Service) CreateProject(ctx context.Context, in task.NewProject) (task.Project, error) {
	me, err := caller(ctx)
	if err != nil {
		return task.Project{}, err
	}
	p, chosen, err := newProject(in)
	if err != nil {
		return task.Project{}, err
	}
	var made task.Project
	err = s.change(ctx, []string{p.ID}, func(ctx context.Context, tx *database.Tx, j *journal) error {
		if chosen {
			free, err := s.store.ChooseID(ctx, tx, p.ID)
			if err != nil {
				return err
			}
			if !free {
				made, err = j.madeProject(ctx, p.ID)
				return err
			}
		}
		p.CreatedAt = j.now
		if err := j.insertProject(ctx, p, me); err != nil {
			return err
		}
		made = p
		return nil
	})
	if database.IsUnique(err, "projects_key") {
		return task.Project{}, fault.Conflictf(keyTaken, p.Key)
	}
	if err != nil {
		return task.Project{}, err
	}
	return s.Project(ctx, made.ID, "")
}

func newProject(in task.NewProject) (p task.Project, chosen bool, err error) {
	if p.ID, chosen, err = chosenID(in.ID); err != nil {
		return p, chosen, err
	}
	if p.Key, err = projectKey(in.Key); err != nil {
		return p, chosen, err
	}
	if p.Name, err = line("input.name", in.Name, maxName); err != nil {
		return p, chosen, err
	}
	p.Description, err = text("input.description", in.Description)
	return p, chosen, err
}

func projectKey(key string) (string, error) {
	if !projectKeyForm.MatchString(key) {
		return "", fault.Invalidf("input.key", "A key has 2 to 10 upper-case letters and digits and begins with a letter, such as WEB.")
	}
	return key, nil
}

// madeProject answers a create that came before: the project, if it is the caller's own.
func (j *journal) madeProject(ctx context.Context, id string) (task.Project, error) {
	taken := fault.Conflictf("The id is taken.")
	creator, err := ignoreNoRows(j.s.store.ProjectCreator(ctx, j.tx, id))
	if err != nil {
		return task.Project{}, err
	}
	if creator != j.actor {
		return task.Project{}, taken
	}
	a, err := j.s.see(ctx, j.tx, id)
	if fault.Is(err, fault.NotFound) {
		return task.Project{}, taken
	}
	return a.project, err
}

func (j *journal) insertProject(ctx context.Context, p task.Project, owner string) error {
	store := j.s.store
	if err := store.InsertProject(ctx, j.tx, p, folded(p.Name), owner); err != nil {
		return err
	}
	statuses, err := usualStatuses(p.ID)
	if err != nil {
		return err
	}
	if err := store.InsertStatuses(ctx, j.tx, statuses); err != nil {
		return err
	}
	err = store.PutMember(ctx, j.tx, task.Member{ProjectID: p.ID, UserID: owner, Role: task.Owner, JoinedAt: j.now})
	if err != nil {
		return err
	}
	j.projects[p.ID] = access{project: p, role: task.Owner}
	j.add(task.Event{Type: task.ProjectCreated, ProjectID: p.ID, Changes: []task.Change{
		changed("key", "", p.Key), changed("name", "", p.Name),
	}})
	return nil
}

func usualStatuses(projectID string) ([]task.Status, error) {
	statuses, last := make([]task.Status, len(usual)), ""
	for i, u := range usual {
		id, err := newID()
		if err != nil {
			return nil, err
		}
		if last, err = position.After(last); err != nil {
			return nil, err
		}
		statuses[i] = task.Status{
			ID: id, ProjectID: projectID, Key: u.key, Name: u.name, Category: u.category,
			Color: colorOf(u.category), Position: last,
		}
	}
	return statuses, nil
}

// colorOf is the colour that a column has when nobody chose one.
func colorOf(c task.Category) string {
	switch c {
	case task.Backlog:
		return "#8b949e"
	case task.Todo:
		return "#57606a"
	case task.InProgress:
		return "#bf8700"
	case task.Done:
		return "#1a7f37"
	default:
		return "#cf222e"
	}
}

// changed is a change of a field whose values need no other name; "" is none. A text over 500 characters is
// left out.
func changed(field, from, to string) task.Change {
	return task.Change{Field: field, From: shown(from), To: shown(to)}
}

// shown is a text as a change shows it: nil when there is none or it is too long.
func shown(s string) *string {
	const most = 500
	if s == "" || (len(s) > most && len([]rune(s)) > most) {
		return nil
	}
	s = strings.Clone(s)
	return &s
}
