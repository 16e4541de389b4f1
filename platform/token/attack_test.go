package token_test

import (
	"context"
	"encoding/base64"
	"maps"
	"strings"
	"testing"
	"time"

	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/token"
)

// TestQ53_ForgedTokensAreRefused signs with the right secret wherever it can, so that each case is
// refused for the one thing that its name tells and not for its signature.
func TestQ53_ForgedTokensAreRefused(t *testing.T) {
	t.Parallel()
	k := keys(t, secret)
	good := sign(t, k, ada())
	header, claims := parts(t, good)
	if _, err := k.Verify(context.Background(), token.Access, forge(t, secret, header, claims)); err != nil {
		t.Fatalf("the unchanged token is refused, so that the cases below prove nothing: %v", err)
	}
	type change = map[string]any
	with := func(m, changes change) map[string]any {
		m = maps.Clone(m)
		for name, value := range changes {
			if value == nil {
				delete(m, name)
			} else {
				m[name] = value
			}
		}
		return m
	}
	now := time.Now()
	jwk := change{"kty": "oct", "k": base64.RawURLEncoding.EncodeToString(other)}
	cases := map[string]struct {
		header, claims change
		key            []byte
	}{
		"alg none":                    {header: change{"alg": "none"}},
		"alg None":                    {header: change{"alg": "None"}},
		"alg NONE":                    {header: change{"alg": "NONE"}},
		"alg empty":                   {header: change{"alg": ""}},
		"alg missing":                 {header: change{"alg": nil}},
		"alg of another strength":     {header: change{"alg": "HS512"}},
		"alg RS256 for an HMAC":       {header: change{"alg": "RS256"}},
		"alg ES256 for an HMAC":       {header: change{"alg": "ES256"}},
		"alg in lower case":           {header: change{"alg": "hs256"}},
		"typ missing":                 {header: change{"typ": nil}},
		"typ JWT":                     {header: change{"typ": "JWT"}},
		"typ of an internal token":    {header: change{"typ": "tasklane-internal+jwt"}},
		"jwk in the header":           {header: change{"jwk": jwk}, key: other},
		"jwk beside a good signature": {header: change{"jwk": jwk}},
		"jku":                         {header: change{"jku": "https://evil.example/keys"}},
		"x5u":                         {header: change{"x5u": "https://evil.example/cert"}},
		"x5c":                         {header: change{"x5c": []string{"MAo="}}},
		"crit":                        {header: change{"crit": []string{"b64"}, "b64": false}},
		"cty of a nested token":       {header: change{"cty": "JWT"}},
		"a header that is unheard of": {header: change{"x": 1}},
		"kid missing":                 {header: change{"kid": nil}},
		"kid empty":                   {header: change{"kid": ""}},
		"kid of a path":               {header: change{"kid": "../../../../dev/null"}, key: []byte{}},
		"kid of a path, signed":       {header: change{"kid": "/proc/sys/kernel/randomize_va_space"}, key: []byte("2\n")},
		"kid of SQL":                  {header: change{"kid": "x' UNION SELECT 'aaaa"}, key: []byte("aaaa")},
		"kid of a number":             {header: change{"kid": 1}},
		"the secret of another":       {key: other},
		"an empty secret":             {key: []byte{}},
		"exp missing":                 {claims: change{"exp": nil}},
		"exp passed":                  {claims: change{"exp": now.Add(-time.Minute).Unix(), "iat": now.Add(-2 * time.Minute).Unix()}},
		"exp of zero":                 {claims: change{"exp": 0}},
		"exp of text":                 {claims: change{"exp": "never"}},
		"exp of a day":                {claims: change{"exp": now.Add(24 * time.Hour).Unix()}},
		"iat missing":                 {claims: change{"iat": nil}},
		"iat to come":                 {claims: change{"iat": now.Add(10 * time.Minute).Unix()}},
		"nbf to come":                 {claims: change{"nbf": now.Add(10 * time.Minute).Unix()}},
		"iss missing":                 {claims: change{"iss": nil}},
		"iss of another":              {claims: change{"iss": "evil"}},
		"aud missing":                 {claims: change{"aud": nil}},
		"aud of the modules":          {claims: change{"aud": "internal"}},
		"aud of both":                 {claims: change{"aud": []string{"tasklane", "internal"}}},
		"sub missing":                 {claims: change{"sub": nil}},
		"sub empty":                   {claims: change{"sub": ""}},
		"sub of a number":             {claims: change{"sub": 1}},
		"sub of two kilobytes":        {claims: change{"sub": strings.Repeat("a", 2048)}},
		"sid missing":                 {claims: change{"sid": nil}},
		"sid of a list":               {claims: change{"sid": []string{"s1"}}},
		"a caller":                    {claims: change{"caller": change{"kind": "user", "user": "ada", "admin": true}}},
		"jti missing":                 {claims: change{"jti": nil}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			key := secret
			if c.key != nil {
				key = c.key
			}
			raw := forge(t, key, with(header, c.header), with(claims, c.claims))
			got, err := k.Verify(context.Background(), token.Access, raw)
			if !fault.Is(err, fault.Unauthenticated) {
				t.Errorf("got %+v and %v, want Unauthenticated", got, err)
			}
		})
	}
}

func TestQ53_DamagedTokensAreRefused(t *testing.T) {
	t.Parallel()
	k := keys(t, secret)
	good := sign(t, k, ada())
	part := strings.Split(good, ".")
	_, claims := parts(t, good)
	claims["sub"] = "mallory"
	header, _ := parts(t, good)
	mallory := strings.Split(forge(t, other, header, claims), ".")[1]
	for name, raw := range map[string]string{
		"nothing":               "",
		"dots":                  "..",
		"no signature":          part[0] + "." + part[1] + ".",
		"two parts":             part[0] + "." + part[1],
		"four parts":            good + ".x",
		"another's claims":      part[0] + "." + mallory + "." + part[2],
		"a cut signature":       good[:len(good)-2],
		"the JSON form":         `{"payload":"` + part[1] + `","protected":"` + part[0] + `","signature":"` + part[2] + `"}`,
		"the JSON form twice":   `{"payload":"` + part[1] + `","signatures":[{"protected":"` + part[0] + `","signature":"` + part[2] + `"}]}`,
		"spaces around":         " " + good + " ",
		"a line break":          good + "\n",
		"a line break within":   good[:40] + "\r\n" + good[40:],
		"NUL":                   "\x00" + good,
		"bare claims":           `{"iss":"tasklane","aud":"tasklane","sub":"ada","sid":"s1"}`,
		"a megabyte":            strings.Repeat("a", 1<<20),
		"a long payload":        part[0] + "." + strings.Repeat("e", 4096) + "." + part[2],
		"Bearer still in front": "Bearer " + good,
	} {
		if got, err := k.Verify(context.Background(), token.Access, raw); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("%s: got %+v and %v, want Unauthenticated", name, got, err)
		}
	}
}

func TestQ53_OneAudiencesTokenIsRefusedByTheOther(t *testing.T) {
	t.Parallel()
	k := keys(t, secret)
	access := sign(t, k, ada())
	internal := callerToken(t, k, identity.OfUser("ada", "s1", false))
	for range 2 { // the second time out of memory
		if _, err := k.Verify(context.Background(), token.Internal, access); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("an access token on a module port: %v", err)
		}
		if _, err := k.Verify(context.Background(), token.Access, internal); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("an internal token at the gateway: %v", err)
		}
		for audience, raw := range map[string]string{token.Access: access, token.Internal: internal} {
			if _, err := k.Verify(context.Background(), audience, raw); err != nil {
				t.Errorf("%s: %v", audience, err)
			}
		}
	}
	for _, audience := range []string{"", "other"} {
		if _, err := k.Verify(context.Background(), audience, access); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("audience %q: %v", audience, err)
		}
	}
}

func TestQ54_ARefreshTokenIsNoAccessToken(t *testing.T) {
	t.Parallel()
	k := keys(t, secret)
	mac := base64.RawURLEncoding.EncodeToString(k.Derive("refresh"))
	for _, raw := range []string{
		"0198f2b4-5a62-7cc1-9d5f-0a4b6b8f2a11.7." + mac,
		"0198f2b4-5a62-7cc1-9d5f-0a4b6b8f2a11.1." + strings.Repeat("A", 43),
	} {
		if _, err := k.Verify(context.Background(), token.Access, raw); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("%s: got %v, want Unauthenticated", raw, err)
		}
	}
}

func TestQ83_ARefusalTellsNothingOfItsReason(t *testing.T) {
	t.Parallel()
	k := keys(t, secret)
	_, err := k.Verify(context.Background(), token.Access, sign(t, keys(t, other), ada()))
	_, garbage := k.Verify(context.Background(), token.Access, "garbage")
	if a, b := fault.From(err).Message, fault.From(garbage).Message; a != b || strings.Contains(a, "key") {
		t.Errorf("the messages are %q and %q, want the same one without the reason", a, b)
	}
}

// FuzzQ82_Verify looks for a token that is accepted and that we did not sign, and for a crash.
func FuzzQ82_Verify(f *testing.F) {
	k := keys(f, secret)
	good := sign(f, k, ada())
	part := strings.Split(good, ".")
	header, claims := parts(f, good)
	for _, seed := range []string{
		good, "", "..", part[0] + "." + part[1] + ".", good + "=", `{"payload":"e30","signatures":[]}`,
		forge(f, other, header, claims), forge(f, secret, map[string]any{"alg": "none"}, claims),
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		got, err := k.Verify(context.Background(), token.Access, raw)
		if err != nil {
			if !fault.Is(err, fault.Unauthenticated) {
				t.Fatalf("the error is %v, want Unauthenticated", err)
			}
			return
		}
		if got.Subject != "ada" || got.Session != "s1" {
			t.Fatalf("%q was accepted for %+v", raw, got)
		}
	})
}
