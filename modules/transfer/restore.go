package transfer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"

	"tasklane/platform/database"
	"tasklane/platform/fault"
)

// ErrOccupied says that there is something already where an installation is to be restored.
var ErrOccupied = errors.New("there is an installation already")

// ErrDamaged says that a backup is not what Backup has made.
var ErrDamaged = errors.New("the backup is damaged, or it is none")

// Restore is an installation's way back from its backup.
type Restore struct {
	From   string // the file that Backup has made; with "" it comes from In
	In     io.Reader
	To     string // sqlite:<file>
	Folder string // the data folder, which a server has locked
	Secret string // where the secret for tokens is to be kept

	shown string // what errors call the file
}

// Run puts back what is in the backup, and looks at all of it before any of it gets its name. The database stays as old
// as it is; the next start brings it to this version.
//
// The error is one line. It is ErrOccupied when there is a database, or another secret than the backup's;
// database.ErrFolderInUse while a server runs; database.ErrNewer when a newer version has made it; or ErrDamaged.
func (r Restore) Run(ctx context.Context) (Contents, error) {
	if r.shown = r.From; r.From == "" {
		remove, err := r.receive(ctx)
		if err != nil {
			return Contents{}, err
		}
		defer remove()
	}
	archive, c, err := openArchive(r.From)
	if err != nil {
		return c, r.blame(ctx, err)
	}
	defer archive.Close() //nolint:errcheck // it was only read
	if err := c.refuse(); err != nil {
		return c, err
	}
	unlock, err := database.LockFolder(r.Folder)
	if err != nil {
		return c, err
	}
	defer unlock() //nolint:errcheck // what was written is on the disk
	path, _ := database.FilePath(r.To)
	if err := unoccupied(path); err != nil {
		return c, err
	}
	unfinished := path + ".restoring"
	defer removeDatabase(unfinished)
	if err := r.unpack(ctx, archive, unfinished, c); err != nil {
		return c, err
	}
	if err := r.putSecret(ctx, archive, c); err != nil {
		return c, err
	}
	return c, publish(unfinished, path)
}

// receive keeps what comes in beside where its contents go, until remove is called.
func (r *Restore) receive(ctx context.Context) (remove func(), err error) {
	if err := os.MkdirAll(r.Folder, 0o700); err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp(r.Folder, ".tasklane-restore-*")
	if err != nil {
		return nil, err
	}
	remove = func() { _ = os.RemoveAll(folder) }
	r.From, r.shown = filepath.Join(folder, "backup.zip"), "that came in"
	if err := save(r.From, func(w io.Writer) error { _, err := io.Copy(w, until{ctx, r.In}); return err }); err != nil {
		remove()
		return nil, err
	}
	return remove, nil
}

// blame finds out whether it is the backup that an error comes from.
func (r Restore) blame(ctx context.Context, err error) error {
	failed, isFile := errors.AsType[*fs.PathError](err)
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case fault.Is(err, fault.Unavailable):
		return err
	case isFile && failed.Path == r.From:
		return fmt.Errorf("the backup %s cannot be read: %w", r.shown, failed.Err)
	case isFile && !errors.Is(err, fs.ErrNotExist): // a full disk; what is not in the archive is missing there
		return err
	}
	return fmt.Errorf("%w: %s: %w", ErrDamaged, r.shown, err)
}

// unoccupied also minds what a database leaves beside its file: SQLite would take it for the new one's.
func unoccupied(path string) error {
	for _, name := range []string{path, path + "-wal", path + "-shm", path + "-journal"} {
		_, err := os.Lstat(name)
		if err == nil {
			return fmt.Errorf("%w: %s; move %s* away first", ErrOccupied, name, path)
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

func removeDatabase(path string) {
	for _, name := range []string{path, path + "-wal", path + "-shm"} {
		_ = os.Remove(name)
	}
}

// unpack writes the database to the disk and looks at it.
func (r Restore) unpack(ctx context.Context, archive fs.FS, path string, c Contents) error {
	removeDatabase(path) // of a restore that was killed
	if err := save(path, func(w io.Writer) error { return readEntry(ctx, archive, databaseEntry, w) }); err != nil {
		return r.blame(ctx, err)
	}
	there, err := describe(ctx, path)
	if err != nil {
		return r.blame(ctx, err)
	}
	there.Version = c.Version
	if err := there.refuse(); err != nil {
		return err
	}
	if !maps.Equal(there.Rows, c.Rows) {
		return r.blame(ctx, fmt.Errorf("it has %d rows, and should have %d", there.Rows.Total(), c.Rows.Total()))
	}
	return nil
}

// putSecret leaves a secret that is there already: it is the same, or another installation's.
func (r Restore) putSecret(ctx context.Context, archive fs.FS, c Contents) error {
	if !c.Secret {
		return nil
	}
	secret, err := readSmall(archive, secretEntry)
	if err != nil {
		return r.blame(ctx, err)
	}
	there, err := os.ReadFile(r.Secret)
	if err == nil && !bytes.Equal(there, secret) {
		return fmt.Errorf("%w: %s is another's secret; move it away first", ErrOccupied, r.Secret)
	}
	if err == nil || !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	unfinished := r.Secret + ".restoring"
	defer os.Remove(unfinished) //nolint:errcheck // it has its name by then
	if err := save(unfinished, func(w io.Writer) error { _, err := w.Write(secret); return err }); err != nil {
		return err
	}
	return publish(unfinished, r.Secret)
}
