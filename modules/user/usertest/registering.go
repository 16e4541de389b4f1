package usertest

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tasklane/modules/user"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/token"
)

var registering = []behaviour{
	{"Q61_TheFirstAccountIsAdminAndClosesTheSetup", Options{}, firstIsAdmin},
	{"Q61_OfManyFirstAccountsExactlyOneIsAdmin", Options{}, oneFirst},
	{"Q61_ClosedRegistrationLetsOnlyTheFirstIn", Options{Registration: user.Closed}, closed},
	{"Q61_ClosedRegistrationLetsOneOfManyFirstIn", Options{Registration: user.Closed}, closedRace},
	{"Q53_AGrantIsASessionWithItsTokens", Options{}, grants},
	{"Q50_BadPasswordsAreRefused", Options{}, badPasswords},
	{"Q50_LongAndForeignPasswordsWorkInFull", Options{}, longPasswords},
	{"Q50_AMegabyteIsRefusedFast", Options{}, megabyte},
	{"Q80_BadNamesAndAddressesAreRefused", Options{}, badNames},
	{"Q80_NamesAreKeptInNFC", Options{}, normalised},
	{"Q52_ATakenAddressIsAConflictHoweverItIsWritten", Options{}, taken},
	{"AnAddressIsTakenOnceByManyAtOnce", Options{}, takenRace},
}

func firstIsAdmin(t *testing.T, w World) {
	before, err := w.Setup(t.Context())
	if err != nil || !before.NeedsSetup || before.Registration != user.Open {
		t.Errorf("before: %+v, %v", before, err)
	}
	if role := w.register(t, "ada").User.Role; role != user.Admin {
		t.Errorf("the first account is %v", role)
	}
	if role := w.register(t, "bob").User.Role; role != user.Member {
		t.Errorf("the second account is %v", role)
	}
	if after, err := w.Setup(t.Context()); err != nil || after.NeedsSetup {
		t.Errorf("after: %+v, %v", after, err)
	}
}

func oneFirst(t *testing.T, w World) {
	const people = 10
	grants := make([]user.Grant, people)
	for _, err := range atOnce(people, func(i int) (err error) {
		name := fmt.Sprintf("person%d", i)
		grants[i], err = w.Register(t.Context(), user.Register{Name: name, Email: email(name), Password: secret, Device: device(home)})
		return err
	}) {
		if err != nil {
			t.Fatal(err)
		}
	}
	admins := 0
	for _, g := range grants {
		if w.state(t, g.User.ID).Role == user.Admin {
			admins++
		}
	}
	if admins != 1 {
		t.Errorf("%d of %d are admin", admins, people)
	}
}

func closed(t *testing.T, w World) {
	w.register(t, "ada")
	_, err := w.Register(t.Context(), user.Register{Name: "Bob", Email: email("bob"), Password: secret})
	refused(t, err, fault.Forbidden, "")
	if _, err := w.CardByEmail(operator(t), email("bob")); !fault.Is(err, fault.NotFound) {
		t.Errorf("the account is there: %v", err)
	}
}

func closedRace(t *testing.T, w World) {
	in := 0
	for _, err := range atOnce(6, func(i int) error {
		name := fmt.Sprintf("person%d", i)
		_, err := w.Register(t.Context(), user.Register{Name: name, Email: email(name), Password: secret})
		return err
	}) {
		if err == nil {
			in++
		} else {
			refused(t, err, fault.Forbidden, "")
		}
	}
	if in != 1 {
		t.Errorf("%d came in", in)
	}
}

func grants(t *testing.T, w World) {
	g := w.register(t, "ada")
	claims, err := w.Keys.Verify(t.Context(), token.Access, g.AccessToken)
	if err != nil || claims.Subject != g.User.ID || claims.Session != g.SessionID {
		t.Errorf("the access token says %+v, %v", claims, err)
	}
	if life := time.Until(g.AccessTokenExpiresAt); life > 15*time.Minute || life < 14*time.Minute {
		t.Errorf("the access token lives %v", life)
	}
	if want := w.Clock.Now().Add(30 * 24 * time.Hour); g.RefreshTokenExpiresAt.Sub(want).Abs() > time.Second {
		t.Errorf("the session ends at %v, want %v", g.RefreshTokenExpiresAt, want)
	}
	if g.User.TimeZone != "UTC" || g.User.Disabled || g.User.Name != "ada" || g.User.Email != email("ada") {
		t.Errorf("the account is %+v", g.User)
	}
	w.alive(t, g, true)
	again := w.signIn(t, "ada")
	if again.SessionID == g.SessionID || again.RefreshToken == g.RefreshToken || again.AccessToken == g.AccessToken {
		t.Error("a second sign-in shares something with the first one")
	}
}

func badPasswords(t *testing.T, w World) {
	for _, bad := range []string{
		"", "short", "1234567", "password", "PassWord1", "12345678", "qwertyuiop", "iloveyou", "aaaaaaaaaaaa",
		"grace.hopper@example.com", "GraceHopper12", "bad\xffutf8 password", strings.Repeat("x y z ", 200),
	} {
		_, err := w.Register(t.Context(), user.Register{Name: "Grace Hopper", Email: "grace.hopper@example.com", Password: bad})
		refused(t, err, fault.Invalid, "input.password")
	}
	if setup, err := w.Setup(t.Context()); err != nil || !setup.NeedsSetup {
		t.Errorf("a refusal has left something: %+v, %v", setup, err)
	}
}

func longPasswords(t *testing.T, w World) {
	for name, good := range map[string]string{
		"ascii":   strings.Repeat("abcdefg ", 9), // 72 bytes: where bcrypt stops reading
		"limit":   strings.Repeat("0123456789abcdef", 64),
		"unicode": "пароль 密码 🦊🦊 contraseña",
		"blank":   "  spaces count  ",
	} {
		if _, err := w.Register(t.Context(), user.Register{Name: "Nobody", Email: email(name), Password: good, Device: device(home)}); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if _, err := w.login(t, name, good, home); err != nil {
			t.Errorf("%s does not sign in: %v", name, err)
		}
		runes := []rune(good)
		if _, err := w.login(t, name, string(runes[:len(runes)-1]), home); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("%s without its last character: %v", name, err)
		}
		if _, err := w.login(t, name, good+"x", home); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("%s with one more character: %v", name, err)
		}
	}
}

func megabyte(t *testing.T, w World) {
	g := w.register(t, "ada")
	huge := strings.Repeat("x", 1<<20)
	start := time.Now()
	_, err := w.Register(t.Context(), user.Register{Name: "Bob", Email: email("bob"), Password: huge})
	refused(t, err, fault.Invalid, "input.password")
	_, err = w.login(t, "ada", huge, home)
	refused(t, err, fault.Unauthenticated, "")
	_, err = w.ChangePassword(as(t, g), user.ChangePassword{Current: secret, New: huge})
	refused(t, err, fault.Invalid, "input.new")
	_, err = w.ChangePassword(as(t, g), user.ChangePassword{Current: huge, New: other})
	refused(t, err, fault.Invalid, "input.current")
	if took := time.Since(start); took > 500*time.Millisecond {
		t.Errorf("four refusals took %v", took)
	}
}

func badNames(t *testing.T, w World) {
	for _, bad := range []string{
		"", "  ", "\u200b", "a\x00b", "a\nb", "a\u202eb", "a\u2066b", "a\u2028b", "\xff", strings.Repeat("ä", 101), strings.Repeat("x", 1<<20),
	} {
		_, err := w.Register(t.Context(), user.Register{Name: bad, Email: email("ada"), Password: secret})
		refused(t, err, fault.Invalid, "input.name")
	}
	for _, bad := range []string{
		"", "ada", "@example.com", "ada@", "ada@@example.com", "a b@example.com", "ada@exa mple.com", "ada@example.com\r\nBcc: x@y.z",
		"ada\x00@example.com", "<ada@example.com>", "ada@-example.com", "ada@example..com", ".ada@example.com", "ada@'; DROP TABLE users; --",
		strings.Repeat("a", 65) + "@example.com", "ada@" + strings.Repeat("a.", 130) + "com", "a\u202ed@example.com",
		// What these are compared by is no address: nobody could sign in with one.
		"\ufdfa@example.com", "a\uff20b@example.com", "a\u2024@example.com", "\uff08@example.com", strings.Repeat("\u2167", 20) + "@example.com",
	} {
		_, err := w.Register(t.Context(), user.Register{Name: "Ada", Email: bad, Password: secret})
		refused(t, err, fault.Invalid, "input.email")
	}
	if setup, err := w.Setup(t.Context()); err != nil || !setup.NeedsSetup {
		t.Errorf("a refusal has left something: %+v, %v", setup, err)
	}
}

func normalised(t *testing.T, w World) {
	for written, kept := range map[string]string{
		"  Ame\u0301lie  ": "Am\u00e9lie",
		"👩‍👩‍👧 Family":     "👩‍👩‍👧 Family",
		"Robert'); --":     "Robert'); --",
		"100% _sure_ \\":   "100% _sure_ \\",
	} {
		address := fmt.Sprintf("p%x@example.com", len(written)*1000+len(kept))
		g, err := w.Register(t.Context(), user.Register{Name: written, Email: address, Password: secret, Device: device(home)})
		if err != nil || g.User.Name != kept {
			t.Errorf("%q became %q, %v", written, g.User.Name, err)
			continue
		}
		list, err := w.Users(identity.With(t.Context(), identity.OfModule("task")), []string{g.User.ID})
		if err != nil || len(list) != 1 || list[0].Name != kept {
			t.Errorf("%q was stored as %v, %v", written, list, err)
		}
	}
}

func taken(t *testing.T, w World) {
	w.register(t, "ada")
	for _, same := range []string{"ada@example.com", "ADA@Example.COM", " ada@example.com "} {
		_, err := w.Register(t.Context(), user.Register{Name: "Eve", Email: same, Password: secret, Device: device(home)})
		refused(t, err, fault.Conflict, "")
	}
}

func takenRace(t *testing.T, w World) {
	w.register(t, "ada")
	made := 0
	for _, err := range atOnce(6, func(int) error {
		_, err := w.Register(t.Context(), user.Register{Name: "Bob", Email: email("bob"), Password: secret, Device: device(home)})
		return err
	}) {
		if err == nil {
			made++
		} else {
			refused(t, err, fault.Conflict, "")
		}
	}
	if made != 1 {
		t.Errorf("%d accounts were made", made)
	}
}
