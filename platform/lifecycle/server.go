package lifecycle

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"syscall"
	"time"
)

// The limits of a connection. A handler that reads or writes for longer (an event stream) lifts them for
// itself with http.ResponseController; a socket that is taken over has none.
const (
	headerTimeout  = 10 * time.Second
	requestTimeout = 30 * time.Second
	answerTimeout  = 60 * time.Second
	idleTimeout    = 2 * time.Minute
	maxHeaderBytes = 32 << 10
)

// Server is an HTTP listener as a unit.
type Server struct {
	Name string
	// Variable is the setting that holds Addr, for the message about a port that is taken.
	Variable, Addr string
	Handler        http.Handler
	Log            *slog.Logger
	// Closing is called when the listener begins to close, for what Shutdown does not end: sockets that
	// were taken over, and event streams. It may be nil.
	Closing func()
	// Listening is called with the address that it listens at, before the first request. It may be nil.
	Listening func(net.Addr)
}

// Unit makes the listener a unit that starts after the named ones. Start takes the port; requests that
// are under way when it stops are finished.
func (s Server) Unit(after ...string) Unit {
	var listener net.Listener
	var leaving atomic.Bool
	server := s.server()
	server.Handler = hangUpWhen(&leaving, server.Handler)
	return Unit{
		Name:  s.Name,
		After: after,
		Start: func(ctx context.Context) (err error) {
			if listener, err = Listen(ctx, s.Variable, s.Addr); err != nil {
				return err
			}
			listener = untilTheLast(listener)
			if s.Listening != nil {
				s.Listening(listener.Addr())
			}
			return nil
		},
		Run: func(ctx context.Context) error {
			err := server.Serve(listener)
			if errors.Is(err, http.ErrServerClosed) {
				<-ctx.Done() // Stop is not through yet
				return nil
			}
			return err
		},
		Leave: func() { leaving.Store(true) },
		Stop: func(ctx context.Context) error {
			err := server.Shutdown(ctx)
			if err != nil {
				err = errors.Join(err, server.Close())
			}
			return err
		},
	}
}

// hangUpWhen lets each connection end with its answer once the process is leaving. Shutdown would find it open and idle,
// close it, and fail the request that a proxy was about to send: a POST is sent twice by nobody.
func hangUpWhen(leaving *atomic.Bool, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if leaving.Load() {
			w.Header().Set("Connection", "close")
		}
		next.ServeHTTP(w, r)
	})
}

func (s Server) server() *http.Server {
	server := &http.Server{
		Handler:           s.Handler,
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       requestTimeout,
		WriteTimeout:      answerTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
	}
	if s.Log != nil {
		server.ErrorLog = slog.NewLogLogger(s.Log.Handler(), slog.LevelDebug)
	}
	if s.Closing != nil {
		server.RegisterOnShutdown(s.Closing)
	}
	return server
}

// Listen takes a TCP address. The error is one line that says what to do about the setting that holds it.
func Listen(ctx context.Context, variable, addr string) (net.Listener, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", addr)
	switch {
	case err == nil:
		return listener, nil
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("%s: %s is in use by another program; choose another address", variable, addr)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("%s: %s needs more rights than this user has; choose a port above 1023", variable, addr)
	default:
		return nil, fmt.Errorf("%s: %s cannot be listened at: %w", variable, addr, err)
	}
}
