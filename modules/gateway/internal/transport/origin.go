package transport

import (
	"net/http"
	"net/url"
	"strings"
)

// originMatches says whether a request's Origin header names one of ours: the host that was asked, or one of
// the configured origins. Without the header it does not match.
func (t *Transport) originMatches(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" {
		return false
	}
	if t.origins[strings.ToLower(origin)] {
		return true
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host != "" && strings.EqualFold(u.Host, r.Host)
}

// foreign says whether a page of another site made the request. Without Origin it is no page at all.
func (t *Transport) foreign(r *http.Request) bool {
	return r.Header.Get("Origin") != "" && !t.originMatches(r)
}
