package database

import (
	"database/sql/driver"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5/pgtype"
)

// Time is a moment as both databases keep it: UTC microseconds since 1970 in a BIGINT column. Use
// *Time or NullTime where the column may be null.
type Time struct{ time.Time }

// At makes a Time, cut to whole microseconds: what is written is what will be read.
func At(t time.Time) Time { return Time{t.UTC().Truncate(time.Microsecond)} }

// Value is how database/sql writes it.
func (t Time) Value() (driver.Value, error) { return t.UnixMicro(), nil }

// Scan is how database/sql reads it.
func (t *Time) Scan(src any) error {
	micros, ok := src.(int64)
	if !ok {
		return fmt.Errorf("database: a time is kept in microseconds, not as %T", src)
	}
	t.Time = time.UnixMicro(micros).UTC()
	return nil
}

// Int64Value is how pgx writes it.
func (t Time) Int64Value() (pgtype.Int8, error) {
	return pgtype.Int8{Int64: t.UnixMicro(), Valid: true}, nil
}

// ScanInt64 is how pgx reads it.
func (t *Time) ScanInt64(v pgtype.Int8) error {
	if !v.Valid {
		return fmt.Errorf("database: the time is NULL; read it into a NullTime")
	}
	t.Time = time.UnixMicro(v.Int64).UTC()
	return nil
}

// NullTime is a Time that may be null.
type NullTime struct {
	Time  time.Time
	Valid bool
}

// AtOrNull makes a NullTime; nil is null.
func AtOrNull(t *time.Time) NullTime {
	if t == nil {
		return NullTime{}
	}
	return NullTime{Time: At(*t).Time, Valid: true}
}

// Ptr is the time, or nil when it is null.
func (t NullTime) Ptr() *time.Time {
	if !t.Valid {
		return nil
	}
	return &t.Time
}

// Value is how database/sql writes it.
func (t NullTime) Value() (driver.Value, error) {
	if !t.Valid {
		return nil, nil
	}
	return t.Time.UnixMicro(), nil
}

// Scan is how database/sql reads it.
func (t *NullTime) Scan(src any) error {
	if src == nil {
		*t = NullTime{}
		return nil
	}
	var some Time
	err := some.Scan(src)
	*t = NullTime{Time: some.Time, Valid: err == nil}
	return err
}

// Int64Value is how pgx writes it.
func (t NullTime) Int64Value() (pgtype.Int8, error) {
	return pgtype.Int8{Int64: t.Time.UnixMicro(), Valid: t.Valid}, nil
}

// ScanInt64 is how pgx reads it.
func (t *NullTime) ScanInt64(v pgtype.Int8) error {
	*t = NullTime{Valid: v.Valid}
	if v.Valid {
		t.Time = time.UnixMicro(v.Int64).UTC()
	}
	return nil
}
