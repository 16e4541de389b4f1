package graph

import (
	"context"

	graphql "github.com/graph-gophers/graphql-go"

	"tasklane/modules/task"
)

type commentPayload struct{ Comment *commentView }

func (m *mutations) commentChanged(ctx context.Context) func(task.Comment, error) (*commentPayload, error) {
	return func(c task.Comment, err error) (*commentPayload, error) {
		if err != nil {
			return nil, err
		}
		view, err := m.viewComment(ctx, selected(ctx).in("comment"), c)
		return &commentPayload{Comment: view}, err
	}
}

type addCommentInput struct {
	ID     *graphql.ID
	TaskID graphql.ID
	Body   string
}

// AddComment resolves Mutation.addComment.
func (m *mutations) AddComment(ctx context.Context, args struct{ Input addCommentInput }) (*commentPayload, error) {
	in := args.Input
	return m.commentChanged(ctx)(m.tasks.AddComment(ctx, task.NewComment{
		ID: string(value(in.ID)), TaskID: string(in.TaskID), Body: in.Body,
	}))
}

type updateCommentInput struct {
	ID   graphql.ID
	Body string
}

// UpdateComment resolves Mutation.updateComment.
func (m *mutations) UpdateComment(ctx context.Context, args struct{ Input updateCommentInput }) (*commentPayload, error) {
	return m.commentChanged(ctx)(m.tasks.UpdateComment(ctx, string(args.Input.ID), args.Input.Body))
}

// DeleteComment resolves Mutation.deleteComment.
func (m *mutations) DeleteComment(ctx context.Context, args idArg) (*deletedPayload, error) {
	return deleted(args.ID, m.tasks.DeleteComment(ctx, string(args.ID)))
}
