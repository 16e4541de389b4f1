package app

import (
	"strings"
	"testing"
	"testing/quick"
	"time"

	"github.com/google/uuid"
)

func aSession() Session {
	return Session{ID: uuid.NewString(), Salt: newSalt(), N: 1}
}

func TestQ59_ARefreshTokenHolds256BitsOfMAC(t *testing.T) {
	t.Parallel()
	k := refreshKeys{[]byte(strings.Repeat("k", 32))}
	s := aSession()
	c, ok := readRefresh(k.token(s))
	if !ok || len(c.mac)*8 < 128 || !k.genuine(c, s) {
		t.Errorf("the token reads as %+v, %v", c, ok)
	}
}

func TestAnyOfTheSecretsVerifies(t *testing.T) {
	t.Parallel()
	old, fresh := []byte(strings.Repeat("o", 32)), []byte(strings.Repeat("n", 32))
	s := aSession()
	c, _ := readRefresh(refreshKeys{old}.token(s))
	if !(refreshKeys{fresh, old}).genuine(c, s) {
		t.Error("a token of the old secret is refused")
	}
	if (refreshKeys{fresh}).genuine(c, s) {
		t.Error("a token of a secret that is gone is taken")
	}
	c, _ = readRefresh(refreshKeys{fresh, old}.token(s))
	if !(refreshKeys{fresh}).genuine(c, s) {
		t.Error("the first secret does not sign")
	}
}

func TestAnotherSaltIsAnotherToken(t *testing.T) {
	t.Parallel()
	k := refreshKeys{[]byte(strings.Repeat("k", 32))}
	s := aSession()
	c, _ := readRefresh(k.token(s))
	s.Salt = newSalt()
	if k.genuine(c, s) {
		t.Error("the token outlives its salt")
	}
}

func TestQ82_ReadingARefreshTokenNeverPanics(t *testing.T) {
	t.Parallel()
	if err := quick.Check(func(s string) bool { _, ok := readRefresh(s); return !ok }, nil); err != nil {
		t.Error(err)
	}
}

func TestQ55_WhatATokenLeadsTo(t *testing.T) {
	t.Parallel()
	now := time.Unix(1_000_000, 0).UTC()
	s := &Service{clock: func() time.Time { return now }, sessionLife: time.Hour}
	for name, c := range map[string]struct {
		n    int64
		ago  time.Duration
		want rotation
	}{
		"the current one":       {5, time.Hour, rotated},
		"the last one, at once": {4, 0, repeated},
		"the last one, in time": {4, Grace, repeated},
		"the last one, late":    {4, Grace + time.Second, reused},
		"the one before":        {3, 0, reused},
		"the first":             {1, 0, reused},
		"none, ever":            {-1, 0, reused},
		"one of the future":     {6, 0, unmade},
	} {
		live := Session{N: 5, RotatedAt: now.Add(-c.ago)}
		if got := s.rotate(&live, c.n); got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
		if moved := live.N != 5; moved != (c.want == rotated) {
			t.Errorf("%s: n is %d", name, live.N)
		}
	}
}
