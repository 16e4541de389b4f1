package store

import (
	"context"
	"slices"
	"time"

	"tasklane/modules/user/internal/app"
	"tasklane/platform/database"
)

type attemptRow struct {
	Key      string        `db:"key"`
	Failures int64         `db:"failures"`
	LastAt   database.Time `db:"last_at"`
}

const (
	// keepAttempts is longer than any limit remembers.
	keepAttempts = 24 * time.Hour
	// sweepPortion bounds what one failure has to clean up after others.
	sweepPortion = 20
)

// Tallies implements app.Attempts.
func (s *Attempts) Tallies(ctx context.Context, keys []string) (map[string]app.Tally, error) {
	return tallies(ctx, s.db.Read(), keys, "")
}

func tallies(ctx context.Context, q database.Querier, keys []string, lock string) (map[string]app.Tally, error) {
	var rows []attemptRow
	err := q.Select(ctx, &rows, `SELECT key, failures, last_at FROM attempts WHERE `+q.Dialect().In("key", 1)+
		` ORDER BY key`+lock, database.Strings(keys))
	found := make(map[string]app.Tally, len(rows))
	for _, r := range rows {
		found[r.Key] = app.Tally{Failures: r.Failures, Last: r.LastAt.Time}
	}
	return found, err
}

// Count implements app.Attempts. Rows are made before they are locked, in the order of their keys, so that the
// first two failures of a key count as two and nobody waits in a circle.
func (s *Attempts) Count(ctx context.Context, keys []string, rule func(map[string]app.Tally) error) error {
	keys = slices.Sorted(slices.Values(keys))
	return s.db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
		for _, key := range keys {
			if err := exec(ctx, tx, `INSERT INTO attempts (key, failures, last_at) VALUES ($1, 0, $2)
				ON CONFLICT (key) DO NOTHING`, key, database.At(time.Time{})); err != nil {
				return err
			}
		}
		counted, err := tallies(ctx, tx, keys, tx.Dialect().ForUpdate())
		if err != nil {
			return err
		}
		if err := rule(counted); err != nil {
			return err
		}
		latest := time.Time{}
		for _, key := range keys {
			t := counted[key]
			if err := exec(ctx, tx, `UPDATE attempts SET failures = $2, last_at = $3 WHERE key = $1`,
				key, t.Failures, database.At(t.Last)); err != nil {
				return err
			}
			if t.Last.After(latest) {
				latest = t.Last
			}
		}
		return sweepAttempts(ctx, tx, latest.Add(-keepAttempts))
	})
}

func sweepAttempts(ctx context.Context, tx *database.Tx, before time.Time) error {
	return exec(ctx, tx, `DELETE FROM attempts WHERE key IN
		(SELECT key FROM attempts WHERE last_at < $1 ORDER BY last_at LIMIT $2)`, database.At(before), sweepPortion)
}

// Forget implements app.Attempts.
func (s *Attempts) Forget(ctx context.Context, key string) error {
	return s.db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
		return exec(ctx, tx, `DELETE FROM attempts WHERE key = $1`, key)
	})
}
