package task

import (
	"encoding/base64"
	"strconv"
	"strings"

	"tasklane/platform/fault"
)

// Cursor is a place in a project's log. It is a place only while that very entry is there: after a restore
// or a failover another entry may have its number.
type Cursor struct {
	ProjectID string
	Seq       int64
	EntryID   string
}

const cursorMark = "1" // the form's version

// String is the opaque form that clients keep.
func (c Cursor) String() string {
	plain := strings.Join([]string{cursorMark, c.ProjectID, strconv.FormatInt(c.Seq, 10), c.EntryID}, " ")
	return base64.RawURLEncoding.EncodeToString([]byte(plain))
}

// ParseCursor reads what String made. field names the argument in the error, which is Invalid.
func ParseCursor(field, s string) (Cursor, error) {
	bad := fault.Invalidf(field, "This is not a cursor of a project's log; use one that an event or a project gave.")
	raw, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return Cursor{}, bad
	}
	parts := strings.Split(string(raw), " ")
	if len(parts) != 4 || parts[0] != cursorMark {
		return Cursor{}, bad
	}
	seq, err := strconv.ParseInt(parts[2], 10, 64)
	if err != nil || seq < 1 {
		return Cursor{}, bad
	}
	return Cursor{ProjectID: parts[1], Seq: seq, EntryID: parts[3]}, nil
}
