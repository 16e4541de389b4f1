package database

import (
	"context"
	"errors"
	"log/slog"
	"regexp"
	"time"

	"tasklane/platform/fault"
	"tasklane/platform/telemetry"
)

// Observer hears what the database was asked, for metrics. The module is what As was told; an outcome is OK, ROLLED_BACK or a
// code of package fault. Its methods are called from many goroutines.
type Observer interface {
	// Read: a statement outside of any writing transaction has been answered.
	Read(module, outcome string, took time.Duration)
	// Wrote: a writing transaction has ended, its repeats and the waiting for its turn included.
	Wrote(module, outcome string, took time.Duration)
}

// As is the same database as a module uses it: what is asked through it is counted as that module's.
func (db *DB) As(module string) *DB {
	return watching(&watched{engine: db.engine.engine, observer: db.engine.observer, module: module}, db.logger)
}

// watched is an engine whose work is counted and traced.
type watched struct {
	engine

	observer Observer // nil: nobody
	module   string
}

func watching(w *watched, logger *slog.Logger) *DB {
	return &DB{engine: w, logger: logger, read: &reader{engine: w}}
}

func (w *watched) hasRead(begin time.Time, err error) {
	if w.observer != nil {
		w.observer.Read(w.module, outcomeOf(err), time.Since(begin))
	}
}

func (w *watched) hasWritten(begin time.Time, outcome string) {
	if w.observer != nil {
		w.observer.Wrote(w.module, outcome, time.Since(begin))
	}
}

// rolledBack is the outcome of a transaction in which all went well and whose function did not want it: a change that
// is not allowed, a position that is elsewhere.
const rolledBack = "ROLLED_BACK"

// outcomeOf tells how a statement ended. That a row is not there is an answer, and a constraint does what it is for.
func outcomeOf(err error) string {
	if err == nil || errors.Is(err, ErrNoRows) {
		return "OK"
	}
	if _, is := errors.AsType[*violation](err); is {
		return fault.Conflict.Code()
	}
	return fault.From(err).Kind.Code()
}

// statement begins the span of a statement. Its text stays out: what is told are its verb and its table.
func (w *watched) statement(ctx context.Context, text string) (context.Context, telemetry.Span) {
	if telemetry.Traced(ctx) == nil {
		return ctx, telemetry.Span{}
	}
	verb, table := gist(text)
	return telemetry.Statement(ctx, w.dialect().Name(), verb, table)
}

// noted is for a statement that was given to Later: it goes with the next one and has no span of its own.
func noted(ctx context.Context, text string) {
	if telemetry.Traced(ctx) != nil {
		verb, table := gist(text)
		telemetry.Later(ctx, verb, table)
	}
}

var (
	firstWord  = regexp.MustCompile(`^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b`)
	firstTable = regexp.MustCompile(`\b(?:FROM|INTO|UPDATE)\s+([a-z_][a-z0-9_]{0,62})\b`)
)

// gist is what a statement does and to which table first, as far as it is written like ours.
func gist(text string) (verb, table string) {
	verb, table = "OTHER", "none"
	if match := firstWord.FindStringSubmatch(text); match != nil {
		verb = match[1]
	}
	if match := firstTable.FindStringSubmatch(text); match != nil {
		table = match[1]
	}
	return verb, table
}
