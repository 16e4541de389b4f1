package database_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/fault"
)

func TestWritersOfAFileShareTheirCommits(t *testing.T) {
	t.Parallel()
	url := databasetest.SQLiteURL(t, nil, nil)
	path, _ := database.FilePath(url)
	q := newLine(t, databasetest.Open(t, url))
	before := size(t, path+"-wal")
	for i := range 50 {
		q.stand(t.Context(), insert(fmt.Sprintf("(%d, 1)", i)))
	}
	q.settle()
	if q.count() != 50 {
		t.Errorf("%d rows", q.count())
	}
	// Each commit on its own writes the page that all of them touch: 50 frames of 4 KiB.
	if grown := size(t, path+"-wal") - before; grown > 10*4200 {
		t.Errorf("50 writers wrote %d bytes", grown)
	}
}

func size(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

func TestWhatHasTakenLongIsNotRepeated(t *testing.T) {
	t.Parallel()
	url := databasetest.SQLiteURL(t, nil, nil)
	synctest.Test(t, func(t *testing.T) { // its clock goes on while all wait
		db, err := database.Open(t.Context(), url, database.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		runs := 0
		var others sync.WaitGroup
		defer others.Wait()
		err = db.Write(t.Context(), func(context.Context, *database.Tx) error {
			runs++
			others.Go(func() {
				_ = db.Write(t.Context(), func(ctx context.Context, tx *database.Tx) error {
					<-time.After(4 * time.Second)
					_, err := tx.Exec(ctx, "ROLLBACK") // of all
					return errors.Join(errors.New("it is lost"), err)
				})
			})
			synctest.Wait() // it stands in the line
			return nil
		})
		if !fault.Is(err, fault.Unavailable) || fault.From(err).MayHaveRun || runs != 1 {
			t.Errorf("%d runs, %v", runs, err)
		}
	})
}

func TestWritersOfAServerShareTheirCommits(t *testing.T) {
	t.Parallel()
	eachPostgres(t, func(t *testing.T, url string) {
		q := newLine(t, databasetest.Open(t, url))
		// The number of the whole transaction, not that of a writer's part.
		databasetest.Exec(t, q.db, "ALTER TABLE things ADD xid TEXT DEFAULT pg_current_xact_id()::text")
		for i := range 120 {
			work := insert
			if i%2 == 1 {
				work = insertLater
			}
			if w := q.stand(t.Context(), work(fmt.Sprintf("(%d, 1)", i))); w.err != nil {
				t.Error(w.err)
			}
		}
		q.settle()
		if q.count() != 120 {
			t.Errorf("%d rows", q.count())
		}
		if n := number(t, q.db, "SELECT COUNT(DISTINCT xid) FROM things"); n < 3 || n > 4 {
			t.Errorf("120 writers took %d transactions", n)
		}
	})
}

// Writers of different locks do not wait for each other: the one needs the other's commit to go on.
func TestDifferentLocksAreDifferentTransactions(t *testing.T) {
	t.Parallel()
	eachPostgres(t, func(t *testing.T, url string) {
		q := newLine(t, databasetest.Open(t, url))
		w := q.stand(t.Context(), insert("(1, 1)"))
		if err := q.db.WriteTogether(t.Context(), "others", insert("(2, 1)")); err != nil {
			t.Error(err)
		}
		if q.count() != 1 {
			t.Errorf("%d rows can be seen", q.count())
		}
		if q.settle(); w.err != nil || q.count() != 2 {
			t.Errorf("%v, %d rows", w.err, q.count())
		}
	})
}

// What one does that makes the database undo the transaction is done again, alone; the others are not the worse for it.
func TestASerializationFailureInALineRunsAgain(t *testing.T) {
	t.Parallel()
	const raise = "DO $$ BEGIN RAISE EXCEPTION 'on purpose' USING ERRCODE = '40001'; END $$"
	eachPostgres(t, func(t *testing.T, url string) {
		q := newLine(t, databasetest.Open(t, url))
		once := func(row string, statement func(tx *database.Tx) error) *writer {
			var w *writer
			w = q.stand(t.Context(), func(ctx context.Context, tx *database.Tx) error {
				if w.runs == 1 {
					return statement(tx)
				}
				return insert(row)(ctx, tx)
			})
			return w
		}
		all := []*writer{
			q.stand(t.Context(), insert("(1, 1)")),
			once("(2, 1)", func(tx *database.Tx) error { _, err := tx.Exec(t.Context(), raise); return err }),
			once("(3, 1)", func(tx *database.Tx) error { return tx.Later(t.Context(), raise) }),
			q.stand(t.Context(), insertLater("(4, 1)")),
		}
		q.settle()
		for i, w := range all {
			if w.err != nil || w.runs > 2 {
				t.Errorf("writer %d: %v after %d runs", i, w.err, w.runs)
			}
		}
		if q.count() != 4 {
			t.Errorf("%d rows", q.count())
		}
	})
}

// The connection belongs to all: one statement on it is not given up because its caller has gone.
func TestOneWhoGoesAwayInAStatementCostsTheOthersNothing(t *testing.T) {
	t.Parallel()
	eachPostgres(t, func(t *testing.T, url string) {
		q := newLine(t, databasetest.Open(t, url))
		ctx, leave := context.WithCancel(t.Context())
		first := q.stand(t.Context(), insert("(1, 1)"))
		gone := q.stand(ctx, func(ctx context.Context, tx *database.Tx) error {
			time.AfterFunc(20*time.Millisecond, leave)
			_, err := tx.Exec(ctx, "INSERT INTO things (id, n) SELECT 2, 1 FROM pg_sleep(0.2)")
			return err
		})
		last := q.stand(t.Context(), insert("(3, 1)"))
		q.settle()
		if first.err != nil || last.err != nil || first.runs+last.runs != 2 || q.count() != 2 {
			t.Errorf("%v after %d runs, %v after %d; %d rows", first.err, first.runs, last.err, last.runs, q.count())
		}
		if !errors.Is(gone.err, context.Canceled) || fault.From(gone.err).MayHaveRun {
			t.Errorf("%v", gone.err)
		}
	})
}

func TestQ31_ASharedCommitWithoutAnswerMayHaveRunForAll(t *testing.T) {
	t.Parallel()
	for name, arrives := range map[string]bool{"the commit arrives": true, "the commit is lost": false} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachPostgres(t, func(t *testing.T, url string) {
				direct := newLine(t, databasetest.Open(t, url))
				q := &line{t: t, db: databasetest.Open(t, cutAt(t, url, "the last", arrives)), begin: direct.begin}
				var all []*writer
				for i := range 7 {
					all = append(all, q.stand(t.Context(), insert(fmt.Sprintf("(%d, 1)", i))))
				}
				q.assembled()
				all = append(all, q.stand(t.Context(), func(ctx context.Context, tx *database.Tx) error {
					return tx.Later(ctx, "INSERT INTO things (id, n) VALUES (7, length($1))", "the last") // with the commit
				}))
				q.settle()
				for i, w := range all {
					if !fault.Is(w.err, fault.Unavailable) || !fault.From(w.err).MayHaveRun || w.runs != 1 {
						t.Errorf("writer %d: %v after %d runs", i, w.err, w.runs)
					}
				}
				until(t, "the server has ended the transaction", func() bool {
					return number(t, direct.db, "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL") == 0
				})
				want := 0
				if arrives {
					want = len(all)
				}
				if direct.count() != want {
					t.Errorf("%d rows, want %d: all or none", direct.count(), want)
				}
			})
		})
	}
}
