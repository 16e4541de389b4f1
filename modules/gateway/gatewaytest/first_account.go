package gatewaytest

import "testing"

// firstAccount sets a site up (Q61, Q72): there is no default account; whoever comes first is the admin, and nobody after.
func firstAccount(t *testing.T, site Site) (admin *person) {
	t.Helper()
	visitor := &person{site: site, Name: "nobody"}
	const setup = `{ server { needsSetup registration version } }`
	if got := visitor.must(t, setup, nil); got.at("server", "needsSetup") != true {
		t.Errorf("an empty site does not ask to be set up: %s", got.Raw)
	}
	admin, second := register(t, site, "Admin"), register(t, site, "Second")
	for what, operation := range map[string]string{
		"lowered":  `mutation($id: ID!) { setUserRole(userId: $id, role: MEMBER) { user { role } } }`,
		"disabled": `mutation($id: ID!) { setUserDisabled(userId: $id, disabled: true) { user { role } } }`,
	} {
		if got := admin.do(t, operation, vars{"id": admin.ID}); got.code() != "CONFLICT" {
			t.Errorf("the last admin can be %s: %s", what, got.Raw)
		}
	}
	for p, role := range map[*person]string{admin: "ADMIN", second: "MEMBER"} {
		if got := p.must(t, `{ me { role } }`, nil).text("me", "role"); got != role {
			t.Errorf("%s has the role %s, want %s", p.Name, got, role)
		}
	}
	if got := visitor.must(t, setup, nil); got.at("server", "needsSetup") != false {
		t.Errorf("a site with accounts still asks to be set up: %s", got.Raw)
	}
	return admin
}
