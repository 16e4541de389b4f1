package app

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"tasklane/modules/task"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/page"
)

// ListTasks lists tasks of the caller's projects.
func (s *Service) ListTasks(ctx context.Context, in task.List) (page.Page[task.Task], error) {
	none := page.Page[task.Task]{}
	if err := signedIn(ctx); err != nil {
		return none, err
	}
	if in.By == "" {
		in.By, in.Descending = task.ByCreatedAt, true
	}
	list, err := listName(ctx, in)
	if err != nil {
		return none, err
	}
	w, err := in.Page.Check(list, 2)
	if err != nil {
		return none, err
	}
	filter, err := s.checkedFilter(ctx, in.Filter)
	if err != nil {
		return none, err
	}
	from, err := placeFrom(in.By, w)
	if err != nil {
		return none, err
	}
	seen, err := s.listed(ctx, in.Filter.ProjectIDs)
	if err != nil {
		return none, err
	}
	ask, head := askFor(list, in.Page), headOf(seen)
	if kept, ok := s.lists.find(ask, head); ok {
		return kept, nil
	}
	plan := ListPlan{Filter: filter, By: in.By, Backward: in.Descending != w.Backward, From: from, Limit: w.Limit + 1}
	known, err := s.branch(ctx, &plan, seen, in.Filter)
	if err != nil {
		return none, err
	}
	p, err := s.readList(ctx, list, w, plan, listing{seen: seen, known: known, count: in.Page.Count})
	if err == nil {
		s.lists.keep(ask, head, p)
	}
	return p, err
}

// headOf is the last event of the project that a list is of; "" for a list of none or several.
func headOf(seen map[string]access) string {
	if len(seen) != 1 {
		return ""
	}
	for _, a := range seen {
		return a.project.Cursor.EntryID
	}
	return ""
}

// listing is what a list is completed with.
type listing struct {
	seen map[string]access
	// known are the columns, where the plan needed them already.
	known board
	count bool
}

func (s *Service) readList(ctx context.Context, list string, w page.Window, plan ListPlan, l listing) (page.Page[task.Task], error) {
	p := page.Page[task.Task]{}
	if len(plan.Branches) == 0 {
		return page.Cut(list, w, []task.Task{}, nil), nil
	}
	listed, err := s.store.ListTasks(ctx, s.read(), plan)
	if err != nil {
		return p, err
	}
	cut := page.Cut(list, w, listed, func(t ListedTask) []string { return t.Place.key(plan.By) })
	stored := make([]StoredTask, len(cut.Items))
	for i, t := range cut.Items {
		stored[i] = t.StoredTask
	}
	p.HasNext, p.HasPrev = cut.HasNext, cut.HasPrev
	if p.Items, err = s.completeOn(ctx, s.read(), l.seen, stored, l.known); err != nil {
		return p, err
	}
	p.Cursors = cursorsOf(p.Items, cut)
	if l.count {
		p.Total, err = s.store.CountTasks(ctx, s.read(), plan, page.CountLimit)
	}
	return p, err
}

// cursorsOf are the cursors of those tasks of the page that are still there.
func cursorsOf(tasks []task.Task, cut page.Page[ListedTask]) []string {
	cursors := make([]string, 0, len(tasks))
	for i, t := range cut.Items {
		if n := len(cursors); n < len(tasks) && tasks[n].ID == t.ID {
			cursors = append(cursors, cut.Cursors[i])
		}
	}
	return cursors
}

// listName identifies a list with its order and its filter: a cursor of another one is no place in it.
func listName(ctx context.Context, in task.List) (string, error) {
	switch in.By {
	case task.ByPosition, task.ByCreatedAt, task.ByUpdatedAt, task.ByDue, task.ByPriority, task.ByTitle, task.ByNumber:
	default:
		return "", fault.Invalidf("orderBy.by", "Tasks are ordered by POSITION, CREATED_AT, UPDATED_AT, DUE, PRIORITY, TITLE or NUMBER.")
	}
	filter, err := json.Marshal(in.Filter)
	if err != nil {
		return "", fault.Invalidf("filter", "This filter cannot be read.")
	}
	who := ""
	if in.Filter.WatchedByMe {
		who = identity.From(ctx).UserID
	}
	return strings.Join([]string{"tasks", string(in.By), strconv.FormatBool(in.Descending), who, string(filter)}, ":"), nil
}

// key is a place in a cursor.
func (at ListPlace) key(by task.Sort) []string {
	if by == task.ByPosition || by == task.ByTitle {
		return []string{at.Text, at.ID}
	}
	return []string{strconv.FormatInt(at.Number, 10), at.ID}
}

func placeFrom(by task.Sort, w page.Window) (*ListPlace, error) {
	if len(w.Key) == 0 {
		return nil, nil
	}
	at := &ListPlace{Text: w.Key[0], ID: w.Key[1]}
	if by != task.ByPosition && by != task.ByTitle {
		n, err := strconv.ParseInt(w.Key[0], 10, 64)
		if err != nil || (by == task.ByPriority && (n < 0 || n >= int64(len(priorities)))) {
			return nil, w.NotOfThisList()
		}
		at.Number = n
	}
	if !isID(at.ID) || strings.IndexByte(at.Text, 0) >= 0 {
		return nil, w.NotOfThisList()
	}
	return at, nil
}

// listed are the projects that a list reads: those that are named, or all that the caller is in. It takes no look at
// tasks of others. One that is alone comes with its cursor.
func (s *Service) listed(ctx context.Context, projectIDs []string) (map[string]access, error) {
	id := identity.From(ctx)
	if projectIDs == nil && id.Kind == identity.Audience {
		projectIDs = []string{id.ProjectID}
	}
	if len(projectIDs) == 1 {
		return s.listedAlone(ctx, projectIDs[0])
	}
	if projectIDs != nil {
		return s.seen(ctx, s.read(), projectIDs)
	}
	if id.Kind != identity.User {
		return map[string]access{}, nil
	}
	projects, err := s.store.MemberProjects(ctx, s.read(), id.UserID)
	if err != nil {
		return nil, err
	}
	seen := make(map[string]access, len(projects))
	for _, p := range projects {
		seen[p.ID] = access{project: p, role: p.ViewerRole}
	}
	return seen, nil
}

func (s *Service) listedAlone(ctx context.Context, projectID string) (map[string]access, error) {
	a, err := s.seeBy(ctx, s.read(), projectID, s.store.AccessAndHead)
	if fault.Is(err, fault.NotFound) {
		return map[string]access{}, nil
	}
	return map[string]access{projectID: a}, err
}
