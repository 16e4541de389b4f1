package usertest

import (
	"context"
	"encoding/json"
	"slices"
	"testing"
	"time"

	"github.com/google/uuid"

	"tasklane/modules/user"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
)

var sessions = []behaviour{
	{"Q57_LogoutEndsTheSession", Options{}, logout},
	{"Q57_LogoutWorksByTheRefreshTokenAlone", Options{}, logoutByToken},
	{"Q57_EndingTheOthersKeepsTheCurrentOne", Options{}, endOthers},
	{"Q72_OnlyOnesOwnSessionsAreListedAndEnded", Options{}, ownOnly},
	{"Q57_TheStateSurvivesTheLossOfTheCache", Options{}, truth},
	{"Q73_TheStateOfSessionsIsForModules", Options{}, stateIsForModules},
	{"Q57_AnOlderStateNeverReplacesANewerOne", Options{}, counterGrows},
	{"Q57_ChangesAtOnceGetCountersOfTheirOwn", Options{}, countersAtOnce},
	{"Q57_AnEndedSessionMayDoNothing", Options{}, deadSession},
	{"SessionsAreListedTheLatestUsedFirst", Options{}, listed},
}

// listen subscribes to a user's channel; the returned function waits for the message that says that exactly these
// sessions are over.
func (w World) listen(t *testing.T, userID string) func(ids ...string) {
	t.Helper()
	messages := messagesOn(t, w, user.Channel(userID), func(user.SessionsEnded) bool { return true })
	return func(ids ...string) {
		t.Helper()
		select {
		case m := <-messages:
			slices.Sort(m.SessionIDs)
			slices.Sort(ids)
			if m.Type != user.SessionsEndedType || !slices.Equal(m.SessionIDs, ids) {
				t.Errorf("the message says %+v, want %v", m, ids)
			}
		case <-time.After(5 * time.Second):
			t.Errorf("no message says that %v are over", ids)
		}
	}
}

// messagesOn are the wanted ones of what a channel brings from now on.
func messagesOn[M any](t *testing.T, w World, channel string, wanted func(M) bool) <-chan M {
	t.Helper()
	messages := make(chan M, 16)
	unsubscribe, err := w.Broadcast.Subscribe(t.Context(), channel, func(payload []byte) {
		var m M
		if json.Unmarshal(payload, &m) == nil && wanted(m) {
			messages <- m
		}
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(unsubscribe)
	return messages
}

func logout(t *testing.T, w World) {
	g, stays := w.register(t, "ada"), w.signIn(t, "ada")
	ended := w.listen(t, g.User.ID)
	if ok, err := w.Logout(as(t, g), ""); !ok || err != nil {
		t.Errorf("logout: %v, %v", ok, err)
	}
	ended(g.SessionID)
	w.alive(t, g, false)
	w.alive(t, stays, true)
	if ok, err := w.Logout(as(t, g), ""); ok || err != nil {
		t.Errorf("a second logout: %v, %v", ok, err)
	}
}

func logoutByToken(t *testing.T, w World) {
	g := w.register(t, "ada")
	if ok, err := w.Logout(t.Context(), "garbage"); ok || err != nil {
		t.Errorf("garbage: %v, %v", ok, err)
	}
	ended := w.listen(t, g.User.ID)
	if ok, err := w.Logout(t.Context(), g.RefreshToken); !ok || err != nil {
		t.Errorf("logout: %v, %v", ok, err)
	}
	ended(g.SessionID)
	w.alive(t, g, false)
}

func endOthers(t *testing.T, w World) {
	a, b, c := w.register(t, "ada"), w.signIn(t, "ada"), w.signIn(t, "ada")
	ended := w.listen(t, a.User.ID)
	if err := w.RevokeOtherSessions(as(t, b)); err != nil {
		t.Fatal(err)
	}
	ended(a.SessionID, c.SessionID)
	w.alive(t, a, false)
	w.alive(t, b, true)
	w.alive(t, c, false)
}

func ownOnly(t *testing.T, w World) {
	ada, bob := w.register(t, "ada"), w.register(t, "bob")
	list, err := w.Sessions(as(t, bob))
	if err != nil || len(list) != 1 || list[0].ID != bob.SessionID {
		t.Errorf("bob sees %+v, %v", list, err)
	}
	theirs := w.RevokeSession(as(t, bob), ada.SessionID)
	unknown := w.RevokeSession(as(t, bob), uuid.NewString())
	refused(t, theirs, fault.NotFound, "")
	refused(t, unknown, fault.NotFound, "")
	if theirs.Error() != unknown.Error() {
		t.Errorf("the answers differ: %v, %v", theirs, unknown)
	}
	refused(t, w.RevokeSession(as(t, bob), "garbage\x00"), fault.Invalid, "id")
	w.alive(t, ada, true)
	second := w.signIn(t, "bob")
	if err := w.RevokeSession(as(t, bob), second.SessionID); err != nil {
		t.Error(err)
	}
	w.alive(t, second, false)
	w.alive(t, bob, true)
	_, err = w.Sessions(t.Context())
	refused(t, err, fault.Unauthenticated, "")
	refused(t, w.RevokeSession(t.Context(), ada.SessionID), fault.Unauthenticated, "")
	refused(t, w.RevokeOtherSessions(t.Context()), fault.Unauthenticated, "")
}

func truth(t *testing.T, w World) {
	g := w.register(t, "ada")
	if _, err := w.Logout(as(t, g), ""); err != nil {
		t.Fatal(err)
	}
	if err := w.Cache.Delete(t.Context(), user.CacheKey(g.User.ID)); err != nil {
		t.Fatal(err)
	}
	if s := w.state(t, g.User.ID); s.Alive(g.SessionID) || !s.Enabled || s.Role != user.Admin {
		t.Errorf("the state is %+v", s)
	}
	w.alive(t, g, false) // and the cache has it again
	_, err := w.State(gateway(t), uuid.NewString())
	refused(t, err, fault.NotFound, "")
}

func stateIsForModules(t *testing.T, w World) {
	g := w.register(t, "ada") // an admin
	for _, ctx := range []context.Context{t.Context(), as(t, g), identity.With(t.Context(), identity.OfAudience(uuid.NewString()))} {
		_, err := w.State(ctx, g.User.ID)
		refused(t, err, fault.Forbidden, "")
	}
}

func counterGrows(t *testing.T, w World) {
	admin, bob := w.register(t, "ada"), w.register(t, "bob")
	last := w.state(t, bob.User.ID).Counter
	for name, change := range map[string]func() error{
		"sign-in": func() error { w.signIn(t, "bob"); return nil },
		"others":  func() error { return w.RevokeOtherSessions(as(t, bob)) },
		"role": func() error {
			_, err := w.SetRole(as(t, admin), bob.User.ID, user.Admin)
			return err
		},
	} {
		if name == "others" {
			w.signIn(t, "bob")
			last = w.state(t, bob.User.ID).Counter
		}
		if err := change(); err != nil {
			t.Fatal(name, err)
		}
		raw, version, ok, err := w.Cache.Get(t.Context(), user.CacheKey(bob.User.ID))
		if err != nil || !ok {
			t.Fatal(name, ok, err)
		}
		cached, err := user.DecodeState(raw)
		if now := w.state(t, bob.User.ID); err != nil || now.Counter <= last || version != now.Counter || cached.Counter != now.Counter {
			t.Errorf("%s: from %d to %d, cached %d as version %d, %v", name, last, now.Counter, cached.Counter, version, err)
		}
		last = version
	}
	if _, err := w.refresh(t, bob.RefreshToken); err != nil {
		t.Fatal(err)
	}
	if now := w.state(t, bob.User.ID).Counter; now != last {
		t.Errorf("a rotation, which changes no state, moved the counter from %d to %d", last, now)
	}
}

func countersAtOnce(t *testing.T, w World) {
	g := w.register(t, "ada")
	before := w.state(t, g.User.ID)
	const devices = 8
	for _, err := range atOnce(devices, func(int) error {
		_, err := w.Login(t.Context(), user.Login{Email: email("ada"), Password: secret, Device: device(home)})
		return err
	}) {
		if err != nil {
			t.Fatal(err)
		}
	}
	after := w.state(t, g.User.ID)
	if after.Counter != before.Counter+devices || len(after.Sessions) != 1+devices {
		t.Errorf("%d sign-ins moved the counter from %d to %d and made %d sessions", devices, before.Counter, after.Counter, len(after.Sessions))
	}
}

func deadSession(t *testing.T, w World) {
	w.register(t, "ada")
	g := w.signIn(t, "ada")
	ctx := as(t, g) // what a gateway with an old state would still let pass
	if _, err := w.Logout(ctx, ""); err != nil {
		t.Fatal(err)
	}
	_, err := w.ChangePassword(ctx, user.ChangePassword{Current: secret, New: other, Device: device(home)})
	refused(t, err, fault.Unauthenticated, "")
	_, err = w.UpdateProfile(ctx, user.UpdateProfile{})
	refused(t, err, fault.Unauthenticated, "")
	refused(t, w.RevokeOtherSessions(ctx), fault.Unauthenticated, "")
}

func listed(t *testing.T, w World) {
	a := w.register(t, "ada")
	w.Clock.Advance(time.Hour)
	b, err := w.Login(t.Context(), user.Login{Email: email("ada"), Password: secret, Device: user.Device{UserAgent: "Firefox", IP: "::ffff:" + away}})
	if err != nil {
		t.Fatal(err)
	}
	list, err := w.Sessions(as(t, a))
	if err != nil || len(list) != 2 || list[0].ID != b.SessionID || list[1].ID != a.SessionID {
		t.Fatalf("the list is %+v, %v", list, err)
	}
	if list[0].Current || !list[1].Current || list[0].UserAgent != "Firefox" || list[0].IP != away {
		t.Errorf("the list is %+v", list)
	}
}
