package app

import (
	"context"

	"tasklane/modules/task"
	"tasklane/modules/user"
	"tasklane/platform/database"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

// MemberStore is the table members.
type MemberStore interface {
	// Member reads one; database.ErrNoRows.
	Member(ctx context.Context, q database.Querier, projectID, userID string) (task.Member, error)
	// Seats reads the members that are any of the people in any of the projects, those in the trash left out.
	Seats(ctx context.Context, q database.Querier, projectIDs, userIDs []string) ([]task.Member, error)
	// Owners reads the owners of several projects.
	Owners(ctx context.Context, q database.Querier, projectIDs []string) ([]task.Member, error)
	// PutMember adds a member or changes their role.
	PutMember(ctx context.Context, tx *database.Tx, m task.Member) error
	// RemoveMember removes a member with what they watch in the project.
	RemoveMember(ctx context.Context, tx *database.Tx, projectID, userID string) error
	// MembersOf lists members, the longest there first; Limit of them and one more. 0 is all.
	MembersOf(ctx context.Context, q database.Querier, in MemberQuery) ([]task.Member, error)
	CountMembersOf(ctx context.Context, q database.Querier, projectID string) (int, error)
	// SharesProject says which of the people are in a project that the user is in, those in the trash left out.
	SharesProject(ctx context.Context, q database.Querier, userID string, others []string) ([]string, error)
	// Unassign takes a person off at most limit tasks of the project and says how these are now.
	Unassign(ctx context.Context, tx *database.Tx, projectID, userID string, at database.Time, limit int) ([]ChangedTask, error)
}

// ChangedTask is what an event tells of a task that was changed on the way.
type ChangedTask struct {
	ID, Title string
	Number    int
	Version   int
}

// SetMember adds a member or changes a role.
func (s *Service) SetMember(ctx context.Context, in task.SetMember) (task.Project, error) {
	if _, err := caller(ctx); err != nil {
		return task.Project{}, err
	}
	if err := checkedSeat(in); err != nil {
		return task.Project{}, err
	}
	claim, err := s.mayAppoint(ctx, in)
	if err != nil {
		return task.Project{}, err
	}
	card, err := s.person(ctx, in)
	if err != nil {
		return task.Project{}, err
	}
	err = s.change(ctx, []string{in.ProjectID}, func(ctx context.Context, _ *database.Tx, j *journal) error {
		if err := j.appoint(ctx, in.ProjectID, claim); err != nil {
			return err
		}
		return j.setMember(ctx, in.ProjectID, card, in.Role)
	})
	if err != nil {
		return task.Project{}, err
	}
	return s.Project(ctx, in.ProjectID, "")
}

func checkedSeat(in task.SetMember) error {
	switch {
	case !in.Role.Valid():
		return fault.Invalidf("input.role", "A role is OWNER, EDITOR, COMMENTER or VIEWER.")
	case in.UserID == "" && in.Email == "":
		return fault.Invalidf("input.userId", "Name the person by userId or by email.")
	case in.UserID != "" && in.Email != "":
		return fault.Invalidf("input.email", "Name the person by userId or by email, not by both.")
	}
	return nil
}

// person finds whom SetMember names. Somebody who is a member already needs no directory.
func (s *Service) person(ctx context.Context, in task.SetMember) (user.Card, error) {
	if in.Email != "" {
		card, err := s.people.byEmail(ctx, in.Email)
		if fault.Is(err, fault.NotFound) || fault.Is(err, fault.Invalid) {
			return user.Card{}, fault.Invalidf("input.email", "Nobody here has this address.")
		}
		return card, err
	}
	unknown := fault.Invalidf("input.userId", "There is no such person.")
	if !isID(in.UserID) {
		return user.Card{}, unknown
	}
	m, err := ignoreNoRows(s.store.Member(ctx, s.read(), in.ProjectID, in.UserID))
	if err != nil || m.UserID != "" {
		return user.Card{ID: m.UserID, Enabled: true}, err
	}
	cards, err := s.people.ask(ctx, []string{in.UserID})
	if err != nil {
		return user.Card{}, err
	}
	card, ok := cards[in.UserID]
	if !ok {
		return user.Card{}, unknown
	}
	return card, nil
}

// takeover is an admin's claim to a project whose owners, as they were asked for, are all disabled. Nil is none.
type takeover struct{ owners map[string]bool }

// mayAppoint checks the right to set members before anybody is looked up. An admin who is not let in as an owner may
// make themselves one where no owner is left.
func (s *Service) mayAppoint(ctx context.Context, in task.SetMember) (*takeover, error) {
	a, denied := s.see(ctx, s.read(), in.ProjectID)
	if denied == nil {
		if denied = a.includes(task.Owner); denied == nil {
			return nil, nil
		}
	}
	id := identity.From(ctx)
	itself := id.Kind == identity.User && id.Admin && in.UserID == id.UserID && in.Role == task.Owner
	if !itself || (!fault.Is(denied, fault.NotFound) && !fault.Is(denied, fault.Forbidden)) || !isID(in.ProjectID) {
		return nil, denied
	}
	owners, err := s.store.Owners(ctx, s.read(), []string{in.ProjectID})
	if err != nil || len(owners) == 0 {
		return nil, firstOf(err, denied)
	}
	claim, people := &takeover{owners: map[string]bool{}}, []string{}
	for _, o := range owners {
		claim.owners[o.UserID] = true
		people = append(people, o.UserID)
	}
	cards, err := s.people.ask(ctx, people)
	if err != nil {
		return nil, err
	}
	for _, id := range people {
		if cards[id].Enabled {
			return nil, denied
		}
	}
	return claim, nil
}

// appoint checks the same under the lock. An archived project can be taken over: who else could unarchive it?
func (j *journal) appoint(ctx context.Context, projectID string, claim *takeover) error {
	if claim == nil {
		_, err := j.reach(ctx, projectID, task.Owner)
		return err
	}
	p, err := ignoreNoRows(j.s.store.Access(ctx, j.tx, projectID, j.actor))
	if err != nil {
		return err
	}
	if p.ID == "" || p.DeletedAt != nil {
		return fault.Missing("project")
	}
	owners, err := j.s.store.Owners(ctx, j.tx, []string{projectID})
	if err != nil {
		return err
	}
	for _, o := range owners {
		if !claim.owners[o.UserID] {
			return fault.Missing("project")
		}
	}
	j.projects[projectID] = access{project: p, role: task.Owner}
	return nil
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func (j *journal) setMember(ctx context.Context, projectID string, card user.Card, role task.Role) error {
	m, err := ignoreNoRows(j.s.store.Member(ctx, j.tx, projectID, card.ID))
	if err != nil || m.Role == role {
		return err
	}
	joined := m.Role == task.None
	if joined {
		if !card.Enabled {
			return fault.Invalidf("input.userId", "This account is disabled.")
		}
		m = task.Member{ProjectID: projectID, UserID: card.ID, JoinedAt: j.now}
	}
	before := m.Role
	if before == task.Owner {
		if err := j.anotherOwner(ctx, projectID, card.ID); err != nil {
			return err
		}
	}
	m.Role = role
	if err := j.s.store.PutMember(ctx, j.tx, m); err != nil {
		return err
	}
	j.add(task.Event{
		Type: task.MemberChanged, ProjectID: projectID, UserID: card.ID,
		Changes: []task.Change{changed("role", string(before), string(role))},
		Facts:   task.Facts{Role: role, Joined: joined},
	})
	return nil
}

// anotherOwner makes sure that the project keeps an owner without this one. It holds because who changes members
// holds the lock.
func (j *journal) anotherOwner(ctx context.Context, projectID, userID string) error {
	owners, err := j.s.store.Owners(ctx, j.tx, []string{projectID})
	if err != nil {
		return err
	}
	for _, o := range owners {
		if o.UserID != userID {
			return nil
		}
	}
	return fault.Conflictf("The project needs an owner; make somebody else one first.")
}
