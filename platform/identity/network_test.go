package identity_test

import (
	"testing"

	"tasklane/platform/identity"
)

func TestACustomerWithManyAddressesIsOne(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"192.0.2.7":                     "192.0.2.7/32",
		"::ffff:192.0.2.7":              "192.0.2.7/32",
		"2001:db8:1:2::3":               "2001:db8:1:2::/64",
		"2001:db8:1:2:ffff:ffff::1":     "2001:db8:1:2::/64",
		"fe80::1%eth0":                  "fe80::/64",
		"":                              "",
		"192.0.2.7:443":                 "",
		"a socket without an address, ": "",
	} {
		if got := identity.Network(address); got != want {
			t.Errorf("%q counts as %q, want %q", address, got, want)
		}
	}
}
