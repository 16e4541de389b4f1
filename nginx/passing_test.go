package nginx_test

import (
	"net/http"
	"testing"

	"tasklane/modules/gateway/gatewaytest"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/redisclient/redistest"
)

// TestQ87_TheAPIIsTheSameBehindTheProxy runs everything that the API promises through it, over HTTP, WebSocket and event
// streams: with one process behind it, and with two that each request may come to.
func TestQ87_TheAPIIsTheSameBehindTheProxy(t *testing.T) {
	t.Parallel()
	t.Run("one", func(t *testing.T) {
		t.Parallel()
		gatewaytest.Run(t, func(t *testing.T) gatewaytest.Site { return site(t, launch(t)) })
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		redistest.Shared(t, func(t *testing.T, redis string) {
			gatewaytest.Run(t, func(t *testing.T) gatewaytest.Site {
				one, two := pair(t, databasetest.PostgresURL(t), "REDIS_URL="+redis)
				return site(t, one, two)
			})
		})
	})
}

func site(t *testing.T, processes ...*process) gatewaytest.Site {
	t.Helper()
	return gatewaytest.Site{URL: "http://" + start(t, behind(processes...)).api + "/graphql"}
}

func TestQ84_TheWebAppComesThroughAsTheGatewayGivesIt(t *testing.T) {
	t.Parallel()
	g := launch(t)
	p := start(t, behind(g))
	for _, path := range []string{"/", "/p/WEB", "/assets/gone.js", "/graphql?query={server{version}}"} {
		want, got := send(t, http.MethodGet, g.web, path, nil, nil), send(t, http.MethodGet, p.web, path, nil, nil)
		if got.StatusCode != want.StatusCode || got.body != want.body {
			t.Errorf("%s: %s instead of %s", path, got.Status, want.Status)
		}
		for _, own := range []string{"Date", "Connection", "X-Request-Id"} {
			want.Header.Del(own)
		}
		for name := range want.Header {
			if got.Header.Get(name) != want.Header.Get(name) {
				t.Errorf("%s: %s is %q instead of %q", path, name, got.Header.Get(name), want.Header.Get(name))
			}
		}
	}
}
