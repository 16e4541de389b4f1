package transfer

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"tasklane/platform/database"
)

// Backup is a copy of an installation in one file.
type Backup struct {
	From    string // sqlite:<file>; a server may be running on it
	Secret  string // the file with the secret for tokens; empty, or absent, when it is kept elsewhere
	To      string // the file that is made; with "" it goes to Out
	Out     io.Writer
	Version string // of this program
}

// Run makes the file, readable by its owner only, and reads it again before it gets its name: what has the name is
// whole. It overwrites nothing; fs.ErrExist says that there is such a file. The database is copied as it is at one moment, and
// is not brought to this version first, so that a backup can be made before an upgrade. What goes to Out has been read again
// before its first byte.
func (b Backup) Run(ctx context.Context) (c Contents, err error) {
	if err := thereIs(b.From); err != nil {
		return c, err
	}
	beside := b.To
	if b.To == "" {
		beside, _ = database.FilePath(b.From) // there is room for as much
	} else if _, err := os.Lstat(b.To); err == nil {
		return c, &fs.PathError{Op: "backup", Path: b.To, Err: fs.ErrExist}
	}
	// A folder for its owner only, beside the target, where the file can be given its name in one step.
	folder, err := os.MkdirTemp(filepath.Dir(beside), ".tasklane-backup-*")
	if err != nil {
		return c, err
	}
	defer os.RemoveAll(folder) //nolint:errcheck // a leftover that has no name
	copied, archive := filepath.Join(folder, databaseEntry), filepath.Join(folder, "backup.zip")
	if err := b.copy(ctx, copied); err != nil {
		return c, err
	}
	if c, err = describe(ctx, copied); err != nil {
		return c, err
	}
	c.Format, c.Version, c.MadeAt = format, b.Version, time.Now().UTC().Truncate(time.Second)
	secret, err := b.secret()
	if err != nil {
		return c, err
	}
	c.Secret = secret != nil
	if err := save(archive, func(w io.Writer) error { return pack(ctx, w, c, copied, secret) }); err != nil {
		return c, err
	}
	if err := readAgain(ctx, archive); err != nil {
		return c, fmt.Errorf("what was written cannot be read again: %w", err)
	}
	if b.To == "" {
		return c, send(ctx, archive, b.Out)
	}
	return c, publish(archive, b.To)
}

func send(ctx context.Context, file string, to io.Writer) error {
	content, err := os.Open(file)
	if err != nil {
		return err
	}
	defer content.Close() //nolint:errcheck // it was only read
	_, err = io.Copy(to, until{ctx, content})
	return err
}

func (b Backup) copy(ctx context.Context, to string) error {
	db, err := database.Open(ctx, b.From, database.Options{Readers: 1})
	if err != nil {
		return err
	}
	defer db.Close() //nolint:errcheck // it was only read
	return database.CopyFile(ctx, db, to)
}

// secret is nil where there is none.
func (b Backup) secret() ([]byte, error) {
	if b.Secret == "" {
		return nil, nil
	}
	secret, err := os.ReadFile(b.Secret)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return secret, err
}

// pack writes what belongs into an archive.
func pack(ctx context.Context, to io.Writer, c Contents, copied string, secret []byte) error {
	manifest, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return err
	}
	content, err := os.Open(copied)
	if err != nil {
		return err
	}
	defer content.Close() //nolint:errcheck // it was only read
	archive := zip.NewWriter(to)
	if err := writeEntry(ctx, archive, manifestEntry, c.MadeAt, bytes.NewReader(manifest)); err != nil {
		return err
	}
	if err := writeEntry(ctx, archive, databaseEntry, c.MadeAt, content); err != nil {
		return err
	}
	if secret != nil {
		if err := writeEntry(ctx, archive, secretEntry, c.MadeAt, bytes.NewReader(secret)); err != nil {
			return err
		}
	}
	return archive.Close()
}

// readAgain reads every entry of an archive to its end.
func readAgain(ctx context.Context, path string) error {
	archive, _, err := openArchive(path)
	if err != nil {
		return err
	}
	defer archive.Close() //nolint:errcheck // it was only read
	for _, entry := range archive.File {
		if err := readEntry(ctx, archive, entry.Name, io.Discard); err != nil {
			return err
		}
	}
	return nil
}
