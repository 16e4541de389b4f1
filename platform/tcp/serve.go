package tcp

import (
	"context"
	"log/slog"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/peer"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/tap"

	"tasklane/platform/fault"
	"tasklane/platform/identity"
	"tasklane/platform/telemetry"
)

// What a call says of itself beside its body.
const (
	tokenKey   = "authorization"
	bearer     = "Bearer "
	requestKey = "x-request-id"
)

// admit looks at a call when its headers are there, before anything of its body is read. A caller without a good
// internal token hears nothing but that, whatever it asks for.
func (s *Server) admit(ctx context.Context, call *tap.Info) (context.Context, error) {
	raw, _ := strings.CutPrefix(first(call.Header, tokenKey), bearer)
	caller, err := s.options.Keys.Caller(ctx, raw)
	if err != nil {
		s.options.Observer.Served("", fault.Unauthenticated.Code(), 0)
		s.options.Log.DebugContext(ctx, "a call was refused", slog.String("from", addressOf(ctx)), slog.Any("error", err))
		return ctx, status.Error(codes.Unauthenticated, fault.From(err).Message)
	}
	ctx = telemetry.WithLogger(telemetry.WithRequestID(ctx, first(call.Header, requestKey)), s.options.Log)
	return identity.With(ctx, caller), nil
}

func first(md metadata.MD, key string) string {
	if values := md.Get(key); len(values) > 0 {
		return values[0]
	}
	return ""
}

// traceparent is the caller's place in its trace.
func traceparent(ctx context.Context) string {
	if values := metadata.ValueFromIncomingContext(ctx, telemetry.TraceparentKey); len(values) > 0 {
		return values[0]
	}
	return ""
}

func addressOf(ctx context.Context) string {
	if p, ok := peer.FromContext(ctx); ok && p.Addr != nil {
		return p.Addr.String()
	}
	return ""
}

// answer is what grpc calls for a method.
func (s *Server) answer(m served) grpc.MethodHandler {
	return func(_ any, ctx context.Context, decode func(into any) error, _ grpc.UnaryServerInterceptor) (any, error) {
		begin := time.Now()
		ctx, span := s.options.Tracer.Answer(ctx, traceparent(ctx), m.Name)
		answer, failed := s.run(ctx, m, decode)
		outcome := ok
		if failed != nil {
			outcome = failed.Kind
		}
		s.options.Observer.Served(m.Name, outcome, time.Since(begin))
		span.End(outcome)
		if failed == nil {
			return answer, nil
		}
		packed, err := encode(failed)
		if err != nil {
			return nil, err
		}
		if err := grpc.SetTrailer(ctx, metadata.Pairs(faultKey, string(packed))); err != nil {
			return nil, err
		}
		return nil, status.Error(codeOf(kindOf(failed.Kind, codes.Internal)), failed.Message)
	}
}

// run does the work of a call, if there is room for one more.
func (s *Server) run(ctx context.Context, m served, decode func(into any) error) (answer body, failed *wireFault) {
	select {
	case s.slots <- struct{}{}:
		defer func() { <-s.slots }()
	default:
		full := pack(outOfReach(false, nil))
		full.Refused = true
		return nil, &full
	}
	defer func() {
		if recovered := recover(); recovered != nil {
			answer, failed = nil, masked(telemetry.Panicked(ctx, recovered))
		}
	}()
	answer, err := m.do(ctx, decode)
	if err != nil {
		return nil, wired(ctx, m.Name, err)
	}
	return answer, nil
}

// wired is what the caller hears of an error. What is no fault is logged here, and only its id goes out.
func wired(ctx context.Context, method string, err error) *wireFault {
	f := fault.From(err)
	switch {
	case f.Kind != fault.Internal:
	case ended(err):
		f = tooLate(true, err)
	default:
		return masked(telemetry.Incident(ctx, "a call failed", err, slog.String("method", method)))
	}
	packed := pack(f)
	return &packed
}

func masked(incident string) *wireFault {
	return &wireFault{Kind: fault.Internal.Code(), Incident: incident}
}
