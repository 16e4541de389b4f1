package usertest

import (
	"fmt"
	"testing"
	"time"

	"tasklane/modules/user"
	"tasklane/platform/fault"
	"tasklane/platform/null"
)

var throttling = []behaviour{
	{"Q51_AnAccountIsGuessedAtEverMoreSlowly", Options{}, slower},
	{"Q51_AHundredGuessesAtOnceCountAsAHundred", Options{FullHash: true}, hundredAtOnce},
	{"Q51_AClientThatTriesManyAccountsIsSlowedDown", Options{}, spraying},
	{"Q51_AnIPv6NetworkIsOneClient", Options{}, network},
	{"Q51_StrangersDoNotLockAnOwnerOut", Options{}, ownerStays},
	{"Q51_AnUnknownAddressIsThrottledAlike", Options{}, unknownAlike},
	{"Q51_ADisabledAccountIsThrottledAlike", Options{}, disabledAlike},
	{"Q50_ChangingThePasswordIsThrottledLikeSigningIn", Options{}, changeThrottled},
	{"Q52_TryingOutAddressesByRegisteringIsThrottled", Options{}, probing},
	{"Q52_RegistrationsOfAClientAreThrottled", Options{}, crowd},
}

// fail makes one wrong guess and says whether it was looked at.
func (w World) fail(t *testing.T, name, ip string) (looked bool, wait time.Duration) {
	t.Helper()
	_, err := w.login(t, name, other, ip)
	if fault.Is(err, fault.RateLimited) {
		return false, fault.From(err).RetryAfter
	}
	refused(t, err, fault.Unauthenticated, "")
	return true, 0
}

// drain guesses until it is told to wait, and returns how many guesses that were and how long the wait is.
func (w World) drain(t *testing.T, name, ip string) (guesses int, wait time.Duration) {
	t.Helper()
	for guesses < 200 {
		looked, wait := w.fail(t, name, ip)
		if !looked {
			return guesses, wait
		}
		guesses++
	}
	t.Fatal("nobody said stop")
	return 0, 0
}

func slower(t *testing.T, w World) {
	w.register(t, "ada")
	if guesses, _ := w.drain(t, "ada", away); guesses != 5 {
		t.Errorf("%d guesses were free", guesses)
	}
	last := time.Duration(0)
	for range 12 {
		looked, wait := w.fail(t, "ada", away)
		if looked {
			t.Fatal("a guess was looked at too early")
		}
		if wait < last || wait > time.Minute || wait <= 0 {
			t.Errorf("the wait is %v after %v", wait, last)
		}
		last = wait
		w.Clock.Advance(wait)
		if looked, _ := w.fail(t, "ada", away); !looked {
			t.Fatal("a guess was refused after the wait")
		}
	}
	if last != time.Minute {
		t.Errorf("the wait has grown to %v", last)
	}
	if _, err := w.login(t, "ada", secret, away); !fault.Is(err, fault.RateLimited) {
		t.Errorf("the right password too early: %v", err)
	}
	w.Clock.Advance(time.Minute)
	if _, err := w.login(t, "ada", secret, away); err != nil {
		t.Errorf("the right password after a minute: %v", err)
	}
}

func hundredAtOnce(t *testing.T, w World) {
	w.register(t, "ada")
	looked := 0
	for _, err := range atOnce(100, func(int) error {
		_, err := w.Login(t.Context(), user.Login{Email: email("ada"), Password: other, Device: device(away)})
		return err
	}) {
		if fault.Is(err, fault.Unauthenticated) {
			looked++
		} else {
			refused(t, err, fault.RateLimited, "")
		}
	}
	if most := 5 + w.Parallel - 1; looked < 5 || looked > most {
		t.Errorf("%d guesses were looked at, want 5 to %d", looked, most)
	}
}

func spraying(t *testing.T, w World) {
	w.register(t, "ada")
	looked := 0
	for i := range 50 {
		if ok, _ := w.fail(t, fmt.Sprintf("person%d", i), away); ok {
			looked++
		}
	}
	if looked != 20 {
		t.Errorf("%d accounts were tried", looked)
	}
	if ok, _ := w.fail(t, "person0", "203.0.113.9"); !ok {
		t.Error("another client is held up too")
	}
}

func network(t *testing.T, w World) {
	looked := 0
	for i := range 50 {
		if ok, _ := w.fail(t, fmt.Sprintf("person%d", i), fmt.Sprintf("2001:db8:1:2::%x", i+1)); ok {
			looked++
		}
	}
	if looked != 20 {
		t.Errorf("%d guesses from one /64 were looked at", looked)
	}
	if ok, _ := w.fail(t, "person0", "2001:db8:1:3::1"); !ok {
		t.Error("another /64 is held up too")
	}
}

func ownerStays(t *testing.T, w World) {
	w.register(t, "ada") // from home
	w.drain(t, "ada", away)
	for i := range 50 {
		w.fail(t, fmt.Sprintf("person%d", i), home) // a neighbour behind the same address
	}
	if _, err := w.login(t, "ada", secret, home); err != nil {
		t.Errorf("the owner is locked out: %v", err)
	}
	if guesses, _ := w.drain(t, "ada", home); guesses != 5 {
		t.Errorf("%d guesses at home were free", guesses)
	}
}

func unknownAlike(t *testing.T, w World) {
	w.register(t, "ada")
	g1, w1 := w.drain(t, "ada", away)
	g2, w2 := w.drain(t, "nobody", "203.0.113.9")
	if g1 != g2 || w1 != w2 {
		t.Errorf("%d guesses and %v for an account, %d and %v for none", g1, w1, g2, w2)
	}
}

func disabledAlike(t *testing.T, w World) {
	admin, bob := w.register(t, "ada"), w.register(t, "bob")
	if _, err := w.SetDisabled(as(t, admin), bob.User.ID, true); err != nil {
		t.Fatal(err)
	}
	looked := 0
	for range 20 {
		if _, err := w.login(t, "bob", secret, away); fault.Is(err, fault.Unauthenticated) {
			looked++
		}
	}
	if looked != 5 {
		t.Errorf("%d tries with the right password were looked at", looked)
	}
}

func changeThrottled(t *testing.T, w World) {
	g := w.register(t, "ada")
	looked := 0
	for i := range 30 {
		var err error
		if field := "input.current"; i%2 == 0 {
			_, err = w.ChangePassword(as(t, g), user.ChangePassword{Current: other, New: "another good sentence", Device: device(away)})
			if !fault.Is(err, fault.RateLimited) {
				refused(t, err, fault.Invalid, field)
			}
		} else {
			_, err = w.UpdateProfile(as(t, g), user.UpdateProfile{
				Email: null.Value("new@example.com"), CurrentPassword: other, Device: device(away),
			})
			if !fault.Is(err, fault.RateLimited) {
				refused(t, err, fault.Invalid, "input.currentPassword")
			}
		}
		if fault.Is(err, fault.Invalid) {
			looked++
		}
	}
	if looked != 5 {
		t.Errorf("%d guesses were looked at", looked)
	}
	if ok, _ := w.fail(t, "ada", away); ok {
		t.Error("signing in has a count of its own")
	}
}

func probing(t *testing.T, w World) {
	w.register(t, "ada")
	looked := 0
	for range 50 {
		_, err := w.Register(t.Context(), user.Register{Name: "Eve", Email: email("ada"), Password: secret, Device: device(away)})
		if fault.Is(err, fault.Conflict) {
			looked++
		} else {
			refused(t, err, fault.RateLimited, "")
		}
	}
	if looked != 20 {
		t.Errorf("%d probes were answered", looked)
	}
}

func crowd(t *testing.T, w World) {
	made := 0
	for i := range 110 {
		name := fmt.Sprintf("person%d", i)
		_, err := w.Register(t.Context(), user.Register{Name: name, Email: email(name), Password: secret, Device: device(away)})
		if err == nil {
			made++
		} else {
			refused(t, err, fault.RateLimited, "")
		}
	}
	if made != 100 {
		t.Errorf("%d accounts were made at once", made)
	}
	w.Clock.Advance(5 * time.Second)
	if _, err := w.Register(t.Context(), user.Register{Name: "Late", Email: email("late"), Password: secret, Device: device(away)}); err != nil {
		t.Errorf("after the wait: %v", err)
	}
	w.register(t, "neighbour")
}
