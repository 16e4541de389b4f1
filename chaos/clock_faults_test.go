package chaos

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tasklane/platform/token"
)

// TestQ34_AClockThatIsWrongLetsNobodyInTooLong has tokens signed by somebody who knows the secret and whose clock is
// wrong: what a pod with such a clock would sign. No process can be given another clock here; a test's bubble can.
func TestQ34_AClockThatIsWrongLetsNobodyInTooLong(t *testing.T) {
	w := where(t, alone)
	ada := w.single.writers[0]
	for _, c := range []struct {
		wrong    time.Duration
		accepted bool
	}{
		{-time.Hour, false},
		{-token.AccessLife - 61*time.Second, false}, // its end is more than a minute ago
		{-token.AccessLife - 10*time.Second, true},  // a small skew signs nobody out
		{-10 * time.Second, true},
		{+10 * time.Second, true},
		{+time.Hour, false}, // nobody is in for longer than a token lives
	} {
		err := ask(t.Context(), w.single.door, signedAt(t, ada.access, c.wrong), `{ me { id } }`, nil, nil)
		refused, _ := errors.AsType[*refusal](err)
		if c.accepted && err != nil {
			t.Errorf("a token from a clock that is wrong by %s: %v", c.wrong, err)
		}
		if !c.accepted && (refused == nil || refused.Extensions.Code != "UNAUTHENTICATED") {
			t.Errorf("a token from a clock that is wrong by %s is not refused: %v", c.wrong, err)
		}
	}
}

// signedAt is the token of the same session, signed by a clock that is wrong by so much.
func signedAt(t *testing.T, like string, wrong time.Duration) (signed string) {
	t.Helper()
	payload, err := base64.RawURLEncoding.DecodeString(strings.Split(like, ".")[1])
	if err != nil {
		t.Fatal(err)
	}
	var claims struct{ Sub, Sid string }
	if err := json.Unmarshal(payload, &claims); err != nil {
		t.Fatal(err)
	}
	then := time.Now().Add(wrong)
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(then)) // the bubble's clock, which begins in the year 2000
		keys, err := token.New([][]byte{[]byte(secret)})
		if err != nil {
			t.Fatal(err)
		}
		if signed, _, err = keys.Sign(token.Claims{Audience: token.Access, Subject: claims.Sub, Session: claims.Sid}); err != nil {
			t.Fatal(err)
		}
	})
	return signed
}
