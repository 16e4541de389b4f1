// Package web serves the built web app and the API explorer from the binary, with the headers that keep a
// browser from doing anything else.
package web

import (
	"bytes"
	"compress/gzip"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
	"time"
)

// App serves the files of the built web app.
type App struct {
	files fs.FS
	built bool
}

// New serves the files; built is false when there are none, and then a page says how to build them.
func New(files fs.FS, built bool) *App { return &App{files: files, built: built} }

// The pages at the root of the built app.
const (
	index    = "index.html"
	explorer = "graphiql.html"
)

// Index answers every address that is no file with the app's one page: its router reads the address.
func (a *App) Index(w http.ResponseWriter, r *http.Request) {
	if !readable(w, r) {
		return
	}
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	if name != "" && name != explorer && a.serve(w, r, name) {
		return
	}
	a.page(w, r, index)
}

// Explorer answers with GraphiQL.
func (a *App) Explorer(w http.ResponseWriter, r *http.Request) {
	if readable(w, r) {
		a.page(w, r, explorer)
	}
}

// Asset answers with a file whose name holds a hash of its content: it may be kept for ever.
func (a *App) Asset(w http.ResponseWriter, r *http.Request) {
	if !readable(w, r) {
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	if !a.serve(w, r, strings.TrimPrefix(path.Clean(r.URL.Path), "/")) {
		w.Header().Set("Cache-Control", "no-store")
		http.Error(w, "There is no such file.", http.StatusNotFound)
	}
}

func readable(w http.ResponseWriter, r *http.Request) bool {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return true
	}
	w.Header().Set("Allow", "GET, HEAD")
	http.Error(w, "Use GET.", http.StatusMethodNotAllowed)
	return false
}

func (a *App) page(w http.ResponseWriter, r *http.Request, name string) {
	w.Header().Set("Cache-Control", "no-cache")
	if a.built && a.serve(w, r, name) {
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusServiceUnavailable)
	_, _ = w.Write([]byte(notBuilt))
}

const notBuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Tasklane</title>
<h1>The web app is not in this binary</h1>
<p>The API works. To have the app too, build it first: <code>make build</code>, or
<code>npm ci &amp;&amp; npm run build</code> in <code>frontend/</code> and then <code>go build</code>.</p></html>
`

// serve answers with a file; false: there is none.
func (a *App) serve(w http.ResponseWriter, r *http.Request, name string) bool {
	if !fs.ValidPath(name) || strings.HasPrefix(path.Base(name), ".") {
		return false
	}
	content, err := fs.ReadFile(a.files, name)
	if err != nil {
		if content, err = a.packed(w, r, name); err != nil {
			return false
		}
	}
	if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
		w.Header().Set("Content-Type", kind)
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(content))
	return true
}

// packed reads a file that the build has packed, see frontend/compress.mjs, and unpacks it for who does not take it so.
func (a *App) packed(w http.ResponseWriter, r *http.Request, name string) ([]byte, error) {
	content, err := fs.ReadFile(a.files, name+".gz")
	if err != nil {
		return nil, err
	}
	w.Header().Add("Vary", "Accept-Encoding")
	if strings.Contains(r.Header.Get("Accept-Encoding"), "gzip") && r.Header.Get("Range") == "" {
		w.Header().Set("Content-Encoding", "gzip")
		return content, nil
	}
	unpacked, err := gzip.NewReader(bytes.NewReader(content))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(unpacked)
}
