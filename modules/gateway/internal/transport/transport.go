// Package transport speaks GraphQL over HTTP, WebSocket (graphql-transport-ws) and server-sent events
// (graphql-sse, distinct connections) on one path. It decides who calls and whether the request is one that
// may be executed, and knows no resolver: what it executes with is an Engine.
package transport

import (
	"context"
	"log/slog"
	"net/http"
	"strings"
	"sync"

	"tasklane/modules/gateway/internal/document"
)

// Transport is the handler of the GraphQL path.
type Transport struct {
	options   Options
	catalog   *document.Catalog
	engine    Engine
	auth      Authenticator
	log       *slog.Logger
	observer  Observer
	origins   map[string]bool
	quotas    quotas
	beginning chan struct{} // one for each that begins

	mu       sync.Mutex
	draining bool
	open     map[drainer]struct{}
	running  sync.WaitGroup
	buffers  sync.Pool // of *[]byte, for messages
}

// drainer is a connection that outlives requests: a socket or a stream.
type drainer interface {
	// drain finishes what runs and then closes; it returns when the connection is closed or ctx has ended.
	drain(ctx context.Context)
}

// New makes the handler. The observer may be nil.
func New(options Options, catalog *document.Catalog, engine Engine, auth Authenticator, log *slog.Logger, observer Observer) *Transport {
	if observer == nil {
		observer = unobserved{}
	}
	options = options.withDefaults()
	t := &Transport{
		options: options, catalog: catalog, engine: engine, auth: auth, log: log, observer: observer,
		origins: map[string]bool{}, quotas: newQuotas(options), beginning: make(chan struct{}, options.Beginning), open: map[drainer]struct{}{},
		buffers: sync.Pool{New: func() any { return new([]byte) }},
	}
	for _, origin := range options.Origins {
		t.origins[strings.ToLower(strings.TrimSuffix(origin, "/"))] = true
	}
	return t
}

// ServeHTTP answers one request, or turns it into a socket or a stream.
func (t *Transport) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	ctx, _ := identified(r.Context())
	r = r.WithContext(ctx)
	header := w.Header()
	header.Set("Cache-Control", "no-store")
	header.Set("X-Content-Type-Options", "nosniff")
	switch {
	case isUpgrade(r):
		t.serveSocket(w, r)
	case r.Method == http.MethodGet || r.Method == http.MethodPost:
		t.serveRequest(w, r)
	default:
		header.Set("Allow", "GET, POST")
		t.refuse(w, r, mediaJSON, http.StatusMethodNotAllowed, invalidRequest("", "Use GET or POST."))
	}
}

// Drain refuses new sockets and streams, lets running queries and mutations finish, and closes sockets with
// 1001 and streams without their end, so that clients come back to another process. It returns when all are
// closed or ctx has ended.
func (t *Transport) Drain(ctx context.Context) {
	t.mu.Lock()
	t.draining = true
	open := make([]drainer, 0, len(t.open))
	for d := range t.open {
		open = append(open, d)
	}
	t.mu.Unlock()
	for _, d := range open {
		go d.drain(ctx)
	}
	done := make(chan struct{})
	go func() {
		t.running.Wait()
		close(done)
	}()
	select {
	case <-done:
	case <-ctx.Done():
	}
}

// enter registers a long-lived connection; it is refused while draining. The caller calls leave once.
func (t *Transport) enter(d drainer) (leave func(), ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.draining {
		return nil, false
	}
	t.open[d] = struct{}{}
	t.running.Add(1)
	return func() {
		t.mu.Lock()
		delete(t.open, d)
		t.mu.Unlock()
		t.running.Done()
	}, true
}
