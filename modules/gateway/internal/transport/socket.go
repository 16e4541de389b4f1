package transport

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/coder/websocket"

	"tasklane/platform/identity"
	"tasklane/platform/telemetry"
)

const subprotocol = "graphql-transport-ws"

// The close codes of graphql-transport-ws, and those of WebSocket that are used here.
const (
	closeInvalid       websocket.StatusCode = 4400
	closeUnauthorized  websocket.StatusCode = 4401
	closeForbidden     websocket.StatusCode = 4403
	closeSubprotocol   websocket.StatusCode = 4406
	closeInitTimeout   websocket.StatusCode = 4408
	closeDuplicate     websocket.StatusCode = 4409
	closeTooMany       websocket.StatusCode = 4429
	closeGoingAway                          = websocket.StatusGoingAway
	closeTryAgainLater                      = websocket.StatusTryAgainLater
	closeInternalError                      = websocket.StatusInternalError
)

// socket is one WebSocket connection. Idle, it has one goroutine, which reads; pings and the session's end come
// by timers and callbacks.
type socket struct {
	t             *Transport
	conn          *websocket.Conn
	info          *Info
	address       string // of the client
	authorization string // of the upgrade request
	pending       func() // called once the socket has said who it is
	ctx           context.Context
	cancel        context.CancelFunc
	initTimer     *time.Timer
	pingTimer     *time.Timer

	// over is set before the connection is closed: nothing is written afterwards.
	over    atomic.Bool
	writing sync.Mutex

	mu          sync.Mutex
	initialised bool // connection_init has come
	accepted    bool // and was answered
	draining    bool
	caller      identity.Identity
	operations  map[string]*running
	calls       sync.WaitGroup // operations that are not streaming; Add only under mu, not when draining
	all         sync.WaitGroup // every goroutine of an operation
	release     []func()       // what to give back when the socket is closed
}

func isUpgrade(r *http.Request) bool {
	return strings.EqualFold(r.Header.Get("Upgrade"), "websocket")
}

// serveSocket accepts a socket. It is served by a goroutine of its own: this one has the stack of everything
// that handles requests, and would keep it, and the request, for as long as the socket lives.
func (t *Transport) serveSocket(w http.ResponseWriter, r *http.Request) {
	if t.foreign(r) {
		http.Error(w, "This site's sockets are for its own pages.", http.StatusForbidden)
		return
	}
	address := ClientAddress(r, t.options.TrustedProxies)
	network := identity.Network(address)
	if !t.quotas.pending.acquire(network) {
		w.Header().Set("Retry-After", "1")
		http.Error(w, "Too many sockets of this address wait for their connection_init.", http.StatusTooManyRequests)
		return
	}
	pending := sync.OnceFunc(func() { t.quotas.pending.release(network) })
	ctx := telemetry.WithLogger(telemetry.WithRequestID(context.Background(), telemetry.RequestID(r.Context())), t.log) //nolint:forbidigo // a socket outlives its request and keeps nothing of it
	ctx, cancel := context.WithCancel(ctx)
	s := &socket{
		t: t, info: t.info(r, WebSocket), address: address, authorization: r.Header.Get("Authorization"),
		ctx: ctx, cancel: cancel, operations: map[string]*running{}, pending: pending,
	}
	leave, ok := t.enter(s)
	if !ok {
		cancel()
		pending()
		w.Header().Set("Retry-After", "1")
		http.Error(w, "This process is stopping; try again.", http.StatusServiceUnavailable)
		return
	}
	// The origin was checked above, against more than the library knows of.
	conn, err := websocket.Accept(smallBuffers{w}, r, &websocket.AcceptOptions{Subprotocols: []string{subprotocol}, InsecureSkipVerify: true})
	if err != nil { // Accept has answered
		cancel()
		pending()
		leave()
		return
	}
	go s.serve(conn, leave)
}

// serve serves the socket until it is closed.
func (s *socket) serve(conn *websocket.Conn, leave func()) {
	defer leave()
	defer s.pending()
	s.attach(conn)
	s.t.observer.Connections(WebSocket, 1)
	defer s.t.observer.Connections(WebSocket, -1)
	defer s.free()
	if conn.Subprotocol() != subprotocol {
		s.end(closeSubprotocol, "Subprotocol not acceptable")
		return
	}
	s.read()
}

// attach gives the socket its connection and starts the clock for connection_init. A drain may have asked
// already.
func (s *socket) attach(conn *websocket.Conn) {
	conn.SetReadLimit(s.t.options.BodyBytes)
	s.mu.Lock()
	s.conn = conn
	draining := s.draining
	s.initTimer = time.AfterFunc(s.t.options.InitWithin, func() { s.end(closeInitTimeout, "Connection initialisation timeout") })
	s.mu.Unlock()
	if draining {
		go s.end(closeGoingAway, "Going away")
	}
}

// stopInitTimer lets go of the clock too; mu is held.
func (s *socket) stopInitTimer() {
	if s.initTimer != nil {
		s.initTimer.Stop()
		s.initTimer = nil
	}
}

// read handles messages until the connection is closed, from either side. Each is handled in a goroutine of its own,
// which is waited for: this one's stack would keep what handling has once taken, for as long as the socket lives.
func (s *socket) read() {
	for {
		kind, data, err := s.conn.Read(context.Background()) //nolint:forbidigo // it ends when the connection does
		if err != nil {
			return
		}
		if s.over.Load() {
			continue // until the other side has closed too
		}
		if kind != websocket.MessageText {
			s.end(closeInvalid, "Messages are text")
			return
		}
		var handling sync.WaitGroup
		handling.Go(func() { s.guarded(data) })
		handling.Wait()
	}
}

// guarded ends the socket, and nothing else, when handling a message panics.
func (s *socket) guarded(data []byte) {
	defer func() {
		if value := recover(); value != nil {
			_ = s.t.failure(s.ctx, panicked(value)) // for the log
			s.end(closeInternalError, "Internal error")
		}
	}()
	s.handle(data)
}

// end closes the connection from this side. Only the first reason counts.
func (s *socket) end(code websocket.StatusCode, reason string) {
	if s.over.Swap(true) {
		return
	}
	s.cancel()
	_ = s.conn.Close(code, reason) // an error says that the other side was quicker
}

// free ends what belongs to the socket once it is closed.
func (s *socket) free() {
	s.over.Store(true)
	s.cancel()
	_ = s.conn.CloseNow() // it may be closed already
	s.all.Wait()
	s.mu.Lock()
	s.stopInitTimer()
	if s.pingTimer != nil {
		s.pingTimer.Stop()
	}
	release := s.release
	s.release = nil
	s.mu.Unlock()
	for _, f := range release {
		f()
	}
}

// ping finds half-open connections: one whose other side does not answer is dropped.
func (s *socket) ping() {
	ctx, cancel := context.WithTimeout(s.ctx, s.t.options.PongWithin)
	defer cancel()
	if err := s.conn.Ping(ctx); err != nil {
		s.drop()
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pingTimer.Reset(s.t.options.PingEvery)
}

// drop leaves a client that cannot be reached any more.
func (s *socket) drop() {
	s.over.Store(true)
	s.cancel()
	_ = s.conn.CloseNow()
}

// drain lets queries and mutations finish, starts no new ones, and closes with 1001, after which clients
// connect again.
func (s *socket) drain(ctx context.Context) {
	s.mu.Lock()
	s.draining = true
	attached := s.conn != nil
	s.mu.Unlock()
	finished := make(chan struct{})
	go func() {
		s.calls.Wait()
		close(finished)
	}()
	select {
	case <-finished:
	case <-ctx.Done():
	}
	if attached {
		s.end(closeGoingAway, "Going away")
	}
}
