package database_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/telemetry/telemetrytest"
)

// tally notes what an observer hears.
type tally struct {
	mu    sync.Mutex
	heard []string
}

func (t *tally) Read(module, outcome string, took time.Duration) {
	t.note("read", module, outcome, took)
}
func (t *tally) Wrote(module, outcome string, took time.Duration) {
	t.note("wrote", module, outcome, took)
}

func (t *tally) note(what, module, outcome string, took time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if took <= 0 {
		outcome += " in no time"
	}
	t.heard = append(t.heard, fmt.Sprintf("%s %s %s", what, module, outcome))
}

const secret = "a title that nobody else may read"

func TestWhatIsAskedIsCountedAsItsModules(t *testing.T) {
	t.Parallel()
	databasetest.EachURL(t, func(t *testing.T, url string) {
		observer := &tally{}
		whole, err := database.Open(t.Context(), url, database.Options{Observer: observer})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = whole.Close() })
		databasetest.Exec(t, whole, "CREATE TABLE things (id TEXT PRIMARY KEY)", "INSERT INTO things (id) VALUES ('a')")
		db, ctx := whole.As("task"), t.Context()
		var found string
		var list []string
		errs := []error{
			db.Read().Get(ctx, &found, "SELECT id FROM things WHERE id = $1", "b"),
			db.Read().Select(ctx, &list, "SELECT id FROM things"),
			db.Read().Get(ctx, &found, "SELECT id FROM nowhere"),
			db.Snapshot(ctx, func(ctx context.Context, q database.Querier) error {
				return q.Select(ctx, &list, "SELECT id FROM things")
			}),
			db.Write(ctx, func(context.Context, *database.Tx) error { return errors.New("not allowed") }),
			db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
				return tx.Later(ctx, "INSERT INTO things (id) VALUES ($1)", "a")
			}),
			db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
				_, err := tx.Exec(ctx, "INSERT INTO things (id) VALUES ($1)", "c")
				return err
			}),
		}
		want := []string{
			"wrote  OK", "read task OK", "read task OK", "read task INTERNAL", "read task OK",
			"wrote task ROLLED_BACK", "wrote task CONFLICT", "wrote task OK",
		}
		if !slices.Equal(observer.heard, want) {
			t.Errorf("heard %q, want %q; %v", observer.heard, want, errs)
		}
	})
}

func TestAStatementsSpanHasItsVerbAndTableAndNothingElse(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		databasetest.Exec(t, db, "CREATE TABLE things (id TEXT PRIMARY KEY, title TEXT)")
		tracer, spans := telemetrytest.Tracer(t)
		ctx, operation := tracer.Operation(t.Context(), "mutation", []string{"createTask"})
		var list []string
		err := db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
			if err := tx.Later(ctx, "INSERT INTO things (id, title) VALUES ($1, $2)", "a", secret); err != nil {
				return err
			}
			if _, err := tx.Exec(ctx, "UPDATE things SET title = $1", secret); err != nil {
				return err
			}
			return tx.Select(ctx, &list, "WITH named AS (SELECT title FROM things WHERE title <> '"+secret+"') SELECT title FROM named")
		})
		failed := db.Read().Get(ctx, new(int), "SELECT n FROM nowhere WHERE title = '"+secret+"'")
		_ = db.Read().Get(t.Context(), new(int), "SELECT n FROM nowhere") // of no trace
		operation.End("")
		if err != nil || failed == nil {
			t.Fatal(err, failed)
		}
		transaction := spans.One(t, "transaction")
		if !slices.Contains(transaction.Said, "later INSERT things") {
			t.Errorf("what went with others: %+v", transaction)
		}
		for _, name := range []string{"UPDATE things", "WITH things"} {
			if span := spans.One(t, name); span.Parent != transaction.ID || span.Failed {
				t.Errorf("%s: %+v", name, span)
			}
		}
		if span := spans.One(t, "SELECT nowhere"); !span.Failed || span.Parent != transaction.Parent {
			t.Errorf("what failed: %+v", span)
		}
		if text := spans.String(); len(spans.Ended()) != 5 || containsAny(text, "title", secret, "nobody", "$1") {
			t.Errorf("the spans are\n%s", text)
		}
	})
}

func TestThePoolsTellWhatIsUsedAndWaitedFor(t *testing.T) {
	t.Parallel()
	databasetest.Each(t, func(t *testing.T, db *database.DB) {
		most := 0
		for _, p := range db.Pools() {
			if p.Used != 0 || p.Most == 0 {
				t.Errorf("at rest: %+v", p)
			}
			most = max(most, p.Most)
		}
		// holding has so many connections in use while it calls inside.
		var holding func(connections int, inside func()) error
		holding = func(connections int, inside func()) error {
			if connections == 0 {
				inside()
				return nil
			}
			return db.Snapshot(t.Context(), func(ctx context.Context, q database.Querier) error {
				var one int
				if err := q.Get(ctx, &one, "SELECT 1"); err != nil {
					return err
				}
				return holding(connections-1, inside)
			})
		}
		used := func() (n int) {
			for _, p := range db.Pools() {
				n += p.Used
			}
			return n
		}
		if err := holding(2, func() {
			if n := used(); n != 2 {
				t.Errorf("%d connections are used, want 2", n)
			}
		}); err != nil {
			t.Fatal(err)
		}
		waiting := func() (waits int64, waited time.Duration) {
			for _, p := range db.Pools() {
				waits, waited = waits+p.Waits, waited+p.Waited
			}
			return waits, waited
		}
		if err := holding(most, func() {}); err != nil { // all are open now
			t.Fatal(err)
		}
		waits, waited := waiting()
		for tries := 1; ; tries++ {
			one, begun := make(chan error, 1), make(chan struct{})
			err := holding(most, func() {
				go func() { close(begun); one <- db.Ping(t.Context()) }()
				<-begun
				for range tries {
					runtime.Gosched() // it is about to wait
				}
			})
			if err := errors.Join(err, <-one); err != nil {
				t.Fatal(err)
			}
			if more, longer := waiting(); more > waits && longer > waited {
				return
			}
			if tries > 10_000 {
				t.Fatalf("nobody waited: %+v", db.Pools())
			}
		}
	})
}

func containsAny(text string, words ...string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(text, word) })
}
