package transport

import (
	"context"
	"encoding/json"
	"errors"
	"io"

	"github.com/graph-gophers/graphql-go"

	"tasklane/modules/gateway/internal/document"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/telemetry"
)

// running is one operation of a socket.
type running struct {
	socket *socket
	id     string
	cancel context.CancelFunc
	// streaming says that pump has taken over; only run uses it.
	streaming bool
}

// start handles a subscribe message.
func (s *socket) start(m message) {
	request, err := decodeRequest(m.Payload)
	if err != nil || m.ID == "" || len(m.ID) > longestID {
		s.end(closeInvalid, "Invalid message")
		return
	}
	ctx, cancel := context.WithCancel(s.ctx)
	r := &running{socket: s, id: m.ID, cancel: cancel}
	s.mu.Lock()
	_, taken := s.operations[m.ID]
	accepted, draining, full := s.accepted, s.draining, len(s.operations) >= s.t.options.OperationsPerSocket
	if accepted && !taken && !full && !draining {
		s.operations[m.ID] = r
		s.calls.Add(1)
		s.all.Add(1)
	}
	caller := s.caller
	s.mu.Unlock()
	switch {
	case !accepted:
		s.end(closeUnauthorized, "Unauthorized")
	case taken:
		s.end(closeDuplicate, "Subscriber for "+printable(m.ID)+" already exists")
	case draining: // the close frame is on its way; the operation was not started
	case full:
		refusal := fault.TooMany(0, "%d operations run on this socket, which is the maximum.", s.t.options.OperationsPerSocket)
		s.send(envelope(m.ID, typeError), errorsOf(s.t.failure(s.ctx, refusal)))
	default:
		go r.run(ctx, caller, request)
		return
	}
	cancel()
}

// stop handles a complete message: the client wants no more of an operation. An unknown id is one that has
// just completed.
func (s *socket) stop(id string) {
	s.mu.Lock()
	r := s.operations[id]
	delete(s.operations, id)
	s.mu.Unlock()
	if r != nil {
		r.cancel()
	}
}

// run executes the operation.
func (r *running) run(ctx context.Context, caller identity.Identity, request Request) {
	s := r.socket
	ctx = telemetry.WithRequestID(ctx, "") // each operation has an id of its own
	info := *s.info
	info.RequestID = telemetry.RequestID(ctx)
	nobody := withInfo(ctx, &info)
	ctx = identity.With(nobody, caller)
	defer r.finish(ctx)

	current, err := s.t.auth.Current(ctx, caller)
	if fault.Is(err, fault.Unauthenticated) {
		go s.sessionOver(err) // it waits for the other side; this goroutine is waited for
		return
	}
	if err != nil {
		r.fail(ctx, err)
		return
	}
	current.Client = caller.Client
	ctx = identity.With(nobody, current) // and not within the other: a subscription keeps it
	op, err := s.t.admit(ctx, request)
	if err != nil {
		r.fail(ctx, err)
		return
	}
	if op.Kind == document.Subscription {
		stream, err := s.t.subscribe(ctx, op, request.Variables)
		if err != nil {
			r.fail(ctx, err)
			return
		}
		// In a goroutine of its own: this one's stack has grown by what subscribing took, and would stay so.
		s.all.Add(1)
		r.streaming = true
		go r.pump(ctx, stream)
		return
	}
	response := s.t.execute(ctx, op, request.Variables)
	if response.Data == nil && len(response.Errors) > 0 {
		r.last(ctx, typeError, errorsOf(response))
		return
	}
	if ctx.Err() == nil {
		s.send(envelope(r.id, typeNext), Encode(response))
	}
	r.last(ctx, typeComplete, nil)
}

// finish ends run. A panic ends the operation and nothing else. What a subscription still needs is left to pump.
func (r *running) finish(ctx context.Context) {
	s := r.socket
	defer s.all.Done()
	defer s.calls.Done()
	if value := recover(); value != nil {
		r.fail(ctx, panicked(value))
	}
	if !r.streaming {
		r.remove()
		r.cancel()
	}
}

// pump sends a subscription's messages until it ends.
func (r *running) pump(ctx context.Context, stream Stream) {
	s := r.socket
	defer s.all.Done()
	defer r.cancel()
	defer r.remove()
	defer stream.Close()
	s.t.observer.Subscriptions(1)
	defer s.t.observer.Subscriptions(-1)
	head := envelope(r.id, typeNext)
	for {
		message, err := next(ctx, stream)
		switch {
		case ctx.Err() != nil:
			return
		case errors.Is(err, io.EOF):
			r.last(ctx, typeComplete, nil)
			return
		case err != nil:
			r.fail(ctx, err)
			return
		}
		s.send(head, message)
		s.t.observer.Delivered()
	}
}

// fail tells the client why the operation ends.
func (r *running) fail(ctx context.Context, err error) {
	response := r.socket.t.failure(ctx, err)
	r.socket.t.observer.Operation(WebSocket, "", codeOf(response), 0)
	r.last(ctx, typeError, errorsOf(response))
}

// last sends an operation's last message, unless the client has completed it. The id is free before the
// client can know that the operation has ended, because it may use it again at once.
func (r *running) last(ctx context.Context, kind string, payload []byte) {
	if ctx.Err() != nil {
		return
	}
	r.remove()
	r.socket.send(envelope(r.id, kind), payload)
}

// remove frees the id, unless a later operation has taken it.
func (r *running) remove() {
	s := r.socket
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.operations[r.id] == r {
		delete(s.operations, r.id)
	}
}

// errorsOf is the payload of an error message: the list alone.
func errorsOf(response *graphql.Response) []byte {
	list, err := json.Marshal(response.Errors)
	if err != nil {
		return []byte(`[{"message":"Something went wrong on our side.","extensions":{"code":"INTERNAL"}}]`)
	}
	return list
}

// printable shortens an id so that it fits into a close frame's reason, which has room for 123 bytes.
func printable(id string) string {
	if len(id) > 60 {
		id = id[:60]
	}
	return string([]rune(id))
}
