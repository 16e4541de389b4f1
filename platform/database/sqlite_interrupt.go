package database

import (
	"context"
	"database/sql"
	"reflect"
	"time"

	"modernc.org/libc"
	sqlite3 "modernc.org/sqlite/lib"
)

// The driver interrupts a statement only until its first row is there, and starts two goroutines
// for each statement to be able to. So the statements here run with a context that does not end,
// and it is this file that interrupts them, whichever row they are at.

// handleOf finds SQLite's handle in the driver's connection, or 0 if the driver has changed.
func handleOf(conn *sql.Conn) (handle uintptr) {
	conn.Raw(func(driverConn any) error { //nolint:errcheck // no handle is the answer then
		value := reflect.Indirect(reflect.ValueOf(driverConn))
		if value.Kind() != reflect.Struct {
			return nil
		}
		if field := value.FieldByName("db"); field.IsValid() && field.Kind() == reflect.Uintptr {
			handle = uintptr(field.Uint())
		}
		return nil
	})
	return handle
}

// watch has what runs on the connection interrupted when the context ends. The caller runs it with
// the context that comes back, and calls stop when it has ended: nothing is interrupted after that.
func (c *sqliteConn) watch(ctx context.Context) (run context.Context, stop func()) {
	if c.handle == 0 || ctx.Done() == nil {
		return ctx, func() {}
	}
	over, idle := make(chan struct{}), make(chan struct{})
	cancel := context.AfterFunc(ctx, func() {
		defer close(idle)
		interruptUntil(c.handle, over)
	})
	return context.WithoutCancel(ctx), func() {
		close(over)
		if !cancel() {
			<-idle
		}
	}
}

// interruptUntil repeats because SQLite forgets an interrupt that comes before the statement
// has begun.
func interruptUntil(handle uintptr, over <-chan struct{}) {
	tls := libc.NewTLS()
	defer tls.Close()
	again := time.NewTicker(5 * time.Millisecond)
	defer again.Stop()
	for {
		select {
		case <-over:
			return
		default:
			sqlite3.Xsqlite3_interrupt(tls, handle)
		}
		select {
		case <-again.C:
		case <-over:
			return
		}
	}
}
