package usertest

import (
	"testing"

	"tasklane/modules/user"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

var operations = []behaviour{
	{"Q73_OperationsAreForTheOperator", Options{}, operatorOnly},
	{"TheOperatorMakesAccounts", Options{Registration: user.Closed}, operatorCreates},
	{"Q57_AResetPasswordEndsEverySession", Options{}, operatorResets},
	{"TheOperatorDisablesByAddress", Options{}, operatorDisables},
}

func operatorOnly(t *testing.T, w World) {
	admin := w.register(t, "ada")
	for _, ctx := range []identity.Identity{
		{}, identity.OfUser(admin.User.ID, admin.SessionID, true), identity.OfModule("task"),
		{Kind: identity.User, Module: "operator"},
	} {
		ctx := identity.With(t.Context(), ctx)
		_, err := w.Create(ctx, user.Create{Name: "Eve", Email: email("eve"), Password: secret, Role: user.Admin})
		refused(t, err, fault.Forbidden, "")
		_, err = w.ResetPassword(ctx, email("ada"), other)
		refused(t, err, fault.Forbidden, "")
		_, err = w.DisableByEmail(ctx, email("ada"), true)
		refused(t, err, fault.Forbidden, "")
	}
}

func operatorCreates(t *testing.T, w World) {
	first, err := w.Create(operator(t), user.Create{Name: "Ada", Email: email("ada"), Password: secret, Role: user.Member})
	if err != nil || first.Role != user.Admin {
		t.Fatalf("the first account is %+v, %v", first, err)
	}
	second, err := w.Create(operator(t), user.Create{Name: "Bob", Email: email("bob"), Password: secret})
	if err != nil || second.Role != user.Member {
		t.Fatalf("the second account is %+v, %v", second, err)
	}
	if s := w.state(t, second.ID); len(s.Sessions) != 0 {
		t.Errorf("it is signed in: %+v", s)
	}
	w.signIn(t, "bob")
	_, err = w.Create(operator(t), user.Create{Name: "Bob", Email: email("bob"), Password: secret})
	refused(t, err, fault.Conflict, "")
	_, err = w.Create(operator(t), user.Create{Name: "Eve", Email: email("eve"), Password: "short"})
	refused(t, err, fault.Invalid, "input.password")
	_, err = w.Create(operator(t), user.Create{Name: "Eve", Email: email("eve"), Password: secret, Role: "KING"})
	refused(t, err, fault.Invalid, "input.role")
}

func operatorResets(t *testing.T, w World) {
	g := w.register(t, "ada")
	w.drain(t, "ada", away)
	ended := w.listen(t, g.User.ID)
	if _, err := w.ResetPassword(operator(t), "ADA@example.com", other); err != nil {
		t.Fatal(err)
	}
	ended(g.SessionID)
	w.alive(t, g, false)
	_, err := w.login(t, "ada", secret, home)
	refused(t, err, fault.Unauthenticated, "")
	if _, err := w.login(t, "ada", other, away); err != nil {
		t.Errorf("the new password: %v", err)
	}
	_, err = w.ResetPassword(operator(t), email("nobody"), other)
	refused(t, err, fault.NotFound, "")
	_, err = w.ResetPassword(operator(t), email("ada"), "short")
	refused(t, err, fault.Invalid, "password")
}

func operatorDisables(t *testing.T, w World) {
	w.register(t, "ada")
	bob := w.register(t, "bob")
	if got, err := w.DisableByEmail(operator(t), email("bob"), true); err != nil || !got.Disabled {
		t.Fatalf("disabled %+v, %v", got, err)
	}
	w.alive(t, bob, false)
	if got, err := w.DisableByEmail(operator(t), email("bob"), false); err != nil || got.Disabled {
		t.Fatalf("enabled %+v, %v", got, err)
	}
	_, err := w.DisableByEmail(operator(t), email("nobody"), true)
	refused(t, err, fault.NotFound, "")
}
