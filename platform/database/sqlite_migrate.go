package database

import (
	"context"
	"database/sql"

	"github.com/georgysavva/scany/v2/dbscan"
	"github.com/pressly/goose/v3"
	"modernc.org/sqlite"
)

// latest is what version reads.
type latest struct {
	Version int64 `db:"version"`
	Applied int64 `db:"applied"`
}

func (e *sqliteEngine) version(ctx context.Context, table string) (version, applied int64, err error) {
	var there bool
	err = e.readers.query(ctx, "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = $1)", []any{table},
		func(rows dbscan.Rows) error { return scanner.ScanOne(&there, rows) })
	if err != nil || !there {
		return 0, 0, err
	}
	var l latest
	err = e.readers.query(ctx, latestQuery(table), nil, func(rows dbscan.Rows) error { return scanner.ScanOne(&l, rows) })
	return l.Version, l.Applied, err
}

// latestQuery reads goose's table, whose row 0 is no migration.
func latestQuery(table string) string {
	return "SELECT COALESCE(MAX(version_id), 0) AS version, COUNT(*) AS applied FROM " + table + " WHERE version_id > 0"
}

// migrate holds a lock beside the file while it works: SQLite's own locks end with each transaction.
func (e *sqliteEngine) migrate(ctx context.Context, run migrationRun) error {
	unlock, err := lockFile(ctx, e.settings.path+".migrating")
	if err != nil {
		return err
	}
	defer unlock()
	connector, err := sqlite.NewConnector(e.settings.dsn(true))
	if err != nil {
		return err
	}
	db := sql.OpenDB(connector)
	defer db.Close() //nolint:errcheck // every migration has committed or failed before
	return run.up(ctx, goose.DialectSQLite3, db, nil)
}
