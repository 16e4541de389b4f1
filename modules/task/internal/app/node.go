package app

import (
	"context"
	"errors"
	"strings"

	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/fault"
)

// Node finds any object of the module by its id. One of a project that the caller may not see is as missing as an
// unknown one.
func (s *Service) Node(ctx context.Context, id string) (task.Node, error) {
	if err := signedIn(ctx); err != nil {
		return task.Node{}, err
	}
	node, err := s.node(ctx, id)
	if errors.Is(err, database.ErrNoRows) || fault.Is(err, fault.NotFound) {
		return task.Node{}, fault.Missing("object")
	}
	return node, err
}

func (s *Service) node(ctx context.Context, id string) (task.Node, error) {
	if projectID, userID, ok := strings.Cut(id, "."); ok {
		return s.memberNode(ctx, projectID, userID)
	}
	if !isID(id) {
		return task.Node{}, database.ErrNoRows
	}
	found, err := s.store.Find(ctx, s.read(), id)
	if err != nil {
		return task.Node{}, err
	}
	if _, err := s.see(ctx, s.read(), found.ProjectID); err != nil {
		return task.Node{}, err
	}
	switch found.Kind {
	case ProjectKind:
		p, err := s.Project(ctx, id, "")
		return task.Node{Project: &p}, err
	case StatusKind:
		return s.statusNode(ctx, found.ProjectID, id)
	case LabelKind:
		l, _, err := s.store.Label(ctx, s.read(), id)
		return task.Node{Label: &l}, err
	case TaskKind:
		t, err := s.Task(ctx, id, "")
		return task.Node{Task: &t}, err
	case CommentKind:
		comments, err := s.CommentsByID(ctx, []string{id})
		c, ok := comments[id]
		if err == nil && !ok {
			err = database.ErrNoRows
		}
		return task.Node{Comment: &c}, err
	default:
		return s.eventNode(ctx, id)
	}
}

func (s *Service) memberNode(ctx context.Context, projectID, userID string) (task.Node, error) {
	if _, err := s.see(ctx, s.read(), projectID); err != nil {
		return task.Node{}, err
	}
	if !isID(userID) {
		return task.Node{}, database.ErrNoRows
	}
	m, err := s.store.Member(ctx, s.read(), projectID, userID)
	return task.Node{Member: &m}, err
}

func (s *Service) statusNode(ctx context.Context, projectID, id string) (task.Node, error) {
	statuses, err := s.store.Statuses(ctx, s.read(), []string{projectID})
	if err != nil {
		return task.Node{}, err
	}
	for _, status := range statuses {
		if status.ID == id {
			return task.Node{Status: &status}, nil
		}
	}
	return task.Node{}, database.ErrNoRows
}

func (s *Service) eventNode(ctx context.Context, id string) (task.Node, error) {
	entry, err := s.store.Event(ctx, s.read(), id)
	if err != nil {
		return task.Node{}, err
	}
	e, err := task.Record(entry).Event()
	return task.Node{Event: &e}, err
}
