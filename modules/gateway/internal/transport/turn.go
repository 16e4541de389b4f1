package transport

import "context"

// turn waits, first come first served, until fewer than Options.Beginning sockets and subscriptions begin. A crowd that comes
// back after a restart would else share the machine and the other modules so that nobody is done before the calls' time-outs,
// and all begin anew. Call done when it has begun; the error is ctx's.
func (t *Transport) turn(ctx context.Context) (done func(), err error) {
	select {
	case t.beginning <- struct{}{}:
		return func() { <-t.beginning }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
