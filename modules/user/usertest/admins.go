package usertest

import (
	"testing"

	"github.com/google/uuid"

	"tasklane/modules/user"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

var admins = []behaviour{
	{"Q72_OnlyAdminsChangeRolesAndDisable", Options{}, adminsOnly},
	{"Q72_TheLastAdminStays", Options{}, lastAdmin},
	{"Q72_TwoAdminsWhoLowerEachOtherLeaveOne", Options{}, lowerEachOther},
	{"Q57_DisablingEndsEverySession", Options{}, disabling},
	{"Q67_ALoweredAdminIsNoneAtOnce", Options{}, staleAdmin},
}

func adminsOnly(t *testing.T, w World) {
	admin, bob := w.register(t, "ada"), w.register(t, "bob")
	_, err := w.SetRole(as(t, bob), bob.User.ID, user.Admin)
	refused(t, err, fault.Forbidden, "")
	_, err = w.SetDisabled(as(t, bob), admin.User.ID, true)
	refused(t, err, fault.Forbidden, "")
	_, err = w.SetRole(t.Context(), bob.User.ID, user.Admin)
	refused(t, err, fault.Unauthenticated, "")
	_, err = w.SetDisabled(t.Context(), bob.User.ID, true)
	refused(t, err, fault.Unauthenticated, "")
	_, err = w.SetRole(as(t, admin), bob.User.ID, "OWNER")
	refused(t, err, fault.Invalid, "role")
	_, err = w.SetRole(as(t, admin), "nobody", user.Admin)
	refused(t, err, fault.Invalid, "userId")
	_, err = w.SetRole(as(t, admin), uuid.NewString(), user.Admin)
	refused(t, err, fault.NotFound, "")
	got, err := w.SetRole(as(t, admin), bob.User.ID, user.Admin)
	if err != nil || got.Role != user.Admin || w.state(t, bob.User.ID).Role != user.Admin {
		t.Errorf("raised to %+v, %v", got, err)
	}
	w.alive(t, bob, true)
}

func lastAdmin(t *testing.T, w World) {
	admin, bob := w.register(t, "ada"), w.register(t, "bob")
	_, err := w.SetRole(as(t, admin), admin.User.ID, user.Member)
	refused(t, err, fault.Conflict, "")
	_, err = w.SetDisabled(as(t, admin), admin.User.ID, true)
	refused(t, err, fault.Conflict, "")
	_, err = w.DisableByEmail(operator(t), email("ada"), true)
	refused(t, err, fault.Conflict, "")
	w.alive(t, admin, true)
	if _, err := w.SetRole(as(t, admin), bob.User.ID, user.Admin); err != nil {
		t.Fatal(err)
	}
	if _, err := w.SetDisabled(as(t, admin), bob.User.ID, true); err != nil {
		t.Fatal(err)
	}
	_, err = w.SetRole(as(t, admin), admin.User.ID, user.Member) // the other one is disabled
	refused(t, err, fault.Conflict, "")
}

func lowerEachOther(t *testing.T, w World) {
	a, b := w.register(t, "ada"), w.register(t, "bob")
	for range 5 {
		for _, g := range []user.Grant{a, b} {
			if _, err := w.DisableByEmail(operator(t), g.User.Email, false); err != nil {
				t.Fatal(err)
			}
		}
		raise := a
		if w.state(t, a.User.ID).Role != user.Admin {
			raise = b
		}
		by := identity.With(t.Context(), identity.OfUser(raise.User.ID, raise.SessionID, true))
		for _, g := range []user.Grant{a, b} {
			if _, err := w.SetRole(by, g.User.ID, user.Admin); err != nil {
				t.Fatal(err)
			}
		}
		lowered := 0
		for _, err := range atOnce(2, func(i int) error {
			from, to := a, b
			if i == 1 {
				from, to = b, a
			}
			ctx := identity.With(t.Context(), identity.OfUser(from.User.ID, from.SessionID, true))
			_, err := w.SetRole(ctx, to.User.ID, user.Member)
			return err
		}) {
			if err == nil {
				lowered++
			} else {
				refused(t, err, fault.Forbidden, "")
			}
		}
		if lowered != 1 {
			t.Fatalf("%d of two were lowered", lowered)
		}
	}
}

func disabling(t *testing.T, w World) {
	admin, bob := w.register(t, "ada"), w.register(t, "bob")
	second := w.signIn(t, "bob")
	ended := w.listen(t, bob.User.ID)
	got, err := w.SetDisabled(as(t, admin), bob.User.ID, true)
	if err != nil || !got.Disabled {
		t.Fatalf("disabled %+v, %v", got, err)
	}
	ended(bob.SessionID, second.SessionID)
	w.alive(t, bob, false)
	w.alive(t, second, false)
	_, err = w.refresh(t, bob.RefreshToken)
	refused(t, err, fault.Unauthenticated, "")
	cards, err := w.Cards(as(t, admin), []string{bob.User.ID})
	if err != nil || len(cards) != 1 || cards[0].Enabled {
		t.Errorf("the card is %+v, %v", cards, err)
	}
	if got, err := w.SetDisabled(as(t, admin), bob.User.ID, false); err != nil || got.Disabled {
		t.Fatalf("enabled %+v, %v", got, err)
	}
	w.alive(t, bob, false) // being enabled brings no session back
	w.signIn(t, "bob")
}

func staleAdmin(t *testing.T, w World) {
	admin, bob := w.register(t, "ada"), w.register(t, "bob")
	if _, err := w.SetRole(as(t, admin), bob.User.ID, user.Admin); err != nil {
		t.Fatal(err)
	}
	before := as(t, admin) // what a gateway with an old state still says
	ctx := identity.With(t.Context(), identity.OfUser(bob.User.ID, bob.SessionID, true))
	if _, err := w.SetRole(ctx, admin.User.ID, user.Member); err != nil {
		t.Fatal(err)
	}
	_, err := w.SetRole(before, bob.User.ID, user.Member)
	refused(t, err, fault.Forbidden, "")
}
