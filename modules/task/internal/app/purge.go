package app

import (
	"context"
	"log/slog"
	"time"

	"tasklane/platform/database"
)

// PurgeStore removes projects for good.
type PurgeStore interface {
	// Expired reads the ids of at most limit projects that were deleted before this time, by id, behind
	// the one given.
	Expired(ctx context.Context, q database.Querier, before database.Time, after string, limit int) ([]string, error)
	// SlowestPosition is how far the slowest of the consumers has read that keep their position in this module's
	// tables; ok is false when there is none.
	SlowestPosition(ctx context.Context, q database.Querier, projectID string) (seq int64, ok bool, err error)
	// PurgeTasks removes at most limit tasks of a project with all that hangs on them, and returns how many.
	PurgeTasks(ctx context.Context, tx *database.Tx, projectID string, limit int) (int, error)
	// PurgeProject removes a project that has no tasks any more.
	PurgeProject(ctx context.Context, tx *database.Tx, projectID string) error
}

// PurgeExpired removes projects whose time in the trash is over, until ctx ends, once in a while.
func (s *Service) PurgeExpired(ctx context.Context, every time.Duration) error {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		if err := s.PurgeOnce(ctx); err != nil && ctx.Err() == nil {
			s.logger.ErrorContext(ctx, "purging deleted projects", slog.Any("error", err))
		}
		select {
		case <-ctx.Done():
			return nil
		case <-ticker.C:
		}
	}
}

// PurgeOnce removes every project that can go now. One whose log somebody still has to read waits for the next time.
func (s *Service) PurgeOnce(ctx context.Context) error {
	before, last := database.At(s.now().Add(-keptInTrash)), ""
	for {
		ids, err := s.store.Expired(ctx, s.read(), before, last, 100)
		if err != nil || len(ids) == 0 {
			return err
		}
		for _, id := range ids {
			if err := s.purge(ctx, id); err != nil {
				return err
			}
			last = id
		}
	}
}

// purge removes a project in portions. Nothing can come back in between: RestoreProject refuses from the moment on
// from which this may run.
func (s *Service) purge(ctx context.Context, id string) error {
	read, err := s.readToTheEnd(ctx, id)
	if err != nil {
		return err
	}
	if !read {
		s.logger.WarnContext(ctx, "a deleted project is kept: somebody has not read its log to the end", slog.String("project", id))
		return nil
	}
	for n := portion; n == portion; {
		err := s.db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
			_, err := s.log.Begin(ctx, tx, id)
			if err != nil {
				return err
			}
			if n, err = s.store.PurgeTasks(ctx, tx, id, portion); err != nil || n == portion {
				return err
			}
			if err := s.log.Drop(ctx, tx, id); err != nil {
				return err
			}
			return s.store.PurgeProject(ctx, tx, id)
		})
		if err != nil {
			return err
		}
	}
	s.logger.InfoContext(ctx, "purged a project", slog.String("project", id))
	return nil
}

// readToTheEnd says whether everybody who follows the log has seen the project's end.
func (s *Service) readToTheEnd(ctx context.Context, id string) (bool, error) {
	heads, err := s.log.Heads(ctx, s.read(), []string{id})
	if err != nil {
		return false, err
	}
	end := heads[id].Seq
	slowest, ok, err := s.store.SlowestPosition(ctx, s.read(), id)
	if err != nil || (ok && slowest < end) {
		return false, err
	}
	for _, f := range s.followers {
		if done, err := f.CaughtUp(asModule(ctx), id, end); err != nil || !done {
			return false, err
		}
	}
	return true, nil
}
