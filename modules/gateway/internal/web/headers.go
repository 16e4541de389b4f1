package web

import "net/http"

// Headers are what every answer of a listener carries, whatever its status.
type Headers struct {
	policy string
	secure bool
	// cache is the Cache-Control of what says nothing else; empty: none.
	cache string
}

// policy lets the page load what this origin serves, and nothing from anywhere else.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; " +
	"connect-src 'self'; manifest-src 'self'; form-action 'self'; " + shut

// explorerPolicy is GraphiQL's: its editor writes its own styles into the page, and its language services are workers.
const explorerPolicy = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; " +
	"font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; form-action 'self'; " + shut

// apiPolicy is for answers that are no pages.
const apiPolicy = "default-src 'none'; " + shut

const shut = "object-src 'none'; base-uri 'none'; frame-ancestors 'none'"

// AppHeaders are the web app's; secure says that the public address is https.
func AppHeaders(secure bool) Headers { return Headers{policy: policy, secure: secure} }

// ExplorerHeaders are GraphiQL's.
func ExplorerHeaders(secure bool) Headers { return Headers{policy: explorerPolicy, secure: secure} }

// APIHeaders are those of the API's own listener.
func APIHeaders(secure bool) Headers {
	return Headers{policy: apiPolicy, secure: secure, cache: "no-store"}
}

// Wrap sets the headers before the handler runs, which may set them otherwise.
func (h Headers) Wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header := w.Header()
		header.Set("Content-Security-Policy", h.policy)
		header.Set("X-Content-Type-Options", "nosniff")
		header.Set("X-Frame-Options", "DENY")
		header.Set("Referrer-Policy", "same-origin")
		header.Set("Cross-Origin-Opener-Policy", "same-origin")
		header.Set("Cross-Origin-Resource-Policy", "same-origin")
		header.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()")
		if h.cache != "" {
			header.Set("Cache-Control", h.cache)
		}
		if h.secure {
			header.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}
