package transport

import (
	"context"
	"fmt"
	"log/slog"
	"runtime/debug"

	gqlerrors "github.com/graph-gophers/graphql-go/errors"

	"tasklane/platform/fault"
)

// Panics is the executor's panic handler and logger: a panic in a resolver is one INTERNAL error to one
// client, and one line with its stack in the log, under the same request id.
type Panics struct{ Log *slog.Logger }

// MakePanicError logs the panic and answers without it.
func (p Panics) MakePanicError(ctx context.Context, value any) *gqlerrors.QueryError {
	ctx, id := identified(ctx)
	p.Log.ErrorContext(ctx, "panic in a resolver", "panic", fmt.Sprint(value), "stack", string(debug.Stack()))
	return &gqlerrors.QueryError{
		Message:    fault.From(fmt.Errorf("panic: %v", value)).Message,
		Extensions: map[string]any{"code": fault.Internal.Code(), "requestId": id},
	}
}

// LogPanic does nothing: MakePanicError has logged it.
func (Panics) LogPanic(context.Context, any) {}

// panicked makes an error of a panic outside of the resolvers; it is masked like any other.
func panicked(value any) error { return fmt.Errorf("panic: %v\n%s", value, debug.Stack()) }
