package databasetest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sync"
	"testing"

	"tasklane/platform/database"
)

// templates keeps what migrated SQLite files look like, so that migrations run once per test binary.
var templates sync.Map // fingerprint to func() ([]byte, error)

func copyTemplate(t testing.TB, files fs.FS, modules []string, path string) {
	t.Helper()
	key, err := fingerprint(files, modules, "sqlite")
	if err != nil {
		t.Fatal(err)
	}
	build, _ := templates.LoadOrStore(key, sync.OnceValues(func() ([]byte, error) { return buildTemplate(files, modules) }))
	content, err := build.(func() ([]byte, error))() //nolint:errcheck // nothing else is put there
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
}

// buildTemplate migrates a file and reads it; closing the last connection leaves all of it in the
// one file.
func buildTemplate(files fs.FS, modules []string) ([]byte, error) {
	folder, err := os.MkdirTemp("", "databasetest")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder) //nolint:errcheck // a leftover in the temporary folder
	file := filepath.Join(folder, "template.db")
	db, err := database.Open(context.Background(), "sqlite:"+file, database.Options{})
	if err != nil {
		return nil, err
	}
	if err := migrate(context.Background(), db, files, modules); err != nil {
		db.Close() //nolint:errcheck // the first error is the one to tell
		return nil, err
	}
	if err := db.Close(); err != nil {
		return nil, err
	}
	return os.ReadFile(file)
}

// fingerprint changes with the modules and with the text of their migrations.
func fingerprint(files fs.FS, modules []string, dialect string) (string, error) {
	hash := sha256.New()
	for _, module := range modules {
		folder := path.Join(module, dialect)
		entries, err := fs.ReadDir(files, folder)
		if err != nil {
			return "", fmt.Errorf("the migrations of %s: %w", module, err)
		}
		for _, entry := range entries {
			text, err := fs.ReadFile(files, path.Join(folder, entry.Name()))
			if err != nil {
				return "", err
			}
			fmt.Fprintf(hash, "%s/%s %d\n%s", folder, entry.Name(), len(text), text)
		}
	}
	return hex.EncodeToString(hash.Sum(nil))[:24], nil
}
