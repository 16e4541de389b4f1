package chaos

import (
	"context"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"sync/atomic"
	"testing"
	"time"
)

// balancer is the least that a load balancer does: it takes gateways in turn, for sockets too, leaves out those that say
// that they are not ready, and goes to another one when a connection is refused. nginx/ has tests of a real one.
type balancer struct {
	address  string
	gateways []*gateway
	turn     atomic.Uint64
}

type gateway struct {
	*process
	well atomic.Bool
}

const (
	probeEvery  = 100 * time.Millisecond // SHUTDOWN_DELAY is several times as long
	probeWithin = 500 * time.Millisecond
)

func newBalancer(t testing.TB, processes []*process) *balancer {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	b := &balancer{address: listener.Addr().String()}
	for _, p := range processes {
		g := &gateway{process: p}
		g.well.Store(true)
		b.gateways = append(b.gateways, g)
		go g.probe()
	}
	server := &http.Server{Handler: &httputil.ReverseProxy{
		FlushInterval: -1, // event streams
		Transport:     &http.Transport{DialContext: b.dial, MaxIdleConnsPerHost: -1, DisableKeepAlives: true},
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(&url.URL{Scheme: "http", Host: "gateway"})
			r.Out.Host = r.In.Host
		},
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) },
	}}
	go func() { _ = server.Serve(listener) }() // until the tests end
	return b
}

// probe asks a gateway whether it is ready, for as long as the tests run.
func (g *gateway) probe() {
	client := &http.Client{Timeout: probeWithin}
	for range time.Tick(probeEvery) {
		response, err := client.Get("http://" + g.ops + "/readyz")
		g.well.Store(err == nil && response.StatusCode == http.StatusOK)
		if err == nil {
			_ = response.Body.Close()
		}
	}
}

// dial connects to the next gateway that is well, or to any when none is.
func (b *balancer) dial(ctx context.Context, network, _ string) (conn net.Conn, err error) {
	first := b.turn.Add(1)
	for _, onlyWell := range []bool{true, false} {
		for i := range uint64(len(b.gateways)) {
			g := b.gateways[(first+i)%uint64(len(b.gateways))]
			if onlyWell && !g.well.Load() {
				continue
			}
			var dialer net.Dialer
			if conn, err = dialer.DialContext(ctx, network, g.api); err == nil {
				return conn, nil
			}
		}
	}
	return nil, err
}
