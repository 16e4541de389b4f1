// Package redis is the broadcast across processes: Redis Pub/Sub. However many channels this process listens to, one
// connection brings their messages; package memory hands them on.
package redis

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"sync"
	"time"

	"github.com/redis/rueidis"

	"tasklane/platform/broadcast"
	"tasklane/platform/broadcast/memory"
	"tasklane/platform/redisclient"
)

// DefaultBound bounds a call of Publish, and what Subscribe waits for the server.
const DefaultBound = time.Second

// Broadcast is a broadcast.Broadcast on a Redis server. Errors are broadcast.ErrUnavailable and ctx's own.
type Broadcast struct {
	client *redisclient.Client
	local  *memory.Broadcast
	bound  time.Duration
	feed   *feed
}

var _ broadcast.Broadcast = (*Broadcast)(nil)

// Observer hears of the connection on which messages come, for metrics.
type Observer interface {
	// Listening: the connection stands, with all subscriptions on it, or it is lost. There is none before the first
	// subscription.
	Listening(stands bool)
}

type unobserved struct{}

func (unobserved) Listening(bool) {}

// Option changes how a Broadcast is made.
type Option func(*settings)

type settings struct {
	prefix   string
	queue    int
	observer Observer
	client   redisclient.Options
}

// WithPrefix begins the server's name of every channel with the prefix, for installations that share a server; none by
// default.
func WithPrefix(prefix string) Option { return func(s *settings) { s.prefix = prefix } }

// WithQueue sets how many messages a subscriber may be behind; memory.DefaultQueue by default.
func WithQueue(messages int) Option { return func(s *settings) { s.queue = messages } }

// WithBound bounds a call of Publish, and what Subscribe waits for the server; DefaultBound by default.
func WithBound(d time.Duration) Option { return func(s *settings) { s.client.Within = d } }

// WithObserver has connections counted.
func WithObserver(o Observer) Option { return func(s *settings) { s.observer = o } }

// WithLog says who hears when the server is away; slog.Default().
func WithLog(log *slog.Logger) Option { return func(s *settings) { s.client.Log = log } }

// New makes a broadcast on the server at redis://user:password@host:port, or rediss:// for TLS. The server may be away:
// New waits for two seconds at most, and it is used as soon as it is there. The error is one of the URL.
func New(url string, options ...Option) (*Broadcast, error) {
	s := settings{queue: memory.DefaultQueue, observer: unobserved{}, client: redisclient.Options{Within: DefaultBound}}
	for _, o := range options {
		o(&s)
	}
	client, err := redisclient.Open(url, s.client)
	if err != nil {
		return nil, err
	}
	b := &Broadcast{client: client, local: memory.New(memory.WithQueue(s.queue)), bound: s.client.Within}
	b.feed = newFeed(client, b.local, s)
	go b.feed.run()
	return b, nil
}

// Publish implements broadcast.Broadcast.
func (b *Broadcast) Publish(ctx context.Context, channel string, payload []byte) error {
	message := string(payload) // a copy: the library may hold it for longer than the call
	return unavailable(ctx, b.client.Call(ctx, func(ctx context.Context, server rueidis.Client) error {
		return server.Do(ctx, server.B().Publish().Channel(b.feed.prefix+channel).Message(message).Build()).Error()
	}))
}

// Listened implements broadcast.Broadcast.
func (b *Broadcast) Listened(ctx context.Context, channels ...string) ([]string, error) {
	if len(channels) == 0 {
		return nil, ctx.Err()
	}
	names := make([]string, len(channels))
	for i, channel := range channels {
		names[i] = b.feed.prefix + channel
	}
	var listeners map[string]int64
	err := b.client.Call(ctx, func(ctx context.Context, server rueidis.Client) (err error) {
		listeners, err = server.Do(ctx, server.B().PubsubNumsub().Channel(names...).Build()).AsIntMap()
		return err
	})
	if err != nil {
		return nil, unavailable(ctx, err)
	}
	return slices.DeleteFunc(slices.Clone(channels), func(channel string) bool { return listeners[b.feed.prefix+channel] == 0 }), nil
}

// Subscribe implements broadcast.Broadcast. It waits for the server's word, but no longer than the bound, and not at
// all when it is known to be away.
func (b *Broadcast) Subscribe(ctx context.Context, channel string, hear func(payload []byte), missed func()) (unsubscribe func(), err error) {
	leave, err := b.local.Subscribe(ctx, channel, hear, missed)
	if err != nil {
		return nil, err
	}
	unsubscribe = sync.OnceFunc(func() {
		leave()
		b.feed.channels.leave(channel)
	})
	bounded, cancel := context.WithTimeout(ctx, b.bound)
	defer cancel()
	b.feed.channels.join(bounded, channel)
	if err := ctx.Err(); err != nil {
		unsubscribe()
		return nil, err
	}
	return unsubscribe, nil
}

// Dropped counts the messages that came here and were not delivered, because a subscriber was too far behind.
func (b *Broadcast) Dropped() int64 { return b.local.Dropped() }

// Ping asks the server whether it is there, and whether the connection on which messages come is as it should be. The
// error is one line for the operator.
func (b *Broadcast) Ping(ctx context.Context) error {
	if err := b.client.Ping(ctx); err != nil {
		return err
	}
	if b.feed.channels.deaf() {
		return errors.New("messages are not received: the connection for them is being made")
	}
	return nil
}

// Close ends both connections. Subscriptions hear nothing any more.
func (b *Broadcast) Close() {
	b.feed.close()
	b.client.Close()
}

// unavailable leaves the caller's own end as it is.
func unavailable(ctx context.Context, err error) error {
	if err == nil || (ctx.Err() != nil && errors.Is(err, ctx.Err())) {
		return err
	}
	return fmt.Errorf("%w: %w", broadcast.ErrUnavailable, err)
}
