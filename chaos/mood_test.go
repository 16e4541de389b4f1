package chaos

import (
	"sync"
	"sync/atomic"

	"github.com/Shopify/toxiproxy/v2/toxics"
)

// mood is what connections suffer from in one direction of a proxy, and can change at any time. Toxiproxy's own way, adding
// and removing toxics, waits for each connection in turn while it holds a lock, and for ever for one that ends at
// that moment; so a single toxic of ours is there from the beginning, and does what the mood is.
type mood struct {
	id int64

	mu      sync.Mutex
	now     *suffering
	changed chan struct{}
}

// moods are known by their ids: a toxic is made by toxiproxy, from JSON.
var (
	moods    sync.Map
	lastMood atomic.Int64
	known    sync.Once
)

// moody is the name of our toxic.
const moody = "moody"

func newMood() *mood {
	known.Do(func() { toxics.Register(moody, &moodyToxic{}) })
	m := &mood{id: lastMood.Add(1), changed: make(chan struct{})}
	moods.Store(m.id, m)
	return m
}

// become changes what is suffered from; nil is nothing.
func (m *mood) become(s *suffering) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = s
	close(m.changed)
	m.changed = make(chan struct{})
}

func (m *mood) current() (now *toxics.ToxicWrapper, changed <-chan struct{}) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.now == nil {
		return &toxics.ToxicWrapper{Toxic: &toxics.NoopToxic{}, Toxicity: 1}, m.changed
	}
	return &toxics.ToxicWrapper{Toxic: m.now.Toxic, Toxicity: m.now.share}, m.changed
}

// moodyToxic implements toxics.Toxic for one connection and direction.
type moodyToxic struct {
	Mood int64 `json:"mood"`
}

// GetBufferSize implements toxics.BufferedToxic: what is delayed does not hold up what comes behind it.
func (*moodyToxic) GetBufferSize() int { return 1024 }

// Pipe implements toxics.Toxic.
func (x *moodyToxic) Pipe(stub *toxics.ToxicStub) {
	found, _ := moods.Load(x.Mood)
	m, ok := found.(*mood)
	if !ok {
		return
	}
	for {
		wrapper, changed := m.current()
		own := toxics.NewToxicStub(stub.Input, stub.Output)
		done := make(chan struct{})
		go func() {
			defer close(done)
			own.Run(wrapper)
		}()
		select {
		case <-done:
			return // the connection has ended
		case <-changed:
			if !own.InterruptToxic() {
				return
			}
			<-done
			if after, ok := wrapper.Toxic.(toxics.CleanupToxic); ok {
				after.Cleanup(own)
			}
			if own.Closed() {
				return
			}
		}
	}
}
