package database_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	neturl "net/url"
	"sync/atomic"
	"testing"
	"time"

	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/fault"
)

// eachPostgres runs a test that is about PostgreSQL only.
func eachPostgres(t *testing.T, test func(t *testing.T, url string)) {
	databasetest.EachURL(t, func(t *testing.T, url string) {
		if _, isFile := database.FilePath(url); !isFile {
			test(t, url)
		}
	})
}

func TestWriteRepeatsWhatTheDatabaseUndidThreeTimes(t *testing.T) {
	t.Parallel()
	eachPostgres(t, func(t *testing.T, url string) {
		db := databasetest.Open(t, url)
		for state, want := range map[string]int{"40001": 4, "40P01": 4, "22012": 1, "23505": 1} {
			raise := "DO $$ BEGIN RAISE EXCEPTION 'on purpose' USING ERRCODE = '" + state + "'; END $$"
			later := 0
			if err := db.Write(context.Background(), func(ctx context.Context, tx *database.Tx) error {
				later++
				return tx.Later(ctx, raise)
			}); err == nil || later != want {
				t.Errorf("%s with the commit: %d runs, want %d (%v)", state, later, want, err)
			}
			runs := 0
			err := db.Write(context.Background(), func(ctx context.Context, tx *database.Tx) error {
				runs++
				_, err := tx.Exec(ctx, raise)
				if err == nil {
					t.Error("no error")
				}
				return errors.New("a word of the caller's own")
			})
			if err == nil || runs != want {
				t.Errorf("%s: %d runs, want %d (%v)", state, runs, want, err)
			}
		}
	})
}

func TestAStatementThatTakesTooLongEnds(t *testing.T) {
	t.Parallel()
	eachPostgres(t, func(t *testing.T, url string) {
		ctx := context.Background()
		db, err := database.Open(ctx, url, database.Options{StatementTimeout: 50 * time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		var answer string
		if err := db.Read().Get(ctx, &answer, "SELECT pg_sleep(20)::text"); !fault.Is(err, fault.Unavailable) {
			t.Errorf("%v", err)
		}
		for name, want := range map[string]string{
			"statement_timeout": "50ms", "idle_in_transaction_session_timeout": "15s", "lock_timeout": "5s", "TimeZone": "UTC",
			"default_transaction_isolation": "read committed",
		} {
			if err := db.Read().Get(ctx, &answer, "SELECT current_setting($1)", name); err != nil || answer != want {
				t.Errorf("%s = %s, want %s (%v)", name, answer, want, err)
			}
		}
	})
}

// endOthers ends every other connection to the database, as a restart of the server does.
const endOthers = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"

func TestQ29_ConnectionsThatDiedAreReplacedUnseen(t *testing.T) {
	t.Parallel()
	eachPostgres(t, func(t *testing.T, url string) {
		ctx := context.Background()
		db, admin := databasetest.Open(t, url), databasetest.Open(t, url)
		databasetest.Exec(t, db, "CREATE TABLE kept (n BIGINT)")
		hold := make(chan struct{})
		done := make(chan error, 6)
		var holding atomic.Int32
		for range cap(done) { // so many connections are open
			go func() {
				done <- db.Snapshot(ctx, func(ctx context.Context, q database.Querier) error {
					var n int
					err := q.Get(ctx, &n, "SELECT 1")
					holding.Add(1)
					<-hold
					return err
				})
			}()
		}
		until(t, "all connections are open", func() bool { return int(holding.Load()) == cap(done) })
		close(hold)
		for range cap(done) {
			if err := <-done; err != nil {
				t.Fatal(err)
			}
		}
		for round, use := range []func() error{
			func() error { return db.Ping(ctx) },
			func() error {
				return db.Write(ctx, func(ctx context.Context, tx *database.Tx) error {
					_, err := tx.Exec(ctx, "INSERT INTO kept VALUES (1)")
					return err
				})
			},
			func() error {
				return db.Snapshot(ctx, func(ctx context.Context, q database.Querier) error {
					var n int
					return q.Get(ctx, &n, "SELECT COUNT(*) FROM kept")
				})
			},
		} {
			if n := number(t, admin, endOthers); n == 0 {
				t.Fatal("there was no connection to end")
			}
			if err := use(); err != nil {
				t.Errorf("use %d: %v", round, err)
			}
		}
	})
}

func TestAConnectionThatDiesInATransactionUndoesIt(t *testing.T) {
	t.Parallel()
	eachPostgres(t, func(t *testing.T, url string) {
		db, admin := databasetest.Open(t, url), databasetest.Open(t, url)
		databasetest.Exec(t, db, "CREATE TABLE kept (n BIGINT)")
		err := db.Write(context.Background(), func(ctx context.Context, tx *database.Tx) error {
			if _, err := tx.Exec(ctx, "INSERT INTO kept VALUES (1)"); err != nil {
				return err
			}
			number(t, admin, endOthers)
			_, err := tx.Exec(ctx, "INSERT INTO kept VALUES (2)")
			return err
		})
		if !fault.Is(err, fault.Unavailable) || fault.From(err).MayHaveRun {
			t.Errorf("%v", err)
		}
		if n := number(t, db, "SELECT COUNT(*) FROM kept"); n != 0 {
			t.Errorf("%d rows, want none", n)
		}
	})
}

// TestQ31_ACommitWithoutAnswerMayHaveRun cuts the connection at the commit: once after the server
// has got it, once before. The caller cannot tell the two apart and is told so.
func TestQ31_ACommitWithoutAnswerMayHaveRun(t *testing.T) {
	t.Parallel()
	insert := func(ctx context.Context, tx *database.Tx) error {
		_, err := tx.Exec(ctx, "INSERT INTO kept VALUES ($1)", "a word")
		return err
	}
	later := func(ctx context.Context, tx *database.Tx) error {
		if err := insert(ctx, tx); err != nil {
			return err
		}
		return tx.Later(ctx, "INSERT INTO kept VALUES ($1)", "the last")
	}
	for name, c := range map[string]struct {
		write   func(context.Context, *database.Tx) error
		at      string // what is said with the commit, and not before
		arrives bool
		rows    int
	}{
		"the commit arrives":                  {insert, "commit", true, 1},
		"the commit is lost":                  {insert, "commit", false, 0},
		"the commit arrives with a statement": {later, "the last", true, 2},
		"the commit is lost with a statement": {later, "the last", false, 0},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			eachPostgres(t, func(t *testing.T, url string) {
				direct := databasetest.Open(t, url)
				databasetest.Exec(t, direct, "CREATE TABLE kept (word TEXT)")
				db := databasetest.Open(t, cutAt(t, url, c.at, c.arrives))
				runs := 0
				err := db.Write(context.Background(), func(ctx context.Context, tx *database.Tx) error {
					runs++
					return c.write(ctx, tx)
				})
				if !fault.Is(err, fault.Unavailable) || !fault.From(err).MayHaveRun || runs != 1 {
					t.Errorf("%d runs, %v", runs, err)
				}
				until(t, "the server has ended the transaction", func() bool {
					return number(t, direct, "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL") == 0
				})
				if n := number(t, direct, "SELECT COUNT(*) FROM kept"); n != c.rows {
					t.Errorf("%d rows, want %d", n, c.rows)
				}
			})
		})
	}
}

// cutAt stands between client and server and cuts a connection that says certain words, after
// passing them on or without.
func cutAt(t *testing.T, url, said string, passOn bool) string {
	t.Helper()
	server, err := neturl.Parse(url)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	host := server.Host
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			upstream, err := net.Dial("tcp", host)
			if err != nil {
				client.Close()
				continue
			}
			var cut atomic.Bool
			go func() {
				defer client.Close()
				answers := make([]byte, 1<<16)
				for {
					n, err := upstream.Read(answers)
					if err != nil || cut.Load() {
						return
					}
					client.Write(answers[:n])
				}
			}()
			go func() {
				defer upstream.Close()
				words := make([]byte, 1<<16)
				for {
					n, err := client.Read(words)
					if err != nil {
						return
					}
					if bytes.Contains(words[:n], []byte(said)) {
						cut.Store(true)
						if passOn {
							upstream.Write(words[:n])
							io.ReadFull(upstream, words[:1]) // the answer, or part of it, shows that it arrived
						}
						client.Close()
						return
					}
					upstream.Write(words[:n])
				}
			}()
		}
	}()
	server.Host = listener.Addr().String()
	return server.String()
}
