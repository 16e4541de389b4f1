package redis_test

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"tasklane/platform/broadcast"
	"tasklane/platform/broadcast/broadcasttest"
	"tasklane/platform/broadcast/redis"
	"tasklane/platform/redisclient/redistest"
)

func TestRedisIsABroadcast(t *testing.T) {
	t.Parallel()
	const queue = 64
	redistest.Shared(t, func(t *testing.T, url string) {
		broadcasttest.Run(t, func(t *testing.T) (publisher, subscriber broadcast.Broadcast) {
			options := []redis.Option{redis.WithPrefix(rand.Text() + ":"), redis.WithQueue(queue)}
			return patient(t, url, options...), patient(t, url, options...)
		}, broadcasttest.Features{Ordered: true, Queue: queue, Interrupt: func(t *testing.T, subscriber broadcast.Broadcast) {
			d, ok := subscriber.(*door)
			if !ok {
				t.Fatalf("got %T", subscriber)
			}
			if d.cut(t) != 1 {
				t.Fatal("there is not one connection for messages")
			}
		}})
	})
}

// door is a broadcast whose connections the server knows by a name of their own.
type door struct {
	*redis.Broadcast
	url, name string
}

// open makes a broadcast that the test's end closes.
func open(t *testing.T, url string, options ...redis.Option) *door {
	t.Helper()
	d := &door{url: url, name: "test-" + rand.Text()}
	separator := "?"
	if strings.Contains(url, "?") {
		separator = "&"
	}
	var err error
	d.Broadcast, err = redis.New(url+separator+"client_name="+d.name, append([]redis.Option{redis.WithLog(slog.New(slog.DiscardHandler))}, options...)...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	return d
}

// patient is open for tests of what a server does that answers, however busy the machine is.
func patient(t *testing.T, url string, options ...redis.Option) *door {
	t.Helper()
	d := open(t, url+"?dial_timeout=20s&write_timeout=20s", append(options, redis.WithBound(20*time.Second))...)
	d.url = url
	return d
}

var (
	clientID   = regexp.MustCompile(`(?m)^id=(\d+) .*$`)
	subscribed = regexp.MustCompile(` sub=([1-9]\d*) `)
)

// lines are those of CLIENT LIST about the connections of this door on which messages come, and of all.
func (d *door) lines(t *testing.T) (feeds, all []string) {
	t.Helper()
	for line := range strings.Lines(redistest.Do(t, d.url, "CLIENT", "LIST")) {
		if strings.Contains(line, " name="+d.name+" ") {
			all = append(all, line)
			if subscribed.MatchString(line) {
				feeds = append(feeds, line)
			}
		}
	}
	return feeds, all
}

// cut has the server drop the connections on which messages come, and says how many there were.
func (d *door) cut(t *testing.T) int {
	t.Helper()
	feeds, _ := d.lines(t)
	for _, line := range feeds {
		redistest.Do(t, d.url, "CLIENT", "KILL", "ID", clientID.FindStringSubmatch(line)[1])
	}
	return len(feeds)
}

// ear is a subscriber.
type ear struct {
	heard chan string
	holes chan struct{}
	leave func()
}

func listen(t *testing.T, d *door, channel string) *ear {
	t.Helper()
	e := &ear{heard: make(chan string, 1024), holes: make(chan struct{}, 1024)}
	leave, err := d.Subscribe(t.Context(), channel, func(payload []byte) { e.heard <- string(payload) }, func() { e.holes <- struct{}{} })
	if err != nil {
		t.Fatal(err)
	}
	e.leave = leave
	t.Cleanup(leave)
	return e
}

func publish(t *testing.T, d *door, channel, payload string) {
	t.Helper()
	if err := d.Publish(t.Context(), channel, []byte(payload)); err != nil {
		t.Fatal(err)
	}
}

const patience = 20 * time.Second

func (e *ear) hear(t *testing.T, want string) {
	t.Helper()
	for {
		select {
		case got := <-e.heard:
			if got == want {
				return
			}
		case <-time.After(patience):
			t.Fatalf("%q is not heard", want)
		}
	}
}

func (e *ear) hole(t *testing.T) {
	t.Helper()
	select {
	case <-e.holes:
	case <-time.After(patience):
		t.Fatal("nobody tells of a hole")
	}
}

// eventually waits until something is so.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(patience); !is(); <-tick.C {
		if time.Now().After(deadline) {
			t.Fatalf("waited in vain: %s", what)
		}
	}
}

func TestHoweverManyChannelsThereIsOneConnection(t *testing.T) {
	t.Parallel()
	redistest.Shared(t, func(t *testing.T, url string) {
		d := patient(t, url, redis.WithPrefix(rand.Text()+":"))
		if _, all := d.lines(t); len(all) != 1 {
			t.Errorf("without a subscription there are %d connections", len(all))
		}
		const channels = 1200
		ears := make([]*ear, 2*channels)
		var all sync.WaitGroup
		for i := range ears {
			all.Go(func() { ears[i] = listen(t, d, fmt.Sprint(i%channels)) })
		}
		all.Wait()
		for i := range channels {
			publish(t, d, fmt.Sprint(i), fmt.Sprintf("for %d", i))
		}
		for i, e := range ears {
			e.hear(t, fmt.Sprintf("for %d", i%channels))
			if len(e.holes) > 0 || len(e.heard) > 0 {
				t.Fatalf("%d heard something else, or of a hole", i)
			}
		}
		feeds, connections := d.lines(t)
		if len(feeds) != 1 || len(connections) != 2 || !strings.Contains(feeds[0], fmt.Sprintf(" sub=%d ", channels)) {
			t.Errorf("%d connections; with subscriptions: %q", len(connections), feeds)
		}
		for i, e := range ears {
			if i != 7 {
				e.leave()
			}
		}
		eventually(t, "what nobody wants is not sent", func() bool {
			feeds, _ := d.lines(t)
			return len(feeds) == 1 && strings.Contains(feeds[0], " sub=1 ")
		})
		publish(t, d, "7", "last")
		ears[7].hear(t, "last")
	})
}

func TestAChannelThatIsLeftAndTakenAgainIsHeard(t *testing.T) {
	t.Parallel()
	redistest.Shared(t, func(t *testing.T, url string) {
		prefix := redis.WithPrefix(rand.Text() + ":")
		out, in := patient(t, url, prefix), patient(t, url, prefix)
		var all sync.WaitGroup
		for n := range 8 {
			all.Go(func() {
				channel := fmt.Sprint(n % 2)
				for i := range 200 {
					e := listen(t, in, channel)
					word := fmt.Sprintf("%d %d", n, i)
					publish(t, out, channel, word)
					e.hear(t, word)
					e.leave()
				}
			})
		}
		all.Wait()
	})
}
