package transfer_test

import (
	"bytes"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tasklane/modules/transfer"
	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
)

// refused restores, which must fail and leave nothing.
func refused(t *testing.T, r transfer.Restore, want error, says string) {
	t.Helper()
	before := names(t, r.Folder)
	_, err := r.Run(t.Context())
	if !errors.Is(err, want) || !strings.Contains(err.Error(), says) || strings.Contains(err.Error(), "\n") {
		t.Errorf("got %v, want one line of %q that says %q", err, want, says)
	}
	if after := names(t, r.Folder); len(after) != len(before) {
		t.Errorf("there was %v and now is %v", before, after)
	}
}

func TestQ17_ADamagedBackupIsRefused(t *testing.T) {
	t.Parallel()
	file, _ := backedUp(t)
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	written := func(content []byte) string {
		path := filepath.Join(t.TempDir(), "damaged.zip")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	for n := range 8 { // a bit in each part of it: headers, contents, directory
		spoilt := bytes.Clone(whole)
		spoilt[n*len(whole)/8+40] ^= 0x10
		r := empty(t, written(spoilt))
		if _, err := r.Run(t.Context()); err == nil {
			// Not everything in a zip file counts, such as the time of an entry; but then all must be as it was.
			if good := empty(t, file); !restoredAlike(t, r, good) {
				t.Errorf("a bit at %d was taken", n*len(whole)/8+40)
			}
			continue
		}
		refused(t, r, transfer.ErrDamaged, r.From)
	}
	for _, length := range []int{0, 1, len(whole) / 2, len(whole) - 1} {
		refused(t, empty(t, written(whole[:length])), transfer.ErrDamaged, "")
	}
	refused(t, empty(t, written([]byte("something else"))), transfer.ErrDamaged, "not a valid zip")
	refused(t, empty(t, filepath.Join(t.TempDir(), "absent.zip")), os.ErrNotExist, "absent.zip cannot be read")
}

func restoredAlike(t *testing.T, r, good transfer.Restore) bool {
	t.Helper()
	if _, err := good.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	return maps.Equal(sums(t, r.To), sums(t, good.To))
}

// TestQ17_ABackupThatIsNotWhatItSaysIsRefused has archives whose checksums are right.
func TestQ17_ABackupThatIsNotWhatItSaysIsRefused(t *testing.T) {
	t.Parallel()
	file, _ := backedUp(t)
	replace := func(name, was, becomes string) func(map[string][]byte) {
		return func(entries map[string][]byte) {
			changed := bytes.Replace(entries[name], []byte(was), []byte(becomes), 1)
			if bytes.Equal(changed, entries[name]) {
				t.Errorf("%s has no %q", name, was)
			}
			entries[name] = changed
		}
	}
	withDatabase := func(url string) func(map[string][]byte) {
		return func(entries map[string][]byte) {
			content, err := os.ReadFile(strings.TrimPrefix(url, "sqlite:"))
			if err != nil {
				t.Error(err)
			}
			entries["tasklane.db"] = content
		}
	}
	newer := filled(t)
	databasetest.Load(t, newer, "INSERT INTO user_migrations (version_id, is_applied) VALUES (9999, 1)")
	for name, c := range map[string]struct {
		change func(map[string][]byte)
		want   error
		says   string
	}{
		"no manifest":           {func(e map[string][]byte) { e["manifest.json"] = nil }, transfer.ErrDamaged, "manifest.json"},
		"a manifest of nothing": {func(e map[string][]byte) { e["manifest.json"] = []byte("[]") }, transfer.ErrDamaged, "manifest.json"},
		"no end of a manifest":  {func(e map[string][]byte) { e["manifest.json"] = make([]byte, 2<<20) }, transfer.ErrDamaged, "bytes"},
		"no database":           {func(e map[string][]byte) { e["tasklane.db"] = nil }, transfer.ErrDamaged, "tasklane.db"},
		"no secret":             {func(e map[string][]byte) { e["jwt-secret"] = nil }, transfer.ErrDamaged, "jwt-secret"},
		"other rows":            {replace("manifest.json", `"comments": 3`, `"comments": 4`), transfer.ErrDamaged, "rows"},
		"no SQLite file":        {func(e map[string][]byte) { e["tasklane.db"] = []byte("something else") }, transfer.ErrDamaged, "not a database"},
		"broken references":     {withDatabase(damaged(t)), transfer.ErrDamaged, "orphans"},
		"a newer format":        {replace("manifest.json", `"format": 1`, `"format": 2`), database.ErrNewer, "1.2.3"},
		"an unknown module":     {replace("manifest.json", `"user": `, `"billing": `), database.ErrNewer, "1.2.3"},
		"newer tables":          {withDatabase(newer), database.ErrNewer, "1.2.3"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			refused(t, empty(t, rewritten(t, file, c.change)), c.want, c.says)
		})
	}
}

func TestQ17_OnlyAnEmptyPlaceIsRestoredTo(t *testing.T) {
	t.Parallel()
	file, _ := backedUp(t)
	with := func(t *testing.T, name, content string) transfer.Restore {
		r := empty(t, file)
		if err := errors.Join(os.MkdirAll(r.Folder, 0o700), os.WriteFile(filepath.Join(r.Folder, name), []byte(content), 0o600)); err != nil {
			t.Fatal(err)
		}
		return r
	}
	for _, name := range []string{"tasklane.db", "tasklane.db-wal", "tasklane.db-shm", "tasklane.db-journal"} {
		r := with(t, name, "precious")
		refused(t, r, transfer.ErrOccupied, name)
		if text, err := os.ReadFile(filepath.Join(r.Folder, name)); err != nil || string(text) != "precious" {
			t.Errorf("%s is now %q, %v", name, text, err)
		}
	}
	refused(t, with(t, "jwt-secret", "another's"), transfer.ErrOccupied, "another's secret")
	if _, err := with(t, "jwt-secret", secret).Run(t.Context()); err != nil {
		t.Errorf("the secret is there already: %v", err)
	}
	r := empty(t, file)
	unlock, err := database.LockFolder(r.Folder)
	if err != nil {
		t.Fatal(err)
	}
	refused(t, r, database.ErrFolderInUse, r.Folder)
	if err := unlock(); err != nil {
		t.Fatal(err)
	}
}

// TestQ78_ABackupWritesNowhereElse restores an archive that has more in it than a backup.
func TestQ78_ABackupWritesNowhereElse(t *testing.T) {
	t.Parallel()
	file, _ := backedUp(t)
	r := empty(t, rewritten(t, file, func(entries map[string][]byte) {
		for _, name := range []string{"../evil", "/evil", "evil", "tasklane.db-wal"} {
			entries[name] = []byte("evil")
		}
	}))
	if _, err := r.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if there := names(t, r.Folder); len(there) != 2 {
		t.Errorf("the folder holds %v", there)
	}
	if beside := names(t, filepath.Dir(r.Folder)); len(beside) != 1 {
		t.Errorf("beside the folder there are %v", beside)
	}
}

// TestQ17_AKilledRestoreIsRepeated has what a restore may leave when it is killed while it looks at the database: a file and
// pages that SQLite would put into it.
func TestQ17_AKilledRestoreIsRepeated(t *testing.T) {
	t.Parallel()
	file, from := backedUp(t)
	r := empty(t, file)
	other := filepath.Join(t.TempDir(), "other.db")
	databasetest.Exec(t, databasetest.Open(t, "sqlite:"+other), "CREATE TABLE others (word TEXT)", "INSERT INTO others VALUES ('stale')")
	if err := os.MkdirAll(r.Folder, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, suffix := range []string{"", "-wal"} {
		content, err := os.ReadFile(other + suffix)
		if err != nil || len(content) == 0 {
			t.Fatalf("%s: %d bytes, %v", suffix, len(content), err)
		}
		if err := os.WriteFile(filepath.Join(r.Folder, "tasklane.db.restoring"+suffix), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := r.Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	if there := names(t, r.Folder); len(there) != 2 {
		t.Errorf("the folder holds %v", there)
	}
	if before, after := sums(t, from), sums(t, r.To); !maps.Equal(before, after) {
		t.Errorf("before: %v\nafter:  %v", before, after)
	}
}
