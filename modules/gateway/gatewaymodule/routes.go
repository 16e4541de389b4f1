package gatewaymodule

import (
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/go-chi/cors"

	"tasklane/modules/gateway/internal/web"
	"tasklane/platform/telemetry"
)

// compressLevel is gzip's for the web app's files.
const compressLevel = 5

// API is the handler of the API's own listener: /graphql, and the explorer beside it.
func (m *Module) API() http.Handler {
	r := m.router(web.APIHeaders(m.secure()))
	m.explorer(r)
	r.Get("/", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/graphql", http.StatusFound) })
	return r
}

// Web is the handler of the web app's listener: the app, with the API under the same origin.
func (m *Module) Web() http.Handler {
	r := m.router(web.AppHeaders(m.secure()))
	m.explorer(r)
	// The operator's addresses are not here, and the app's page must not look as if they were.
	for _, ops := range []string{"/metrics", "/healthz", "/readyz", "/debug/*"} {
		r.HandleFunc(ops, nothing)
	}
	r.Group(func(r chi.Router) {
		r.Use(middleware.Compress(compressLevel))
		r.HandleFunc("/*", m.app.Index)
	})
	return r
}

// router has what both listeners share: request ids, one log line, headers, and the API.
func (m *Module) router(headers web.Headers) chi.Router {
	r := chi.NewRouter()
	layer := telemetry.HTTP{Log: m.deps.Log, Metrics: m.deps.Metrics, Tracer: m.deps.Tracer, Client: m.client, Route: route}
	r.Use(layer.Wrap, headers.Wrap)
	graphql := r.With(m.cors)
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodOptions, http.MethodPut, http.MethodPatch, http.MethodDelete, http.MethodHead} {
		graphql.Method(method, "/graphql", m.browsersToExplorer(m.transport))
	}
	r.NotFound(nothing)
	return r
}

func nothing(w http.ResponseWriter, _ *http.Request) {
	http.Error(w, "There is nothing here; the API is at /graphql.", http.StatusNotFound)
}

func route(r *http.Request) string {
	if c := chi.RouteContext(r.Context()); c != nil {
		return c.RoutePattern()
	}
	return ""
}

// cors lets the web apps of the configured origins, and no others, call the API.
func (m *Module) cors(next http.Handler) http.Handler {
	if len(m.deps.Options.CORSOrigins) == 0 {
		return next
	}
	return cors.Handler(cors.Options{
		AllowedOrigins: m.deps.Options.CORSOrigins, AllowedMethods: []string{http.MethodGet, http.MethodPost},
		AllowedHeaders:   []string{"Authorization", "Content-Type", "X-Tasklane-Client", "X-Request-Id"},
		AllowCredentials: true, MaxAge: 600,
	})(next)
}

// explorer serves GraphiQL and its files, if it is on.
func (m *Module) explorer(r chi.Router) {
	r.Group(func(r chi.Router) {
		r.Use(web.ExplorerHeaders(m.secure()).Wrap, middleware.Compress(compressLevel))
		r.HandleFunc("/assets/*", m.app.Asset)
		if m.deps.Options.GraphiQL {
			r.HandleFunc("/graphiql", m.app.Explorer)
		}
	})
}

// browsersToExplorer shows GraphiQL to somebody who types the API's address into a browser.
func (m *Module) browsersToExplorer(next http.Handler) http.Handler {
	if !m.deps.Options.GraphiQL {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		typed := r.Method == http.MethodGet && r.URL.RawQuery == "" && r.Header.Get("Upgrade") == "" &&
			strings.HasPrefix(r.Header.Get("Accept"), "text/html")
		if typed {
			http.Redirect(w, r, "/graphiql", http.StatusFound)
			return
		}
		next.ServeHTTP(w, r)
	})
}
