package token_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/token"
)

func callerToken(t testing.TB, k *token.Keys, id identity.Identity) string {
	t.Helper()
	raw, err := k.CallerToken(id)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// whole is an identity with something in every field, so that one that is added cannot be left behind unnoticed.
func whole(t testing.TB) identity.Identity {
	t.Helper()
	id := identity.Identity{Kind: identity.User}
	v := reflect.ValueOf(&id).Elem()
	for i := range v.NumField() {
		switch field := v.Field(i); {
		case v.Type().Field(i).Name == "Kind":
		case field.Kind() == reflect.String:
			field.SetString(fmt.Sprint("value ", i))
		case field.Kind() == reflect.Bool:
			field.SetBool(true)
		default:
			t.Fatalf("a caller has a %s; teach the token to carry it", field.Type())
		}
	}
	return id
}

func TestQ73_ACallerIsCarriedWhole(t *testing.T) {
	t.Parallel()
	k := keys(t, secret)
	for name, id := range map[string]identity.Identity{
		"everything": whole(t),
		"a user":     identity.OfUser("u1", "s1", true),
		"audience":   identity.OfAudience("p1"),
		"a module":   identity.OfModule("task"),
		"nobody":     {Client: "192.0.2.1"},
		"nothing":    {},
	} {
		raw := callerToken(t, k, id)
		for _, round := range []string{"first", "remembered"} {
			got, err := k.Caller(context.Background(), raw)
			if err != nil || got != id {
				t.Errorf("%s, %s: got %+v, %v, want %+v", name, round, got, err, id)
			}
		}
	}
	if _, err := k.CallerToken(identity.Identity{Kind: 99}); err == nil {
		t.Error("a kind that does not exist was vouched for")
	}
}

func TestACallersTokenIsTheSameForHalfOfItsLife(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		k := keys(t, secret)
		ada, bob := identity.OfUser("ada", "s1", false), identity.OfUser("bob", "s2", false)
		first := callerToken(t, k, ada)
		if callerToken(t, k, bob) == first || callerToken(t, k, identity.OfUser("ada", "s1", true)) == first {
			t.Error("two callers have one token")
		}
		time.Sleep(token.InternalLife/2 - time.Second) // the bubble's clock
		if callerToken(t, k, ada) != first {
			t.Error("it was signed again within half of its life")
		}
		time.Sleep(2 * time.Second)
		if callerToken(t, k, ada) == first {
			t.Error("it was used beyond half of its life")
		}
		if _, err := k.Caller(context.Background(), first); err != nil {
			t.Errorf("it is refused while it lives: %v", err)
		}
		time.Sleep(time.Minute)
		if _, err := k.Caller(context.Background(), first); !errors.Is(err, token.ErrExpired) {
			t.Errorf("got %v, want it expired", err)
		}
	})
}

func TestQ73_ForgedCallersAreRefused(t *testing.T) {
	t.Parallel()
	k := keys(t, secret)
	header, claims := parts(t, callerToken(t, k, identity.OfUser("ada", "s1", false)))
	with := func(name string, value any) map[string]any {
		c := maps.Clone(claims)
		if c[name] = value; value == nil {
			delete(c, name)
		}
		return c
	}
	if _, err := k.Caller(context.Background(), forge(t, secret, header, claims)); err != nil {
		t.Fatalf("the unchanged token is refused, so that the cases below prove nothing: %v", err)
	}
	for name, raw := range map[string]string{
		"nothing":                   "",
		"an access token":           sign(t, k, ada()),
		"another's secret":          forge(t, other, header, claims),
		"no caller":                 forge(t, secret, header, with("caller", nil)),
		"a caller of text":          forge(t, secret, header, with("caller", "ada")),
		"an empty caller":           forge(t, secret, header, with("caller", map[string]any{})),
		"an unknown kind":           forge(t, secret, header, with("caller", map[string]any{"kind": "root"})),
		"a limit that is not known": forge(t, secret, header, with("caller", map[string]any{"kind": "user", "user": "ada", "only": "read"})),
		"a life of an hour":         forge(t, secret, header, with("exp", time.Now().Add(time.Hour).Unix())),
	} {
		if got, err := k.Caller(context.Background(), raw); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("%s: got %+v and %v, want Unauthenticated", name, got, err)
		}
	}
}
