// Package eventlog keeps per module an append-only log of what has happened, in streams whose entries
// are numbered 1, 2, 3 … without holes. Entries are written in the transaction of the change itself,
// so there is never one without the other. The same table is the history that people read, what
// subscriptions replay from, what handlers are fed from, and what goes to a message broker.
//
// A Log writes and reads; a Consumer has an effect for each entry, exactly once; a reader (package
// local) brings the one to the other.
package eventlog

import (
	"encoding/json"
	"time"
)

// Entry is one thing that has happened.
type Entry struct {
	// Stream is what the numbers count in; the words are the module's: a project, or a user.
	Stream string `json:"stream"`
	// Seq is 1, 2, 3 … per stream, in the order of the commits.
	Seq int64 `json:"seq"`
	// ID is a UUIDv7, unique over all streams of the module.
	ID string `json:"id"`
	// Type is the module's word for it, such as TASK_CREATED.
	Type string `json:"type"`
	// Subject is what it is about, such as a task's id; empty when it is about the stream itself.
	Subject string `json:"subject"`
	// Actor is the id of the user who did it; empty when it was nobody in particular.
	Actor string `json:"actor"`
	// At is when, in UTC microseconds.
	At time.Time `json:"at"`
	// Changes is what people read in the history: a JSON array, [] when there is nothing.
	Changes json.RawMessage `json:"changes"`
	// Body is everything that handlers need, so that they ask nobody: a JSON object. It is {} after
	// a purge; a handler must cope with that.
	Body json.RawMessage `json:"body"`
}

// Head is the latest entry of a stream.
type Head struct {
	Seq int64
	ID  string
}
