package tasktest

import (
	"context"
	"strings"
	"sync"

	"tasklane/modules/task"
	"tasklane/modules/user"
	"tasklane/platform/fault"
)

// People is a directory.
type People struct {
	mu    sync.Mutex
	cards map[string]user.Card
	email map[string]string
	down  bool
	asked int
}

// Add makes somebody known.
func (p *People) Add(card user.Card, email string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.cards == nil {
		p.cards, p.email = map[string]user.Card{}, map[string]string{}
	}
	p.cards[card.ID], p.email[email] = card, card.ID
}

// Disable disables an account.
func (p *People) Disable(id string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	card := p.cards[id]
	card.Enabled = false
	p.cards[id] = card
}

// SetDown makes every question fail, or answers again.
func (p *People) SetDown(down bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.down = down
}

// Asked counts the questions.
func (p *People) Asked() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.asked
}

// Cards reads accounts by id.
func (p *People) Cards(_ context.Context, ids []string) ([]user.Card, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked++
	if p.down {
		return nil, fault.Down(0, false, "The directory is out of reach.")
	}
	if len(ids) > 500 {
		return nil, fault.Invalidf("ids", "At most 500 ids.")
	}
	var cards []user.Card
	for _, id := range ids {
		if card, ok := p.cards[id]; ok {
			cards = append(cards, card)
		}
	}
	return cards, nil
}

// CardByEmail finds an account.
func (p *People) CardByEmail(_ context.Context, email string) (user.Card, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.asked++
	if p.down {
		return user.Card{}, fault.Down(0, false, "The directory is out of reach.")
	}
	id, ok := p.email[strings.ToLower(email)]
	if !ok {
		return user.Card{}, fault.Missing("account")
	}
	return p.cards[id], nil
}

// Pushed collects what the service pushed.
type Pushed struct {
	mu     sync.Mutex
	events map[string][]task.Event
}

// PushAll takes events.
func (p *Pushed) PushAll(_ context.Context, events []task.Event) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.events == nil {
		p.events = map[string][]task.Event{}
	}
	for _, e := range events {
		p.events[e.ProjectID] = append(p.events[e.ProjectID], e)
	}
	return nil
}

// Of is what came of a project, in order.
func (p *Pushed) Of(projectID string) []task.Event {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]task.Event{}, p.events[projectID]...)
}
