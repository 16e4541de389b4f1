package database

import (
	"database/sql/driver"
	"fmt"
)

// JSON is a JSON document, kept as TEXT on both databases. Nil is NULL.
type JSON []byte

// Value is how it is written.
func (j JSON) Value() (driver.Value, error) {
	if j == nil {
		return nil, nil
	}
	return string(j), nil
}

// Scan reads it; the bytes are the receiver's own.
func (j *JSON) Scan(src any) error {
	switch v := src.(type) {
	case nil:
		*j = nil
	case string:
		*j = JSON(v)
	case []byte:
		*j = append(JSON{}, v...)
	default:
		return fmt.Errorf("database: JSON is kept as text, not as %T", src)
	}
	return nil
}

// MarshalJSON puts the document into another one as it is; nil is null.
func (j JSON) MarshalJSON() ([]byte, error) {
	if j == nil {
		return []byte("null"), nil
	}
	return j, nil
}

// UnmarshalJSON keeps the document's text.
func (j *JSON) UnmarshalJSON(data []byte) error {
	*j = append((*j)[:0], data...)
	return nil
}
