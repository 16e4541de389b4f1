package live

import (
	"context"
	"encoding/json"
	"sync"

	"tasklane/modules/user"
	"tasklane/platform/broadcast"
)

// Message is what a person's channel carried: Type says which contract's message Payload is.
type Message struct {
	Type    string
	Payload []byte
}

// People hands on what the broadcast says to single persons. However many sockets somebody has open here, the
// broadcast is subscribed to once.
type People struct {
	broadcast broadcast.Broadcast

	mu    sync.Mutex
	feeds map[string]*feed
}

type feed struct {
	opening     sync.Once
	failed      error
	unsubscribe func()
	holders     int // guarded by People.mu

	mu        sync.Mutex
	listeners map[*Listener]struct{}
}

// NewPeople makes an empty one.
func NewPeople(b broadcast.Broadcast) *People {
	return &People{broadcast: b, feeds: map[string]*feed{}}
}

// Listener is one reader of a person's channel.
type Listener struct {
	people *People
	userID string
	feed   *feed
	// C brings the messages, in order. One that finds it full is dropped.
	C chan Message
	// Missed is signalled when messages may have been dropped, here or on the way: whoever must be in step reads
	// again what they were about. Those that are in C by then are older.
	Missed chan struct{}
	closed sync.Once
}

const listenerQueue = 64

// Listen starts to listen; Close ends it.
func (p *People) Listen(ctx context.Context, userID string) (*Listener, error) {
	p.mu.Lock()
	f := p.feeds[userID]
	if f == nil {
		f = &feed{listeners: map[*Listener]struct{}{}}
		p.feeds[userID] = f
	}
	f.holders++
	p.mu.Unlock()

	l := &Listener{people: p, userID: userID, feed: f, C: make(chan Message, listenerQueue), Missed: make(chan struct{}, 1)}
	f.mu.Lock()
	f.listeners[l] = struct{}{}
	f.mu.Unlock()
	f.opening.Do(func() {
		f.unsubscribe, f.failed = p.broadcast.Subscribe(context.WithoutCancel(ctx), user.Channel(userID), f.hear, f.missed)
	})
	if f.failed != nil {
		l.Close()
		return nil, f.failed
	}
	return l, nil
}

func (f *feed) hear(payload []byte) {
	var head struct {
		Type string `json:"type"`
	}
	if json.Unmarshal(payload, &head) != nil {
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	for l := range f.listeners {
		select {
		case l.C <- Message{Type: head.Type, Payload: payload}:
		default:
			l.miss()
		}
	}
}

func (f *feed) missed() {
	f.mu.Lock()
	defer f.mu.Unlock()
	for l := range f.listeners {
		l.miss()
	}
}

func (l *Listener) miss() {
	select {
	case l.Missed <- struct{}{}:
	default:
	}
}

// Close stops listening. It may be called more than once.
func (l *Listener) Close() { l.closed.Do(l.leave) }

func (l *Listener) leave() {
	l.feed.mu.Lock()
	delete(l.feed.listeners, l)
	l.feed.mu.Unlock()

	p := l.people
	p.mu.Lock()
	l.feed.holders--
	last := l.feed.holders == 0
	if (last || l.feed.failed != nil) && p.feeds[l.userID] == l.feed {
		delete(p.feeds, l.userID)
	}
	p.mu.Unlock()
	if last && l.feed.unsubscribe != nil {
		l.feed.unsubscribe()
	}
}
