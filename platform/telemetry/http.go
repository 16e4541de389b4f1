package telemetry

import (
	"bufio"
	"log/slog"
	"net"
	"net/http"
	"time"
)

// HTTP is the outermost layer of a listener: request ids, one log line and one measurement per request,
// and panics that end one request and not the process.
type HTTP struct {
	Log     *slog.Logger
	Metrics *Metrics
	// Tracer begins a trace for each request; nil: there are none.
	Tracer *Tracer
	// Route names the pattern that served a request once it has been served, such as "/assets/*": paths
	// would make as many time series as there are tasks. It may be nil.
	Route func(*http.Request) string
	// Client is the address that the log shows; it may be nil for the connection's.
	Client func(*http.Request) string
}

// Wrap puts the layer around a handler.
func (h HTTP) Wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begin := time.Now()
		ctx := WithLogger(WithRequestID(r.Context(), r.Header.Get("X-Request-Id")), h.Log)
		ctx, span := h.Tracer.request(ctx, r.Method)
		r = r.WithContext(ctx)
		h.Metrics.Requests.Inc()
		w.Header().Set("X-Request-Id", RequestID(ctx))
		seen := &recorder{ResponseWriter: w}
		defer func() {
			// net/http's own way to drop a connection: it stays one.
			aborted := false
			if recovered := recover(); recovered == http.ErrAbortHandler { //nolint:errorlint // compared as net/http does
				aborted = true
			} else if recovered != nil {
				h.Metrics.Panics.Inc()
				seen.fail(Panicked(ctx, recovered))
			}
			h.Metrics.Requests.Dec()
			h.note(r, seen, span, time.Since(begin))
			if aborted {
				panic(http.ErrAbortHandler) //nolint:forbidigo // to net/http, which asked for it
			}
		}()
		next.ServeHTTP(seen, r)
	})
}

// note writes the request's line, measures it and ends its span. The query string stays out of all: it may hold what
// nobody else should read.
func (h HTTP) note(r *http.Request, seen *recorder, span Span, took time.Duration) {
	route, client := "", r.RemoteAddr
	if h.Route != nil {
		route = h.Route(r)
	}
	if h.Client != nil {
		client = h.Client(r)
	}
	h.Metrics.request(route, r.Method, seen.code(), took)
	span.answered(r.Method, route, seen.code())
	level := slog.LevelInfo
	if seen.code() >= http.StatusInternalServerError {
		level = slog.LevelWarn
	}
	h.Log.LogAttrs(r.Context(), level, "request",
		slog.String("method", r.Method), slog.String("path", r.URL.Path), slog.String("route", route),
		slog.Int("status", seen.code()), slog.Int64("bytes", seen.bytes),
		slog.Duration("took", took), slog.String("client", client))
}

// recorder remembers what was answered.
type recorder struct {
	http.ResponseWriter

	status int
	bytes  int64
}

func (w *recorder) code() int {
	if w.status == 0 {
		return http.StatusOK
	}
	return w.status
}

func (w *recorder) WriteHeader(status int) {
	if w.status == 0 && (status >= 200 || status == http.StatusSwitchingProtocols) {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *recorder) Write(p []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(p)
	w.bytes += int64(n)
	return n, err
}

// fail answers for a handler that panicked, if it had not answered yet.
func (w *recorder) fail(incident string) {
	if w.status != 0 {
		return
	}
	http.Error(w, "Something went wrong on our side. Incident "+incident, http.StatusInternalServerError)
}

// Flush sends what was written so far.
func (w *recorder) Flush() { _ = http.NewResponseController(w.ResponseWriter).Flush() }

// Hijack hands the connection over, for WebSocket.
func (w *recorder) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, rw, err := http.NewResponseController(w.ResponseWriter).Hijack()
	if err == nil && w.status == 0 {
		w.status = http.StatusSwitchingProtocols
	}
	return conn, rw, err
}

// Unwrap lets http.ResponseController reach what lies below.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }
