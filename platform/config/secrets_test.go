package config_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"tasklane/platform/config"
)

func TestQ61_AMissingSecretIsMadeOnceAndKept(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	c := load(t, "DATA_DIR="+dir)
	first, made, err := c.Secrets()
	if err != nil || !made || len(first) != 1 || len(first[0]) < 32 {
		t.Fatalf("got %d secrets, made %v, %v", len(first), made, err)
	}
	again, made, err := c.Secrets()
	if err != nil || made || !bytes.Equal(first[0], again[0]) {
		t.Errorf("the second start has another secret (made %v, %v)", made, err)
	}
	info, err := os.Stat(filepath.Join(dir, "jwt-secret"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file's mode is %v (%v), want 0600", info.Mode(), err)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 {
		t.Errorf("the folder holds %v (%v), want the secret alone", left, err)
	}
	elsewhere, _, err := load(t, "DATA_DIR="+t.TempDir()).Secrets()
	if err != nil || bytes.Equal(first[0], elsewhere[0]) {
		t.Errorf("two installations share a secret (%v)", err)
	}
}

func TestQ61_TwoStartsAtOnceAgreeOnTheSecret(t *testing.T) {
	t.Parallel()
	c := load(t, "DATA_DIR="+t.TempDir())
	const starts = 8
	got := make([][][]byte, starts)
	errs := make([]error, starts)
	var group sync.WaitGroup
	for i := range starts {
		group.Go(func() { got[i], _, errs[i] = c.Secrets() })
	}
	group.Wait()
	for i := range starts {
		if errs[i] != nil || !bytes.Equal(got[i][0], got[0][0]) {
			t.Errorf("start %d has another secret (%v)", i, errs[i])
		}
	}
}

func TestQ61_PostgreSQLNeedsAGoodSecret(t *testing.T) {
	t.Parallel()
	for _, set := range []string{"", "JWT_SECRET=", "JWT_SECRET=secret", "JWT_SECRET=" + strings.Repeat("a", 64)} {
		_, err := config.Load([]string{"DATABASE_URL=postgres://u@h/d", set}, "", nil)
		if err == nil || !strings.HasPrefix(err.Error(), "JWT_SECRET: ") {
			t.Errorf("%q: got %v, want a refusal that names JWT_SECRET", set, err)
		}
	}
	dir := filepath.Join(t.TempDir(), "data")
	c := load(t, "DATABASE_URL=postgres://u@h/d", "DATA_DIR="+dir, "JWT_SECRET="+goodSecret+" , "+otherSecret)
	secrets, made, err := c.Secrets()
	if err != nil || made || len(secrets) != 2 || string(secrets[0]) != goodSecret || string(secrets[1]) != otherSecret {
		t.Errorf("got %q, made %v, %v", secrets, made, err)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("a data folder was made for a site that needs none")
	}
}

func TestQ61_ABadSecretFileIsRefused(t *testing.T) {
	t.Parallel()
	for name, file := range map[string]struct {
		text string
		mode os.FileMode
		says string
	}{
		"empty":             {"", 0o600, "no good secret"},
		"cut short":         {"abcdefg", 0o600, "no good secret"},
		"open to everybody": {goodSecret, 0o644, "chmod 600"},
	} {
		dir := t.TempDir()
		path := filepath.Join(dir, "jwt-secret")
		if err := errors.Join(os.WriteFile(path, []byte(file.text), file.mode), os.Chmod(path, file.mode)); err != nil {
			t.Fatal(err)
		}
		_, _, err := load(t, "DATA_DIR="+dir).Secrets()
		if err == nil || !strings.Contains(err.Error(), file.says) || strings.Contains(err.Error(), goodSecret) {
			t.Errorf("%s: got %v, want it to say %q", name, err, file.says)
		}
	}
}

func TestAnUnusableDataFolderIsOneClearLine(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{file, filepath.Join(file, "below")} {
		err := load(t, "DATA_DIR="+dir).PrepareDataDir()
		if err == nil || !strings.HasPrefix(err.Error(), "DATA_DIR: ") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %v, want one line about DATA_DIR", dir, err)
		}
	}
	good := filepath.Join(t.TempDir(), "a", "b")
	if err := load(t, "DATA_DIR="+good).PrepareDataDir(); err != nil {
		t.Errorf("a folder that is not there yet: %v", err)
	}
	if left, err := os.ReadDir(good); err != nil || len(left) != 0 {
		t.Errorf("the folder holds %v (%v), want nothing", left, err)
	}
}
