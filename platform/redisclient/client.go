// Package redisclient is the way to a Redis server for those who can do without it. A call ends within its bound,
// and while the server does not answer it fails at once; the server may be away when the client is made.
package redisclient

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/redis/rueidis"
	"golang.org/x/time/rate"
)

// Options are for the adapter that uses the client. Within must be set.
type Options struct {
	// Within bounds a call.
	Within time.Duration
	// NearBytes is what copies of values may take in this process, which the server tells when they change; 0: none
	// are kept.
	NearBytes int
	// Log hears when the server stops answering and when it answers again; slog.Default().
	Log *slog.Logger
}

var (
	errAway   = errors.New("it did not answer a moment ago")
	errClosed = errors.New("the client is closed")
)

// Client is one connection to the server, shared by all calls; a lost one is made anew by the next call.
type Client struct {
	server  rueidis.Client
	within  time.Duration
	breaker breaker

	log       *slog.Logger
	complain  rate.Sometimes
	complains atomic.Bool // the log says that the server does not answer

	mu     sync.RWMutex // held for reading by calls, so that Close leaves none behind
	closed bool
}

// Open makes a client. It waits up to two seconds for the server, and does not need it. The error is one of the URL,
// which it does not quote: there is a password in it.
func Open(url string, o Options) (*Client, error) {
	option, err := readURL(url)
	if err != nil {
		return nil, err
	}
	option.CacheSizeEachConn = o.NearBytes
	option.DisableCache = option.DisableCache || o.NearBytes <= 0
	c := &Client{within: o.Within, log: o.Log, complain: rate.Sometimes{Interval: complainEvery}}
	if c.log == nil {
		c.log = slog.Default()
	}
	c.breaker.begin, c.breaker.probe = time.Now(), o.Within
	// With ForceSingleClient there is a client although the server is away.
	if c.server, err = rueidis.NewClient(option); c.server == nil {
		return nil, fmt.Errorf("the settings of Redis do not fit: %w", err)
	}
	if err != nil {
		c.away(explained(err))
	}
	return c, nil
}

// Call makes one exchange with the server. An error that is the server's own, such as that there is no memory left, is
// an answer.
func (c *Client) Call(ctx context.Context, exchange func(ctx context.Context, server rueidis.Client) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if !c.breaker.passes() {
		return errAway
	}
	return c.try(ctx, exchange)
}

// Ping asks the server whether it is there, whatever was known before. The error is one line for the operator.
func (c *Client) Ping(ctx context.Context) error {
	return c.try(ctx, func(ctx context.Context, server rueidis.Client) error {
		return server.Do(ctx, server.B().Ping().Build()).Error()
	})
}

// Dedicate gives a connection of one's own, for subscriptions; release closes it. Whoever has one closes it before the
// client.
func (c *Client) Dedicate() (connection rueidis.DedicatedClient, release func()) {
	connection, _ = c.server.Dedicate()
	return connection, connection.Close
}

// Close waits for the calls that are under way, and leaves no connection.
func (c *Client) Close() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.closed {
		c.closed = true
		c.server.Close()
	}
}

func (c *Client) try(ctx context.Context, exchange func(context.Context, rueidis.Client) error) error {
	c.mu.RLock()
	defer c.mu.RUnlock()
	if c.closed {
		return errClosed
	}
	bounded, cancel := context.WithTimeout(ctx, c.within)
	defer cancel()
	err := explained(exchange(bounded, c.server))
	switch _, answered := rueidis.IsRedisErr(err); {
	case err == nil || rueidis.IsRedisNil(err):
		c.here()
	case answered:
		c.breaker.reset()
		c.complain.Do(func() { c.log.Warn("Redis refuses", slog.Any("error", err)) })
	case ctx.Err() != nil:
		// The caller went away: nothing is known.
	case bounded.Err() == nil && (errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)):
		// Another caller, whose answer this one was to share, went away.
	default:
		c.away(err)
	}
	return err
}

// explained says what to do about an error that an operator can do something about.
func explained(err error) error {
	if errors.Is(err, rueidis.ErrNoCache) {
		return errors.New("this Redis has no client-side caching, as there is since version 6: put ?client_cache=0 behind its address")
	}
	return err
}

// complainEvery is how often the log is told that something is wrong with Redis, which every call finds out.
const complainEvery = 10 * time.Second

func (c *Client) away(err error) {
	c.breaker.trip()
	c.complain.Do(func() {
		c.complains.Store(true)
		c.log.Warn("Redis does not answer; going on without it", slog.Any("error", err))
	})
}

func (c *Client) here() {
	c.breaker.reset()
	if c.complains.Load() && c.complains.Swap(false) {
		c.log.Info("Redis answers again")
	}
}
