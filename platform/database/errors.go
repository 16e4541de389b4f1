package database

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"tasklane/platform/fault"
)

// What a statement can be answered with. All are found with errors.Is.
var (
	// ErrNoRows says that Get found nothing.
	ErrNoRows = errors.New("database: no rows")
	// ErrUnique says that such a row is there already; IsUnique tells by which rule.
	ErrUnique = errors.New("database: unique constraint violated")
	// ErrForeignKey says that a row that is referred to is missing, or is still referred to.
	ErrForeignKey = errors.New("database: foreign key violated")
	// ErrCheck says that a CHECK or NOT NULL refuses a value.
	ErrCheck = errors.New("database: check constraint violated")
)

// violation is a constraint that a statement has run into.
type violation struct {
	kind error
	// names are the constraint's name and what else is known of it, such as table.column.
	names []string
	cause error
}

func (v *violation) Error() string        { return fmt.Sprintf("%v: %v", v.kind, v.cause) }
func (v *violation) Is(target error) bool { return target == v.kind }
func (v *violation) Unwrap() error        { return v.cause }

// IsUnique says whether the error is the violation of this unique constraint or index. PostgreSQL
// tells the name of the constraint, SQLite its table and columns: a name of the form
// <table>_<column>_<column>, with or without "_key", "_pkey", "_unique" or "_idx" at its end, is
// found on both.
func IsUnique(err error, name string) bool {
	var v *violation
	if !errors.As(err, &v) || !errors.Is(v.kind, ErrUnique) {
		return false
	}
	for _, n := range v.names {
		if bare(n) == bare(name) {
			return true
		}
	}
	return false
}

func bare(name string) string {
	for _, suffix := range []string{"_key", "_pkey", "_unique", "_idx"} {
		if short, ok := strings.CutSuffix(name, suffix); ok {
			return short
		}
	}
	return name
}

// down is the fault for a database that does not answer as it should.
func down(cause error) error {
	return fault.Down(time.Second, false, "The database cannot be reached right now. Try again.").Because(cause)
}

// interrupted is the fault for a statement that was given up because its context ended.
func interrupted(ctx context.Context, cause error) error {
	return fault.Down(time.Second, false, "It took too long or was cancelled.").Because(errors.Join(ctx.Err(), cause))
}

// known says that an error is already in this package's words.
func known(err error) bool {
	var f *fault.Error
	var v *violation
	return err == nil || errors.Is(err, ErrNoRows) || errors.As(err, &v) || errors.As(err, &f)
}
