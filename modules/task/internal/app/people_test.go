package app

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"tasklane/modules/user"
	"tasklane/platform/identity"
)

// book is a directory of one person.
type book struct {
	name   string
	asked  int
	fails  bool
	hangs  bool
	caller identity.Identity
}

func (b *book) Cards(ctx context.Context, ids []string) ([]user.Card, error) {
	b.asked++
	b.caller = identity.From(ctx)
	if b.hangs {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	if b.fails {
		return nil, errors.New("down")
	}
	return []user.Card{{ID: ids[0], Name: b.name, Enabled: true}}, nil
}

func (b *book) CardByEmail(context.Context, string) (user.Card, error) { return user.Card{}, nil }

func TestANameIsAskedForOnceInAWhile(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := &book{name: "Ada"}
		p := newPeople(b, time.Now, quiet)
		ctx := identity.With(t.Context(), identity.OfUser("u", "s", false))
		for range 10 {
			if got := p.name(ctx, "u"); got != "Ada" {
				t.Fatalf("got %q", got)
			}
		}
		if b.asked != 1 || b.caller != identity.OfModule("task") {
			t.Errorf("asked %d times, as %+v", b.asked, b.caller)
		}
		b.name = "Ada Lovelace"
		time.Sleep(cardTTL)
		if got := p.name(ctx, "u"); got != "Ada Lovelace" || b.asked != 2 {
			t.Errorf("later: %q after %d questions", got, b.asked)
		}
	})
}

func TestADirectoryThatIsDownCostsOneWaitNotMany(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := &book{name: "Ada"}
		p := newPeople(b, time.Now, quiet)
		p.name(t.Context(), "u")
		b.hangs = true
		time.Sleep(cardTTL)
		began := time.Now()
		for range 100 {
			if got := p.name(t.Context(), "u"); got != "Ada" {
				t.Fatalf("the last known name is %q", got)
			}
		}
		if took := time.Since(began); took != nameTimeout {
			t.Errorf("100 changes waited %v, want %v", took, nameTimeout)
		}
		if got := p.name(t.Context(), "other"); got != "" {
			t.Errorf("somebody unknown is called %q", got)
		}
		b.hangs = false
		time.Sleep(directoryPause)
		if got := p.name(t.Context(), "other"); got != "Ada" {
			t.Errorf("when it is back: %q", got)
		}
	})
}

func TestOneWhoGoesAwayTakesNobodysNameAlong(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := &book{name: "Ada", hangs: true}
		p := newPeople(b, time.Now, quiet)
		gone, leave := context.WithCancel(t.Context())
		time.AfterFunc(nameTimeout/10, leave)
		if got := p.name(gone, "u"); got != "" {
			t.Errorf("a directory that did not answer gave %q", got)
		}
		b.hangs = false
		if got := p.name(t.Context(), "u"); got != "Ada" {
			t.Errorf("the next change is made by %q", got)
		}
	})
}
