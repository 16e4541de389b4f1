package databasetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"tasklane/platform/database"
	"tasklane/platform/fault"
)

func cancelledWriteLeavesNothing(t *testing.T, db *database.DB) {
	for range 20 { // more often than there are connections
		ctx, cancel := context.WithCancel(context.Background())
		err := db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
			if err := addOwner(ctx, tx, "undone"); err != nil {
				return err
			}
			cancel()
			return nil
		})
		cancel()
		if !errors.Is(err, context.Canceled) || !fault.Is(err, fault.Unavailable) || fault.From(err).MayHaveRun {
			t.Fatalf("a cancelled Write returned %v", err)
		}
	}
	if n := owners(t, db.Read()); n != 0 {
		t.Errorf("%d rows, want none", n)
	}
	write(t, db, func(ctx context.Context, tx *database.Tx) error { return addOwner(ctx, tx, "after") })
}

// endless counts to a number that takes minutes to reach.
const endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) "

func slowStatementEnds(t *testing.T, db *database.DB) {
	endsWithContext(t, db, endless+"SELECT COUNT(*) FROM n")
}

// slowRowEnds has the first row at once and takes its time for the second.
func slowRowEnds(t *testing.T, db *database.DB) {
	endsWithContext(t, db, endless+"SELECT i FROM n WHERE i = 1 OR i = 900000000")
}

func endsWithContext(t *testing.T, db *database.DB, query string) {
	for range 10 { // more often than there are connections
		ctx, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
		var n []int
		begin := time.Now()
		err := db.Read().Select(ctx, &n, query)
		cancel()
		if !fault.Is(err, fault.Unavailable) {
			t.Fatalf("the query returned %v, want Unavailable", err)
		}
		if took := time.Since(begin); took > 3*time.Second {
			t.Fatalf("the query went on for %v after its time", took)
		}
	}
	if n := owners(t, db.Read()); n != 0 {
		t.Errorf("%d rows, want none", n)
	}
}

func writersLoseNothing(t *testing.T, db *database.DB) {
	const writers, rounds = 16, 20
	write(t, db, func(ctx context.Context, tx *database.Tx) error {
		if err := addOwner(ctx, tx, "counter"); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, "INSERT INTO things (id, owner_id, number) VALUES ('t', 'counter', 0)")
		return err
	})
	var group sync.WaitGroup
	for range writers {
		group.Go(func() {
			for range rounds {
				err := db.Write(context.Background(), func(ctx context.Context, tx *database.Tx) error {
					var n int
					if err := tx.Get(ctx, &n, "SELECT number FROM things WHERE id = $1"+tx.Dialect().ForUpdate(), "t"); err != nil {
						return err
					}
					_, err := tx.Exec(ctx, "UPDATE things SET number = $2 WHERE id = $1", "t", n+1)
					return err
				})
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	var n int
	if err := db.Read().Get(context.Background(), &n, "SELECT number FROM things WHERE id = 't'"); err != nil || n != writers*rounds {
		t.Errorf("counted %d, want %d (%v)", n, writers*rounds, err)
	}
}

// deadlockIsRepeated has two transactions lock the same two rows in opposite order. Where rows
// are locked, both hold their first one before either asks for the second; the database ends one of
// them and Write runs it again.
func deadlockIsRepeated(t *testing.T, db *database.DB) {
	write(t, db, func(ctx context.Context, tx *database.Tx) error {
		return errors.Join(addOwner(ctx, tx, "a"), addOwner(ctx, tx, "b"))
	})
	locksRows := db.Dialect().ForUpdate() != ""
	var both, group sync.WaitGroup
	both.Add(2)
	for _, order := range [][]string{{"a", "b"}, {"b", "a"}} {
		group.Go(func() {
			first := true
			err := db.Write(context.Background(), func(ctx context.Context, tx *database.Tx) error {
				for i, id := range order {
					if _, err := tx.Exec(ctx, "UPDATE owners SET name = name || $2 WHERE id = $1", id, order[0]); err != nil {
						return err
					}
					if i == 0 && first && locksRows {
						first = false
						both.Done()
						both.Wait()
					}
				}
				return nil
			})
			if err != nil {
				t.Errorf("%v: %v", order, err)
			}
		})
	}
	group.Wait()
	var names []string
	if err := db.Read().Select(context.Background(), &names, "SELECT name FROM owners ORDER BY id"); err != nil {
		t.Fatal(err)
	}
	if got := fmt.Sprint(names); got != "[aab bab]" && got != "[aba bba]" {
		t.Errorf("the two transactions left %s", got)
	}
}
