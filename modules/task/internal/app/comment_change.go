package app

import (
	"context"
	"errors"
	"strings"

	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/fault"
)

// longestExcerpt is how much of a comment an event carries, in runes.
const longestExcerpt = 200

// AddComment adds a comment. Sent again by the same user for the same task it gives what it made.
func (s *Service) AddComment(ctx context.Context, in task.NewComment) (task.Comment, error) {
	id, chosen, err := chosenID(in.ID)
	if err != nil {
		return task.Comment{}, err
	}
	body, err := commentBody(in.Body)
	if err != nil {
		return task.Comment{}, err
	}
	c := task.Comment{ID: id, TaskID: in.TaskID, Body: body}
	found, mentions := wordsOfComment(c).Words, mentionsIn(body)
	_, err = s.changeAnyTask(ctx, aim{id: in.TaskID, need: task.Commenter}, func(ctx context.Context, b *bench, d *draft) error {
		if chosen {
			free, err := s.store.ChooseID(ctx, b.tx, id)
			if err != nil {
				return err
			}
			if !free {
				made, err := ignoreNoRows(s.store.StoredComment(ctx, b.tx, id))
				if err == nil && (made.AuthorID != b.actor || made.TaskID != in.TaskID) {
					err = fault.Conflictf("The id is taken.")
				}
				c = made
				return err
			}
		}
		if err := d.live(); err != nil {
			return err
		}
		c = task.Comment{
			ID: id, ProjectID: b.project.ID, TaskID: in.TaskID, AuthorID: b.actor, Body: body, CreatedAt: b.now,
		}
		if err := s.store.InsertComment(ctx, b.tx, c); err != nil {
			return err
		}
		d.task.CommentCount++
		w := Words{OwnerID: c.ID, Kind: KindComment, TaskID: c.TaskID, ProjectID: c.ProjectID, Words: found}
		if err := s.store.PutWords(ctx, b.tx, w); err != nil {
			return err
		}
		if d.mentioned, err = b.membersAmong(ctx, b.project.ID, mentions); err != nil {
			return err
		}
		return b.noteComment(ctx, d, c, task.CommentAdded, append([]string{b.actor}, d.mentioned...))
	})
	if err != nil {
		return task.Comment{}, err
	}
	return c, nil
}

func commentBody(body string) (string, error) {
	body, err := text("input.body", body)
	if err == nil && strings.TrimSpace(body) == "" {
		return "", fault.Invalidf("input.body", "A comment must not be empty.")
	}
	return body, err
}

// noteComment tells of a comment, after making watchers of those whom it concerns.
func (b *bench) noteComment(ctx context.Context, d *draft, c task.Comment, event task.EventType, watching []string) error {
	if err := b.watch(ctx, d, watching); err != nil {
		return err
	}
	b.note(d, event)
	e := &b.parcels[len(b.parcels)-1].event
	e.CommentID = c.ID
	if event != task.CommentDeleted {
		e.Facts.Excerpt = excerpt(c.Body)
	}
	return nil
}

func excerpt(body string) string {
	runes := []rune(strings.TrimSpace(body))
	return string(runes[:min(len(runes), longestExcerpt)])
}

// changeComment is a change of a comment in view of the task that it is about. A comment of a task that the caller
// does not see is as missing as an unknown one.
func (s *Service) changeComment(ctx context.Context, id string, fn func(ctx context.Context, b *bench, d *draft, c task.Comment) error) error {
	missing := fault.Missing("comment")
	if _, err := caller(ctx); err != nil {
		return err
	}
	if !isID(id) {
		return missing
	}
	c, err := s.store.StoredComment(ctx, s.read(), id)
	if errors.Is(err, database.ErrNoRows) {
		return missing
	}
	if err != nil {
		return err
	}
	_, err = s.changeAnyTask(ctx, aim{id: c.TaskID, need: task.Viewer}, func(ctx context.Context, b *bench, d *draft) error {
		c, err := s.store.StoredComment(ctx, b.tx, id)
		if errors.Is(err, database.ErrNoRows) {
			return missing
		}
		if err != nil {
			return err
		}
		return fn(ctx, b, d, c)
	})
	if fault.Is(err, fault.NotFound) {
		return missing
	}
	return err
}

// UpdateComment changes one's own comment.
func (s *Service) UpdateComment(ctx context.Context, id, body string) (task.Comment, error) {
	body, err := commentBody(body)
	if err != nil {
		return task.Comment{}, err
	}
	mentions := mentionsIn(body)
	var changed task.Comment
	err = s.changeComment(ctx, id, func(ctx context.Context, b *bench, d *draft, c task.Comment) error {
		if c.AuthorID != b.actor {
			return fault.Deny("Only its author can change a comment.")
		}
		if err := firstOf(b.includes(task.Commenter), d.live()); err != nil {
			return err
		}
		changed = c
		if c.Body == body {
			return nil
		}
		if d.mentioned, err = b.newlyMentioned(ctx, b.project.ID, c.Body, mentions); err != nil {
			return err
		}
		changed.Body, changed.EditedAt = body, &b.now
		if err := s.store.UpdateComment(ctx, b.tx, changed); err != nil {
			return err
		}
		if err := s.store.PutWords(ctx, b.tx, wordsOfComment(changed)); err != nil {
			return err
		}
		return b.noteComment(ctx, d, changed, task.CommentUpdated, d.mentioned)
	})
	return changed, err
}

// DeleteComment removes one's own comment; owners anyone's.
func (s *Service) DeleteComment(ctx context.Context, id string) error {
	return s.changeComment(ctx, id, func(ctx context.Context, b *bench, d *draft, c task.Comment) error {
		if c.AuthorID != b.actor && !b.role.AtLeast(task.Owner) {
			return fault.Deny("Only its author or an owner of the project can delete a comment.")
		}
		if err := firstOf(b.includes(task.Commenter), d.live()); err != nil {
			return err
		}
		if err := s.store.RemoveComment(ctx, b.tx, c); err != nil {
			return err
		}
		if err := s.store.RemoveWords(ctx, b.tx, id); err != nil {
			return err
		}
		d.task.CommentCount--
		return b.noteComment(ctx, d, c, task.CommentDeleted, nil)
	})
}

// CommentsByID reads several.
func (s *Service) CommentsByID(ctx context.Context, ids []string) (map[string]task.Comment, error) {
	if err := signedIn(ctx); err != nil {
		return nil, err
	}
	ids, err := distinct(ids)
	if err != nil || len(ids) == 0 {
		return map[string]task.Comment{}, err
	}
	comments, err := s.store.StoredComments(ctx, s.read(), ids)
	if err != nil {
		return nil, err
	}
	projects := make([]string, len(comments))
	for i, c := range comments {
		projects[i] = c.ProjectID
	}
	seen, err := s.seen(ctx, s.read(), projects)
	if err != nil {
		return nil, err
	}
	found := make(map[string]task.Comment, len(comments))
	for _, c := range comments {
		if _, ok := seen[c.ProjectID]; ok {
			found[c.ID] = c
		}
	}
	return found, nil
}
