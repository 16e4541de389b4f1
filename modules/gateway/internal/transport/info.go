package transport

import (
	"context"
	"net/http"

	"tasklane/platform/fault"
	"tasklane/platform/telemetry"
)

// Via is the transport that an operation came by.
type Via string

// The transports.
const (
	HTTP      Via = "http"
	WebSocket Via = "websocket"
	SSE       Via = "sse"
)

// ClientHeader is the header by which the web app says that it is one; a page of another origin cannot send
// it without being asked first.
const ClientHeader = "X-Tasklane-Client"

// Info is what a resolver may know about the request beside the caller's identity.
type Info struct {
	Via    Via
	Method string
	// RequestID is in the log and in masked errors.
	RequestID string
	UserAgent string
	// Client is the value of X-Tasklane-Client.
	Client string
	// OriginSent says that there was an Origin header, as browsers send it; OriginMatches that it is one of ours.
	OriginSent, OriginMatches bool

	request *http.Request
	header  http.Header // of the answer; nil where cookies can no longer be set
}

type infoKey struct{}

func withInfo(ctx context.Context, i *Info) context.Context {
	return context.WithValue(ctx, infoKey{}, i)
}

// InfoFrom gives the request's Info. Without one it is empty: no transport, no cookies.
func InfoFrom(ctx context.Context) *Info {
	if i, ok := ctx.Value(infoKey{}).(*Info); ok {
		return i
	}
	return &Info{}
}

// Cookie gives a cookie that came with an HTTP request.
func (i *Info) Cookie(name string) (string, bool) {
	if i.request == nil {
		return "", false
	}
	cookie, err := i.request.Cookie(name)
	if err != nil {
		return "", false
	}
	return cookie.Value, true
}

// SetCookie sets a cookie on the HTTP answer. It does nothing on a socket or stream.
func (i *Info) SetCookie(cookie *http.Cookie) {
	if i.header == nil {
		return
	}
	if text := cookie.String(); text != "" {
		i.header.Add("Set-Cookie", text)
	}
}

// CookieAllowed decides whether a cookie may authenticate this request. Browsers attach cookies to requests
// that other sites make, so it takes an HTTP POST, the header X-Tasklane-Client and an Origin of ours.
func (i *Info) CookieAllowed() error {
	if i.Via != HTTP || i.Method != http.MethodPost || i.Client == "" || !i.OriginMatches {
		return fault.Deny("A cookie is accepted only with the header %s and from this site's own pages.", ClientHeader)
	}
	return nil
}

// checkAccountField refuses operations that hand out or end sessions anywhere but over HTTP POST.
func (i *Info) checkAccountField() error {
	if i.Via != HTTP || i.Method != http.MethodPost {
		return fault.Deny("register, login, refresh, changePassword and logout are accepted by HTTP POST only.")
	}
	return nil
}

// info reads a request. On a socket it is read once; the copies for operations differ in RequestID.
func (t *Transport) info(r *http.Request, via Via) *Info {
	origin := r.Header.Get("Origin")
	return &Info{
		Via: via, Method: r.Method, RequestID: telemetry.RequestID(r.Context()), UserAgent: r.UserAgent(),
		Client: r.Header.Get(ClientHeader), OriginSent: origin != "", OriginMatches: t.originMatches(r),
	}
}

// identified returns a context with a request id: the one it has, or a new one.
func identified(ctx context.Context) (with context.Context, id string) {
	if id = telemetry.RequestID(ctx); id != "" {
		return ctx, id
	}
	ctx = telemetry.WithRequestID(ctx, "")
	return ctx, telemetry.RequestID(ctx)
}
