package usertest

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tasklane/modules/user"
	"tasklane/platform/fault"
)

var signingIn = []behaviour{
	{"Q52_EveryRefusedSignInGetsTheSameAnswer", Options{}, sameAnswer},
	{"Q52_AnUnknownAddressCostsAsMuch", Options{}, sameWork},
	{"Q59_ASignInIsANewSession", Options{}, freshSession},
	{"SignInTakesTheAddressInAnyCase", Options{}, anyCase},
	{"AnAccountHasAtMostAHundredSessions", Options{}, manySessions},
	{"Q79_WhatABrowserSaysOfItselfStaysOneShortLine", Options{}, oddDevices},
}

func sameAnswer(t *testing.T, w World) {
	admin, bob := w.register(t, "ada"), w.register(t, "bob")
	if _, err := w.SetDisabled(as(t, admin), bob.User.ID, true); err != nil {
		t.Fatal(err)
	}
	var answers []string
	for _, in := range []user.Login{
		{Email: email("ada"), Password: other}, {Email: email("bob"), Password: secret}, {Email: email("bob"), Password: other},
		{Email: email("nobody"), Password: secret}, {Email: "", Password: ""}, {Email: "no address", Password: "x"},
		{Email: "nul\x00@example.com", Password: secret}, {Email: "\xff\xfe", Password: "\xff"},
		{Email: strings.Repeat("a", 1<<20), Password: secret}, {Email: "' OR 1=1 --", Password: secret},
	} {
		in.Device = device(home)
		g, err := w.Login(t.Context(), in)
		refused(t, err, fault.Unauthenticated, "")
		if g != (user.Grant{}) {
			t.Errorf("a refusal gave %+v", g)
		}
		answers = append(answers, err.Error())
	}
	if slices.Sort(answers); answers[0] != answers[len(answers)-1] {
		t.Errorf("the answers differ: %q", slices.Compact(answers))
	}
}

// sameWork counts what takes the time: nothing else of a refused sign-in is worth measuring beside a hash, and a busy
// machine's clock proves nothing.
func sameWork(t *testing.T, w World) {
	w.register(t, "ada")
	for _, name := range []string{"ada", "eve", "ada", "eve"} {
		before := w.Hashes.Load()
		_, err := w.login(t, name, other, home)
		refused(t, err, fault.Unauthenticated, "")
		if n := w.Hashes.Load() - before; n != 1 {
			t.Errorf("a refused sign-in of %s hashed %d passwords", name, n)
		}
		w.Clock.Advance(10 * time.Minute) // past every wait
	}
}

func freshSession(t *testing.T, w World) {
	first := w.register(t, "ada")
	ctx := as(t, first) // signed in already: what was there before takes no part in what comes
	second, err := w.Login(ctx, user.Login{Email: email("ada"), Password: secret, Device: device(home)})
	if err != nil || second.SessionID == first.SessionID {
		t.Fatalf("the session is %q again, %v", second.SessionID, err)
	}
	w.alive(t, first, true)
	w.alive(t, second, true)
}

func anyCase(t *testing.T, w World) {
	w.register(t, "ada")
	if _, err := w.Login(t.Context(), user.Login{Email: " ADA@example.COM", Password: secret, Device: device(home)}); err != nil {
		t.Error(err)
	}
}

func manySessions(t *testing.T, w World) {
	first := w.register(t, "ada")
	for range 100 {
		w.Clock.Advance(time.Minute)
		w.signIn(t, "ada")
	}
	if n := len(w.state(t, first.User.ID).Sessions); n != 100 {
		t.Errorf("%d sessions are alive", n)
	}
	w.alive(t, first, false)
}

func oddDevices(t *testing.T, w World) {
	w.register(t, "ada")
	g, err := w.Login(t.Context(), user.Login{Email: email("ada"), Password: secret, Device: user.Device{
		UserAgent: "Mo\x00zilla\r\n\u202eEvil \xff" + strings.Repeat("ü", 5000), IP: "'; DROP TABLE sessions",
	}})
	if err != nil {
		t.Fatal(err)
	}
	list, err := w.Sessions(as(t, g))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range list {
		if s.Current && (!strings.HasPrefix(s.UserAgent, "MozillaEvil ü") || len([]rune(s.UserAgent)) > 400 || s.IP != "") {
			t.Errorf("kept %q, %q", s.UserAgent, s.IP)
		}
	}
}
