package modules_test

import (
	"context"
	"log/slog"
	"net/http/httptest"
	"testing"
	"time"

	"tasklane/modules"
	"tasklane/modules/gateway/gatewaytest"
	"tasklane/platform/config"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/lifecycle"
	"tasklane/platform/telemetry"
)

// The public API keeps its promises with all modules in one process, on both databases.
func TestTheAPIOfOneProcess(t *testing.T) {
	t.Parallel()
	databasetest.EachURL(t, func(t *testing.T, url string) {
		gatewaytest.Run(t, func(t *testing.T) gatewaytest.Site { return openSite(t, url) })
	})
}

// openSite runs a whole site until the test's end.
func openSite(t *testing.T, url string) gatewaytest.Site {
	t.Helper()
	_, site := startSite(t, url)
	return site
}

// startSite is openSite for tests that ask the modules themselves.
func startSite(t *testing.T, url string) (*modules.Site, gatewaytest.Site) {
	t.Helper()
	site := openWith(t, "DATABASE_URL="+url)
	server := httptest.NewServer(site.Gateway.API())
	t.Cleanup(server.Close) // waits for event streams, which the site ends
	runUntilTheEnd(t, site)
	return site, gatewaytest.Site{URL: server.URL + "/graphql"}
}

// openWith opens a site with these settings.
func openWith(t *testing.T, settings ...string) *modules.Site {
	t.Helper()
	return openMeasured(t, telemetry.NewMetrics(), settings...)
}

// openMeasured is openWith for tests that look at what is counted.
func openMeasured(t *testing.T, metrics *telemetry.Metrics, settings ...string) *modules.Site {
	t.Helper()
	return openWatched(t, modules.Deps{Log: slog.New(slog.DiscardHandler), Metrics: metrics}, settings...)
}

// openWatched is openWith for tests that look at everything that a site says of itself.
func openWatched(t *testing.T, d modules.Deps, settings ...string) *modules.Site {
	t.Helper()
	cfg, err := config.Load(append(settings, "DATA_DIR="+t.TempDir(), "JWT_SECRET=a secret of thirty-two bytes or more"), "", nil)
	if err != nil {
		t.Fatal(err)
	}
	d.Config, d.Version = cfg, "test"
	return opened(t, d)
}

// opened is a site that can be used before its units run: a whole one has its tables.
func opened(t *testing.T, d modules.Deps) *modules.Site {
	t.Helper()
	site, err := modules.Open(t.Context(), d)
	if err == nil && d.Config.Whole() {
		err = site.Migrate(t.Context())
	}
	if err != nil {
		t.Fatal(err)
	}
	return site
}

// runUntilTheEnd runs a site's units until the test's end, and closes it.
func runUntilTheEnd(t *testing.T, site *modules.Site) {
	t.Helper()
	process := lifecycle.New(lifecycle.Options{Grace: 10 * time.Second, Log: slog.New(slog.DiscardHandler)})
	process.Add(site.Units()...)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- process.Run(ctx) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("the site did not stop as it should: %v", err)
		}
		if err := site.Close(); err != nil {
			t.Errorf("closing the site: %v", err)
		}
	})
}
