package modules_test

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync/atomic"
	"testing"

	"tasklane/modules/gateway/gatewaytest"
	"tasklane/platform/redisclient/redistest"
)

// neighbours start whole sites on one database, which hear of each other by Redis, and give their APIs. They run until
// the test's end.
func neighbours(t *testing.T, redisURL string, n int, settings ...string) []http.Handler {
	t.Helper()
	settings = append(settings, "DATABASE_URL=sqlite:"+filepath.Join(t.TempDir(), "shared.db"), "REDIS_URL="+redisURL)
	apis := make([]http.Handler, n)
	for i := range apis {
		site := openWith(t, settings...)
		runUntilTheEnd(t, site)
		apis[i] = site.Gateway.API()
	}
	return apis
}

// The public API keeps its promises when each request comes to another of two processes.
func TestTheAPIOfTwoProcessesOnRedis(t *testing.T) {
	t.Parallel()
	redistest.Shared(t, func(t *testing.T, redisURL string) {
		gatewaytest.Run(t, func(t *testing.T) gatewaytest.Site {
			apis := neighbours(t, redisURL, 2)
			var requests atomic.Int64
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				apis[requests.Add(1)%2].ServeHTTP(w, r)
			}))
			t.Cleanup(func() {
				server.CloseClientConnections()
				server.Close()
			})
			return gatewaytest.Site{URL: server.URL + "/graphql"}
		})
	})
}
