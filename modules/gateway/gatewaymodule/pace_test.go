package gatewaymodule

import (
	"context"
	"testing"
	"testing/synctest"

	graphql "github.com/graph-gophers/graphql-go"

	"tasklane/modules/gateway/internal/document"
	"tasklane/modules/gateway/internal/transport"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

// idle is an engine that answers nothing.
type idle struct{ transport.Engine }

func (idle) Execute(context.Context, *document.Operation, map[string]any) *graphql.Response {
	return &graphql.Response{}
}

// TestQ46_WhoFloodsIsHeldUpAndNobodyElse has a rate of one: two operations are free.
func TestQ46_WhoFloodsIsHeldUpAndNobodyElse(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		engine := paced(idle{}, Limits{UserRate: 1, AnonymousRate: 1})
		try := func(id identity.Identity, address string) (limited bool) {
			id.Client = address
			response := engine.Execute(identity.With(t.Context(), id), nil, nil)
			return len(response.Errors) > 0 && fault.Is(response.Errors[0].ResolverError, fault.RateLimited)
		}
		nobody, ada, bob := identity.Identity{}, identity.OfUser("ada", "s1", false), identity.OfUser("bob", "s2", false)
		for n, one := range []struct {
			who     identity.Identity
			address string
			limited bool
		}{
			{nobody, "192.0.2.7", false}, {nobody, "192.0.2.7", false}, {nobody, "192.0.2.7", true},
			{nobody, "192.0.2.8", false},
			{nobody, "2001:db8:1:2::1", false}, {nobody, "2001:db8:1:2::2", false}, {nobody, "2001:db8:1:2:3::3", true},
			{nobody, "2001:db8:1:3::1", false},
			{ada, "192.0.2.7", false}, {ada, "192.0.2.8", false}, {ada, "192.0.2.9", true},
			{bob, "192.0.2.7", false},
		} {
			if got := try(one.who, one.address); got != one.limited {
				t.Errorf("%d: %q at %s: limited %t, want %t", n, one.who.UserID, one.address, got, one.limited)
			}
		}
	})
}
