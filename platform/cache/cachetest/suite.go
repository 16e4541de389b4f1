// Package cachetest is the behaviour that every cache.Cache must show.
package cachetest

import (
	"testing"
	"time"

	"tasklane/platform/cache"
)

// Features says what an adapter promises beyond the contract, and how its clock is moved.
type Features struct {
	// Lags: the two doors that Open gives are different ones, as in two processes, and what was set through one is found
	// through the other a moment later.
	Lags bool
	// Pass lets time pass for the cache when it does not live by the machine's clock; nil when it does.
	Pass func(time.Duration)
}

// Open gives two doors to one empty cache; they may be the same. Open registers its own cleanup.
type Open func(t *testing.T) (one, other cache.Cache)

// Run runs the suite, each test on a cache of its own. Where time cannot be moved (Pass is nil) it
// waits a few milliseconds for values to expire.
func Run(t *testing.T, open Open, f Features) {
	t.Helper()
	for name, test := range map[string]func(*testing.T, pair){
		"WhatWasSetIsFound":                   setIsFound,
		"NothingIsNoError":                    nothing,
		"OnlyAGreaterVersionWins":             onlyGreaterWins,
		"VersionsMayBeNegativeAndZero":        anyVersion,
		"ATombstoneHoldsOffOlderValues":       tombstone,
		"DeleteForgetsTheVersionToo":          deleteForgets,
		"ValuesExpire":                        expires,
		"AnExpiredVersionHoldsNothingOff":     expiredVersion,
		"ARefusedSetDoesNotProlong":           refusedSet,
		"WhoeverSetsFindsItAtOnce":            ownIsFound,
		"NoTimeToLiveIsAnError":               noTTL,
		"BytesAreNotShared":                   notShared,
		"KeysAreTakenLiterally":               literalKeys,
		"TheGreatestVersionWinsWhoeverIsLast": race,
		"AnEndedContextIsAnError":             endedContext,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			one, other := open(t)
			test(t, pair{t: t, one: one, other: other, features: f})
		})
	}
}

// pair writes through one door and reads through the other.
type pair struct {
	t          *testing.T
	one, other cache.Cache
	features   Features
}

const long = time.Hour

// patience is how long a test waits for what must come; a test that passes never waits this long.
const patience = 10 * time.Second

func (p pair) set(key string, version int64, value string, ttl time.Duration) bool {
	p.t.Helper()
	taken, err := p.one.SetIfNewer(p.t.Context(), key, version, []byte(value), ttl)
	if err != nil {
		p.t.Fatalf("SetIfNewer(%q, %d): %v", key, version, err)
	}
	return taken
}

func (p pair) get(key string) (value string, version int64, ok bool) {
	p.t.Helper()
	bytes, version, ok, err := p.other.Get(p.t.Context(), key)
	if err != nil {
		p.t.Fatalf("Get(%q): %v", key, err)
	}
	return string(bytes), version, ok
}

func (p pair) want(key, value string, version int64) {
	p.t.Helper()
	p.reads(key, value, version, true)
}

func (p pair) wantNothing(key string) {
	p.t.Helper()
	p.reads(key, "", 0, false)
}

// reads waits for what must be found where that may lag.
func (p pair) reads(key, value string, version int64, found bool) {
	p.t.Helper()
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(patience); ; <-tick.C {
		v, n, ok := p.get(key)
		if v == value && n == version && ok == found {
			return
		}
		if !p.features.Lags || time.Now().After(deadline) {
			p.t.Errorf("Get(%.20q) = %.20q, %d, %v; want %.20q, %d, %v", key, v, n, ok, value, version, found)
			return
		}
	}
}

// expired waits until the key, set with this ttl, is gone.
func (p pair) expired(key string, ttl time.Duration) {
	p.t.Helper()
	if p.features.Pass != nil {
		p.features.Pass(ttl)
		p.wantNothing(key)
		return
	}
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); <-tick.C {
		if _, _, ok := p.get(key); !ok {
			return
		}
	}
	p.t.Fatalf("%q, set for %v, did not expire", key, ttl)
}
