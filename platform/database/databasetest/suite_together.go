package databasetest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"tasklane/platform/database"
	"tasklane/platform/fault"
)

// fates are how a writer among others may end; nil is that it succeeds.
var fates = []struct {
	end  func(ctx context.Context, tx *database.Tx, leave func()) error
	want func(error) bool
}{
	{nil, func(err error) bool { return err == nil }},
	{
		func(context.Context, *database.Tx, func()) error { return errOnPurpose },
		func(err error) bool { return errors.Is(err, errOnPurpose) },
	},
	{
		func(ctx context.Context, tx *database.Tx, _ func()) error { return addOwner(ctx, tx, "counter") },
		func(err error) bool { return errors.Is(err, database.ErrUnique) },
	},
	{
		func(ctx context.Context, tx *database.Tx, _ func()) error { return addOwnerLater(ctx, tx, "counter") },
		func(err error) bool { return errors.Is(err, database.ErrUnique) },
	},
	{
		func(_ context.Context, _ *database.Tx, leave func()) error {
			leave()
			return nil
		},
		func(err error) bool { return fault.Is(err, fault.Unavailable) && !fault.From(err).MayHaveRun },
	},
}

// writersTogether has 16 writers count in one row, each with a row of its own beside it: what was acknowledged is there,
// whatever became of those who shared its commit, and nothing else is.
func writersTogether(t *testing.T, db *database.DB) {
	const writers, rounds = 16, 20
	write(t, db, func(ctx context.Context, tx *database.Tx) error {
		if err := addOwner(ctx, tx, "counter"); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "INSERT INTO things (id, owner_id, number) VALUES ('t', 'counter', 0)")
		return err
	})
	var mu sync.Mutex
	kept := []string{"counter"}
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			for round := range rounds {
				id, fate := fmt.Sprintf("%02d of %02d", round, w), fates[(w+round*7)%len(fates)]
				err := countTogether(db, id, fate.end)
				if !fate.want(err) {
					t.Errorf("%s with fate %d: %v", id, (w+round*7)%len(fates), err)
				}
				if err == nil {
					mu.Lock()
					kept = append(kept, id)
					mu.Unlock()
				}
			}
		})
	}
	group.Wait()
	var n int
	if err := db.Read().Get(context.Background(), &n, "SELECT number FROM things WHERE id = 't'"); err != nil || n != len(kept)-1 {
		t.Errorf("counted %d, want %d (%v)", n, len(kept)-1, err)
	}
	var ids []string
	if err := db.Read().Select(context.Background(), &ids, "SELECT id FROM owners"); err != nil {
		t.Fatal(err)
	}
	slices.Sort(ids)
	slices.Sort(kept)
	if !slices.Equal(ids, kept) {
		t.Errorf("%d rows, want the %d that were acknowledged:\n%v\n%v", len(ids), len(kept), ids, kept)
	}
}

func countTogether(db *database.DB, id string, end func(context.Context, *database.Tx, func()) error) error {
	ctx, leave := context.WithCancel(context.Background())
	defer leave()
	return db.WriteTogether(ctx, "counter", func(ctx context.Context, tx *database.Tx) error {
		var n int
		if err := tx.Get(ctx, &n, "SELECT number FROM things WHERE id = $1"+tx.Dialect().ForUpdate(), "t"); err != nil {
			return err
		}
		if err := tx.Later(ctx, "UPDATE things SET number = $2 WHERE id = $1", "t", n+1); err != nil {
			return err
		}
		if err := addOwnerLater(ctx, tx, id); err != nil || end == nil {
			return err
		}
		return end(ctx, tx, leave)
	})
}
