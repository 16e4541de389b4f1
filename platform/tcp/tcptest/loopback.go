// Package tcptest puts a module on the other side of a socket, for tests: whatever its suite demands of it here, it must
// show there as well.
package tcptest

import (
	"context"
	"log/slog"
	"net"
	"testing"
	"time"

	"tasklane/platform/tcp"
	"tasklane/platform/token"
)

// Keys are those of all processes of a test.
func Keys(t testing.TB) *token.Keys {
	t.Helper()
	keys, err := token.New([][]byte{[]byte("a secret between modules in tests")})
	if err != nil {
		t.Fatal(err)
	}
	return keys
}

// Option changes how Loopback calls.
type Option func(*tcp.PeerOptions)

// Twice sends each call twice that may be repeated: a read that is none shows.
func Twice(o *tcp.PeerOptions) { o.Twice = true }

// ObservedBy counts the calls.
func ObservedBy(observer tcp.Observer) Option {
	return func(o *tcp.PeerOptions) { o.Observer = observer }
}

// Loopback serves on a free port of this machine what register registers, and gives a peer that calls it, until the
// test ends.
func Loopback(t testing.TB, register func(*tcp.Server), options ...Option) *tcp.Peer {
	t.Helper()
	addr := Serve(t, tcp.ServerOptions{}, register).String()
	o := tcp.PeerOptions{Name: "loopback", Addr: addr}
	for _, option := range options {
		option(&o)
	}
	return Peer(t, o)
}

// Peer makes a peer until the test ends. It has the tests' keys unless it has others.
func Peer(t testing.TB, o tcp.PeerOptions) *tcp.Peer {
	t.Helper()
	if o.Keys == nil {
		o.Keys = Keys(t)
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	p, err := tcp.NewPeer(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = p.Close() })
	return p
}

// Serve runs a server until the test ends and says where it listens: at a free port unless the options name one. It has
// the tests' keys unless it has others.
func Serve(t testing.TB, o tcp.ServerOptions, register func(*tcp.Server)) net.Addr {
	t.Helper()
	addr, _ := Start(t, o, register)
	return addr
}

// Start is Serve with a way to stop earlier, within a grace.
func Start(t testing.TB, o tcp.ServerOptions, register func(*tcp.Server)) (at net.Addr, stop func(grace time.Duration) error) {
	t.Helper()
	if o.Keys == nil {
		o.Keys = Keys(t)
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Addr == "" {
		o.Addr = "127.0.0.1:0"
	}
	o.Listening = func(a net.Addr) { at = a }
	server, err := tcp.NewServer(o)
	if err != nil {
		t.Fatal(err)
	}
	register(server)
	unit := server.Unit()
	if err := unit.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	life, end := context.WithCancel(context.WithoutCancel(t.Context()))
	ended := make(chan error, 1)
	go func() { ended <- unit.Run(life) }()
	stopped := false
	stop = func(grace time.Duration) error {
		if stopped {
			return nil
		}
		stopped = true
		ctx, cancel := context.WithTimeout(life, grace)
		defer cancel()
		err := unit.Stop(ctx)
		end()
		if err := <-ended; err != nil {
			t.Errorf("the server's end: %v", err)
		}
		return err
	}
	t.Cleanup(func() { _ = stop(time.Second) })
	return at, stop
}
