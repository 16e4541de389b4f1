package modules_test

import (
	"log/slog"
	"net"
	"net/http/httptest"
	"strings"
	"testing"

	"tasklane/modules"
	"tasklane/modules/gateway/gatewaytest"
	"tasklane/platform/config"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/eventlog/kafka"
	"tasklane/platform/eventlog/kafka/kafkatest"
	"tasklane/platform/redisclient/redistest"
	"tasklane/platform/telemetry"
)

// The public API keeps its promises with every module behind a socket, when each call that may be repeated is.
func TestTheAPIOfModulesApartWithEveryReadSentTwice(t *testing.T) {
	t.Parallel()
	t.Run("postgres", func(t *testing.T) {
		onServers(t, func(t *testing.T, settings []string) {
			gatewaytest.Run(t, func(t *testing.T) gatewaytest.Site {
				gateway := openApart(t, settings, nil)
				server := httptest.NewServer(gateway.Gateway.API())
				t.Cleanup(server.Close) // waits for event streams, which the site ends
				runUntilTheEnd(t, gateway)
				return gatewaytest.Site{URL: server.URL + "/graphql"}
			})
		})
	})
}

// onServers gives the settings of processes on PostgreSQL, Redis and Kafka.
func onServers(t *testing.T, test func(t *testing.T, settings []string)) {
	t.Helper()
	redistest.Shared(t, func(t *testing.T, redis string) {
		kafkatest.On(t, func(t *testing.T, brokers kafka.Cluster) {
			test(t, []string{
				"DATABASE_URL=" + databasetest.PostgresURL(t), "REDIS_URL=" + redis,
				"KAFKA_BROKERS=" + strings.Join(brokers.Brokers, ","), "KAFKA_PREFIX=" + brokers.Prefix, "KAFKA_PARTITIONS=3",
				"JWT_SECRET=a secret of thirty-two bytes or more", "TCP_ADDR=127.0.0.1:0",
			})
		})
	})
}

// openApart runs a site for each module until the test's end and gives the gateway's, which does not run yet. tracers has
// one for each that is traced.
func openApart(t *testing.T, settings []string, tracers map[string]*telemetry.Tracer) *modules.Site {
	t.Helper()
	migrated := part(t, settings, nil, nil)
	if _, err := migrated.MakeTopics(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := migrated.Close(); err != nil {
		t.Fatal(err)
	}
	for _, module := range []string{config.User, config.Notification, config.Task} {
		listening := make(chan net.Addr, 1)
		site := part(t, append(settings, "MODULES="+module), tracers[module], func(at net.Addr) { listening <- at })
		runUntilTheEnd(t, site)
		settings = append(settings, strings.ToUpper(module)+"_ADDR="+(<-listening).String())
	}
	return part(t, append(settings, "MODULES="+config.Gateway), tracers[config.Gateway], nil)
}

// part opens the modules that the settings name.
func part(t *testing.T, settings []string, tracer *telemetry.Tracer, listening func(net.Addr)) *modules.Site {
	t.Helper()
	cfg, err := config.Load(settings, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	return opened(t, modules.Deps{
		Config: cfg, Version: "test", Log: slog.New(slog.DiscardHandler), Metrics: telemetry.NewMetrics(), Tracer: tracer,
		Listening: listening, CallTwice: true,
	})
}
