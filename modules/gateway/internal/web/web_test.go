package web_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"tasklane/modules/gateway/internal/web"
)

var files = fstest.MapFS{
	"index.html":           {Data: []byte("<title>app</title>")},
	"graphiql.html":        {Data: []byte("<title>explorer</title>")},
	"favicon.svg":          {Data: []byte("<svg/>")},
	"assets/app-1a2.js":    {Data: []byte("export {}")},
	"assets/big-3c4.js.gz": {Data: packed("export const big = true")},
	".keep":                {Data: []byte("secret")},
}

func packed(text string) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = w.Write([]byte(text)) // a buffer takes everything
	_ = w.Close()
	return out.Bytes()
}

func get(h http.Handler, method, target string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(method, target, nil))
	return w
}

func TestAnyAddressOfTheAppCanBeReopened(t *testing.T) {
	t.Parallel()
	h := http.HandlerFunc(web.New(files, true).Index)
	for _, address := range []string{"/", "/projects/WEB", "/projects/WEB/WEB-12", "/inbox", "/../..", "/.keep", "/assets"} {
		got := get(h, http.MethodGet, address)
		if got.Code != http.StatusOK || !strings.Contains(got.Body.String(), "app") || got.Header().Get("Cache-Control") != "no-cache" {
			t.Errorf("%s: %d %q %q", address, got.Code, got.Body, got.Header().Get("Cache-Control"))
		}
	}
	if got := get(h, http.MethodGet, "/favicon.svg"); got.Body.String() != "<svg/>" || got.Header().Get("Content-Type") != "image/svg+xml" {
		t.Errorf("a file: %q as %s", got.Body, got.Header().Get("Content-Type"))
	}
	if got := get(h, http.MethodPost, "/"); got.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: %d", got.Code)
	}
}

func TestAssetsAreKeptForEverAndTheirAbsenceIsNot(t *testing.T) {
	t.Parallel()
	h := http.HandlerFunc(web.New(files, true).Asset)
	if got := get(h, http.MethodGet, "/assets/app-1a2.js"); got.Code != http.StatusOK || !strings.Contains(got.Header().Get("Cache-Control"), "immutable") {
		t.Errorf("%d %s", got.Code, got.Header().Get("Cache-Control"))
	}
	if got := get(h, http.MethodGet, "/assets/gone.js"); got.Code != http.StatusNotFound || got.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%d %s", got.Code, got.Header().Get("Cache-Control"))
	}
}

func TestWhatTheBuildHasPackedIsSentPackedToWhoTakesItSo(t *testing.T) {
	t.Parallel()
	h := http.HandlerFunc(web.New(files, true).Asset)
	for _, accepts := range []string{"", "br, gzip;q=0.8"} {
		r := httptest.NewRequest(http.MethodGet, "/assets/big-3c4.js", nil)
		r.Header.Set("Accept-Encoding", accepts)
		got := httptest.NewRecorder()
		h.ServeHTTP(got, r)
		var body io.Reader = got.Body
		if got.Header().Get("Content-Encoding") == "gzip" {
			unpacked, err := gzip.NewReader(got.Body)
			if err != nil {
				t.Fatal(err)
			}
			body = unpacked
		} else if accepts != "" {
			t.Errorf("accepting %q it came unpacked", accepts)
		}
		text, err := io.ReadAll(body)
		if err != nil || string(text) != "export const big = true" || !strings.HasPrefix(got.Header().Get("Content-Type"), "text/javascript") ||
			got.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("accepting %q: %q, %v, %v", accepts, text, err, got.Header())
		}
	}
}

func TestABinaryWithoutTheAppSaysHowToBuildIt(t *testing.T) {
	t.Parallel()
	got := get(http.HandlerFunc(web.New(fstest.MapFS{".keep": {}}, false).Index), http.MethodGet, "/")
	if got.Code != http.StatusServiceUnavailable || !strings.Contains(got.Body.String(), "make build") {
		t.Errorf("%d %q", got.Code, got.Body)
	}
}

func TestQ84_EveryAnswerOfTheAppCarriesTheHeaders(t *testing.T) {
	t.Parallel()
	app := web.New(files, true)
	h := web.AppHeaders(true).Wrap(http.HandlerFunc(app.Asset))
	for _, answer := range []*httptest.ResponseRecorder{
		get(h, http.MethodGet, "/assets/app-1a2.js"), get(h, http.MethodGet, "/assets/gone.js"), get(h, http.MethodPost, "/"),
	} {
		header := answer.Header()
		csp := header.Get("Content-Security-Policy")
		for _, must := range []string{"script-src 'self';", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "connect-src 'self'"} {
			if !strings.Contains(csp, must) {
				t.Errorf("%d: the policy lacks %s: %s", answer.Code, must, csp)
			}
		}
		if strings.Contains(csp, "unsafe") {
			t.Errorf("%d: the policy is unsafe: %s", answer.Code, csp)
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
			"Cross-Origin-Opener-Policy": "same-origin", "Strict-Transport-Security": "max-age=31536000",
		} {
			if header.Get(name) != want {
				t.Errorf("%d: %s is %q", answer.Code, name, header.Get(name))
			}
		}
		if header.Get("Permissions-Policy") == "" || header.Get("Server") != "" {
			t.Errorf("%d: %v", answer.Code, header)
		}
	}
	plain := get(web.AppHeaders(false).Wrap(http.HandlerFunc(app.Index)), http.MethodGet, "/")
	if plain.Header().Get("Strict-Transport-Security") != "" {
		t.Error("a plain-http site must not promise https")
	}
}
