package tcp

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/keepalive"

	"tasklane/platform/lifecycle"
	"tasklane/platform/telemetry"
	"tasklane/platform/token"
)

// ServerOptions say how a server listens. Addr and Keys are needed; zero values of the rest are the defaults named.
type ServerOptions struct {
	// Addr is where it listens, and Variable the setting that holds it, for the message about a port that is taken.
	Addr, Variable string
	// Keys verify who calls.
	Keys *token.Keys
	// TLS is mutual; without it the network between the modules must be trusted.
	TLS TLS
	// Log is slog.Default().
	Log *slog.Logger
	// Observer counts; nobody.
	Observer Observer
	// Tracer records the calls of those who record theirs; nil: none.
	Tracer *telemetry.Tracer
	// MaxConnections are open at once, 1,024; one more is closed at once.
	MaxConnections int
	// MaxCalls run at once, 512, over all connections; one more is refused before it begins. A connection has a quarter of them.
	MaxCalls int
	// MaxRequest is the greatest request in bytes; DefaultMaxRequest.
	MaxRequest int
	// Listening is called with the address that it listens at, before the first call. It may be nil.
	Listening func(net.Addr)
}

// DefaultMaxRequest is twice of what the API takes by default, in bytes.
const DefaultMaxRequest = 4 << 20

func (o ServerOptions) withDefaults() ServerOptions {
	o.Log = cmp.Or(o.Log, slog.Default())
	if o.Observer == nil {
		o.Observer = Unobserved{}
	}
	o.MaxConnections = cmp.Or(o.MaxConnections, 1024)
	o.MaxCalls = cmp.Or(o.MaxCalls, 512)
	o.MaxRequest = cmp.Or(o.MaxRequest, DefaultMaxRequest)
	return o
}

const (
	// callers is how many connections it takes to fill a server. What is too much for one waits at the caller's side for its
	// turn; beyond MaxCalls it would be refused, and come again.
	callers = 4
	// handshakeWithin is what a connection has to say that it speaks our protocol.
	handshakeWithin = 3 * time.Second
	// workers answer calls one after the other, on stacks that have grown to what an answer takes; where all are busy, a call
	// gets a goroutine of its own.
	workers = 16
	// maxHeader is many times what our calls and faults put into theirs.
	maxHeader = 32 << 10
	// A side that hears nothing for pingEvery asks, and gives the other up after pongWithin: a machine that is gone, or
	// a process that is stopped, does not say goodbye. grpc does not ask more often.
	pingEvery  = 10 * time.Second
	pongWithin = 5 * time.Second
)

// Server answers the calls of other processes.
type Server struct {
	options ServerOptions
	methods map[string]served
	slots   chan struct{} // one for each call that runs
	grpc    *grpc.Server
	wrong   error // what was registered wrongly

	listener net.Listener
}

// served is a method with what answers it.
type served struct {
	Method
	do func(ctx context.Context, decode func(into any) error) (body, error)
}

// ping is answered by every server, to whoever may call at all.
const ping = "tcp.Ping"

// NewServer makes a server that answers nothing yet: give it methods with Handle, then run its Unit. The TLS files are
// read once, so that a mistake shows here.
func NewServer(o ServerOptions) (*Server, error) {
	if o.Addr == "" || o.Keys == nil {
		return nil, errors.New("a server of modules needs an address and keys")
	}
	credentials, err := o.TLS.credentials()
	if err != nil {
		return nil, err
	}
	o = o.withDefaults()
	s := &Server{options: o, methods: map[string]served{}, slots: make(chan struct{}, o.MaxCalls)}
	s.grpc = grpc.NewServer(
		grpc.Creds(credentials),
		grpc.ForceServerCodecV2(codec{}),
		grpc.InTapHandle(s.admit),
		grpc.MaxRecvMsgSize(o.MaxRequest),
		grpc.MaxHeaderListSize(maxHeader),
		grpc.MaxConcurrentStreams(uint32(max(1, o.MaxCalls/callers))),
		grpc.ConnectionTimeout(handshakeWithin),
		grpc.NumStreamWorkers(workers),
		grpc.KeepaliveParams(keepalive.ServerParameters{Time: pingEvery, Timeout: pongWithin}),
		grpc.KeepaliveEnforcementPolicy(keepalive.EnforcementPolicy{MinTime: pingEvery / 2, PermitWithoutStream: true}),
	)
	Handle(s, ping, func(context.Context, None) (None, error) { return None{}, nil })
	return s, nil
}

// Load is how many calls run now, and how many may at most.
func (s *Server) Load() (running, most int) { return len(s.slots), cap(s.slots) }

func (s *Server) handle(m Method, do func(context.Context, func(any) error) (body, error)) {
	if _, twice := s.methods[m.Name]; twice {
		s.wrong = errors.Join(s.wrong, fmt.Errorf("%s is served twice", m.Name))
	}
	s.methods[m.Name] = served{m, do}
}

// Unit makes the server a unit that starts after the named ones. Start takes the port; when it stops, callers are told
// to go elsewhere, calls that are under way are finished, and what is not done when the grace is over is cut off.
func (s *Server) Unit(after ...string) lifecycle.Unit {
	return lifecycle.Unit{
		Name: "module calls", After: after,
		Start: s.start,
		Run: func(ctx context.Context) error {
			if err := s.grpc.Serve(s.listener); err != nil && !errors.Is(err, grpc.ErrServerStopped) {
				return err
			}
			<-ctx.Done() // Stop is not through yet
			return nil
		},
		Stop: s.stop,
	}
}

func (s *Server) start(ctx context.Context) error {
	if s.wrong != nil {
		return s.wrong
	}
	description := grpc.ServiceDesc{ServiceName: service}
	for name, m := range s.methods {
		description.Methods = append(description.Methods, grpc.MethodDesc{MethodName: name, Handler: s.answer(m)})
	}
	s.grpc.RegisterService(&description, nil)
	listener, err := lifecycle.Listen(ctx, s.options.Variable, s.options.Addr)
	if err != nil {
		return err
	}
	s.listener = limit(listener, s.options.MaxConnections)
	if s.options.Listening != nil {
		s.options.Listening(listener.Addr())
	}
	return nil
}

func (s *Server) stop(grace context.Context) error {
	done := make(chan struct{})
	go func() {
		defer close(done)
		s.grpc.GracefulStop()
	}()
	select {
	case <-done:
		return nil
	case <-grace.Done():
		s.grpc.Stop()
		return errors.New("calls are still under way; they are cut off")
	}
}
