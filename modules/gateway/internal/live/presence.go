package live

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"sync"
	"time"

	"tasklane/platform/broadcast"
)

// Person is somebody who looks at a project. TaskID is empty for the board.
type Person struct {
	UserID string    `json:"userId"`
	TaskID string    `json:"taskId,omitempty"`
	Since  time.Time `json:"since"`
	// Viewer is the device, and Seen when it said so last: its calls may come to any gateway, and the last one counts.
	Viewer string    `json:"viewer"`
	Seen   time.Time `json:"seen"`
}

// Audience is who looks at a project: Total people, and the latest of them.
type Audience struct {
	Total  int
	People []Person
}

// The clockwork of presence. A list is told on change (at most once in presenceEvery), again every
// presenceRepeat, and when a gateway asks; one that is silent for presenceSilence is forgotten.
const (
	presenceEvery   = time.Second
	presenceRepeat  = 10 * time.Second
	presenceSilence = 25 * time.Second
	presenceStay    = 30 * time.Second // how long one call of Set lasts
	presenceShown   = 50
)

// Presence knows who is looking where. Every gateway tells its own viewers to the others; nothing is stored.
type Presence struct {
	broadcast broadcast.Broadcast
	gateway   string // this gateway's name in its messages
	now       func() time.Time

	mu    sync.Mutex
	rooms map[string]*room
}

// presenceMessage is what gateways tell each other on presence:{project}: their list, which devices have left and when,
// and whether they want to hear the lists of everybody else.
type presenceMessage struct {
	Gateway string               `json:"gateway"`
	Ask     bool                 `json:"ask,omitempty"`
	People  []Person             `json:"people,omitempty"`
	Left    map[string]time.Time `json:"left,omitempty"`
}

func presenceChannel(projectID string) string { return "presence:" + projectID }

// NewPresence makes an empty one; gateway is any name that no other gateway has. Run must run.
func NewPresence(b broadcast.Broadcast, gateway string) *Presence {
	return &Presence{broadcast: b, gateway: gateway, now: time.Now, rooms: map[string]*room{}}
}

// Set says where a viewer is looking; it holds for 30 s. viewer names a person's device, e.g. the session.
func (p *Presence) Set(ctx context.Context, projectID, viewer, userID, taskID string) error {
	return p.enter(ctx, projectID, func(r *room) {
		now := p.now()
		before, known := r.own[viewer]
		next := Person{UserID: userID, TaskID: taskID, Since: now, Viewer: viewer, Seen: now}
		if known && before.TaskID == taskID {
			next.Since = before.Since
		} else {
			r.changed = true
		}
		r.own[viewer] = next
	})
}

// Clear says that the viewer looks no more, whichever gateway was told that they do.
func (p *Presence) Clear(ctx context.Context, projectID, viewer string) {
	left := map[string]time.Time{viewer: p.now()}
	p.mu.Lock()
	if r := p.rooms[projectID]; r != nil {
		r.leave(left)
	}
	p.mu.Unlock()
	p.tell(ctx, projectID, presenceMessage{Gateway: p.gateway, Left: left})
}

// Watch gives a channel that is signalled when the audience may have changed, at most once a second, and now.
// stop ends it.
func (p *Presence) Watch(ctx context.Context, projectID string) (changed <-chan struct{}, stop func(), err error) {
	c := make(chan struct{}, 1)
	c <- struct{}{}
	var in *room
	err = p.enter(ctx, projectID, func(r *room) {
		in = r
		r.watchers[c] = struct{}{}
	})
	if err != nil {
		return nil, nil, err
	}
	return c, func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		delete(in.watchers, c)
	}, nil
}

// Audience lists who looks at the project now, a person once, the latest first.
func (p *Presence) Audience(projectID string) Audience {
	p.mu.Lock()
	defer p.mu.Unlock()
	r := p.rooms[projectID]
	if r == nil {
		return Audience{}
	}
	byUser := map[string]Person{}
	add := func(one Person) {
		if known, twice := byUser[one.UserID]; !twice || one.Since.After(known.Since) {
			byUser[one.UserID] = one
		}
	}
	for _, one := range r.own {
		add(one)
	}
	for _, other := range r.others {
		for _, one := range other.people {
			add(one)
		}
	}
	people := make([]Person, 0, len(byUser))
	for _, one := range byUser {
		people = append(people, one)
	}
	slices.SortFunc(people, func(a, b Person) int {
		return cmp.Or(b.Since.Compare(a.Since), cmp.Compare(a.UserID, b.UserID))
	})
	return Audience{Total: len(people), People: people[:min(len(people), presenceShown)]}
}

// enter lets join put somebody into the project's room, which is opened for the first of them: it listens to the other
// gateways and asks who is there. It cannot close in between, as an empty one does.
func (p *Presence) enter(ctx context.Context, projectID string, join func(*room)) error {
	if p.joined(projectID, join) {
		return nil
	}
	unsubscribe, err := p.broadcast.Subscribe(context.WithoutCancel(ctx), presenceChannel(projectID), func(payload []byte) {
		p.hear(projectID, payload)
	}, func() {
		p.missed(projectID)
	})
	if err != nil {
		return err
	}
	p.mu.Lock()
	r := p.rooms[projectID]
	opened := r == nil
	if opened {
		r = &room{
			own: map[string]Person{}, others: map[string]list{},
			watchers: map[chan struct{}]struct{}{}, unsubscribe: unsubscribe,
		}
		p.rooms[projectID] = r
	}
	join(r)
	p.mu.Unlock()
	if !opened {
		unsubscribe()
		return nil
	}
	p.tell(ctx, projectID, presenceMessage{Gateway: p.gateway, Ask: true})
	return nil
}

// joined is false when there is no room yet.
func (p *Presence) joined(projectID string, join func(*room)) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	r := p.rooms[projectID]
	if r != nil {
		join(r)
	}
	return r != nil
}

func (p *Presence) hear(projectID string, payload []byte) {
	var m presenceMessage
	if json.Unmarshal(payload, &m) != nil || m.Gateway == p.gateway {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	r := p.rooms[projectID]
	if r == nil {
		return
	}
	if m.Ask {
		r.changed = true
	}
	if len(m.Left) > 0 { // it comes alone
		r.leave(m.Left)
		return
	}
	r.others[m.Gateway] = list{people: m.People, heard: p.now()}
	r.handOver(m.People)
	r.signal()
}

// missed asks the others again, and tells them again: what was lost may be either.
func (p *Presence) missed(projectID string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if r := p.rooms[projectID]; r != nil {
		r.ask, r.changed = true, true
	}
}

func (p *Presence) tell(ctx context.Context, projectID string, m presenceMessage) {
	payload, err := json.Marshal(m)
	if err == nil {
		_ = p.broadcast.Publish(ctx, presenceChannel(projectID), payload) // it may drop: it is told again
	}
}

// Run tells the own lists and forgets what is silent, until ctx ends.
func (p *Presence) Run(ctx context.Context) error {
	defer p.leaveAll()
	tick := time.NewTicker(presenceEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
			for projectID, m := range p.turn() {
				p.tell(ctx, projectID, m)
			}
		}
	}
}

// turn drops who left without a word, closes empty rooms, signals watchers, and says what is to be told.
func (p *Presence) turn() map[string]presenceMessage {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := p.now()
	out := map[string]presenceMessage{}
	for projectID, r := range p.rooms {
		if r.expire(now) {
			r.changed = true
		}
		if r.changed {
			r.signal()
		}
		if r.changed || now.Sub(r.told) >= presenceRepeat {
			out[projectID] = presenceMessage{Gateway: p.gateway, Ask: r.ask, People: r.list()}
			r.ask, r.changed, r.told = false, false, now
		}
		if len(r.own) == 0 && len(r.watchers) == 0 {
			go r.unsubscribe()
			delete(p.rooms, projectID)
		}
	}
	return out
}

func (p *Presence) leaveAll() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for projectID, r := range p.rooms {
		go r.unsubscribe()
		delete(p.rooms, projectID)
	}
}
