package transfer_test

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tasklane/modules/transfer"
	"tasklane/platform/database"
	"tasklane/platform/database/databasetest"
)

const secret = "0123456789abcdefghijklmnopqrstuvwxyz\n"

// backedUp is a backup of an installation with something in every column.
func backedUp(t *testing.T) (file string, from string) {
	t.Helper()
	from = filled(t)
	db, err := database.Open(t.Context(), from, database.Options{})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	kept := filepath.Join(t.TempDir(), "jwt-secret")
	if err := os.WriteFile(kept, []byte(secret), 0o600); err != nil {
		t.Fatal(err)
	}
	file = filepath.Join(t.TempDir(), "backup.zip")
	if _, err := (transfer.Backup{From: from, Secret: kept, To: file, Version: "1.2.3"}).Run(t.Context()); err != nil {
		t.Fatal(err)
	}
	return file, from
}

// empty is where nothing is yet.
func empty(t *testing.T, file string) transfer.Restore {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "data")
	return transfer.Restore{From: file, To: "sqlite:" + filepath.Join(folder, "tasklane.db"), Folder: folder, Secret: filepath.Join(folder, "jwt-secret")}
}

// sums has a checksum of each table.
func sums(t *testing.T, url string) map[string]string {
	t.Helper()
	db := databasetest.Open(t, url)
	var columns []column
	if err := db.Read().Select(t.Context(), &columns, columnsOf); err != nil {
		t.Fatal(err)
	}
	texts := map[string][]string{}
	for _, c := range columns {
		texts[c.Table] = append(texts[c.Table], "quote("+c.Column+")")
	}
	found := map[string]string{}
	for table, values := range texts {
		var rows []string
		if err := db.Read().Select(t.Context(), &rows, "SELECT "+strings.Join(values, " || ',' || ")+" FROM "+table); err != nil {
			t.Fatalf("%s: %v", table, err)
		}
		slices.Sort(rows)
		found[table] = fmt.Sprintf("%d %x", len(rows), sha256.Sum256([]byte(strings.Join(rows, "\n"))))
	}
	return found
}

// names lists what lies in a folder, but for the lock.
func names(t *testing.T, folder string) (found []string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	for _, entry := range entries {
		if entry.Name() != "tasklane.lock" {
			found = append(found, entry.Name())
		}
	}
	return found
}

func TestQ17_WhatWasBackedUpIsRestored(t *testing.T) {
	t.Parallel()
	file, from := backedUp(t)
	if info, err := os.Stat(file); err != nil || info.Mode() != 0o600 {
		t.Errorf("the backup's mode is %v, %v", info.Mode(), err)
	}
	if left := names(t, filepath.Dir(file)); len(left) != 1 {
		t.Errorf("beside the backup there are %v", left)
	}
	r := empty(t, file)
	contents, err := r.Run(t.Context())
	if err != nil || contents.Version != "1.2.3" || !contents.Secret || contents.Rows["comments"] != 3 || contents.MadeAt.IsZero() {
		t.Fatalf("%+v, %v", contents, err)
	}
	before, after := sums(t, from), sums(t, r.To)
	if len(before) < 20 || !maps.Equal(before, after) {
		t.Errorf("before: %v\nafter:  %v", before, after)
	}
	for name, mode := range map[string]fs.FileMode{"tasklane.db": 0o600, "jwt-secret": 0o600} {
		if info, err := os.Stat(filepath.Join(r.Folder, name)); err != nil || info.Mode() != mode {
			t.Errorf("%s has the mode %v, %v", name, info.Mode(), err)
		}
	}
	if got, err := os.ReadFile(r.Secret); err != nil || string(got) != secret {
		t.Errorf("the secret is %q, %v", got, err)
	}
}

func TestABackupOverwritesNothing(t *testing.T) {
	t.Parallel()
	file, from := backedUp(t)
	before, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := (transfer.Backup{From: from, To: file}).Run(t.Context()); !errors.Is(err, fs.ErrExist) {
		t.Errorf("got %v", err)
	}
	if after, err := os.ReadFile(file); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file has changed, %v", err)
	}
}

func TestABackupThatFailsLeavesNothing(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for name, b := range map[string]transfer.Backup{
		"of nothing":          {From: "sqlite:" + filepath.Join(folder, "absent.db"), To: filepath.Join(folder, "b.zip")},
		"an absent folder":    {From: filled(t), To: filepath.Join(folder, "absent", "b.zip")},
		"an unusable secret":  {From: filled(t), Secret: folder, To: filepath.Join(folder, "b.zip")},
		"of a damaged file":   {From: damaged(t), To: filepath.Join(folder, "b.zip")},
		"of what is no file":  {From: "sqlite:" + folder, To: filepath.Join(folder, "b.zip")},
		"of another database": {From: "postgres://u@127.0.0.1:1/x", To: filepath.Join(folder, "b.zip")},
	} {
		if _, err := b.Run(t.Context()); err == nil || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: got %v, want one line", name, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := (transfer.Backup{From: filled(t), To: filepath.Join(folder, "b.zip")}).Run(ctx); err == nil {
		t.Error("an interrupted backup went through")
	}
	if left := names(t, folder); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

// damaged is a file in which a row refers to nothing; SQLite opens and copies it.
func damaged(t *testing.T) (url string) {
	t.Helper()
	url = filled(t)
	databasetest.Load(t, url, `PRAGMA foreign_keys = OFF; CREATE TABLE parents (id TEXT PRIMARY KEY); CREATE TABLE orphans (parent_id TEXT REFERENCES parents (id));
		INSERT INTO orphans VALUES ('nobody')`)
	return url
}

// rewritten is the backup with its entries as change has them; nil takes one away.
func rewritten(t *testing.T, file string, change func(entries map[string][]byte)) (changed string) {
	t.Helper()
	archive, err := zip.OpenReader(file)
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	entries := map[string][]byte{}
	for _, f := range archive.File {
		content, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if entries[f.Name], err = io.ReadAll(content); err != nil {
			t.Fatal(err)
		}
	}
	change(entries)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for name, content := range entries {
		if content == nil {
			continue
		}
		entry, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := entry.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	changed = filepath.Join(t.TempDir(), "changed.zip")
	if err := os.WriteFile(changed, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return changed
}
