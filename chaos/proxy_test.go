package chaos

import (
	"fmt"
	"strings"
	"testing"

	"github.com/Shopify/toxiproxy/v2"
	"github.com/Shopify/toxiproxy/v2/toxics"
	"github.com/rs/zerolog"
)

// proxy stands between two that talk, and can be told to do it badly.
type proxy struct {
	name string
	*toxiproxy.Proxy

	there, back *mood
}

// newProxy listens on a free port and passes on to the address.
func newProxy(t testing.TB, name, to string) *proxy {
	t.Helper()
	server := toxiproxy.NewServer(toxiproxy.NewMetricsContainer(nil), zerolog.Nop())
	p := &proxy{name, toxiproxy.NewProxy(server, name, "127.0.0.1:0", to), newMood(), newMood()}
	for direction, m := range map[string]*mood{"upstream": p.there, "downstream": p.back} {
		text := fmt.Sprintf(`{"name": %q, "type": %q, "stream": %q, "attributes": {"mood": %d}}`, direction, moody, direction, m.id)
		if _, err := p.Toxics.AddToxicJson(strings.NewReader(text)); err != nil {
			t.Fatalf("the proxy before %s: %v", p.name, err)
		}
	}
	p.open(t)
	return p
}

// open takes connections, on the same port as before.
func (p *proxy) open(t testing.TB) {
	t.Helper()
	if err := p.Start(); err != nil {
		t.Fatalf("the proxy before %s: %v", p.name, err)
	}
}

// cut closes every connection and takes no more.
func (p *proxy) cut() { p.Stop() }

// poison has every connection, those that are open too, suffer from this on the way to the server, on the way back or
// both, until cure is called.
func (p *proxy) poison(there, back *suffering) (cure func()) {
	p.there.become(there)
	p.back.become(back)
	return func() {
		p.there.become(nil)
		p.back.become(nil)
	}
}

// suffering is one of https://github.com/Shopify/toxiproxy#toxics, for a share of the connections.
type suffering struct {
	toxics.Toxic
	share float32
}

// swallow drops what comes and keeps the connection; the cure ends it.
func swallow() *suffering { return &suffering{&toxics.TimeoutToxic{}, 1} }

// delay adds milliseconds, give or take the jitter.
func delay(latency, jitter int64) *suffering {
	return &suffering{&toxics.LatencyToxic{Latency: latency, Jitter: jitter}, 1}
}

// narrow lets so many kilobytes a second through.
func narrow(rate int64) *suffering { return &suffering{&toxics.BandwidthToxic{Rate: rate}, 1} }

// lose loses what comes next and ends the connection.
func lose(share float32) *suffering { return &suffering{&toxics.ResetToxic{}, share} }
