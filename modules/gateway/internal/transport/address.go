package transport

import (
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
)

// ClientAddress is the address that a request counts for. X-Forwarded-For is believed only from a trusted
// peer, and then the right-most address that is not a trusted proxy itself: everything left of that one was
// written by the client and may be invented.
func ClientAddress(r *http.Request, trusted []netip.Prefix) string {
	client, err := parseAddress(r.RemoteAddr)
	if err != nil {
		host, _, splitErr := net.SplitHostPort(r.RemoteAddr)
		if splitErr != nil {
			return r.RemoteAddr
		}
		return host
	}
	if !isTrusted(client, trusted) {
		return client.String()
	}
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for _, hop := range slices.Backward(hops) {
		hop, err := parseAddress(strings.TrimSpace(hop))
		if err != nil {
			break // not an address: the last one that a trusted proxy vouched for counts
		}
		client = hop
		if !isTrusted(hop, trusted) {
			break
		}
	}
	return client.String()
}

func isTrusted(address netip.Addr, trusted []netip.Prefix) bool {
	for _, prefix := range trusted {
		if prefix.Contains(address) {
			return true
		}
	}
	return false
}

// parseAddress reads an address with or without a port.
func parseAddress(text string) (netip.Addr, error) {
	if withPort, err := netip.ParseAddrPort(text); err == nil {
		return withPort.Addr().Unmap().WithZone(""), nil
	}
	address, err := netip.ParseAddr(strings.Trim(text, "[]"))
	return address.Unmap().WithZone(""), err
}
