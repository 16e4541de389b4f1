package app

import (
	"context"
	"fmt"
	"slices"

	"tasklane/modules/task"
	"tasklane/modules/task/internal/position"
	"tasklane/platform/database"
	"tasklane/platform/fault"
	"tasklane/platform/null"
)

// StatusStore is the table statuses, and what its changes do to tasks.
type StatusStore interface {
	// Statuses reads the columns of several projects, in order within each project.
	Statuses(ctx context.Context, q database.Querier, projectIDs []string) ([]task.Status, error)
	// StatusCounts counts the tasks of each column of several projects in one statement, in order, those in the trash left out.
	StatusCounts(ctx context.Context, q database.Querier, projectIDs []string) ([]task.StatusCount, error)
	InsertStatuses(ctx context.Context, tx *database.Tx, statuses []task.Status) error
	// UpdateStatuses writes all fields but id and project.
	UpdateStatuses(ctx context.Context, tx *database.Tx, statuses []task.Status) error
	DeleteStatus(ctx context.Context, tx *database.Tx, id string) error
	// SettleTasks completes (or reopens) at most limit tasks of a column that are not so, and returns how many.
	SettleTasks(ctx context.Context, tx *database.Tx, s task.Status, completed bool, at database.Time, limit int) (int, error)
	// TasksIn reads the ids of at most limit tasks of a column, in order, those in the trash left out.
	TasksIn(ctx context.Context, q database.Querier, s task.Status, limit int) ([]string, error)
	// PutTasks moves tasks to places of a column; what was completed keeps its time if completed, else it is open.
	PutTasks(ctx context.Context, tx *database.Tx, s task.Status, completed bool, ids, positions []string, at database.Time) error
	// PutTrash moves at most limit tasks in the trash from one column to another and returns how many. They get a place
	// when they come back.
	PutTrash(ctx context.Context, tx *database.Tx, from, to task.Status, completed bool, at database.Time, limit int) (int, error)
}

const (
	mostStatuses = 50
	mostWIP      = 10_000
	// portion is how many tasks one transaction changes on the way; each portion is one TASKS_CHANGED.
	portion = 500
)

// completes says whether a task in a column of this category is completed.
func completes(c task.Category) bool { return c == task.Done || c == task.Canceled }

// columns are a project's statuses under the lock, in order.
type columns []task.Status

// columns gives what reach has read once, and after that reads them again: they may have been changed meanwhile.
func (j *journal) columns(ctx context.Context, projectID string) (columns, error) {
	all, _, err := j.columnsAndEnds(ctx, projectID)
	return all, err
}

// columnsAndEnds has the positions of columns' last tasks too, by key, those that reach has read.
func (j *journal) columnsAndEnds(ctx context.Context, projectID string) (all columns, ends map[string]string, err error) {
	if state, ok := j.states[projectID]; ok {
		delete(j.states, projectID)
		return state.Columns, state.Ends, nil
	}
	all, err = j.s.store.Statuses(ctx, j.tx, []string{projectID})
	return all, nil, err
}

// find is the index of the column with this key, or -1.
func (c columns) find(key string) int {
	return slices.IndexFunc(c, func(s task.Status) bool { return s.Key == key })
}

// place gives a position behind the column that after names: absent is the end, null the start.
func (c columns) place(after null.Of[string]) (string, error) {
	switch {
	case !after.Set && len(c) == 0:
		return position.After("")
	case !after.Set:
		return position.After(c[len(c)-1].Position)
	case !after.Valid && len(c) == 0:
		return position.After("")
	case !after.Valid:
		return position.Between("", c[0].Position)
	}
	i := c.find(after.Value)
	if i < 0 {
		return "", fault.Invalidf("input.after", "The project has no column with this key.")
	}
	next := ""
	if i+1 < len(c) {
		next = c[i+1].Position
	}
	return position.Between(c[i].Position, next)
}

// spread gives the columns short positions anew when one has become long; it says whether it did.
func (c columns) spread() (bool, error) {
	if !slices.ContainsFunc(c, func(s task.Status) bool { return len(s.Position) >= position.Long }) {
		return false, nil
	}
	keys, err := position.Spread("", "", len(c))
	if err != nil {
		return false, err
	}
	for i := range c {
		c[i].Position = keys[i]
	}
	return true, nil
}

// columnsChanged notes that a column was added, changed or removed.
func (j *journal) columnsChanged(projectID string, from, to *task.Status) {
	j.add(task.Event{Type: task.ProjectUpdated, ProjectID: projectID, Changes: []task.Change{{
		Field: "statuses", From: nameOf(from), FromValue: keyOf(from), To: nameOf(to), ToValue: keyOf(to),
	}}})
}

func nameOf(s *task.Status) *string {
	if s == nil {
		return nil
	}
	return shown(s.Name)
}

func keyOf(s *task.Status) *string {
	if s == nil {
		return nil
	}
	return shown(s.Key)
}

func statusKey(field, key string) (string, error) {
	if !statusKeyForm.MatchString(key) {
		return "", fault.Invalidf(field, "A column's key has 1 to 50 letters, digits, - and _, such as in_review.")
	}
	return key, nil
}

func category(c task.Category) (task.Category, error) {
	switch c {
	case task.Backlog, task.Todo, task.InProgress, task.Done, task.Canceled:
		return c, nil
	default:
		return "", fault.Invalidf("input.category", "A category is BACKLOG, TODO, IN_PROGRESS, DONE or CANCELED.")
	}
}

func wipLimit(n *int) (*int, error) {
	if n == nil {
		return nil, nil
	}
	if *n < 1 || *n > mostWIP {
		return nil, fault.Invalidf("input.wipLimit", "A limit is 1 to %d tasks; null is none.", mostWIP)
	}
	limit := *n
	return &limit, nil
}

// Statuses reads the columns of several projects, in order.
func (s *Service) Statuses(ctx context.Context, projectIDs []string) (map[string][]task.Status, error) {
	ids, err := s.seenIDs(ctx, projectIDs)
	if err != nil || len(ids) == 0 {
		return map[string][]task.Status{}, err
	}
	statuses, err := s.store.Statuses(ctx, s.read(), ids)
	if err != nil {
		return nil, err
	}
	found := make(map[string][]task.Status, len(ids))
	for _, status := range statuses {
		found[status.ProjectID] = append(found[status.ProjectID], status)
	}
	return found, nil
}

// StatusCounts counts the tasks of each column of several projects.
func (s *Service) StatusCounts(ctx context.Context, projectIDs []string) (map[string][]task.StatusCount, error) {
	ids, err := s.seenIDs(ctx, projectIDs)
	if err != nil || len(ids) == 0 {
		return map[string][]task.StatusCount{}, err
	}
	counts, err := s.store.StatusCounts(ctx, s.read(), ids)
	if err != nil {
		return nil, err
	}
	found := make(map[string][]task.StatusCount, len(ids))
	for _, c := range counts {
		found[c.Status.ProjectID] = append(found[c.Status.ProjectID], c)
	}
	return found, nil
}

// seenIDs keeps the ids of the projects that the caller may see.
func (s *Service) seenIDs(ctx context.Context, projectIDs []string) ([]string, error) {
	seen, err := s.seen(ctx, s.read(), projectIDs)
	if err != nil {
		return nil, err
	}
	ids := make([]string, 0, len(seen))
	for id := range seen {
		ids = append(ids, id)
	}
	return ids, nil
}

// tasksChanged notes that many tasks changed at once.
func (j *journal) tasksChanged(projectID string, n int) {
	if n > 0 {
		j.add(task.Event{Type: task.TasksChanged, ProjectID: projectID, Changes: []task.Change{{
			Field: "tasks", ToValue: shown(fmt.Sprint(n)),
		}}})
	}
}
