package redisclient_test

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/rueidis"

	"tasklane/platform/redisclient"
	"tasklane/platform/redisclient/redistest"
)

// notes is a log that can be read while it is written.
type notes struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (n *notes) Write(p []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.Write(p)
}

func (n *notes) count(words string) int {
	n.mu.Lock()
	defer n.mu.Unlock()
	return strings.Count(n.text.String(), words)
}

func open(t *testing.T, url string) (*redisclient.Client, *notes) {
	t.Helper()
	log := &notes{}
	c, err := redisclient.Open(url, redisclient.Options{Within: 500 * time.Millisecond, Log: slog.New(slog.NewTextHandler(log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c, log
}

func ask(ctx context.Context, c *redisclient.Client, words ...string) (answer string, err error) {
	err = c.Call(ctx, func(ctx context.Context, server rueidis.Client) (err error) {
		answer, err = server.Do(ctx, server.B().Arbitrary(words...).Build()).ToString()
		return err
	})
	return answer, err
}

// eventually waits until something is so.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(20 * time.Second); !is(); <-tick.C {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

func TestAnAddressThatCannotBeReadIsNotQuoted(t *testing.T) {
	t.Parallel()
	for _, url := range []string{
		"", "hunter22", "redis://user:hunter22@host:port", "redis://user:hunter22@host/zero", "redis://:hunter22@host:1/1/2",
		"rediss://user:hunter22@[::1", "http://user:hunter22@host", "unix://user:hunter22@/redis.sock",
		"redis://user:hunter22@host?addr=other", "redis://user:hunter22@host?master_set=m", "redis://u:hunter22%zz@host",
	} {
		c, err := redisclient.Open(url, redisclient.Options{Within: time.Second})
		if c != nil || err == nil {
			t.Errorf("%q was taken", url)
		} else if strings.Contains(err.Error(), "hunter22") || !strings.Contains(err.Error(), "redis://user:password@host:port/number") {
			t.Errorf("%q gave %q", url, err)
		}
	}
}

func TestPasswordAndNumberOfTheAddressAreUsedAndNotLogged(t *testing.T) {
	t.Parallel()
	redistest.Own(t, func(t *testing.T, s *redistest.Server) {
		address := strings.TrimPrefix(s.URL, "redis://")
		s.Do("CONFIG", "SET", "requirepass", "hunter22")
		good, _ := open(t, "redis://:hunter22@"+address+"/3")
		if _, err := ask(t.Context(), good, "SET", "k", "v"); err != nil {
			t.Fatal(err)
		}
		if got, err := ask(t.Context(), good, "CLIENT", "INFO"); err != nil || !strings.Contains(got, " db=3 ") || !strings.Contains(got, " name=tasklane ") {
			t.Errorf("%q, %v", got, err)
		}
		bad, log := open(t, "redis://:hunter23@"+address)
		err := bad.Ping(t.Context())
		if err == nil || strings.Contains(err.Error(), "hunter2") || log.count("WRONGPASS") != 1 || log.count("hunter2") > 0 {
			t.Errorf("%v; the log: %s", err, &log.text)
		}
	})
}

func TestTheLogIsToldOnceAndAgainWhenItIsOver(t *testing.T) {
	t.Parallel()
	redistest.Own(t, func(t *testing.T, s *redistest.Server) {
		c, log := open(t, s.URL)
		s.Kill()
		for range 100 {
			if _, err := ask(t.Context(), c, "GET", "k"); err == nil {
				t.Fatal("a killed server answers")
			}
		}
		s.Start()
		eventually(t, "the server answers", func() bool {
			_, err := ask(t.Context(), c, "GET", "k")
			return rueidis.IsRedisNil(err)
		})
		if log.count("does not answer") != 1 || log.count("answers again") != 1 {
			t.Errorf("the log: %s", &log.text)
		}
	})
}

func TestClosingLeavesNothingBehind(t *testing.T) {
	redistest.Own(t, func(t *testing.T, s *redistest.Server) {
		before := runtime.NumGoroutine()
		for range 20 {
			c, _ := open(t, s.URL)
			// It is closed in the midst of calls, of which some find no connection any more.
			var calls sync.WaitGroup
			for range 8 {
				calls.Go(func() {
					for {
						if _, err := ask(t.Context(), c, "GET", "k"); err != nil && !rueidis.IsRedisNil(err) {
							return
						}
					}
				})
			}
			if err := c.Ping(t.Context()); err != nil {
				t.Error(err)
			}
			s.Do("CLIENT", "KILL", "TYPE", "normal")
			c.Close()
			c.Close()
			calls.Wait()
			if err := c.Ping(t.Context()); err == nil {
				t.Error("a closed client answers")
			}
		}
		eventually(t, "the server has no connections", func() bool {
			return !strings.Contains(s.Do("CLIENT", "LIST"), "name=tasklane")
		})
		eventually(t, "the goroutines are gone", func() bool { return runtime.NumGoroutine() <= before })
	})
}

func TestNobodyWaitsLongForAServerThatHangs(t *testing.T) {
	t.Parallel()
	redistest.Own(t, func(t *testing.T, s *redistest.Server) {
		c, _ := open(t, s.URL)
		s.Stop()
		began := time.Now()
		late, _ := open(t, s.URL)
		if took := time.Since(began); took > 4*time.Second {
			t.Errorf("opening took %s", took)
		}
		for name, client := range map[string]*redisclient.Client{"before": c, "while": late} {
			var all sync.WaitGroup
			began := time.Now()
			for range 50 {
				all.Go(func() {
					if _, err := ask(t.Context(), client, "GET", "k"); err == nil {
						t.Error("a stopped server answers")
					}
				})
			}
			all.Wait()
			if took := time.Since(began); took > 3*time.Second {
				t.Errorf("opened %s it hung, 50 at once took %s", name, took)
			}
		}
		began = time.Now()
		if err := c.Ping(t.Context()); err == nil || errors.Is(err, context.Canceled) {
			t.Errorf("Ping: %v", err)
		}
		c.Close()
		if took := time.Since(began); took > 4*time.Second {
			t.Errorf("asking and closing took %s", took)
		}
		s.Continue()
		eventually(t, "the server is used", func() bool { return late.Ping(t.Context()) == nil })
	})
}
