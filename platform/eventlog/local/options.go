package local

import (
	"log/slog"
	"time"

	"tasklane/platform/eventlog"
	"tasklane/platform/telemetry"
)

// Option changes how a Reader is made.
type Option func(*Reader)

// WithPoll sets how often all streams are looked at, for what no nudge has told of; 3 s by default.
func WithPoll(every time.Duration) Option { return func(r *Reader) { r.poll = every } }

// WithWorkers sets how many streams are read at once; 2 by default. One stream is always read by one
// worker, in order.
func WithWorkers(n int) Option { return func(r *Reader) { r.workers = max(n, 1) } }

// WithBatch sets how many entries may share a transaction while catching up or an offer; 64 by default, 1 for
// never. Each effect still happens exactly once: if one of them fails, none has happened, and they
// are taken one by one.
func WithBatch(n int) Option { return func(r *Reader) { r.batch = max(n, 1) } }

// WithTries sets how often an entry is tried before it goes to the dead letters, and how long to wait
// after the first failure, doubled after each further one; 5 and 50 ms by default.
func WithTries(n int, backoff time.Duration) Option {
	return func(r *Reader) { r.tries, r.backoff = max(n, 1), backoff }
}

// StartAtHead makes a consumer that has never run before begin at the end of every stream that there
// is, instead of at the beginning.
func StartAtHead() Option { return func(r *Reader) { r.startAtHead = true } }

// WithLogger sets where the reader says what goes wrong; nowhere by default.
func WithLogger(l *slog.Logger) Option { return func(r *Reader) { r.logger = l } }

// WithObserver sets who counts.
func WithObserver(o eventlog.Observer) Option { return func(r *Reader) { r.observer = o } }

// WithTracer has the work on an entry recorded in the trace of the change that it tells of; nil: not at all.
func WithTracer(t *telemetry.Tracer) Option { return func(r *Reader) { r.tracer = t } }

// OnTaken has fn called after the commit of entries that this reader has taken, in the order of a stream, for what must not happen
// inside of the transaction, such as telling those who are listening. It is lost with the process, and entries
// that another process has taken are not told here: for what must happen there is the handler. It must not block
// for long.
func OnTaken(fn func(entries []eventlog.Entry)) Option { return func(r *Reader) { r.taken = fn } }

// OnPassed has fn called when a stream's position is found to have moved to a number or beyond it, whoever moved it
// there, for a source that keeps entries only until they are done with. It must not block.
func OnPassed(fn func(stream string, seq int64)) Option { return func(r *Reader) { r.passed = fn } }
