// Package gatewaytest is the behaviour suite of the public API. It knows nothing but an address, and so it runs
// against one process or against many: whoever uses the product must not be able to tell which.
package gatewaytest

import (
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"
)

// Site is a running Tasklane without accounts.
type Site struct {
	// URL is the address of the API: http://127.0.0.1:4000/graphql
	URL string
}

// Open makes a site of its own for a test, which ends with it.
type Open func(t *testing.T) Site

// house is a site with its first accounts.
type house struct {
	Site  Site
	Admin *person
	// The regulars are for cases in which nothing depends on what else they have done: a site lets one address make
	// a hundred accounts, then one in five seconds.
	Olga, Edgar, Viktor, Stella *person
}

// cases are named by what they show.
type cases map[string]func(t *testing.T, h *house)

// Run shows that a site keeps every promise of the API. All cases share one site, each with projects of its own.
func Run(t *testing.T, open Open) {
	site := open(t)
	h := &house{Site: site, Admin: firstAccount(t, site)}
	h.Olga, h.Edgar, h.Viktor, h.Stella = h.person(t, "Olga"), h.person(t, "Edgar"), h.person(t, "Viktor"), h.person(t, "Stella")
	for _, group := range []cases{rightsCases(), liveCases(), liveRightsCases(), identityCases(), contractCases(), inputCases(), writeCases(), pageCases(), noticeCases(), addressCases()} {
		for _, name := range slices.Sorted(maps.Keys(group)) {
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				group[name](t, h)
			})
		}
	}
}

// patience is how long a test waits for what must come; far above what it takes.
const patience = 20 * time.Second

// eventually waits until something is so.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	deadline := time.NewTimer(patience)
	defer deadline.Stop()
	again := time.NewTicker(20 * time.Millisecond)
	defer again.Stop()
	for !is() {
		select {
		case <-deadline.C:
			t.Fatalf("waited in vain: %s", what)
		case <-again.C:
		}
	}
}

// newID is an id of the client's choice.
func newID() string { return uuid.NewString() }
