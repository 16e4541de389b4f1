// Package tcp is how modules call each other when they run in different processes. Handle and Call are the whole
// seam: what a module's interface says is what goes over the wire, without generated code, because both ends are
// always this binary.
//
// Underneath is gRPC's framing with bodies in CBOR. Versions may differ by one rollout: fields of requests and answers
// are only added, unknown ones are ignored, and the names of methods stay for ever. It is the one door to grpc and cbor.
package tcp

import (
	"context"
	"time"
)

// None is a request or an answer that says nothing.
type None struct{}

// Mark says something about a call that only the one who calls knows.
type Mark struct {
	read   bool
	within time.Duration
}

// Read marks a call that changes nothing, so that it may be sent again when its answer does not come.
var Read = Mark{read: true}

// Within gives a call more or less time than DefaultTimeout. The context's own deadline counts all the same.
func Within(d time.Duration) Mark { return Mark{within: d} }

// Handle serves a method under its name, module.Method, before the server starts. The function gets the caller's
// verified identity, request id and deadline in its context; what it returns as a fault arrives as that fault, and any
// other error, or a panic, as Internal with the id of the line in this process's log.
func Handle[In, Out any](s *Server, method string, do func(ctx context.Context, in In) (Out, error)) {
	s.handle(describe[In, Out](method), func(ctx context.Context, decode func(into any) error) (body, error) {
		var in In
		if err := decode(&in); err != nil {
			return nil, err
		}
		out, err := do(ctx, in)
		if err != nil {
			return nil, err
		}
		return encode(out)
	})
}

// Call calls a method of a peer as the identity in ctx and returns what Handle's function returned there. A call that
// got no answer is Unavailable, with MayHaveRun unless it is known not to have begun. It is repeated, elsewhere if
// there are several addresses, when it was refused before it began, and when it is marked as a Read.
func Call[In, Out any](ctx context.Context, p *Peer, method string, in In, marks ...Mark) (Out, error) {
	var out Out
	raw, err := encode(in)
	if err == nil {
		err = p.call(ctx, method, raw, &out, marks)
	}
	if err != nil {
		var none Out
		return none, err
	}
	return out, nil
}
