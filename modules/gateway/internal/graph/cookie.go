package graph

import (
	"context"
	"net/http"
	"time"

	"tasklane/modules/gateway/internal/transport"
	"tasklane/modules/user"
)

// webClient is the X-Tasklane-Client of a browser app, which gets its refresh token as a cookie.
const webClient = "web"

// cookie is where a browser keeps the refresh token, out of reach of its scripts.
type cookie struct {
	name   string
	secure bool
}

// newCookie names the cookie. With https it is bound to this very host; a plain-http site on a home network cannot
// have that.
func newCookie(secure bool) cookie {
	if secure {
		return cookie{name: "__Host-tasklane-refresh", secure: true}
	}
	return cookie{name: "tasklane-refresh"}
}

// sent says whether the request brought the cookie.
func (c cookie) sent(ctx context.Context) bool {
	_, sent := transport.InfoFrom(ctx).Cookie(c.name)
	return sent
}

// read gives the cookie's token, empty when there is none. A cookie that another site made the browser send is
// refused: Forbidden.
func (c cookie) read(ctx context.Context) (string, error) {
	info := transport.InfoFrom(ctx)
	token, sent := info.Cookie(c.name)
	if !sent || token == "" {
		return "", nil
	}
	if err := info.CookieAllowed(); err != nil {
		return "", err
	}
	return token, nil
}

func (c cookie) set(ctx context.Context, grant user.Grant) {
	c.write(ctx, grant.RefreshToken, int(time.Until(grant.RefreshTokenExpiresAt).Seconds()))
}

func (c cookie) clear(ctx context.Context) {
	if c.sent(ctx) {
		c.write(ctx, "", -1)
	}
}

func (c cookie) write(ctx context.Context, token string, maxAge int) {
	transport.InfoFrom(ctx).SetCookie(&http.Cookie{ //nolint:gosec // Secure wherever there is https
		Name: c.name, Value: token, Path: "/", MaxAge: maxAge,
		HttpOnly: true, Secure: c.secure, SameSite: http.SameSiteStrictMode,
	})
}
