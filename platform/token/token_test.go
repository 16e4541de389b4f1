package token_test

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/token"
)

var (
	secret = []byte("0123456789abcdef0123456789abcdef")
	other  = []byte("fedcba9876543210fedcba9876543210")
)

func keys(t testing.TB, secrets ...[]byte) *token.Keys {
	t.Helper()
	k, err := token.New(secrets)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func ada() token.Claims {
	return token.Claims{Audience: token.Access, Subject: "ada", Session: "s1"}
}

func sign(t testing.TB, k *token.Keys, c token.Claims) string {
	t.Helper()
	raw, _, err := k.Sign(c)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// forge puts a token together by hand, without the library that is under test: header and claims are
// whatever the attacker likes, and the signature is by HMAC-SHA256 with the key given.
func forge(t testing.TB, key []byte, header, claims map[string]any) string {
	t.Helper()
	part := func(v any) string {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		return base64.RawURLEncoding.EncodeToString(b)
	}
	signed := part(header) + "." + part(claims)
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(signed))
	return signed + "." + base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// parts reads a token's header and claims.
func parts(t testing.TB, raw string) (header, claims map[string]any) {
	t.Helper()
	for i, into := range []*map[string]any{&header, &claims} {
		b, err := base64.RawURLEncoding.DecodeString(strings.Split(raw, ".")[i])
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(b, into); err != nil {
			t.Fatal(err)
		}
	}
	return header, claims
}

func TestASignedTokenSaysWhoItIsFor(t *testing.T) {
	t.Parallel()
	k := keys(t, secret)
	raw, expiresAt, err := k.Sign(ada())
	if err != nil {
		t.Fatal(err)
	}
	for _, round := range []string{"first", "remembered"} {
		got, err := k.Verify(context.Background(), token.Access, raw)
		if err != nil {
			t.Fatalf("%s: %v", round, err)
		}
		if got.Subject != "ada" || got.Session != "s1" || got.ID == "" || !got.ExpiresAt.Equal(expiresAt) {
			t.Errorf("%s: got %+v, want ada in session s1 until %v", round, got, expiresAt)
		}
	}
	if life := time.Until(expiresAt); life > 15*time.Minute {
		t.Errorf("the token lives %v, want 15 minutes at most", life)
	}
}

func TestEveryTokenHasAnIDOfItsOwn(t *testing.T) {
	t.Parallel()
	k := keys(t, secret)
	if one, other := sign(t, k, ada()), sign(t, k, ada()); one == other {
		t.Error("two tokens of one session are the same")
	}
}

func TestQ34_ATokenEndsWithItsTimeAndTheLeeway(t *testing.T) {
	t.Parallel()
	for _, remembered := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			k := keys(t, secret)
			raw := sign(t, k, ada())
			if remembered {
				if _, err := k.Verify(context.Background(), token.Access, raw); err != nil {
					t.Fatal(err)
				}
			}
			time.Sleep(token.AccessLife + 29*time.Second) // the bubble's clock
			if _, err := k.Verify(context.Background(), token.Access, raw); err != nil {
				t.Errorf("remembered %v: refused within the leeway: %v", remembered, err)
			}
			time.Sleep(2 * time.Second)
			_, err := k.Verify(context.Background(), token.Access, raw)
			if !fault.Is(err, fault.Unauthenticated) || !errors.Is(err, token.ErrExpired) {
				t.Errorf("remembered %v: got %v, want an expired token to be refused as such", remembered, err)
			}
		})
	}
}

func TestQ91_ASecretIsChangedWithoutSigningAnybodyOut(t *testing.T) {
	t.Parallel()
	before, during, after := keys(t, secret), keys(t, other, secret), keys(t, other)
	old := sign(t, before, ada())
	if _, err := during.Verify(context.Background(), token.Access, old); err != nil {
		t.Errorf("the old secret still stands in the list, and yet: %v", err)
	}
	if _, err := after.Verify(context.Background(), token.Access, sign(t, during, ada())); err != nil {
		t.Errorf("the first secret of the list did not sign: %v", err)
	}
	if _, err := after.Verify(context.Background(), token.Access, old); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("a token of a secret that is gone: got %v, want it refused", err)
	}
}

func TestDerivedKeysDifferByPurposeAndBySecret(t *testing.T) {
	t.Parallel()
	k := keys(t, other, secret)
	all := k.DeriveAll("refresh")
	if len(all) != 2 || !bytes.Equal(all[0], k.Derive("refresh")) || !bytes.Equal(all[1], keys(t, secret).Derive("refresh")) {
		t.Error("DeriveAll is not the signing secret's key and then the other's")
	}
	if bytes.Equal(all[0], all[1]) || bytes.Equal(all[0], k.Derive("something else")) || bytes.Equal(all[0], other) {
		t.Error("a derived key is shared between secrets or purposes, or is the secret itself")
	}
}

func TestQ61_WeakOrMissingSecretsAreRefused(t *testing.T) {
	t.Parallel()
	for name, secrets := range map[string][][]byte{
		"none":                 nil,
		"an empty one":         {{}},
		"31 bytes":             {secret[:31]},
		"a short second":       {secret, []byte("short")},
		"a short one in front": {[]byte("short"), secret},
	} {
		if _, err := token.New(secrets); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestSignRefusesClaimsThatCannotBeVerified(t *testing.T) {
	t.Parallel()
	k := keys(t, secret)
	for name, c := range map[string]token.Claims{
		"no audience":      {Subject: "ada", Session: "s1"},
		"unknown audience": {Audience: "other", Subject: "ada", Session: "s1"},
		"no subject":       {Audience: token.Access, Session: "s1"},
		"no session":       {Audience: token.Access, Subject: "ada"},
		"no caller":        {Audience: token.Internal, Subject: "ada"},
		"a caller":         {Audience: token.Access, Subject: "ada", Session: "s1", Caller: &identity.Identity{}},
	} {
		if _, _, err := k.Sign(c); err == nil {
			t.Errorf("%s: signed", name)
		}
	}
}

func TestMemoryOfVerifiedTokensIsBounded(t *testing.T) {
	t.Parallel()
	k := keys(t, secret)
	first := sign(t, k, ada())
	for range 3 {
		for range token.RecentTokens {
			if _, err := k.Verify(context.Background(), token.Access, sign(t, k, ada())); err != nil {
				t.Fatal(err)
			}
		}
		// What is in use stays valid whether or not it is remembered.
		if _, err := k.Verify(context.Background(), token.Access, first); err != nil {
			t.Fatal(err)
		}
		if n := k.Remembered(); n > 2*token.RecentTokens {
			t.Fatalf("%d tokens are remembered, want %d at most", n, 2*token.RecentTokens)
		}
	}
}
