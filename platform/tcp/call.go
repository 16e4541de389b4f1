package tcp

import (
	"context"
	"fmt"
	"reflect"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/connectivity"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"
	"google.golang.org/grpc/status"

	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/telemetry"
)

const (
	// tries is how often one call is sent at most.
	tries = 3
	// pause is the wait before the second try, four times as long before the third: a restart takes a moment.
	pause = 50 * time.Millisecond
)

// call makes a call, in as many tries as are allowed, and fills the answer.
func (p *Peer) call(ctx context.Context, method string, in body, out any, marks []Mark) error {
	read, within := false, DefaultTimeout
	for _, m := range marks {
		read = read || m.read
		if m.within > 0 {
			within = m.within
		}
	}
	begin := time.Now()
	ctx, span := telemetry.Call(ctx, method)
	ctx, cancel := context.WithTimeout(ctx, within)
	defer cancel()
	if p.options.Twice && read {
		_ = p.persist(ctx, span, method, in, reflect.New(reflect.TypeOf(out).Elem()).Interface(), read)
	}
	err := p.persist(ctx, span, method, in, out, read)
	outcome := ok
	if err != nil {
		outcome = fault.From(err).Kind.Code()
	}
	p.options.Observer.Called(method, outcome, time.Since(begin))
	span.End(outcome)
	return err
}

// persist tries again where that is harmless: a call that was not begun, and a read that got no answer.
func (p *Peer) persist(ctx context.Context, span telemetry.Span, method string, in body, out any, read bool) error {
	for try, wait := 1, pause; ; try, wait = try+1, 4*wait {
		last := p.try(ctx, method, in, out)
		if !last.lost {
			p.credit.earn()
			return last.err
		}
		again := read || !last.begun
		if !again || try == tries || ctx.Err() != nil || !p.credit.spend() || !p.rest(ctx, jitter(wait)) {
			return last.err
		}
		p.options.Observer.Repeated(method)
		span.Again()
	}
}

// rest waits before the next try: so long, or until somebody is there again where nobody was, which is looked at once.
// It returns false when ctx ends.
func (p *Peer) rest(ctx context.Context, wait time.Duration) bool {
	state := p.conn.GetState()
	if state == connectivity.Ready {
		return sleep(ctx, wait) // one of several addresses fails, or the module has too much to do
	}
	p.conn.ResetConnectBackoff() // who was away for long is looked at rarely, and may have come back just before the last one left
	waiting, cancel := context.WithTimeout(ctx, wait)
	defer cancel()
	for state != connectivity.Ready && p.conn.WaitForStateChange(waiting, state) {
		state = p.conn.GetState()
	}
	return ctx.Err() == nil
}

// outcome is how a try ended.
type outcome struct {
	err error
	// lost says that no module has answered, and begun that one may have worked on it.
	lost, begun bool
}

// try sends a call once.
func (p *Peer) try(ctx context.Context, method string, in body, out any) outcome {
	caller, err := p.options.Keys.CallerToken(identity.From(ctx))
	if err != nil {
		return outcome{err: err}
	}
	pairs := []string{tokenKey, bearer + caller}
	if id := telemetry.RequestID(ctx); id != "" {
		pairs = append(pairs, requestKey, id)
	}
	if at := telemetry.Traceparent(ctx); at != "" {
		pairs = append(pairs, telemetry.TraceparentKey, at)
	}
	var trailer metadata.MD
	var at peer.Peer
	err = p.conn.Invoke(metadata.AppendToOutgoingContext(ctx, pairs...), pathOf(method), in, out, grpc.Trailer(&trailer), grpc.Peer(&at))
	if err == nil {
		return outcome{}
	}
	err = where{error: err, method: method, at: at}
	if packed := first(trailer, faultKey); packed != "" {
		return answered(packed, err)
	}
	return unanswered(ctx, err, at.Addr != nil)
}

// where says which call to whom an error is about, for the log.
type where struct {
	error

	method string
	at     peer.Peer
}

// Error implements error.
func (w where) Error() string {
	if w.at.Addr == nil {
		return fmt.Sprintf("calling %s: %v", w.method, w.error)
	}
	return fmt.Sprintf("calling %s at %s: %v", w.method, w.at.Addr, w.error)
}

// Unwrap gives what went wrong.
func (w where) Unwrap() error { return w.error }

// answered reads the fault that a module answered with.
func answered(packed string, cause error) outcome {
	var w wireFault
	if err := decode([]byte(packed), &w); err != nil {
		return outcome{err: fmt.Errorf("%w: %w", cause, err), begun: true}
	}
	f := w.unpack(status.Code(cause))
	if f.Kind == fault.Internal {
		f = fault.From(fmt.Errorf("%w: incident %s in its log", cause, w.Incident))
	}
	return outcome{err: f, lost: w.Refused, begun: !w.Refused}
}

// unanswered says what it means that a call failed on its way. sent says that it has left this process.
func unanswered(ctx context.Context, cause error, sent bool) outcome {
	if ctx.Err() != nil {
		return outcome{err: tooLate(sent, fmt.Errorf("%w: %w", ctx.Err(), cause)), lost: true, begun: sent}
	}
	switch status.Code(cause) {
	case codes.DeadlineExceeded, codes.Canceled: // the other side's clock was a little faster
		return outcome{err: tooLate(sent, cause), lost: true, begun: sent}
	case codes.Unavailable:
		return outcome{err: outOfReach(sent, cause), lost: true, begun: sent}
	case codes.Unimplemented:
		// The other side is older than this one: modules are rolled out before those who call them.
		return outcome{err: outOfReach(false, cause), lost: true}
	case codes.Unauthenticated:
		// The port does not believe this process, which says nothing about the session of who is waiting here.
		return outcome{err: outOfReach(false, cause), lost: true}
	case codes.ResourceExhausted:
		return outcome{err: fault.New(fault.TooComplex, "This is too much at once; ask for less.").Because(cause), begun: true}
	default:
		return outcome{err: fault.From(cause), begun: true}
	}
}
