package transport

import (
	"context"
	"time"

	"github.com/graph-gophers/graphql-go"
	gqlerrors "github.com/graph-gophers/graphql-go/errors"

	"tasklane/modules/gateway/internal/document"
)

// execute runs a query or mutation within its deadline and makes its errors presentable.
func (t *Transport) execute(ctx context.Context, op *document.Operation, variables map[string]any) *graphql.Response {
	started := time.Now()
	ctx, span := t.options.Tracer.Operation(ctx, string(op.Kind), op.Fields)
	ctx, cancel := context.WithTimeout(ctx, t.options.Deadline)
	defer cancel()
	response := t.guarded(ctx, op, variables)
	Present(ctx, t.log, op.Kind, response)
	t.observer.Operation(InfoFrom(ctx).Via, op.Kind, codeOf(response), time.Since(started))
	span.End(codeOf(response))
	return response
}

// guarded keeps a panic outside of the resolvers, which the executor guards itself, from taking the socket or
// the process along.
func (t *Transport) guarded(ctx context.Context, op *document.Operation, variables map[string]any) (response *graphql.Response) {
	defer func() {
		if value := recover(); value != nil {
			e := Panics{Log: t.log}.MakePanicError(ctx, value)
			response = &graphql.Response{Data: []byte("null"), Errors: []*gqlerrors.QueryError{e}}
		}
	}()
	if op.Introspects && t.checkIntrospection(ctx) != nil {
		data, _ := op.Unknown() // any other introspection was refused
		return &graphql.Response{Data: data}
	}
	return t.engine.Execute(ctx, op, variables)
}

// subscribe starts a subscription, with the same guard. Its trace is of the start: what comes later belongs to the changes
// that it tells of.
func (t *Transport) subscribe(ctx context.Context, op *document.Operation, variables map[string]any) (stream Stream, err error) {
	started := time.Now()
	ctx, span := t.options.Tracer.Operation(ctx, string(op.Kind), op.Fields)
	defer func() {
		if value := recover(); value != nil {
			stream, err = nil, panicked(value)
		}
		span.Fail(err)
		if err == nil { // else whoever tells the client counts it
			t.observer.Operation(InfoFrom(ctx).Via, op.Kind, "", time.Since(started))
		}
	}()
	done, err := t.turn(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	return t.engine.Subscribe(ctx, op, variables)
}

// next asks a stream for its next message, with the same guard.
func next(ctx context.Context, stream Stream) (message []byte, err error) {
	defer func() {
		if value := recover(); value != nil {
			message, err = nil, panicked(value)
		}
	}()
	return stream.Next(ctx)
}
