package database

import (
	"sync/atomic"
	"time"

	"tasklane/platform/telemetry"
)

// Pools tells how busy the database's connections are: on PostgreSQL "all", on SQLite the "readers" and the one of the
// "writers". It asks nobody and is quick. What was waited for on PostgreSQL includes the opening of a connection.
func (db *DB) Pools() []telemetry.Pool { return db.engine.pools() }

func (e *postgresEngine) pools() []telemetry.Pool {
	s := e.pool.Stat()
	return []telemetry.Pool{{
		Name: "all", Used: int(s.AcquiredConns()), Most: int(s.MaxConns()),
		Waits: s.EmptyAcquireCount(), Waited: s.EmptyAcquireWaitTime(),
	}}
}

func (e *sqliteEngine) pools() []telemetry.Pool {
	readers, writers := e.readers.usage("readers"), e.writers.usage("writers")
	writers.Waits, writers.Waited = e.queues.waits.told() // they wait for their turn, and who has it for nobody
	return []telemetry.Pool{readers, writers}
}

func (p *connPool) usage(name string) telemetry.Pool {
	pool := telemetry.Pool{Name: name, Most: cap(p.places)}
	pool.Used = pool.Most - len(p.places)
	pool.Waits, pool.Waited = p.waits.told()
	return pool
}

// waits counts how often was waited, and how long in all.
type waits struct{ count, nanoseconds atomic.Int64 }

// begin counts one that begins now and ends with the call of what it returns.
func (w *waits) begin() (end func()) {
	w.count.Add(1)
	begin := time.Now()
	return func() { w.nanoseconds.Add(int64(time.Since(begin))) }
}

func (w *waits) told() (count int64, long time.Duration) {
	return w.count.Load(), time.Duration(w.nanoseconds.Load())
}
