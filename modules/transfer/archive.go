package transfer

import (
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// The entries of a backup. It is a zip file: each entry has a checksum, and people can look into it without tasklane.
const (
	manifestEntry = "manifest.json"
	databaseEntry = "tasklane.db"
	secretEntry   = "jwt-secret"
)

// writeEntry adds what a reader gives.
func writeEntry(ctx context.Context, to *zip.Writer, name string, at time.Time, content io.Reader) error {
	header := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: at}
	header.SetMode(0o600)
	entry, err := to.CreateHeader(header)
	if err != nil {
		return err
	}
	_, err = io.Copy(entry, until{ctx, content})
	return err
}

// readEntry writes an entry to w; at its end the checksum is compared.
func readEntry(ctx context.Context, from fs.FS, name string, w io.Writer) error {
	entry, err := from.Open(name)
	if err != nil {
		return err
	}
	defer entry.Close() //nolint:errcheck // it was only read
	if _, err := io.Copy(w, until{ctx, entry}); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

// save makes a file that only its owner may read, and sees it onto the disk.
func save(path string, write func(io.Writer) error) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer file.Close() //nolint:errcheck // it has been synced
	if err := write(file); err != nil {
		return err
	}
	return file.Sync()
}

// until is a reader that ends with its context.
type until struct {
	ctx context.Context
	io.Reader
}

func (u until) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.Reader.Read(p)
}

// openArchive opens a backup and reads its manifest.
func openArchive(path string) (*zip.ReadCloser, Contents, error) {
	var c Contents
	archive, err := zip.OpenReader(path)
	if err != nil {
		return nil, c, err
	}
	text, err := readSmall(archive, manifestEntry)
	if err == nil {
		err = json.Unmarshal(text, &c)
	}
	if err != nil {
		_ = archive.Close()
		return nil, c, fmt.Errorf("%s: %w", manifestEntry, err)
	}
	return archive, c, nil
}

// maxSmall bounds what is read into memory: whoever made the file may not have been Backup.
const maxSmall = 1 << 20

func readSmall(archive fs.FS, name string) ([]byte, error) {
	info, err := fs.Stat(archive, name)
	if err != nil {
		return nil, err
	}
	if info.Size() > maxSmall {
		return nil, fmt.Errorf("it claims to have %d bytes", info.Size())
	}
	return fs.ReadFile(archive, name)
}

// publish gives a finished file of the same file system its name, and overwrites nothing. What has the name survives a
// loss of power.
func publish(file, name string) error {
	if _, err := os.Lstat(name); err == nil {
		return &fs.PathError{Op: "make", Path: name, Err: fs.ErrExist}
	}
	err := os.Link(file, name)
	if err != nil && !errors.Is(err, fs.ErrExist) { // a file system without hard links
		err = os.Rename(file, name)
	}
	if err != nil {
		return err
	}
	folder, err := os.Open(filepath.Dir(name))
	if err != nil {
		return err
	}
	_ = folder.Sync() // some file systems know no such thing, and need none
	return folder.Close()
}
