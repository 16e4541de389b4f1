package eventlog

import "context"

// Reader brings the entries of a log to a consumer, wherever it has them from.
type Reader interface {
	// Run works until ctx ends. What is out of reach is waited for.
	Run(ctx context.Context) error
	// Nudge says that the stream has a new entry. It never blocks.
	Nudge(stream string)
	// Offer takes entries that somebody has pushed, those of a stream in order, where they are exactly the next ones. False
	// is no loss: the log brings what was not taken.
	Offer(ctx context.Context, entries ...Entry) (bool, error)
}

// Publisher hands the entries of a log on to another system.
type Publisher interface {
	// Run works until ctx ends. What is out of reach is waited for.
	Run(ctx context.Context) error
	// Nudge says that the stream has a new entry. It never blocks.
	Nudge(stream string)
	// Outbox says how far it has come, and has what the other system refused.
	Outbox() *Outbox
}
