package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"tasklane/modules/gateway/gatewaytest"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/eventlog/kafka"
	"tasklane/platform/eventlog/kafka/kafkatest"
	"tasklane/platform/redisclient/redistest"
)

// Whoever uses the product must not be able to tell how many processes it is.
func TestTheAPIOfSevenProcesses(t *testing.T) {
	t.Parallel()
	onServers(t, func(t *testing.T, settings []string) {
		gatewaytest.Run(t, func(t *testing.T) gatewaytest.Site {
			return gatewaytest.Site{URL: startCluster(t, settings).url}
		})
	})
}

// cluster is Tasklane as seven processes on one PostgreSQL, Redis and Kafka.
type cluster struct {
	t        *testing.T
	settings []string // of all processes

	user, notification *server
	tasks, gateways    [2]*server
	// url is the API behind a balancer, which sends each request to the next gateway.
	url string
}

// onServers runs a test with the settings of a database, a Redis and topics of its own.
func onServers(t *testing.T, test func(t *testing.T, settings []string)) {
	t.Helper()
	t.Run("postgres", func(t *testing.T) {
		redistest.Shared(t, func(t *testing.T, redis string) {
			kafkatest.On(t, func(t *testing.T, brokers kafka.Cluster) {
				test(t, []string{
					"DATABASE_URL=" + databasetest.PostgresURL(t), "REDIS_URL=" + redis,
					"KAFKA_BROKERS=" + strings.Join(brokers.Brokers, ","), "KAFKA_PREFIX=" + brokers.Prefix, "KAFKA_PARTITIONS=3",
				})
			})
		})
	})
}

// startCluster makes the tables and topics and starts every process, those that are called first.
func startCluster(t *testing.T, settings []string) *cluster {
	t.Helper()
	c := &cluster{t: t, settings: append(settings,
		"JWT_SECRET=a secret of thirty-two bytes or more", "TCP_ADDR=127.0.0.1:0", "SHUTDOWN_DELAY=100ms")}
	if out, errs, code := run(t, t.TempDir(), c.settings, "migrate"); code != 0 {
		t.Fatalf("migrate: exit %d\n%s%s", code, out, errs)
	}
	c.user, c.notification = c.serve("user"), c.serve("notification")
	for i := range c.tasks {
		c.tasks[i] = c.serve("task")
	}
	for i := range c.gateways {
		c.gateways[i] = c.serve("gateway")
	}
	c.url = balance(t, c.gateways[:])
	return c
}

// serve starts a process with one module, which finds those that were started before.
func (c *cluster) serve(module string) *server {
	c.t.Helper()
	settings := append([]string{"MODULES=" + module}, c.settings...)
	for variable, servers := range map[string][]*server{
		"USER_ADDR": {c.user}, "NOTIFICATION_ADDR": {c.notification}, "TASK_ADDR": c.tasks[:],
	} {
		var addresses []string
		for _, s := range servers {
			if s != nil {
				addresses = append(addresses, s.modules)
			}
		}
		if len(addresses) > 0 {
			settings = append(settings, variable+"="+strings.Join(addresses, ","))
		}
	}
	return serveIn(c.t, c.t.TempDir(), nil, settings...)
}

// balance is the least that a load balancer does: it takes the servers in turn, for sockets too.
func balance(t *testing.T, servers []*server) string {
	t.Helper()
	var turn atomic.Uint64
	proxy := httptest.NewServer(&httputil.ReverseProxy{
		FlushInterval: -1, // event streams
		Rewrite: func(r *httputil.ProxyRequest) {
			next := servers[turn.Add(1)%uint64(len(servers))]
			r.SetURL(&url.URL{Scheme: "http", Host: next.api})
			r.Out.Host = r.In.Host
			// A request is whole before it goes on: an answer that begins while the last of the body is being looked at
			// would end the connection.
			body, err := io.ReadAll(r.In.Body)
			if err != nil {
				body = nil // the client has gone
			}
			r.Out.Body, r.Out.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		},
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) },
	})
	t.Cleanup(proxy.Close)
	return proxy.URL + "/graphql"
}
