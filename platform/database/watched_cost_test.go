package database

import (
	"testing"
	"time"

	"tasklane/platform/telemetry"
)

// With tracing off and nobody counting, a statement and a transaction allocate nothing for being watched.
func TestBeingWatchedByNobodyCostsNoAllocation(t *testing.T) {
	w := &watched{engine: &sqliteEngine{}}
	ctx, begin := t.Context(), time.Now()
	allocated := testing.AllocsPerRun(100, func() {
		ctx, transaction := telemetry.Transaction(ctx, w.dialect().Name())
		noted(ctx, "INSERT INTO things (id) VALUES ($1)")
		_, statement := w.statement(ctx, "SELECT id FROM things")
		statement.End(outcomeOf(nil))
		w.hasRead(begin, nil)
		w.hasWritten(begin, outcomeOf(ErrNoRows))
		transaction.End(rolledBack)
	})
	if allocated != 0 {
		t.Errorf("%v allocations", allocated)
	}
}
