package usertest

import (
	"strings"
	"testing"
	"time"

	"tasklane/modules/user"
	"tasklane/platform/fault"
	"tasklane/platform/null"
)

var profiles = []behaviour{
	{"Q57_ANewPasswordEndsEveryOtherSession", Options{}, newPassword},
	{"Q50_ChangingThePasswordNeedsTheCurrentOne", Options{}, needsCurrent},
	{"ProfileFieldsThatAreLeftOutStay", Options{}, leftOut},
	{"ANewAddressNeedsThePassword", Options{}, newAddress},
	{"BadProfilesChangeNothing", Options{}, badProfiles},
	{"AChangeOfWhatOthersSeeIsAnnounced", Options{}, announced},
}

func newPassword(t *testing.T, w World) {
	g, thief := w.register(t, "ada"), w.signIn(t, "ada")
	ended := w.listen(t, g.User.ID)
	fresh, err := w.ChangePassword(as(t, g), user.ChangePassword{Current: secret, New: other, Device: device(home)})
	if err != nil || fresh.SessionID != g.SessionID {
		t.Fatalf("changed to session %q, %v", fresh.SessionID, err)
	}
	ended(thief.SessionID)
	w.alive(t, thief, false)
	w.alive(t, g, true)
	_, err = w.refresh(t, thief.RefreshToken)
	refused(t, err, fault.Unauthenticated, "")
	_, err = w.refresh(t, g.RefreshToken) // a copy of the token from before is worth nothing, at once
	refused(t, err, fault.Unauthenticated, "")
	if _, err := w.refresh(t, fresh.RefreshToken); err != nil {
		t.Errorf("the new token: %v", err)
	}
	_, err = w.login(t, "ada", secret, home)
	refused(t, err, fault.Unauthenticated, "")
	if _, err := w.login(t, "ada", other, home); err != nil {
		t.Errorf("the new password: %v", err)
	}
}

func needsCurrent(t *testing.T, w World) {
	g := w.register(t, "ada")
	for _, in := range []struct {
		change user.ChangePassword
		field  string
	}{
		{user.ChangePassword{Current: other, New: "another good sentence"}, "input.current"},
		{user.ChangePassword{Current: "", New: "another good sentence"}, "input.current"},
		{user.ChangePassword{Current: secret, New: "short"}, "input.new"},
		{user.ChangePassword{Current: secret, New: "password1"}, "input.new"},
		{user.ChangePassword{Current: secret, New: "ada@example.com"}, "input.new"},
	} {
		in.change.Device = device(home)
		_, err := w.ChangePassword(as(t, g), in.change)
		refused(t, err, fault.Invalid, in.field)
	}
	_, err := w.ChangePassword(t.Context(), user.ChangePassword{Current: secret, New: other})
	refused(t, err, fault.Unauthenticated, "")
	w.signIn(t, "ada")
	w.alive(t, g, true)
}

func leftOut(t *testing.T, w World) {
	g := w.register(t, "ada")
	got, err := w.UpdateProfile(as(t, g), user.UpdateProfile{TimeZone: null.Value("Europe/Berlin")})
	want := g.User
	want.TimeZone = "Europe/Berlin"
	if err != nil || got != want {
		t.Errorf("got %+v, %v", got, err)
	}
	got, err = w.UpdateProfile(as(t, g), user.UpdateProfile{Name: null.Value(" Ada Lovelace "), Email: null.Value(want.Email)})
	want.Name = "Ada Lovelace"
	if err != nil || got != want {
		t.Errorf("got %+v, %v", got, err)
	}
	p, err := w.Find(as(t, g), user.Find{Query: "love"})
	if err != nil || len(p.Items) != 1 || p.Items[0] != want {
		t.Errorf("found %+v, %v", p.Items, err)
	}
}

func newAddress(t *testing.T, w World) {
	g := w.register(t, "ada")
	w.register(t, "bob")
	ask := func(address, password string) (user.User, error) {
		return w.UpdateProfile(as(t, g), user.UpdateProfile{Email: null.Value(address), CurrentPassword: password, Device: device(home)})
	}
	for _, wrong := range []string{"", other, strings.Repeat("x", 1<<20)} {
		_, err := ask("lovelace@example.com", wrong)
		refused(t, err, fault.Invalid, "input.currentPassword")
	}
	_, err := ask("BOB@example.com", secret)
	refused(t, err, fault.Conflict, "")
	got, err := ask("lovelace@example.com", secret)
	if err != nil || got.Email != "lovelace@example.com" {
		t.Fatalf("got %+v, %v", got, err)
	}
	_, err = w.login(t, "ada", secret, home)
	refused(t, err, fault.Unauthenticated, "")
	w.signIn(t, "lovelace")
	w.register(t, "ada") // the old address is free again
}

func badProfiles(t *testing.T, w World) {
	g := w.register(t, "ada")
	for _, in := range []struct {
		change user.UpdateProfile
		field  string
	}{
		{user.UpdateProfile{Name: null.Null[string]()}, "input.name"},
		{user.UpdateProfile{Name: null.Value("a\u202eb"), TimeZone: null.Value("Europe/Paris")}, "input.name"},
		{user.UpdateProfile{Email: null.Null[string]()}, "input.email"},
		{user.UpdateProfile{Email: null.Value("nonsense"), CurrentPassword: secret}, "input.email"},
		{user.UpdateProfile{TimeZone: null.Null[string]()}, "input.timeZone"},
		{user.UpdateProfile{Name: null.Value("Eve"), TimeZone: null.Value("Mars/Olympus")}, "input.timeZone"},
		{user.UpdateProfile{TimeZone: null.Value("")}, "input.timeZone"},
		{user.UpdateProfile{TimeZone: null.Value("Local")}, "input.timeZone"},
		{user.UpdateProfile{TimeZone: null.Value("../../etc/passwd")}, "input.timeZone"},
	} {
		_, err := w.UpdateProfile(as(t, g), in.change)
		refused(t, err, fault.Invalid, in.field)
	}
	if list, err := w.Users(as(t, g), []string{g.User.ID}); err != nil || len(list) != 1 || list[0] != g.User {
		t.Errorf("now it is %+v, %v", list, err)
	}
	_, err := w.UpdateProfile(t.Context(), user.UpdateProfile{Name: null.Value("Eve")})
	refused(t, err, fault.Unauthenticated, "")
}

func announced(t *testing.T, w World) {
	admin, ada := w.register(t, "admin"), w.register(t, "ada")
	told := messagesOn(t, w, user.ProfilesChannel, func(m user.ProfileChanged) bool { return m.UserID == ada.User.ID })
	rename := func(name string) error {
		_, err := w.UpdateProfile(as(t, ada), user.UpdateProfile{Name: null.Value(name)})
		return err
	}
	if err := rename("Countess"); err != nil {
		t.Fatal(err)
	}
	heard(t, "a name", told)
	w.signIn(t, "ada") // a session is nobody else's affair, and neither is a name that is the same
	if err := rename("Countess"); err != nil {
		t.Fatal(err)
	}
	if _, err := w.SetRole(as(t, admin), ada.User.ID, user.Admin); err != nil {
		t.Fatal(err)
	}
	heard(t, "a role", told)
	if _, err := w.SetDisabled(as(t, admin), ada.User.ID, true); err != nil {
		t.Fatal(err)
	}
	heard(t, "an account", told)
	select {
	case <-told:
		t.Error("something was announced that is no change")
	default:
	}
}

func heard(t *testing.T, what string, told <-chan user.ProfileChanged) {
	t.Helper()
	select {
	case <-told:
	case <-time.After(5 * time.Second):
		t.Errorf("changing %s was not announced", what)
	}
}
