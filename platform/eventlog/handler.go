package eventlog

import (
	"context"
	"time"

	"tasklane/platform/database"
)

// Handler has an effect for each entry of somebody's log.
type Handler interface {
	// Name is what the positions are kept under: it stays the same for ever. A handler under a new
	// name sees everything again.
	Name() string
	// Handle makes the effect within the transaction that moves the position past the entry: both
	// happen, or neither does. It may be called again for an entry whose transaction failed, and
	// must have no effect outside of tx. It sees the entries of a stream in order, those that went to
	// the dead letters left out; one that is tried again from there comes after later ones.
	//
	// An error, a panic, or taking too long counts as a failed try.
	Handle(ctx context.Context, tx *database.Tx, e Entry) error
}

// Preparer is a Handler that sees all entries of a transaction before it handles the first of them: to lock what it is
// going to write all at once and in one order, so that two transactions never wait for each other in a circle.
type Preparer interface {
	Handler
	// Prepare gives the context for Handle. An entry that is broken is none of its business: Handle says so.
	Prepare(ctx context.Context, tx *database.Tx, entries []Entry) (context.Context, error)
}

// Observer hears how consumers are doing, for metrics. Its methods are called from several
// goroutines and must not block.
type Observer interface {
	// Handled: so many entries have had their effect; age is how long ago the last of them happened.
	Handled(consumer string, entries int, age time.Duration)
	// Repeated: so many entries had come before, and have no effect again.
	Repeated(consumer string, entries int64)
	// Failed: one try of an entry has failed.
	Failed(consumer string)
	// DeadLettered: an entry was given up on.
	DeadLettered(consumer string)
	// Skipped: so many numbers of a stream never came. A log has no holes, but a broker forgets what is old.
	Skipped(consumer string, entries int64)
	// Behind: so many entries were waiting when the consumer last looked, and the oldest of them has happened so
	// long ago.
	Behind(consumer string, entries int64, age time.Duration)
}

// Unobserved is an Observer that does nothing.
type Unobserved struct{}

// Handled implements Observer.
func (Unobserved) Handled(string, int, time.Duration) {}

// Repeated implements Observer.
func (Unobserved) Repeated(string, int64) {}

// Failed implements Observer.
func (Unobserved) Failed(string) {}

// DeadLettered implements Observer.
func (Unobserved) DeadLettered(string) {}

// Skipped implements Observer.
func (Unobserved) Skipped(string, int64) {}

// Behind implements Observer.
func (Unobserved) Behind(string, int64, time.Duration) {}
