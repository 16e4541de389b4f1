package database

import (
	"context"
	"errors"
	"fmt"
	"strings"
)

// ErrDamaged says that a database file does not hold together.
var ErrDamaged = errors.New("the database file is damaged")

// CopyFile writes a SQLite database, as it is at one moment, into another file, which must be empty or absent. Readers and
// writers go on meanwhile, in this process and in others. The copy is not safe from a loss of power before the
// caller has synced it, and when CopyFile fails it is of no use.
func CopyFile(ctx context.Context, db *DB, path string) error {
	e, ok := db.engine.engine.(*sqliteEngine)
	if !ok {
		return errNoFile
	}
	// To SQLite it is a write, so none of the connections that only read will do; and it holds the file for as long as it takes.
	pool, err := newConnPool(e.settings.dsn(true), 1)
	if err != nil {
		return err
	}
	defer pool.close() //nolint:errcheck // it has only read
	_, err = pool.exec(ctx, "VACUUM INTO $1", []any{path})
	return e.fault(ctx, err)
}

// CheckFile reads a SQLite file from end to end. It returns ErrDamaged, with the first thing found, when pages, indexes,
// constraints or references do not agree.
func CheckFile(ctx context.Context, db *DB) error {
	e, ok := db.engine.engine.(*sqliteEngine)
	if !ok {
		return errNoFile
	}
	for _, check := range []string{
		"PRAGMA integrity_check(1)",
		`SELECT 'a row of ' || "table" || ' refers to one of ' || parent || ' that is not there' FROM pragma_foreign_key_check LIMIT 1`,
	} {
		var found []string
		if err := rowsOf(ctx, e.readers, &found, check); err != nil {
			return e.fault(ctx, err)
		}
		if len(found) > 0 && found[0] != "ok" {
			return fmt.Errorf("%w: %s", ErrDamaged, strings.Join(strings.Fields(found[0]), " "))
		}
	}
	return nil
}
