package transport

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"sync"
	"time"

	"tasklane/modules/gateway/internal/document"
	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/telemetry"
)

// errDrained is why a stream was ended from this side.
var errDrained = errors.New("the process is stopping")

// stream is an answer as server-sent events. Its writer is shared by the operation and the keep-alive timer.
type stream struct {
	t       *Transport
	w       http.ResponseWriter
	control *http.ResponseController
	cancel  context.CancelCauseFunc
	quiet   *time.Timer

	mu     sync.Mutex
	closed bool
}

// serveStream answers one operation as a stream: one result for a query or mutation, many for a subscription.
// refusal is why the operation may not be executed, told in the stream, where clients look for it.
func (t *Transport) serveStream(w http.ResponseWriter, r *http.Request, id identity.Identity, op *document.Operation, request Request, refusal error) {
	ctx, cancel := context.WithCancelCause(r.Context())
	defer cancel(nil)
	s := &stream{t: t, w: w, control: http.NewResponseController(w), cancel: cancel}
	if refusal != nil {
		s.begin()
		s.result(Encode(t.failure(ctx, refusal)))
		s.complete()
		t.observer.Operation(SSE, "", fault.From(refusal).Kind.Code(), 0)
		return
	}
	if op.Kind != document.Subscription {
		response := t.execute(ctx, op, request.Variables)
		s.begin()
		s.result(Encode(response))
		s.complete()
		return
	}
	release, err := t.holdStream(id)
	if err != nil {
		t.refuse(w, r, mediaJSON, http.StatusUnauthorized, err)
		return
	}
	defer release()
	leave, ok := t.enter(s)
	if !ok {
		t.refuse(w, r, mediaJSON, http.StatusServiceUnavailable, stopping())
		return
	}
	defer leave()
	stop := t.auth.Watch(id, cancel)
	defer stop()
	s.subscription(ctx, op, request.Variables)
}

// holdStream takes a place for a stream of this user.
func (t *Transport) holdStream(id identity.Identity) (release func(), err error) {
	if id.Kind != identity.User {
		return nil, fault.SignInNeeded()
	}
	if !t.quotas.inits.Take(id.UserID) {
		return nil, fault.TooMany(time.Second, "You open connections faster than %d a second.", t.options.InitsPerSecond)
	}
	if !t.quotas.connections.acquire(id.UserID) {
		return nil, fault.TooMany(10*time.Second, "You have %d connections open, which is the maximum.", t.options.ConnectionsPerUser)
	}
	t.observer.Connections(SSE, 1)
	return func() {
		t.observer.Connections(SSE, -1)
		t.quotas.connections.release(id.UserID)
	}, nil
}

func (s *stream) subscription(ctx context.Context, op *document.Operation, variables map[string]any) {
	source, err := s.t.subscribe(ctx, op, variables)
	ctx = telemetry.Untraced(ctx)
	s.begin()
	defer s.close()
	if err != nil {
		s.fail(ctx, err)
		return
	}
	defer source.Close()
	s.t.observer.Subscriptions(1)
	defer s.t.observer.Subscriptions(-1)
	for {
		message, err := next(ctx, source)
		cause := context.Cause(ctx)
		over, isFault := errors.AsType[*fault.Error](cause)
		switch {
		case isFault: // about the session
			s.fail(ctx, over)
			return
		case cause != nil: // the client has gone, or is to come back to another process
			return
		case errors.Is(err, io.EOF):
			s.complete()
			return
		case err != nil:
			s.fail(ctx, err)
			return
		}
		s.result(message)
		s.t.observer.Delivered()
	}
}

// begin sends the header at once, so that the client knows it is connected before the first event.
func (s *stream) begin() {
	header := s.w.Header()
	header.Set("Content-Type", "text/event-stream; charset=utf-8")
	header.Set("X-Accel-Buffering", "no") // NGINX would keep events until its buffer is full
	_ = s.control.SetReadDeadline(time.Time{})
	s.mu.Lock()
	s.quiet = time.AfterFunc(s.t.options.KeepAlive, s.keepAlive)
	s.mu.Unlock()
	s.write([]byte(":\n\n"))
}

func (s *stream) keepAlive() { s.write([]byte(":\n\n")) }

// result sends one execution result.
func (s *stream) result(payload []byte) {
	if bytes.ContainsAny(payload, "\r\n") { // a line break would end the field
		var compact bytes.Buffer
		if json.Compact(&compact, payload) == nil {
			payload = compact.Bytes()
		}
	}
	message := make([]byte, 0, len(payload)+24)
	message = append(message, "event: next\ndata: "...)
	message = append(message, payload...)
	s.write(append(message, "\n\n"...))
}

// fail sends an error as the last result.
func (s *stream) fail(ctx context.Context, err error) {
	s.result(Encode(s.t.failure(ctx, err)))
	s.complete()
}

func (s *stream) complete() {
	s.write([]byte("event: complete\ndata:\n\n"))
	s.close()
}

// write sends bytes within the time that the client has to take them; a client that does not is left.
func (s *stream) write(message []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return
	}
	s.quiet.Reset(s.t.options.KeepAlive)
	_ = s.control.SetWriteDeadline(time.Now().Add(s.t.options.WriteWithin)) // not every writer has one
	_, err := s.w.Write(message)
	if err == nil {
		err = s.control.Flush()
	}
	if err != nil {
		s.closed = true
		s.quiet.Stop()
		s.cancel(err)
	}
}

// close ends writing: afterwards the answer's writer is no longer ours.
func (s *stream) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.closed = true
	s.quiet.Stop()
}

func (s *stream) drain(context.Context) { s.cancel(errDrained) }

func stopping() error { return fault.Down(time.Second, false, "This process is stopping; try again.") }
