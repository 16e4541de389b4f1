// Package redistest gives tests a real Redis server: the one that scripts/with-redis has started, for all of them
// together, or one of a test's own, which may be stopped, killed and flushed.
//
// Each runs its test as the subtest "redis", by which the tests on Redis are counted. Without a server that subtest is
// skipped; with CI=true it fails.
package redistest

import (
	"os"
	"os/exec"
	"testing"
)

// Shared runs a test on the server that the variable TASKLANE_TEST_REDIS names, which others use at the same time:
// names should be the test's own.
func Shared(t *testing.T, test func(t *testing.T, url string)) {
	t.Helper()
	t.Run("redis", func(t *testing.T) {
		t.Parallel()
		url := os.Getenv("TASKLANE_TEST_REDIS")
		if url == "" {
			missing(t, "no Redis: run the tests with scripts/with-redis")
		}
		test(t, url)
	})
}

// Own runs a test on a server of its own. Arguments are added to the server's command line: "--maxmemory", "2mb".
func Own(t *testing.T, test func(t *testing.T, s *Server), arguments ...string) {
	t.Helper()
	t.Run("redis", func(t *testing.T) {
		t.Parallel()
		if _, err := exec.LookPath("redis-server"); err != nil {
			missing(t, "no redis-server to start (Debian: apt-get install redis-server)")
		}
		test(t, newServer(t, arguments))
	})
}

func missing(t *testing.T, hint string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(hint)
	}
	t.Skip(hint)
}
