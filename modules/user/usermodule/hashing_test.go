package usermodule_test

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"runtime/debug"
	"strings"
	"sync"
	"testing"
	"time"

	"tasklane/modules/user"
	"tasklane/modules/user/usermodule"
	broadcastmemory "tasklane/platform/broadcast/memory"
	cachememory "tasklane/platform/cache/memory"
	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
	"tasklane/platform/identity"
	"tasklane/platform/token"
)

func local(t *testing.T, db *database.DB, hashing *usermodule.Hashing) user.Service {
	t.Helper()
	keys, err := token.New([][]byte{[]byte("a secret of the tests, long enough")})
	if err != nil {
		t.Fatal(err)
	}
	s, err := usermodule.Local(usermodule.Deps{
		DB: db, Keys: keys, Cache: cachememory.New(1 << 20), Broadcast: broadcastmemory.New(),
		Log: slog.New(slog.DiscardHandler), Hashing: hashing,
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

const secret = "correct horse battery staple"

func create(t *testing.T, s user.Service, name string) {
	t.Helper()
	ctx := identity.With(t.Context(), identity.OfModule("operator"))
	if _, err := s.Create(ctx, user.Create{Name: name, Email: name + "@example.com", Password: secret}); err != nil {
		t.Fatal(err)
	}
}

func login(ctx context.Context, s user.Service, name string) error {
	_, err := s.Login(ctx, user.Login{Email: name + "@example.com", Password: secret})
	return err
}

func storedHash(t *testing.T, db *database.DB, name string) string {
	t.Helper()
	var hash string
	if err := db.Read().Get(t.Context(), &hash, `SELECT password_hash FROM users WHERE name = $1`, name); err != nil {
		t.Fatal(err)
	}
	return hash
}

func TestQ49_TheDefaultIsWhatTheRequirementAsksFor(t *testing.T) {
	t.Parallel()
	databasetest.EachMigrated(t, tables, func(t *testing.T, db *database.DB) {
		create(t, local(t, db, nil), "ada")
		if hash := storedHash(t, db, "ada"); !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
			t.Errorf("stored %q", hash)
		}
	})
}

func TestQ49_OldParametersAreRehashedAtSignIn(t *testing.T) {
	t.Parallel()
	databasetest.EachMigrated(t, tables, func(t *testing.T, db *database.DB) {
		create(t, local(t, db, cheap()), "ada")
		before := storedHash(t, db, "ada")
		dearer := cheap()
		dearer.MemoryKiB *= 2
		s := local(t, db, dearer)
		var all sync.WaitGroup
		for range 4 { // at once: the hash of one moves under the others, who still get in
			all.Go(func() {
				if err := login(t.Context(), s, "ada"); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		after := storedHash(t, db, "ada")
		if before == after || !strings.Contains(after, "$m=128,") {
			t.Errorf("stored %q, then %q", before, after)
		}
		if err := login(t.Context(), s, "ada"); err != nil || storedHash(t, db, "ada") != after {
			t.Errorf("a second sign-in: %v, stored %q", err, storedHash(t, db, "ada"))
		}
	})
}

// Ten at once take the memory of two. The collector is set to leave little behind of those before: with its usual habits that
// would be as much again as what is in use when it looks, which may be three.
func TestQ49_TenSignInsAtOnceStayWithinTheirMemory(t *testing.T) {
	db := databasetest.SQLite(t, files, tables)
	hashing := usermodule.DefaultHashing()
	hashing.Parallel = 2
	s := local(t, db, &hashing)
	for i := range 10 {
		create(t, s, fmt.Sprint("person", i))
	}
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	debug.FreeOSMemory()
	before, most := resident(t), 0
	done := make(chan struct{})
	var all, watching sync.WaitGroup
	for i := range 10 {
		all.Go(func() {
			if err := login(t.Context(), s, fmt.Sprint("person", i)); err != nil {
				t.Error(err)
			}
		})
	}
	watching.Go(func() {
		tick := time.NewTicker(time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-tick.C:
				most = max(most, resident(t))
			case <-done:
				return
			}
		}
	})
	all.Wait()
	close(done)
	watching.Wait()
	if grown := most - before; grown > 120<<20 { // ten hashes at once would be 190 MiB
		t.Errorf("the process grew by %d MiB", grown>>20)
	}
}

// resident is the memory of this process in bytes.
func resident(t *testing.T) int {
	t.Helper()
	raw, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		t.Skip("there is no /proc here: ", err)
	}
	var size, pages int
	if _, err := fmt.Sscan(string(raw), &size, &pages); err != nil {
		t.Fatal(err)
	}
	return pages * os.Getpagesize()
}
