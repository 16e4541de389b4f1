package transport_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"

	"tasklane/modules/gateway/internal/transport"
)

func TestQ51_AnInventedForwardedAddressChangesNothing(t *testing.T) {
	t.Parallel()
	proxies := []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("fd00::/8")}
	for _, test := range []struct {
		name, peer string
		forwarded  []string
		trusted    []netip.Prefix
		want       string
	}{
		{"nobody is trusted", "203.0.113.9:4000", []string{"1.2.3.4"}, nil, "203.0.113.9"},
		{"loopback neither", "127.0.0.1:4000", []string{"1.2.3.4"}, nil, "127.0.0.1"},
		{"the peer is no proxy", "203.0.113.9:4000", []string{"1.2.3.4"}, proxies, "203.0.113.9"},
		{"one proxy", "10.0.0.1:4000", []string{"198.51.100.7"}, proxies, "198.51.100.7"},
		{"the client wrote the left part", "10.0.0.1:4000", []string{"1.2.3.4, 198.51.100.7"}, proxies, "198.51.100.7"},
		{"in a header of its own", "10.0.0.1:4000", []string{"1.2.3.4", "198.51.100.7"}, proxies, "198.51.100.7"},
		{"two proxies", "10.0.0.1:4000", []string{"1.2.3.4, 198.51.100.7, 10.0.0.2"}, proxies, "198.51.100.7"},
		{"a proxy's own request", "10.0.0.1:4000", nil, proxies, "10.0.0.1"},
		{"nonsense ends the walk", "10.0.0.1:4000", []string{"1.2.3.4, nonsense, 10.0.0.2"}, proxies, "10.0.0.2"},
		{"IPv6 with a port", "[fd00::1]:4000", []string{"[2001:db8::5]:1234"}, proxies, "2001:db8::5"},
		{"IPv4 written as IPv6", "[::ffff:10.0.0.1]:4000", []string{"::ffff:198.51.100.7"}, proxies, "198.51.100.7"},
		{"a zone is no part of the address", "[fe80::1%eth0]:4000", nil, nil, "fe80::1"},
	} {
		r := httptest.NewRequest(http.MethodPost, "/graphql", nil)
		r.RemoteAddr = test.peer
		for _, line := range test.forwarded {
			r.Header.Add("X-Forwarded-For", line)
		}
		if got := transport.ClientAddress(r, test.trusted); got != test.want {
			t.Errorf("%s: %s, want %s", test.name, got, test.want)
		}
	}
}
