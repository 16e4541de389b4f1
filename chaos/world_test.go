package chaos

import (
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
)

// world is everything that the tests share: the servers, and Tasklane on them as one process and as several.
type world struct {
	folder, binary string

	postgres *postgres
	redis    *redis
	broker   *broker
	single   *deployment
	split    *cluster
}

// globe makes the world when a test first needs it.
type globe struct {
	mu     sync.Mutex
	world  *world
	folder atomic.Pointer[string]
}

var earth = &globe{}

// where gives the world with what is at the site in it.
func where(t testing.TB, at site) *world {
	t.Helper()
	earth.mu.Lock()
	defer earth.mu.Unlock()
	if earth.world == nil {
		binary := os.Getenv("TASKLANE_BIN")
		if binary == "" {
			missing(t, "there is no binary to break: run the tests with make chaos")
		}
		place := folder(t)
		earth.folder.Store(&place)
		earth.world = &world{folder: place, binary: binary}
	}
	w := earth.world
	if w.postgres == nil {
		w.postgres = newPostgres(t, w.room(t, "postgres"))
	}
	if at != apart && w.single == nil {
		w.single = newSingle(t, w)
	}
	if at == alone {
		return w
	}
	if w.redis == nil {
		w.redis = newRedis(t, w.room(t, "redis"))
	}
	if w.broker == nil {
		w.broker = newBroker(t, w.room(t, "kafka"))
	}
	if w.split == nil {
		w.split = newCluster(t, w)
	}
	return w
}

// missing skips, where that is allowed.
func missing(t testing.TB, what string) {
	t.Helper()
	if os.Getenv("CI") == "true" {
		t.Fatal(what)
	}
	t.Skip(what)
}

// folder is in memory where there is plenty: disks are not what is tested.
func folder(t testing.TB) string {
	t.Helper()
	place := os.Getenv("TMPDIR")
	var memory syscall.Statfs_t
	if place == "" && syscall.Statfs("/dev/shm", &memory) == nil && memory.Bavail*uint64(memory.Bsize) > 4<<30 {
		place = "/dev/shm"
	}
	made, err := os.MkdirTemp(place, "tasklane-chaos-*") //nolint:usetesting // it outlives the test that comes first
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(made, 0o755); err != nil { // PostgreSQL runs as somebody else
		t.Fatal(err)
	}
	return made
}

func (w *world) room(t testing.TB, name string) string {
	t.Helper()
	made := filepath.Join(w.folder, name)
	if err := os.MkdirAll(made, 0o755); err != nil {
		t.Fatal(err)
	}
	return made
}

// end clears the world away, in whatever state it is.
func (g *globe) end() {
	killAll()
	if folder := g.folder.Load(); folder != nil {
		_ = os.RemoveAll(*folder) // the system clears what is left
	}
}
