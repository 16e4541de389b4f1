package graph

import (
	"context"

	"tasklane/modules/task"
)

type commentView struct {
	ID        ID
	Task      *taskView
	Author    *userView
	Body      string
	CreatedAt Time
	EditedAt  *Time
}

// viewComments shows comments with what is selected of them.
func (g *Graph) viewComments(ctx context.Context, sel selection, list []task.Comment) ([]*commentView, error) {
	var (
		tasks   map[string]*taskView
		authors people
		err     error
	)
	if sel.wants("task") {
		if tasks, err = g.tasksByID(ctx, sel.in("task"), idsOf(list, func(c task.Comment) string { return c.TaskID })); err != nil {
			return nil, err
		}
	}
	if sel.wants("author") {
		if authors, err = g.people(ctx, sel.in("author"), idsOf(list, func(c task.Comment) string { return c.AuthorID })); err != nil {
			return nil, err
		}
	}
	return each(list, func(c task.Comment) *commentView {
		return &commentView{
			ID: ID(c.ID), Task: tasks[c.TaskID], Author: authors.one(c.AuthorID), Body: c.Body,
			CreatedAt: Time{c.CreatedAt}, EditedAt: instant(c.EditedAt),
		}
	}), nil
}

func (g *Graph) viewComment(ctx context.Context, sel selection, c task.Comment) (*commentView, error) {
	views, err := g.viewComments(ctx, sel, []task.Comment{c})
	if err != nil {
		return nil, err
	}
	return views[0], nil
}

// commentsByID shows comments by id, without those that the viewer may not see.
func (g *Graph) commentsByID(ctx context.Context, sel selection, ids []string) (map[string]*commentView, error) {
	found, err := batched(ctx, unique(ids...), g.tasks.CommentsByID)
	if err != nil {
		return nil, err
	}
	list := make([]task.Comment, 0, len(found))
	for _, c := range found {
		list = append(list, c)
	}
	views, err := g.viewComments(ctx, sel, list)
	if err != nil {
		return nil, err
	}
	byID := make(map[string]*commentView, len(views))
	for _, v := range views {
		byID[string(v.ID)] = v
	}
	return byID, nil
}
