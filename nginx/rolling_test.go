package nginx_test

import (
	"slices"
	"strings"
	"testing"

	"tasklane/platform/database/databasetest"
	"tasklane/platform/eventlog/kafka"
	"tasklane/platform/eventlog/kafka/kafkatest"
	"tasklane/platform/redisclient/redistest"
)

// TestQ20_ARollingRestartOfEachModuleIsNotNoticed replaces every process of a site, two of each module, behind the proxy and
// under load: what was acknowledged is there once, at most one read in a hundred has to be repeated, and whoever follows along
// is back within five seconds and has missed nothing.
func TestQ20_ARollingRestartOfEachModuleIsNotNoticed(t *testing.T) {
	t.Parallel()
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		redistest.Shared(t, func(t *testing.T, redis string) {
			kafkatest.On(t, func(t *testing.T, brokers kafka.Cluster) {
				site := apart(t, "DATABASE_URL="+databasetest.PostgresURL(t), "REDIS_URL="+redis,
					"KAFKA_BROKERS="+strings.Join(brokers.Brokers, ","), "KAFKA_PREFIX="+brokers.Prefix, "KAFKA_PARTITIONS=3")
				load := work(t, start(t, behind(site["gateway"]...)).api)
				for _, module := range []string{"user", "notification", "task", "gateway"} {
					for _, p := range site[module] {
						load.goesOn(t)
						p.leave()
						p.start()
					}
				}
				load.goesOn(t)
				load.verify(t)
				if refused := load.unanswered(); refused*100 > load.acknowledged {
					t.Errorf("%d of %d writes were refused", refused, refused+load.acknowledged)
				}
			})
		})
	})
}

// apart are two processes of each module, on servers that they share.
func apart(t *testing.T, servers ...string) map[string][]*process {
	t.Helper()
	settings := slices.Concat(servers, []string{"JWT_SECRET=" + secret, "SHUTDOWN_DELAY=500ms"})
	if out, err := command(t, "migrate", settings...).CombinedOutput(); err != nil {
		t.Fatalf("migrate: %v\n%s", err, out)
	}
	site := map[string][]*process{}
	for _, module := range []string{"user", "notification", "task", "gateway"} { // those that are called come first
		addresses := []string{"MODULES=" + module}
		for called, processes := range site {
			addresses = append(addresses, strings.ToUpper(called)+"_ADDR="+processes[0].modules+","+processes[1].modules)
		}
		for range 2 {
			site[module] = append(site[module], launch(t, slices.Concat(settings, addresses)...))
		}
	}
	return site
}
