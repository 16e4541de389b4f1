package chaos

import (
	"syscall"
	"testing"
	"time"
)

func TestQ29_ARestartOfPostgreSQLCostsTheOutageOnly(t *testing.T) {
	exercise(t, anywhere, restartPostgres)
}
func TestQ30_APostgreSQLThatHangsHoldsNobody(t *testing.T) { exercise(t, anywhere, hangPostgres) }
func TestQ31_AConnectionThatBreaksInMidCommitDoublesNothing(t *testing.T) {
	exercise(t, anywhere, breakPostgres)
}

// restartPostgres restarts it in both ways under load.
func restartPostgres(d *drill) {
	for _, stop := range []struct {
		name string
		how  syscall.Signal
	}{{"fast", fast}, {"immediate", immediate}} {
		d.outage("a restart of PostgreSQL, "+stop.name, func() {
			d.postgres.stop(d, stop.how)
			d.everyProcess("says whether it has its database", func(p *process) bool { return !p.keeps() || p.lacks("database", false) })
			d.postgres.start(d)
		})
	}
	d.everyProcess("is ready again", (*process).ready)
	d.noTransactionIsStuck()
}

// hangPostgres lets it hang in two ways: nothing comes back over the wire, and its processes are stopped.
func hangPostgres(d *drill) {
	before := d.resources()
	d.outage("PostgreSQL's answers are swallowed", func() {
		cure := d.postgres.proxy.poison(nil, swallow())
		wait(d.Context(), frozen)
		d.everyProcess("says whether it has its database", func(p *process) bool { return !p.keeps() || p.lacks("database", false) })
		cure()
	})
	d.outage("SIGSTOP of PostgreSQL", func() {
		defer d.postgres.hang(d)()
		wait(d.Context(), frozen)
	})
	d.noTransactionIsStuck()
	d.nothingLeaks(before)
}

// breakPostgres loses answers of PostgreSQL together with their connections.
func breakPostgres(d *drill) {
	d.outage("connections to PostgreSQL break before the answer", func() {
		for range 12 {
			cure := d.postgres.proxy.poison(nil, lose(0.3))
			wait(d.Context(), time.Duration(50+d.random.IntN(200))*time.Millisecond)
			cure()
			wait(d.Context(), time.Duration(d.random.IntN(200))*time.Millisecond)
		}
	})
	d.noTransactionIsStuck()
}

// noTransactionIsStuck waits until none is older than a moment.
func (d *drill) noTransactionIsStuck() {
	d.Helper()
	if !eventually(normalWithin, func() bool {
		return d.postgres.query(d, "postgres",
			"SELECT count(*) FROM pg_stat_activity WHERE application_name = 'tasklane' AND xact_start < now() - interval '2 seconds'") == "0"
	}) {
		d.Error("transactions are stuck in PostgreSQL")
	}
}
