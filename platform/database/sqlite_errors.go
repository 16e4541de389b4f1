package database

import (
	"context"
	"errors"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"tasklane/platform/fault"
)

func (e *sqliteEngine) fault(ctx context.Context, err error) error {
	if known(err) {
		return err
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return interrupted(ctx, err)
	}
	if errors.Is(err, errClosed) || errors.Is(err, errUndone) {
		return down(err)
	}
	var failure *sqlite.Error
	if !errors.As(err, &failure) {
		return err
	}
	switch failure.Code() {
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_ROWID:
		return &violation{kind: ErrUnique, names: sqliteNames(failure.Error()), cause: err}
	case sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
		return &violation{kind: ErrForeignKey, cause: err}
	case sqlite3.SQLITE_CONSTRAINT_CHECK, sqlite3.SQLITE_CONSTRAINT_NOTNULL, sqlite3.SQLITE_CONSTRAINT_DATATYPE:
		return &violation{kind: ErrCheck, cause: err}
	}
	switch failure.Code() & 0xff {
	case sqlite3.SQLITE_INTERRUPT:
		return interrupted(ctx, err)
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fault.Down(time.Second, false, "The database is busy. Try again.").Because(err)
	case sqlite3.SQLITE_FULL:
		return fault.Down(time.Minute, false, "The disk is full; nothing can be saved.").Because(err)
	case sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_NOMEM:
		return down(err)
	}
	return err
}

func (e *sqliteEngine) repeatable(err error) bool {
	return errors.Is(err, errUndone) || isSQLiteBusy(err)
}

// isSQLiteBusy says that another has the file, and that nothing has happened to it.
func isSQLiteBusy(err error) bool {
	var failure *sqlite.Error
	return errors.As(err, &failure) && failure.Code()&0xff == sqlite3.SQLITE_BUSY
}

// isSQLiteIO says that the disk failed, after which nobody knows what of a commit is on it.
func isSQLiteIO(err error) bool {
	var failure *sqlite.Error
	return errors.As(err, &failure) && failure.Code()&0xff == sqlite3.SQLITE_IOERR
}

// noTransaction says that there was nothing to roll back: SQLite has done it by itself.
func noTransaction(err error) bool {
	return strings.Contains(err.Error(), "no transaction is active")
}

// sqliteNames finds what SQLite tells of a constraint: "… failed: tasks.project_id, tasks.number"
// becomes tasks_project_id_number, "… failed: index 'name'" becomes name.
func sqliteNames(message string) []string {
	const before = "failed: "
	i := strings.LastIndex(message, before)
	if i < 0 {
		return nil
	}
	rest := message[i+len(before):]
	if i := strings.LastIndex(rest, " ("); i >= 0 {
		rest = rest[:i]
	}
	if index, ok := strings.CutPrefix(rest, "index "); ok {
		return []string{strings.Trim(index, "'")}
	}
	var name strings.Builder
	for i, column := range strings.Split(rest, ", ") {
		table, short, _ := strings.Cut(column, ".")
		if i == 0 {
			name.WriteString(table)
		}
		name.WriteString("_" + short)
	}
	return []string{name.String()}
}
