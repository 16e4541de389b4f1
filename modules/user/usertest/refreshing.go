package usertest

import (
	"encoding/base64"
	"strings"
	"testing"
	"time"

	"tasklane/modules/user"
	"tasklane/platform/fault"
	"tasklane/platform/token"
)

var refreshing = []behaviour{
	{"Q55_ARefreshRotates", Options{}, rotates},
	{"Q55_TwoTabsGetTheSameToken", Options{}, twoTabs},
	{"Q55_AnAnswerThatWasLostIsGivenAgain", Options{}, lostAnswer},
	{"Q55_TheTokenBeforeTheLastEndsTheSession", Options{}, reuseOld},
	{"Q55_TheLastTokenAfterThirtySecondsEndsTheSession", Options{}, reuseLate},
	{"Q54_NeitherTokenPassesForTheOther", Options{}, notEachOther},
	{"Q56_OnlyGenuineTokensAreTaken", Options{}, forged},
	{"Q57_AnEndedSessionIsNotRefreshed", Options{}, endedStaysEnded},
	{"ASessionEndsWhenNobodyRefreshesIt", Options{}, expires},
	{"LastUsedIsExactToAMinute", Options{}, lastUsed},
}

func rotates(t *testing.T, w World) {
	g := w.register(t, "ada")
	seen := map[string]bool{g.RefreshToken: true}
	for range 5 {
		w.Clock.Advance(time.Hour)
		next, err := w.refresh(t, g.RefreshToken)
		if err != nil {
			t.Fatal(err)
		}
		if seen[next.RefreshToken] || next.SessionID != g.SessionID || next.User != g.User {
			t.Errorf("refreshed %+v to %+v", g, next)
		}
		claims, err := w.Keys.Verify(t.Context(), token.Access, next.AccessToken)
		if err != nil || claims.Session != g.SessionID || claims.Subject != g.User.ID {
			t.Errorf("the access token says %+v, %v", claims, err)
		}
		if want := w.Clock.Now().Add(30 * 24 * time.Hour); next.RefreshTokenExpiresAt.Sub(want).Abs() > time.Second {
			t.Errorf("the session ends at %v, want %v", next.RefreshTokenExpiresAt, want)
		}
		seen[next.RefreshToken] = true
		g = next
	}
}

func twoTabs(t *testing.T, w World) {
	g := w.register(t, "ada")
	got := make([]user.Grant, 8)
	for _, err := range atOnce(len(got), func(i int) (err error) {
		got[i], err = w.Refresh(t.Context(), user.Refresh{RefreshToken: g.RefreshToken, Device: device(home)})
		return err
	}) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, one := range got {
		if one.RefreshToken != got[0].RefreshToken {
			t.Error("two tabs have different tokens")
		}
	}
	w.alive(t, g, true)
}

func lostAnswer(t *testing.T, w World) {
	g := w.register(t, "ada")
	first, err := w.refresh(t, g.RefreshToken)
	if err != nil {
		t.Fatal(err)
	}
	w.Clock.Advance(29 * time.Second)
	again, err := w.refresh(t, g.RefreshToken)
	if err != nil || again.RefreshToken != first.RefreshToken {
		t.Errorf("the answer was not repeated: %v", err)
	}
	if _, err := w.refresh(t, again.RefreshToken); err != nil {
		t.Errorf("the repeated token does not work: %v", err)
	}
}

// stolen presents a used token and expects the end of the session, everywhere.
func (w World) stolen(t *testing.T, g user.Grant, used, current string) {
	t.Helper()
	ended := w.listen(t, g.User.ID)
	_, err := w.refresh(t, used)
	refused(t, err, fault.Unauthenticated, "")
	_, err = w.refresh(t, current)
	refused(t, err, fault.Unauthenticated, "")
	w.alive(t, g, false)
	ended(g.SessionID)
	log := w.Log.String()
	if !strings.Contains(log, "session.reused") || !strings.Contains(log, g.SessionID) {
		t.Errorf("the security log says %q", log)
	}
	for _, secret := range []string{used, current, g.AccessToken} {
		if strings.Contains(log, secret) {
			t.Error("a token is in the log")
		}
	}
}

func reuseOld(t *testing.T, w World) {
	g, bystander := w.register(t, "ada"), w.signIn(t, "ada")
	second, err := w.refresh(t, g.RefreshToken)
	if err != nil {
		t.Fatal(err)
	}
	third, err := w.refresh(t, second.RefreshToken)
	if err != nil {
		t.Fatal(err)
	}
	w.stolen(t, g, g.RefreshToken, third.RefreshToken)
	w.alive(t, bystander, true)
}

func reuseLate(t *testing.T, w World) {
	g := w.register(t, "ada")
	second, err := w.refresh(t, g.RefreshToken)
	if err != nil {
		t.Fatal(err)
	}
	w.Clock.Advance(31 * time.Second)
	w.stolen(t, g, g.RefreshToken, second.RefreshToken)
}

func notEachOther(t *testing.T, w World) {
	g := w.register(t, "ada")
	_, err := w.refresh(t, g.AccessToken)
	refused(t, err, fault.Unauthenticated, "")
	if _, err := w.Keys.Verify(t.Context(), token.Access, g.RefreshToken); err == nil {
		t.Error("a refresh token is an access token")
	}
}

func forged(t *testing.T, w World) {
	ada, bob := w.register(t, "ada"), w.register(t, "bob")
	raw, err := base64.RawURLEncoding.DecodeString(ada.RefreshToken)
	if err != nil {
		t.Fatal(err)
	}
	others, err := base64.RawURLEncoding.DecodeString(bob.RefreshToken)
	if err != nil {
		t.Fatal(err)
	}
	change := func(f func(b []byte)) string {
		b := append([]byte{}, raw...)
		f(b)
		return base64.RawURLEncoding.EncodeToString(b)
	}
	for name, bad := range map[string]string{
		"empty": "", "garbage": "garbage", "short": ada.RefreshToken[:40], "long": ada.RefreshToken + "AAAA",
		"a megabyte": strings.Repeat("A", 1<<20), "NUL": "\x00" + ada.RefreshToken[1:], "padding": ada.RefreshToken + "=",
		"another MAC":      change(func(b []byte) { b[len(b)-1] ^= 1 }),
		"another n":        change(func(b []byte) { b[23]++ }),
		"an older n":       change(func(b []byte) { b[23]-- }),
		"another session":  change(func(b []byte) { copy(b, others[:16]) }),
		"an unknown one":   change(func(b []byte) { b[0] ^= 1 }),
		"no MAC":           change(func(b []byte) { clear(b[24:]) }),
		"the other's MAC":  change(func(b []byte) { copy(b[24:], others[24:]) }),
		"a negative count": change(func(b []byte) { b[16] = 0xff }),
	} {
		if _, err := w.refresh(t, bad); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("%s: %v", name, err)
		}
	}
	w.alive(t, ada, true) // a forgery ends nobody's session
	w.alive(t, bob, true)
	if _, err := w.refresh(t, ada.RefreshToken); err != nil {
		t.Errorf("the true one: %v", err)
	}
}

func endedStaysEnded(t *testing.T, w World) {
	g := w.register(t, "ada")
	if ok, err := w.Logout(as(t, g), ""); !ok || err != nil {
		t.Fatal(ok, err)
	}
	_, err := w.refresh(t, g.RefreshToken)
	refused(t, err, fault.Unauthenticated, "")
	w.alive(t, g, false)
}

func expires(t *testing.T, w World) {
	g := w.register(t, "ada")
	w.Clock.Advance(29 * 24 * time.Hour)
	g, err := w.refresh(t, g.RefreshToken)
	if err != nil {
		t.Fatal(err)
	}
	w.Clock.Advance(29 * 24 * time.Hour)
	if !w.state(t, g.User.ID).Alive(g.SessionID) {
		t.Error("a refresh did not lengthen the session")
	}
	w.Clock.Advance(25 * time.Hour)
	if w.state(t, g.User.ID).Alive(g.SessionID) {
		t.Error("the session outlives its end")
	}
	_, err = w.refresh(t, g.RefreshToken)
	refused(t, err, fault.Unauthenticated, "")
}

func lastUsed(t *testing.T, w World) {
	g := w.register(t, "ada")
	begun := w.Clock.Now()
	used := func() time.Duration {
		list, err := w.Sessions(as(t, g))
		if err != nil || len(list) != 1 {
			t.Fatal(list, err)
		}
		return list[0].LastUsedAt.Sub(begun).Round(time.Second)
	}
	for _, step := range []struct{ advance, want time.Duration }{
		{30 * time.Second, 0}, {30 * time.Second, time.Minute}, {59 * time.Second, time.Minute}, {time.Second, 2 * time.Minute},
	} {
		w.Clock.Advance(step.advance)
		next, err := w.refresh(t, g.RefreshToken)
		if err != nil {
			t.Fatal(err)
		}
		g = next
		if got := used(); got != step.want {
			t.Errorf("after %v it was used at %v, want %v", w.Clock.Now().Sub(begun), got, step.want)
		}
	}
}
