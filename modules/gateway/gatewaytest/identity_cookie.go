package gatewaytest

import (
	"net/http"
	"strings"
	"testing"
)

// cookieOf is the refresh cookie that an answer sets.
func cookieOf(t *testing.T, got answer) *http.Cookie {
	t.Helper()
	for _, c := range (&http.Response{Header: got.Header}).Cookies() {
		if strings.HasSuffix(c.Name, "tasklane-refresh") {
			return c
		}
	}
	t.Fatalf("no cookie is set by %s", got.Raw)
	return nil
}

// cookies: a browser gets its refresh token where no script can read it, and other sites cannot use it.
func cookies(t *testing.T, h *house) {
	olga := h.person(t, "Olga")
	origin := strings.TrimSuffix(h.Site.URL, "/graphql")
	login := olga.nobody().request(t, `mutation($in: LoginInput!) { login(input: $in) { accessToken refreshToken user { id } } }`,
		vars{"in": vars{"email": olga.Email, "password": password}})
	login.Header.Set("X-Tasklane-Client", "web")
	got := olga.send(t, login)
	set := cookieOf(t, got)
	if !set.HttpOnly || set.SameSite != http.SameSiteStrictMode || set.Secure || set.Path != "/" || set.Domain != "" || set.MaxAge <= 0 {
		t.Errorf("the cookie on a plain-http site is %s", set)
	}
	if got.at("login", "refreshToken") != nil || strings.Contains(got.Raw, set.Value) {
		t.Errorf("a script can read the refresh token: %s", got.Raw)
	}

	send := func(operation string, cookie *http.Cookie, header map[string]string) answer {
		request := olga.nobody().request(t, operation, nil)
		request.AddCookie(&http.Cookie{Name: cookie.Name, Value: cookie.Value})
		for name, value := range header {
			request.Header.Set(name, value)
		}
		return olga.send(t, request)
	}
	const refresh, logout = `mutation { refresh { accessToken refreshToken user { id } } }`, `mutation { logout }`
	for what, header := range map[string]map[string]string{
		"without the client's header": {"Origin": origin},
		"without an Origin":           {"X-Tasklane-Client": "web"},
		"from another site":           {"X-Tasklane-Client": "web", "Origin": "https://evil.example"},
		"from no site":                {"X-Tasklane-Client": "web", "Origin": "null"},
		"from another port":           {"X-Tasklane-Client": "web", "Origin": "http://127.0.0.1:1"},
	} {
		for _, operation := range []string{refresh, logout} {
			if got := send(operation, set, header); got.code() != "FORBIDDEN" {
				t.Errorf("%s by cookie %s: %s", operation, what, got.Raw)
			}
		}
	}

	// Whatever the client calls itself, a cookie is answered by a cookie.
	for _, name := range []string{"web", "else"} {
		got := send(refresh, set, map[string]string{"X-Tasklane-Client": name, "Origin": origin})
		if got.code() != "" || got.at("refresh", "refreshToken") != nil || got.text("refresh", "user", "id") != olga.ID {
			t.Fatalf("a refresh by cookie as %s: %s", name, got.Raw)
		}
		next := cookieOf(t, got)
		if next.Value == set.Value || !next.HttpOnly {
			t.Errorf("a refresh by cookie as %s sets %s", name, next)
		}
		set = next
		olga.Token = got.text("refresh", "accessToken")
	}
	if got := olga.must(t, meQuery, nil); got.text("me", "id") != olga.ID {
		t.Errorf("the access token of a refresh by cookie gives %s", got.Raw)
	}
	// A cookie alone is nobody.
	if got := send(meQuery, set, map[string]string{"X-Tasklane-Client": "web", "Origin": origin}); got.at("me") != nil {
		t.Errorf("the refresh cookie opens the API: %s", got.Raw)
	}

	got = send(logout, set, map[string]string{"X-Tasklane-Client": "web", "Origin": origin})
	if gone := cookieOf(t, got); got.at("logout") != true || gone.MaxAge >= 0 {
		t.Errorf("logging out by cookie: %s, %s", got.Raw, gone)
	}
	isOut(t, olga, "a session that the cookie ended", olga.Token)
	if got := send(refresh, set, map[string]string{"X-Tasklane-Client": "web", "Origin": origin}); got.code() != "UNAUTHENTICATED" {
		t.Errorf("a refresh by the cookie of an ended session: %s", got.Raw)
	}
}
