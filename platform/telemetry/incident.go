package telemetry

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"runtime/debug"
	"time"
)

// Incident logs an error that its causer may not see, once, and returns the id to show in its stead: whoever reports the
// id leads the operator to the line. what says in a few words what could not be done.
func Incident(ctx context.Context, what string, err error, attrs ...slog.Attr) (id string) {
	id = incidentID()
	Log(ctx).LogAttrs(ctx, slog.LevelError, what,
		append([]slog.Attr{slog.String("incident", id), slog.String("error", err.Error())}, attrs...)...)
	return id
}

// Panicked is Incident for a recovered value, with its stack. Call it in the deferred function, so that the stack is
// the panic's.
func Panicked(ctx context.Context, recovered any) (id string) {
	id = incidentID()
	Log(ctx).LogAttrs(ctx, slog.LevelError, "panic", slog.String("incident", id),
		slog.String("error", fmt.Sprint(recovered)), slog.String("stack", string(debug.Stack())))
	return id
}

// incidentID is short enough to read out: 60 random bits behind the day, which narrows the search.
func incidentID() string {
	return time.Now().UTC().Format("0102") + "-" + rand.Text()[:12]
}
