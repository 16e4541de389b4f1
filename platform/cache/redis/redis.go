// Package redis is the cache that several processes share. What was read stays in this process too, until the server
// tells that it has changed.
package redis

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"time"

	"github.com/redis/rueidis"

	"tasklane/platform/cache"
	"tasklane/platform/redisclient"
)

const (
	// DefaultBound bounds a call: far beyond what a server in the same network takes, and little beside a request.
	DefaultBound = 500 * time.Millisecond
	// DefaultNearBytes is what the copies in this process may take: some 20,000 sessions' states.
	DefaultNearBytes = 16 << 20
	// nearFor bounds a copy's life; the value's own end comes first, and what is known to be missing lives so long.
	nearFor = time.Minute
	// maxValue is beyond any task with all it may hold; the server has better use for its time than to copy more.
	maxValue = 1 << 20
)

// Cache is a cache.Cache on a Redis server. Errors are cache.ErrUnavailable, cache.ErrTTL and ctx's own.
type Cache struct {
	client   *redisclient.Client
	prefix   string
	observer Observer
}

var _ cache.Cache = (*Cache)(nil)

// Observer hears how reads go, for metrics. It is called from many goroutines.
type Observer interface {
	Read(outcome Outcome)
}

// Outcome says where a value was found.
type Outcome string

// The outcomes of a read.
const (
	Near   Outcome = "near"   // in this process
	Far    Outcome = "far"    // on the server
	Missed Outcome = "missed" // nowhere
	Failed Outcome = "failed" // it cannot be known
)

type unobserved struct{}

func (unobserved) Read(Outcome) {}

// Option changes how a Cache is made.
type Option func(*settings)

type settings struct {
	prefix   string
	observer Observer
	client   redisclient.Options
}

// WithPrefix begins every key with the prefix, for installations that share a server; none by default.
func WithPrefix(prefix string) Option { return func(s *settings) { s.prefix = prefix } }

// WithNear bounds what the copies in this process may take, in bytes; 0 keeps none, for servers before version 6. So
// does ?client_cache=0 in the URL.
func WithNear(bytes int) Option { return func(s *settings) { s.client.NearBytes = bytes } }

// WithBound bounds a call; DefaultBound by default.
func WithBound(d time.Duration) Option { return func(s *settings) { s.client.Within = d } }

// WithObserver has reads counted.
func WithObserver(o Observer) Option { return func(s *settings) { s.observer = o } }

// WithLog says who hears when the server is away; slog.Default().
func WithLog(log *slog.Logger) Option { return func(s *settings) { s.client.Log = log } }

// New makes a cache on the server at redis://user:password@host:port/number, or rediss:// for TLS. The server may be
// away: New waits for two seconds at most, and it is used as soon as it is there. The error is one of the URL.
func New(url string, options ...Option) (*Cache, error) {
	s := settings{observer: unobserved{}, client: redisclient.Options{Within: DefaultBound, NearBytes: DefaultNearBytes}}
	for _, o := range options {
		o(&s)
	}
	client, err := redisclient.Open(url, s.client)
	if err != nil {
		return nil, err
	}
	return &Cache{client: client, prefix: s.prefix, observer: s.observer}, nil
}

// Ping asks the server whether it is there. The error is one line for the operator.
func (c *Cache) Ping(ctx context.Context) error { return c.client.Ping(ctx) }

// Close ends the connection, after the calls that are under way.
func (c *Cache) Close() { c.client.Close() }

// Get implements cache.Cache.
func (c *Cache) Get(ctx context.Context, key string) (value []byte, version int64, ok bool, err error) {
	var packed string
	outcome := Missed
	err = c.client.Call(ctx, func(ctx context.Context, server rueidis.Client) error {
		answer := server.DoCache(ctx, server.B().Get().Key(c.prefix+key).Cache(), nearFor)
		text, err := answer.ToString()
		if err == nil {
			packed, outcome = text, Far
			if answer.IsCacheHit() {
				outcome = Near
			}
		}
		return err
	})
	switch {
	case rueidis.IsRedisNil(err):
		err = nil
	case err != nil:
		outcome, err = Failed, unavailable(ctx, err)
	default:
		if value, version, ok = unpack(packed); !ok {
			outcome = Missed
		}
	}
	c.observer.Read(outcome)
	return value, version, ok, err
}

//go:embed setifnewer.lua
var setIfNewer string

// SetIfNewer implements cache.Cache.
func (c *Cache) SetIfNewer(ctx context.Context, key string, version int64, value []byte, ttl time.Duration) (bool, error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	if ttl < time.Millisecond {
		return false, cache.ErrTTL
	}
	if len(value) > maxValue {
		return false, c.Delete(ctx, key)
	}
	packed := pack(version, value)
	var taken bool
	err := c.client.Call(ctx, func(ctx context.Context, server rueidis.Client) error {
		script := server.B().Eval().Script(setIfNewer).Numkeys(1).Key(c.prefix + key)
		var err error
		taken, err = change(ctx, server, script.Arg(packed, strconv.FormatInt(ttl.Milliseconds(), 10)).Build()).AsBool()
		return err
	})
	return taken, unavailable(ctx, err)
}

// Delete implements cache.Cache.
func (c *Cache) Delete(ctx context.Context, key string) error {
	return unavailable(ctx, c.client.Call(ctx, func(ctx context.Context, server rueidis.Client) error {
		return change(ctx, server, server.B().Del().Key(c.prefix+key).Build()).Error()
	}))
}

// change sends a command and a PING behind it. The server tells us of our own changes too, but behind the answer to the
// command: by the answer to the PING the copy in this process is gone, and a process finds what it has set.
func change(ctx context.Context, server rueidis.Client, command rueidis.Completed) rueidis.RedisResult {
	return server.DoMulti(ctx, command, server.B().Ping().Build())[0]
}

// unavailable leaves the caller's own end as it is.
func unavailable(ctx context.Context, err error) error {
	if err == nil || (ctx.Err() != nil && errors.Is(err, ctx.Err())) {
		return err
	}
	return fmt.Errorf("%w: %w", cache.ErrUnavailable, err)
}
