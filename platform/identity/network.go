package identity

import "net/netip"

// Network is what limits count an address as: itself or, of IPv6, its /64, because one customer has that much or more
// and may use all of its addresses. It is empty for what is no address.
func Network(address string) string {
	addr, err := netip.ParseAddr(address)
	if err != nil {
		return ""
	}
	addr = addr.Unmap().WithZone("")
	bits := addr.BitLen()
	if addr.Is6() {
		bits = 64
	}
	network, _ := addr.Prefix(bits) // bits is never out of range
	return network.String()
}
