package database_test

import (
	"context"
	"io"
	"net"
	neturl "net/url"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/fault"
)

// TestQ30_AServerThatHangsHoldsNobody has answers not come any more, on connections that stay open. More callers than there
// are connections get an error by the time that a statement may take, although their contexts have no end.
func TestQ30_AServerThatHangsHoldsNobody(t *testing.T) {
	t.Parallel()
	eachPostgres(t, func(t *testing.T, url string) {
		direct := databasetest.Open(t, url)
		databasetest.Exec(t, direct, "CREATE TABLE kept (word TEXT)")
		way := newWay(t, url)
		db, err := database.Open(context.Background(), way.url, database.Options{MaxConns: 2, StatementTimeout: 200 * time.Millisecond})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		uses := map[string]func() error{
			"a read": func() error { return db.Ping(context.Background()) },
			"reads of one moment": func() error {
				return db.Snapshot(context.Background(), func(ctx context.Context, q database.Querier) error {
					var n int
					return q.Get(ctx, &n, "SELECT COUNT(*) FROM kept")
				})
			},
			"a change": func() error {
				return db.Write(context.Background(), func(ctx context.Context, tx *database.Tx) error {
					_, err := tx.Exec(ctx, "INSERT INTO kept VALUES ('a word')")
					return err
				})
			},
			"a change whose commit is under way": func() error {
				return db.Write(context.Background(), func(ctx context.Context, tx *database.Tx) error {
					return tx.Later(ctx, "INSERT INTO kept VALUES ('the last')")
				})
			},
			"changes behind one lock": func() error {
				return db.WriteTogether(context.Background(), "kept", func(ctx context.Context, tx *database.Tx) error {
					_, err := tx.Exec(ctx, "INSERT INTO kept VALUES ('one of several')")
					return err
				})
			},
		}
		way.swallows.Store(true)
		const hopeless = 5 * time.Second // a busy machine's; without a bound it would be for ever
		var waiting sync.WaitGroup
		for name, use := range uses {
			for range 16 {
				waiting.Go(func() {
					began := time.Now()
					if err := use(); !fault.Is(err, fault.Unavailable) {
						t.Errorf("%s: %v", name, err)
					}
					if took := time.Since(began); took > hopeless {
						t.Errorf("%s took %s", name, took)
					}
				})
			}
		}
		waiting.Wait()
		way.swallows.Store(false)
		for name, use := range uses {
			until(t, name+" works again", func() bool { return use() == nil })
		}
	})
}

// Whoever has waited behind one that hangs does not wait as long once more.
func TestQ30_AWriterBehindOneThatHangsWaitsOnce(t *testing.T) {
	t.Parallel()
	eachPostgres(t, func(t *testing.T, url string) {
		databasetest.Exec(t, databasetest.Open(t, url), "CREATE TABLE kept (word TEXT)")
		way := newWay(t, url)
		const patience = 2 * time.Second
		db, err := database.Open(context.Background(), way.url, database.Options{MaxConns: 2, StatementTimeout: patience})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { db.Close() })
		write := func() error {
			return db.WriteTogether(context.Background(), "kept", func(ctx context.Context, tx *database.Tx) error {
				_, err := tx.Exec(ctx, "INSERT INTO kept VALUES ('a word')")
				return err
			})
		}
		way.swallows.Store(true)
		hung := make(chan error, 1)
		go func() { hung <- write() }()
		time.AfterFunc(patience/2, func() {
			began := time.Now()
			err := write()
			if took := time.Since(began); took > patience+patience/2 {
				t.Errorf("the second writer waited for %s", took)
			}
			hung <- err
		})
		for range 2 {
			if err := <-hung; !fault.Is(err, fault.Unavailable) {
				t.Errorf("got %v", err)
			}
		}
	})
}

// way leads to a server and can lose its answers.
type way struct {
	url      string
	swallows atomic.Bool
}

func newWay(t *testing.T, url string) *way {
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
	w, host := &way{}, server.Host
	server.Host = listener.Addr().String()
	w.url = server.String()
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
			go func() {
				defer upstream.Close()
				io.Copy(upstream, client)
			}()
			go func() {
				defer client.Close()
				w.answer(client, upstream)
			}()
		}
	}()
	return w
}

// answer passes on until the server hangs up; a connection that has lost something is of no use afterwards.
func (w *way) answer(client, upstream net.Conn) {
	answers, lost := make([]byte, 1<<16), false
	for {
		n, err := upstream.Read(answers)
		if err != nil {
			return
		}
		if lost = lost || w.swallows.Load(); !lost {
			client.Write(answers[:n])
		}
	}
}
