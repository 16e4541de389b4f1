package app

import (
	"context"
	"fmt"

	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/fault"
)

// unassignPortion is how many tasks one transaction takes off a person who leaves: each is an event.
const unassignPortion = 100

// RemoveMember ends a membership. The person's tasks become nobody's first, in portions; the last of these goes
// together with the membership, so that an assignee is a member at every moment.
func (s *Service) RemoveMember(ctx context.Context, projectID, userID string) error {
	name := s.people.name(ctx, userID)
	for {
		var more bool
		err := s.change(ctx, []string{projectID}, func(ctx context.Context, _ *database.Tx, j *journal) error {
			var err error
			more, err = j.removeMember(ctx, projectID, userID, name)
			return err
		})
		if err != nil || !more {
			return err
		}
	}
}

func (j *journal) removeMember(ctx context.Context, projectID, userID, name string) (more bool, err error) {
	need := task.Owner
	if userID == j.actor {
		need = task.Viewer
	}
	a, err := j.reach(ctx, projectID, need)
	if err != nil {
		return false, err
	}
	m, err := ignoreNoRows(j.s.store.Member(ctx, j.tx, projectID, userID))
	if err != nil {
		return false, err
	}
	if m.UserID == "" {
		return false, fault.Missing("member")
	}
	if m.Role == task.Owner {
		if err := j.anotherOwner(ctx, projectID, userID); err != nil {
			return false, err
		}
	}
	n, err := j.unassign(ctx, a.project, userID, name)
	if err != nil || n == unassignPortion {
		return true, err
	}
	if err := j.s.store.RemoveMember(ctx, j.tx, projectID, userID); err != nil {
		return false, err
	}
	j.add(task.Event{
		Type: task.MemberRemoved, ProjectID: projectID, UserID: userID,
		Changes: []task.Change{changed("role", string(m.Role), "")},
	})
	return false, nil
}

// unassign takes a portion of a person's tasks off them, with an event for each.
func (j *journal) unassign(ctx context.Context, p task.Project, userID, name string) (int, error) {
	tasks, err := j.s.store.Unassign(ctx, j.tx, p.ID, userID, database.At(j.now), unassignPortion)
	if err != nil || len(tasks) == 0 {
		return 0, err
	}
	ids := make([]string, len(tasks))
	for i, t := range tasks {
		ids[i] = t.ID
	}
	watchers, err := j.s.store.WatchersOf(ctx, j.tx, ids)
	if err != nil {
		return 0, err
	}
	for _, t := range tasks {
		j.add(task.Event{
			Type: task.TaskUpdated, ProjectID: p.ID, TaskID: t.ID, TaskVersion: t.Version,
			Changes: []task.Change{{Field: "assignedUser", From: shown(name), FromValue: shown(userID)}},
			Facts: task.Facts{
				TaskRef: fmt.Sprintf("%s-%d", p.Key, t.Number), TaskTitle: t.Title,
				PreviousAssigneeID: userID, WatcherIDs: watchers[t.ID],
			},
		})
	}
	return len(tasks), nil
}
