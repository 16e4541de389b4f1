// Package transfer moves and copies whole installations. It knows which tables there are from the databases, and how
// they are made from the migrations; what is in them is none of its business.
package transfer

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"

	"tasklane/migrations"
	"tasklane/platform/database"
)

// thereIs makes sure that a file is not made by being opened.
func thereIs(url string) error {
	path, _ := database.FilePath(url)
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) || (err == nil && !info.Mode().IsRegular()) {
		return fmt.Errorf("there is no database file %s", path)
	}
	return err
}

// open opens a database and brings its tables to this version.
func open(ctx context.Context, url string, log *slog.Logger) (*database.DB, error) {
	db, err := database.Open(ctx, url, database.Options{MaxConns: 2, Logger: log})
	if err != nil {
		return nil, err
	}
	if err := database.MigrateAll(ctx, db, migrations.FS); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}
