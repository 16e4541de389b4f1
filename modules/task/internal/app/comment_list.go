package app

import (
	"context"
	"strconv"
	"time"

	"tasklane/modules/task"
	"tasklane/platform/database"
	"tasklane/platform/fault"
	"tasklane/platform/page"
)

// ListComments lists a task's comments, oldest first.
func (s *Service) ListComments(ctx context.Context, in task.CommentList) (page.Page[task.Comment], error) {
	none := page.Page[task.Comment]{}
	found, err := s.TasksByID(ctx, []string{in.TaskID})
	if err != nil {
		return none, err
	}
	t, ok := found[in.TaskID]
	if !ok {
		return none, fault.Missing("task")
	}
	list := "comments:" + in.TaskID
	w, err := in.Page.Check(list, 2)
	if err != nil {
		return none, err
	}
	var from *CommentPlace
	if len(w.Key) > 0 {
		micros, err := strconv.ParseInt(w.Key[0], 10, 64)
		if err != nil || !isID(w.Key[1]) {
			return none, w.NotOfThisList()
		}
		from = &CommentPlace{At: database.At(time.UnixMicro(micros)), ID: w.Key[1]}
	}
	comments, err := s.store.CommentsOf(ctx, s.read(), in.TaskID, from, w)
	if err != nil {
		return none, err
	}
	p := page.Cut(list, w, comments, func(c task.Comment) []string {
		return []string{strconv.FormatInt(c.CreatedAt.UnixMicro(), 10), c.ID}
	})
	if in.Page.Count {
		p.Total = min(t.CommentCount, page.CountLimit)
	}
	return p, nil
}
