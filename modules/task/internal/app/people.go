package app

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"tasklane/modules/user"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

const (
	// A name is kept this long, so that a change does not ask who its author is.
	cardTTL = 30 * time.Second
	// After a failure nobody is asked for this long: a directory that is down must not slow each change.
	directoryPause = 2 * time.Second
	// A change waits no longer than this for its author's name.
	nameTimeout = time.Second
	// More cards than this are not kept; then it begins anew.
	mostCards = 10_000
)

// people remembers cards for a short time. It is safe for concurrent use.
type people struct {
	directory Directory
	clock     func() time.Time
	logger    *slog.Logger

	mu    sync.Mutex
	cards map[string]keptCard
	// paused is until when the directory is left alone.
	paused time.Time
}

type keptCard struct {
	card  user.Card
	until time.Time
}

func newPeople(d Directory, clock func() time.Time, logger *slog.Logger) *people {
	return &people{directory: d, clock: clock, logger: logger, cards: map[string]keptCard{}}
}

// name is the person's name, or "" when the directory does not say: no change fails for want of a name.
func (p *people) name(ctx context.Context, id string) string {
	if id == "" {
		return ""
	}
	now := p.clock()
	p.mu.Lock()
	kept, ok := p.cards[id]
	paused := now.Before(p.paused)
	p.mu.Unlock()
	if ok && (paused || now.Before(kept.until)) {
		return kept.card.Name
	}
	if paused {
		return ""
	}
	asking, cancel := context.WithTimeout(ctx, nameTimeout)
	defer cancel()
	cards, err := p.ask(asking, []string{id})
	if err != nil && ctx.Err() != nil {
		return kept.card.Name // whoever asked went away, which says nothing of the directory
	}
	if err != nil {
		p.mu.Lock()
		p.paused = now.Add(directoryPause)
		p.mu.Unlock()
		p.logger.WarnContext(ctx, "the directory did not give a name", slog.Any("error", err))
		return kept.card.Name
	}
	return cards[id].Name
}

// ask reads cards by id from the directory, for a question that has no answer without them.
func (p *people) ask(ctx context.Context, ids []string) (map[string]user.Card, error) {
	found := make(map[string]user.Card, len(ids))
	for len(ids) > 0 {
		n := min(len(ids), maxIDs)
		cards, err := p.directory.Cards(asModule(ctx), ids[:n])
		if err != nil {
			return nil, err
		}
		for _, card := range cards {
			found[card.ID] = card
		}
		ids = ids[n:]
	}
	p.keep(found)
	return found, nil
}

// byEmail finds a person by their complete address; NotFound.
func (p *people) byEmail(ctx context.Context, email string) (user.Card, error) {
	card, err := p.directory.CardByEmail(asModule(ctx), email)
	if err != nil {
		return user.Card{}, err
	}
	if card.ID == "" {
		return user.Card{}, fault.Missing("person")
	}
	return card, nil
}

func (p *people) keep(cards map[string]user.Card) {
	until := p.clock().Add(cardTTL)
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.cards)+len(cards) > mostCards {
		clear(p.cards)
	}
	for id, card := range cards {
		p.cards[id] = keptCard{card: card, until: until}
	}
}

// asModule is the identity under which this module calls others.
func asModule(ctx context.Context) context.Context {
	return identity.With(ctx, identity.OfModule("task"))
}
