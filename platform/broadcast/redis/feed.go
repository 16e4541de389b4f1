package redis

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/redis/rueidis"

	"tasklane/platform/broadcast/memory"
	"tasklane/platform/redisclient"
)

const (
	// The wait before the server is tried again, which doubles from the first to the longest: short beside the ten
	// seconds in which everything is to be back, and long enough that a thousand processes do no harm.
	firstWait   = 50 * time.Millisecond
	longestWait = 2 * time.Second
	// batch is how many channels are subscribed to in one exchange.
	batch = 500
)

// feed brings messages from the server on one connection, which is made when somebody subscribes for the first time,
// and again whenever it is lost. It alone talks to the server about channels, one exchange after the other: what is
// wanted meanwhile goes with the next one.
type feed struct {
	client   *redisclient.Client
	local    *memory.Broadcast
	prefix   string
	bound    time.Duration
	observer Observer
	log      *slog.Logger
	channels *channels

	life context.Context
	end  context.CancelFunc
	done chan struct{}
}

func newFeed(client *redisclient.Client, local *memory.Broadcast, s settings) *feed {
	f := &feed{
		client: client, local: local, prefix: s.prefix, bound: s.client.Within, observer: s.observer, log: s.client.Log,
		channels: newChannels(), done: make(chan struct{}),
	}
	if f.log == nil {
		f.log = slog.Default()
	}
	f.life, f.end = context.WithCancel(context.Background()) //nolint:forbidigo // it lives until Close
	return f
}

func (f *feed) close() {
	f.end()
	<-f.done
}

// run keeps the connection until close.
func (f *feed) run() {
	defer close(f.done)
	defer f.channels.unreachable() // nobody waits for what does not come
	wait := firstWait
	for f.needed() {
		began := time.Now()
		stood := f.listen()
		f.channels.disconnected()
		if stood {
			f.observer.Listening(false)
		} else {
			f.channels.unreachable()
		}
		if stood && time.Since(began) > longestWait {
			wait = firstWait // it was not dropped as soon as it stood
		}
		pause := time.NewTimer(wait/2 + rand.N(wait)) //nolint:gosec // that processes do not come back all at once
		select {
		case <-pause.C:
		case <-f.life.Done():
			pause.Stop()
		}
		wait = min(2*wait, longestWait)
	}
}

// needed waits until there is something to listen to; it is false when this is over.
func (f *feed) needed() bool {
	for !f.channels.any() {
		select {
		case <-f.life.Done():
			return false
		case <-f.channels.work:
		}
	}
	return f.life.Err() == nil
}

// listen makes a connection and keeps the server informed of what is wanted until it is lost. It says whether the
// connection stood.
func (f *feed) listen() (stood bool) {
	connection, release := f.client.Dedicate()
	defer release()
	if err := f.exchange(connection, connection.B().Ping().Build()); err != nil {
		return false
	}
	lost := connection.SetPubSubHooks(rueidis.PubSubHooks{OnMessage: f.deliver})
	held := map[string]bool{}
	for {
		wanted, unwanted := f.channels.changes()
		if err := f.tell(connection, held, wanted, unwanted); err != nil {
			f.complain(err)
			return stood
		}
		if !stood {
			stood = true
			f.observer.Listening(true)
		}
		if f.channels.connected(wanted) {
			f.log.Info("messages come from Redis again", slog.Int("channels", len(held)))
			f.local.Missed()
		}
		select {
		case err := <-lost:
			f.complain(err)
			return true
		case <-f.life.Done():
			return true
		case <-f.channels.work:
		}
	}
}

func (f *feed) complain(err error) {
	if f.life.Err() == nil {
		f.log.Warn("no messages come from Redis until it is connected again", slog.Any("error", err))
	}
}

// tell has the server send what is wanted, and no more what is not. When it returns, the server has done so. held are
// those that it sends already: who left and came back may have changed nothing.
func (f *feed) tell(connection rueidis.DedicatedClient, held map[string]bool, wanted, unwanted []string) error {
	var drop []string
	for _, channel := range unwanted {
		if held[channel] {
			drop = append(drop, f.prefix+channel)
			delete(held, channel)
		}
	}
	if len(drop) > 0 {
		if err := f.exchange(connection, connection.B().Unsubscribe().Channel(drop...).Build()); err != nil {
			return err
		}
	}
	for channels := range slices.Chunk(wanted, batch) {
		// One command for each: the answer to one with many comes when the first of them is subscribed to.
		var commands []rueidis.Completed
		for _, channel := range channels {
			if !held[channel] {
				commands = append(commands, connection.B().Subscribe().Channel(f.prefix+channel).Build())
				held[channel] = true
			}
		}
		if err := f.exchange(connection, commands...); err != nil {
			return err
		}
	}
	return nil
}

func (f *feed) exchange(connection rueidis.DedicatedClient, commands ...rueidis.Completed) error {
	ctx, cancel := context.WithTimeout(f.life, f.bound)
	defer cancel()
	for _, answer := range connection.DoMulti(ctx, commands...) {
		if err := answer.Error(); err != nil {
			return err
		}
	}
	return nil
}

// deliver is called by the connection's reader, and must not wait.
func (f *feed) deliver(m rueidis.PubSubMessage) {
	_ = f.local.Publish(f.life, strings.TrimPrefix(m.Channel, f.prefix), []byte(m.Message)) // it ends with f.life
}
