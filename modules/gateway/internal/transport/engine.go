package transport

import (
	"context"
	"time"

	"github.com/graph-gophers/graphql-go"

	"tasklane/modules/gateway/internal/document"
	"tasklane/platform/identity"
)

// Engine executes operations. The context carries the caller's identity (see package identity; Nobody when no
// token was sent) and the request's Info. The operation is within all limits and its variables are of the
// schema's types.
type Engine interface {
	// Execute runs a query or mutation. Errors of resolvers need not be presentable: the transport presents them.
	Execute(ctx context.Context, op *document.Operation, variables map[string]any) *graphql.Response
	// Subscribe starts a subscription; the transport closes the stream. The error is a fault.
	Subscribe(ctx context.Context, op *document.Operation, variables map[string]any) (Stream, error)
}

// Stream is a running subscription. It is pulled: the next message is asked for when the last one has been
// written, so a client that reads slowly fills the stream's own bounded queue and nobody else's.
type Stream interface {
	// Next waits for the next message, a complete execution result as JSON in UTF-8. It is not changed
	// afterwards, so that many subscribers may share it. It returns io.EOF when the subscription is complete, the
	// context's error when that ends first, and otherwise a fault, which ends the subscription.
	Next(ctx context.Context) ([]byte, error)
	// Close frees the subscription. It is called once, after the last Next has returned.
	Close()
}

// Authenticator knows access tokens and the sessions behind them.
type Authenticator interface {
	// Bearer verifies an access token and that its session lives. It returns a fault Unauthenticated for a
	// token that is not good, and Unavailable when that cannot be known now.
	Bearer(ctx context.Context, token string) (identity.Identity, error)
	// Current gives a session's caller as they stand now, with today's role. It is asked before every operation
	// on a socket, whose caller was verified long ago, and fails like Bearer.
	Current(ctx context.Context, id identity.Identity) (identity.Identity, error)
	// Watch calls ended once when the session ends, also if it had ended before the call, within the bounds of
	// the session store, with a fault Unauthenticated; or Unavailable, when it cannot be looked up for too long. ended
	// returns at once. After stop, ended is not called any more.
	Watch(id identity.Identity, ended func(why error)) (stop func())
}

// Observer is told what happens, for metrics. Its methods return at once.
type Observer interface {
	// Connections changes the number of open sockets (WebSocket) or streams (SSE).
	Connections(via Via, change int)
	// Subscriptions changes the number of running subscriptions, of sockets and streams together.
	Subscriptions(change int)
	// Delivered reports a message of a subscription that was written.
	Delivered()
	// Operation reports a query or mutation that was executed, a subscription that was started, or an operation that was
	// refused: code is the first error's extensions.code, empty for none.
	Operation(via Via, kind document.Kind, code string, took time.Duration)
}

type unobserved struct{}

func (unobserved) Connections(Via, int)                                {}
func (unobserved) Subscriptions(int)                                   {}
func (unobserved) Delivered()                                          {}
func (unobserved) Operation(Via, document.Kind, string, time.Duration) {}
