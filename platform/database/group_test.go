package database_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"

	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/fault"
)

// line is writers who all need one lock: the first has it until the others stand behind, in whatever order.
type line struct {
	t       *testing.T
	db      *database.DB
	begin   chan struct{}
	running sync.WaitGroup
	length  int
}

// eachLine runs a test on both databases.
func eachLine(t *testing.T, test func(t *testing.T, q *line)) {
	t.Helper()
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) { test(t, newLine(t, db)) })
}

func newLine(t *testing.T, db *database.DB) *line {
	t.Helper()
	databasetest.Exec(t, db, "CREATE TABLE things (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)")
	return &line{t: t, db: db, begin: make(chan struct{})}
}

// writer is somebody in the line. What became of them is there after settle.
type writer struct {
	err  error
	runs int
}

// stand puts a writer into the line.
func (q *line) stand(ctx context.Context, work func(ctx context.Context, tx *database.Tx) error) *writer {
	w := &writer{}
	working := make(chan struct{})
	q.running.Go(func() {
		w.err = q.db.WriteTogether(ctx, "things", func(ctx context.Context, tx *database.Tx) error {
			if w.runs++; w.runs == 1 {
				close(working)
			}
			<-q.begin
			return work(ctx, tx)
		})
	})
	if q.length++; q.length == 1 {
		<-working
	}
	return w
}

// assembled waits until everybody is there.
func (q *line) assembled() {
	q.t.Helper()
	until(q.t, "all stand in the line", func() bool { return q.db.Standing("things") == q.length })
}

func (q *line) settle() {
	q.t.Helper()
	q.assembled()
	close(q.begin)
	q.running.Wait()
	if n := q.db.Standing("things"); n != 0 {
		q.t.Errorf("%d stand in the line after its end", n)
	}
}

func (q *line) count() int {
	q.t.Helper()
	return number(q.t, q.db, "SELECT COUNT(*) FROM things")
}

func insert(rows string) func(context.Context, *database.Tx) error {
	return func(ctx context.Context, tx *database.Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO things (id, n) VALUES "+rows)
		return err
	}
}

// insertLater is sent with the next writer's first statement, if there is one.
func insertLater(rows string) func(context.Context, *database.Tx) error {
	return func(ctx context.Context, tx *database.Tx) error {
		return tx.Later(ctx, "INSERT INTO things (id, n) VALUES "+rows)
	}
}

func TestOneWritersFailureTakesBackItsOwnWorkOnly(t *testing.T) {
	eachLine(t, func(t *testing.T, q *line) {
		sorry := errors.New("sorry")
		first := q.stand(t.Context(), insert("(1, 1)"))
		twice := q.stand(t.Context(), insert("(2, 1), (1, 1)"))
		rueful := q.stand(t.Context(), func(ctx context.Context, tx *database.Tx) error {
			return errors.Join(insert("(3, 1)")(ctx, tx), sorry)
		})
		hasty := q.stand(t.Context(), func(ctx context.Context, tx *database.Tx) error {
			return errors.Join(insertLater("(4, 1)")(ctx, tx), sorry)
		})
		last := q.stand(t.Context(), insertLater("(5, 1)"))
		q.settle()
		if first.err != nil || last.err != nil || !errors.Is(twice.err, database.ErrUnique) || !errors.Is(rueful.err, sorry) || !errors.Is(hasty.err, sorry) {
			t.Errorf("outcomes: %v, %v, %v, %v, %v", first.err, twice.err, rueful.err, hasty.err, last.err)
		}
		if n := number(t, q.db, "SELECT COUNT(*) FROM things WHERE id IN (1, 5)"); n != 2 || q.count() != 2 {
			t.Errorf("%d rows, want those of the two that succeeded", q.count())
		}
		if first.runs+twice.runs+rueful.runs+hasty.runs+last.runs != 5 {
			t.Error("a failure that the database told at once made others run again")
		}
	})
}

// What nobody asked for is seen to fail in the turn of another, or at the commit of all.
func TestWhatFailsInAnothersTurnFailsForWhoDidIt(t *testing.T) {
	eachLine(t, func(t *testing.T, q *line) {
		writers := []*writer{q.stand(t.Context(), insert("(1, 1)"))}
		var culprits []*writer
		for i := range 10 {
			culprits = append(culprits, q.stand(t.Context(), insertLater(fmt.Sprintf("(%d, 1), (%[1]d, 1)", 100+i))))
			writers = append(writers, q.stand(t.Context(), insert(fmt.Sprintf("(%d, 1)", 200+i))), q.stand(t.Context(), insertLater(fmt.Sprintf("(%d, 1)", 300+i))))
		}
		q.assembled()
		culprits = append(culprits, q.stand(t.Context(), insertLater("(2, 1), (2, 1)"))) // at the commit, if there was none before
		q.settle()
		for i, w := range writers {
			if w.err != nil || w.runs > 2 {
				t.Errorf("writer %d: %v after %d runs", i, w.err, w.runs)
			}
		}
		for i, w := range culprits {
			if !errors.Is(w.err, database.ErrUnique) {
				t.Errorf("culprit %d: %v", i, w.err)
			}
		}
		if q.count() != len(writers) {
			t.Errorf("%d rows, want %d", q.count(), len(writers))
		}
	})
}

func TestAFailureIsToldWhenItsReasonCanBeSeen(t *testing.T) {
	eachLine(t, func(t *testing.T, q *line) {
		q.stand(t.Context(), insert("(1, 1)"))
		seen := -1
		q.running.Go(func() {
			if q.db.WriteTogether(t.Context(), "things", insert("(1, 2)")) != nil {
				seen = q.count()
			}
		})
		q.length++
		for _, row := range []string{"(2, 1)", "(3, 1)", "(4, 1)", "(5, 1)"} { // between the failure and the commit
			q.stand(t.Context(), insert(row))
		}
		q.settle()
		if seen < 1 {
			t.Errorf("the id was taken by one of %d rows that can be seen", seen)
		}
	})
}

func TestOneThatLosesTheTransactionMakesTheOthersRunAgain(t *testing.T) {
	eachLine(t, func(t *testing.T, q *line) {
		// What a full disk or an interrupted statement does to the transaction on SQLite, and the end of a connection.
		end := "ROLLBACK"
		if q.db.Dialect().ForUpdate() != "" {
			end = "SELECT pg_terminate_backend(pg_backend_pid())"
		}
		first := q.stand(t.Context(), insert("(1, 1)"))
		unlucky := q.stand(t.Context(), func(ctx context.Context, tx *database.Tx) error {
			_, err := tx.Exec(ctx, end)
			return errors.Join(errors.New("it is lost"), err)
		})
		second := q.stand(t.Context(), insertLater("(2, 1)"))
		q.settle()
		if first.err != nil || first.runs != 2 || second.err != nil || unlucky.err == nil || q.count() != 2 {
			t.Errorf("first: %v after %d runs, second: %v, unlucky: %v; %d rows", first.err, first.runs, second.err, unlucky.err, q.count())
		}
		if fault.From(unlucky.err).MayHaveRun {
			t.Error("what was never committed may have run")
		}
	})
}

func TestOneWhoGoesAwayLeavesTheOthersAlone(t *testing.T) {
	eachLine(t, func(t *testing.T, q *line) {
		waiting, leave := context.WithCancel(t.Context())
		working, stop := context.WithCancel(t.Context())
		defer stop()
		stay := q.stand(t.Context(), insert("(1, 1)"))
		gone := q.stand(waiting, insert("(2, 1)"))
		stopped := q.stand(working, func(ctx context.Context, tx *database.Tx) error {
			if err := insert("(3, 1)")(ctx, tx); err != nil {
				return err
			}
			stop()
			return insert("(4, 1)")(ctx, tx)
		})
		stays := q.stand(t.Context(), insert("(5, 1)"))
		q.assembled()
		leave()
		until(t, "one has left", func() bool { return q.db.Standing("things") == 3 })
		q.length--
		q.settle()
		if stay.err != nil || stays.err != nil || stay.runs+stays.runs != 2 || q.count() != 2 {
			t.Errorf("%v after %d runs, %v after %d; %d rows", stay.err, stay.runs, stays.err, stays.runs, q.count())
		}
		for _, w := range []*writer{gone, stopped} {
			if !fault.Is(w.err, fault.Unavailable) || fault.From(w.err).MayHaveRun {
				t.Errorf("after %d runs: %v", w.runs, w.err)
			}
		}
	})
}

// The last one's statements go with the commit of all.
func TestWhatFailsWithTheCommitFailsForWhoDidIt(t *testing.T) {
	eachLine(t, func(t *testing.T, q *line) {
		first := q.stand(t.Context(), insert("(1, 1)"))
		culprit := q.stand(t.Context(), insertLater("(2, 1), (2, 1)"))
		q.settle()
		if first.err != nil || !errors.Is(culprit.err, database.ErrUnique) || q.count() != 1 {
			t.Errorf("first: %v, culprit: %v; %d rows", first.err, culprit.err, q.count())
		}
	})
}

func TestWhatIsToldAfterACommitIsToldInTheOrderOfTheWork(t *testing.T) {
	eachLine(t, func(t *testing.T, q *line) {
		var worked, told []int // in turns
		tells := func(n int, work func(context.Context, *database.Tx) error) func(context.Context, *database.Tx) error {
			return func(ctx context.Context, tx *database.Tx) error {
				tx.AfterCommit(func() { told = append(told, n) })
				err := work(ctx, tx)
				if err == nil {
					worked = append(worked, n)
				}
				return err
			}
		}
		for n := range 20 {
			q.stand(t.Context(), tells(n, insert(fmt.Sprintf("(%d, 1)", n))))
		}
		q.stand(t.Context(), tells(20, insert("(100, 1), (100, 1)")))
		q.settle()
		if len(told) != 20 || !slices.Equal(told, worked) {
			t.Errorf("told %v, worked %v", told, worked)
		}
		if err := q.db.Write(t.Context(), tells(21, insert("(21, 1)"))); err != nil || told[len(told)-1] != 21 {
			t.Errorf("alone: told %v, %v", told, err)
		}
		if err := q.db.Write(t.Context(), tells(22, func(context.Context, *database.Tx) error { return errors.New("sorry") })); err == nil || len(told) != 21 {
			t.Errorf("what failed was told: %v, %v", told, err)
		}
	})
}

func TestAPanicInALineGoesToItsOwnCaller(t *testing.T) {
	eachLine(t, func(t *testing.T, q *line) {
		before := q.stand(t.Context(), insert("(1, 1)"))
		panicked := false
		q.running.Go(func() {
			defer func() { panicked = recover() != nil }()
			_ = q.db.WriteTogether(t.Context(), "things", func(ctx context.Context, tx *database.Tx) error {
				_ = insert("(2, 1)")(ctx, tx)
				panic("on purpose")
			})
		})
		q.length++
		behind := q.stand(t.Context(), insert("(3, 1)"))
		q.settle()
		if !panicked || before.err != nil || behind.err != nil || q.count() != 2 {
			t.Errorf("panicked: %v; %v, %v; %d rows", panicked, before.err, behind.err, q.count())
		}
	})
}
