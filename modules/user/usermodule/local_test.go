package usermodule_test

import (
	"log/slog"
	"sync/atomic"
	"testing"
	"time"

	"tasklane/migrations"
	"tasklane/modules/user/usermodule"
	"tasklane/modules/user/usertest"
	"tasklane/platform/broadcast"
	broadcastmemory "tasklane/platform/broadcast/memory"
	broadcastredis "tasklane/platform/broadcast/redis"
	"tasklane/platform/cache"
	cachememory "tasklane/platform/cache/memory"
	cacheredis "tasklane/platform/cache/redis"
	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/redisclient/redistest"
	"tasklane/platform/token"
)

var (
	files  = migrations.FS
	tables = []string{"user"}
)

func TestLocalOnSQLite(t *testing.T) {
	t.Parallel()
	usertest.Run(t, func(t *testing.T, o usertest.Options) usertest.World {
		return open(t, databasetest.SQLite(t, files, tables), o)
	})
}

func TestLocalOnPostgreSQL(t *testing.T) {
	t.Parallel()
	usertest.Run(t, func(t *testing.T, o usertest.Options) usertest.World {
		return open(t, databasetest.Postgres(t, files, tables), o)
	})
}

func TestLocalOnRedis(t *testing.T) {
	t.Parallel()
	redistest.Shared(t, func(t *testing.T, url string) {
		usertest.Run(t, func(t *testing.T, o usertest.Options) usertest.World {
			air, err := broadcastredis.New(url)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(air.Close)
			kept, err := cacheredis.New(url, cacheredis.WithBound(20*time.Second)) // however busy the machine is
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(kept.Close)
			return openOn(t, databasetest.SQLite(t, files, tables), kept, air, o)
		})
	})
}

// cheap is a hash that costs nothing next to what the tests are about.
func cheap() *usermodule.Hashing {
	return &usermodule.Hashing{MemoryKiB: 64, Passes: 1, Lanes: 1, Parallel: 2, Waiting: 128}
}

// counting counts hashes.
type counting struct{ hashes *atomic.Int64 }

func (c counting) Hashed(time.Duration) { c.hashes.Add(1) }
func (counting) Waiting(int)            {}
func (counting) Throttled()             {}

func open(t *testing.T, db *database.DB, o usertest.Options) usertest.World {
	t.Helper()
	return openOn(t, db, cachememory.New(1<<20), broadcastmemory.New(), o)
}

func openOn(t *testing.T, db *database.DB, kept cache.Cache, air broadcast.Broadcast, o usertest.Options) usertest.World {
	t.Helper()
	keys, err := token.New([][]byte{[]byte("a secret of the tests, long enough")})
	if err != nil {
		t.Fatal(err)
	}
	hashing := cheap()
	if o.FullHash {
		full := usermodule.DefaultHashing()
		hashing = &full
	}
	w := usertest.World{
		Keys: keys, Cache: kept, Broadcast: air,
		Clock: usertest.NewClock(), Log: &usertest.Log{}, Parallel: hashing.Parallel, Hashes: &atomic.Int64{},
	}
	w.Service, err = usermodule.Local(usermodule.Deps{
		DB: db, Keys: keys, Cache: w.Cache, Broadcast: w.Broadcast, Log: slog.New(slog.NewJSONHandler(w.Log, nil)),
		Registration: o.Registration, Hashing: hashing, Now: w.Clock.Now, Observer: counting{w.Hashes},
	})
	if err != nil {
		t.Fatal(err)
	}
	return w
}
