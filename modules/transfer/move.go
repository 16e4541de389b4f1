package transfer

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"

	"tasklane/platform/database"
)

// Move is an installation's way from its file to a server.
type Move struct {
	From   string // sqlite:<file>
	Folder string // the data folder, which a server on that file has locked
	To     string // postgres://…, a database of which nobody has made use
	Log    *slog.Logger
	// Progress hears how many rows of a table have been carried, and how many there are.
	Progress func(table string, rows, of int64)
}

// Run carries everything, or nothing, and returns how many rows of each table. Both databases are brought to this
// version first; otherwise the file stays as it is.
//
// The error is one line. It is database.ErrFolderInUse while a server runs on the file, database.ErrNotEmpty when the
// target has data, and database.ErrNewer when one of the two was made by a newer version.
func (m Move) Run(ctx context.Context) (database.Counts, error) {
	if err := thereIs(m.From); err != nil {
		return nil, err
	}
	unlock, err := database.LockFolder(m.Folder)
	if err != nil {
		return nil, err
	}
	defer unlock() //nolint:errcheck // nothing was written
	from, err := open(ctx, m.From, m.Log)
	if err != nil {
		return nil, err
	}
	defer from.Close() //nolint:errcheck // what was written is committed
	to, err := open(ctx, m.To, m.Log)
	if err != nil {
		return nil, err
	}
	defer to.Close() //nolint:errcheck // it has no error to tell
	fresh, err := unused(ctx, m.Folder)
	if err != nil {
		return nil, err
	}
	return database.Move(ctx, from, to, fresh, m.Progress)
}

// unused counts what the migrations put into a database of which nobody has made use yet. It makes one in the folder:
// a container may have no other place to write to.
func unused(ctx context.Context, folder string) (database.Counts, error) {
	folder, err := os.MkdirTemp(folder, ".unused-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder) //nolint:errcheck // a leftover that nobody reads
	db, err := open(ctx, "sqlite:"+filepath.Join(folder, "unused.db"), nil)
	if err != nil {
		return nil, err
	}
	counts, err := database.CountRows(ctx, db)
	return counts, errors.Join(err, db.Close())
}
