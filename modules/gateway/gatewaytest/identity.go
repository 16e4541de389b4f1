package gatewaytest

import (
	"encoding/base64"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/coder/websocket"
)

func identityCases() cases {
	return cases{
		"Q53 Q54 only a good access token gets in":           badTokens,
		"Q55 a refresh token works once":                     rotation,
		"Q55 a token used again ends its session":            reuse,
		"Q57 Q58 whatever ends a session closes its sockets": endings,
		"Q59 a sign-in begins something new":                 fixation,
		"Q62 Q56 the cookie of the web app":                  cookies,
		"Q62 requests that other sites can send are refused": foreignSites,
		"Q51 accounts are for POST, one at a time":           accountFields,
		"Q85 the schema is read by those who are signed in":  introspection,
	}
}

// meQuery needs a session only to say who it is.
const meQuery = `{ me { id } }`

// isOut says that a token opens nothing, on any transport.
func isOut(t *testing.T, p *person, what, token string) {
	t.Helper()
	other := *p
	other.Token = token
	if got := other.do(t, meQuery, nil); got.Status != http.StatusUnauthorized || got.code() != "UNAUTHENTICATED" {
		t.Errorf("%s over HTTP: %d %s", what, got.Status, got.Raw)
	}
	if s := other.stream(t, `subscription { unreadCount }`, nil); s.refusal == nil || s.refusal.Status != http.StatusUnauthorized {
		t.Errorf("%s opens a stream", what)
	}
	if code := other.knock(t, token).ending(t); code != 4403 {
		t.Errorf("%s closes a socket with %d, want 4403", what, code)
	}
}

func badTokens(t *testing.T, h *house) {
	olga, edgar := h.person(t, "Olga"), h.person(t, "Edgar")
	parts, theirs := strings.Split(olga.Token, "."), strings.Split(edgar.Token, ".")
	if len(parts) != 3 {
		t.Fatalf("an access token has %d parts", len(parts))
	}
	head := func(fields string) string { return base64.RawURLEncoding.EncodeToString([]byte(fields)) }
	claims, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err != nil {
		t.Fatal(err)
	}
	longer := base64.RawURLEncoding.EncodeToString([]byte(strings.Replace(string(claims), `"exp":`, `"exp":9`, 1)))
	for what, token := range map[string]string{
		"nonsense":                  "x",
		"no signature":              parts[0] + "." + parts[1] + ".",
		"two parts":                 parts[0] + "." + parts[1],
		"another's claims":          parts[0] + "." + theirs[1] + "." + parts[2],
		"a later expiry":            parts[0] + "." + longer + "." + parts[2],
		"a signature of zeros":      parts[0] + "." + parts[1] + "." + strings.Repeat("A", len(parts[2])),
		"alg none":                  head(`{"alg":"none","typ":"JWT"}`) + "." + parts[1] + ".",
		"alg None with a signature": head(`{"alg":"None","typ":"JWT"}`) + "." + parts[1] + "." + parts[2],
		"alg RS256":                 head(`{"alg":"RS256","typ":"JWT"}`) + "." + parts[1] + "." + parts[2],
		"a key of its own":          head(`{"alg":"HS256","jwk":{"kty":"oct","k":"AAAA"}}`) + "." + parts[1] + "." + parts[2],
		"a key from elsewhere":      head(`{"alg":"HS256","jku":"http://127.0.0.1:1/keys"}`) + "." + parts[1] + "." + parts[2],
		"a key id that is a path":   head(`{"alg":"HS256","kid":"../../../../dev/null"}`) + "." + parts[1] + "." + parts[2],
		"a key id that is SQL":      head(`{"alg":"HS256","kid":"' OR 1=1 --"}`) + "." + parts[1] + "." + parts[2],
		"a refresh token":           olga.Refresh,
		"a long one":                strings.Repeat("x", 20_000), // a listener takes headers of 32 KiB
	} {
		isOut(t, olga, what, token)
	}
	isOut(t, olga, "no token on a socket", "x")
	if code := olga.knock(t, "").ending(t); code != 4403 {
		t.Errorf("a socket without a token is closed with %d", code)
	}
	olga.refused(t, "UNAUTHENTICATED", `mutation($t: String!) { refresh(refreshToken: $t) { accessToken } }`, vars{"t": olga.Token})
	byURL := olga.request(t, meQuery, nil)
	byURL.Header.Del("Authorization")
	byURL.URL.RawQuery = "access_token=" + olga.Token
	if got := olga.send(t, byURL); got.at("me") != nil {
		t.Errorf("a token in the address is taken: %s", got.Raw)
	}
	if got := olga.must(t, meQuery, nil); got.text("me", "id") != olga.ID {
		t.Errorf("the good token gives %s", got.Raw)
	}
}

const refreshMutation = `mutation($t: String) { refresh(refreshToken: $t) { accessToken accessTokenExpiresAt refreshToken user { id } } }`

func (p *person) refreshed(t *testing.T, token string) *person {
	t.Helper()
	got := p.nobody().must(t, refreshMutation, vars{"t": token})
	next := *p
	next.signIn(got, "refresh")
	expires, err := time.Parse(time.RFC3339Nano, got.text("refresh", "accessTokenExpiresAt"))
	if err != nil || time.Until(expires) > 15*time.Minute+time.Second {
		t.Errorf("an access token is good until %v (%v)", expires, err)
	}
	return &next
}

// nobody is the same client without a token.
func (p *person) nobody() *person { return &person{site: p.site, Name: p.Name + ", signed out"} }

func rotation(t *testing.T, h *house) {
	olga := h.person(t, "Olga")
	second := olga.refreshed(t, olga.Refresh)
	if second.Refresh == olga.Refresh || second.ID != olga.ID {
		t.Errorf("a refresh gives the same token again, or another person")
	}
	if again := olga.refreshed(t, olga.Refresh); again.Refresh != second.Refresh {
		t.Errorf("the answer of a refresh is not repeated for a second tab")
	}
	// The earlier access token lives on with its session.
	for _, p := range []*person{olga, second} {
		if got := p.must(t, meQuery, nil); got.text("me", "id") != olga.ID {
			t.Errorf("after a refresh: %s", got.Raw)
		}
	}
	// Two tabs at the same moment.
	const tabs = 4
	tokens := make(chan string, tabs)
	for range tabs {
		go func() {
			got, err := second.nobody().attempt(t, refreshMutation, vars{"t": second.Refresh})
			if err != nil {
				t.Error(err)
			}
			tokens <- got.text("refresh", "refreshToken")
		}()
	}
	seen := map[string]bool{}
	for range tabs {
		seen[<-tokens] = true
	}
	if len(seen) != 1 {
		t.Errorf("tabs that refresh at once get %d tokens", len(seen))
	}
}

func reuse(t *testing.T, h *house) {
	olga := h.person(t, "Olga")
	elsewhere := olga.login(t)
	third := olga.refreshed(t, olga.refreshed(t, olga.Refresh).Refresh)
	s := third.dial(t)
	events := third.stream(t, `subscription { unreadCount }`, nil)
	began := time.Now()
	olga.nobody().refused(t, "UNAUTHENTICATED", refreshMutation, vars{"t": olga.Refresh})
	if code := s.ending(t); code != 4403 {
		t.Errorf("the thief's or the victim's socket was closed with %d", code)
	}
	for _, ended := events.next(t); !ended; {
		_, ended = events.next(t)
	}
	if took := time.Since(began); took > soon {
		t.Errorf("the sockets closed after %s", took)
	}
	for i, p := range []*person{olga, third} {
		isOut(t, p, fmt.Sprintf("access token %d of the ended session", i), p.Token)
		p.nobody().refused(t, "UNAUTHENTICATED", refreshMutation, vars{"t": p.Refresh})
	}
	if got := elsewhere.must(t, meQuery, nil); got.text("me", "id") != olga.ID {
		t.Errorf("another device of the same person was signed out: %s", got.Raw)
	}
}

func fixation(t *testing.T, h *house) {
	olga := h.person(t, "Olga")
	one, two := olga.login(t), olga.login(t)
	if one.Token == two.Token || one.Refresh == two.Refresh || one.session(t) == two.session(t) {
		t.Error("two sign-ins share something")
	}
	// A cookie that somebody planted before the sign-in is replaced.
	request := olga.nobody().request(t, `mutation($in: LoginInput!) { login(input: $in) { refreshToken } }`,
		vars{"in": vars{"email": olga.Email, "password": password}})
	request.Header.Set("X-Tasklane-Client", "web")
	request.AddCookie(&http.Cookie{Name: "tasklane-refresh", Value: one.Refresh})
	set := cookieOf(t, olga.send(t, request))
	if set.Value == "" || set.Value == one.Refresh {
		t.Errorf("after a sign-in the cookie is %q", set.Value)
	}
	if random := set.Value[strings.LastIndexAny(set.Value, ".")+1:]; len(random) < 22 {
		t.Errorf("a refresh token ends with %d characters, fewer than 128 bits", len(random))
	}
}

// accountFields: register, login, refresh, changePassword and logout go by POST only, one in a document.
func accountFields(t *testing.T, h *house) {
	olga := h.person(t, "Olga")
	s := olga.dial(t)
	for _, operation := range []string{
		`mutation { login(input: {email: "x@example.org", password: "x"}) { accessToken } }`,
		`mutation { register(input: {name: "x", email: "x@example.org", password: "a long enough sentence"}) { accessToken } }`,
		`mutation { refresh(refreshToken: "x") { accessToken } }`,
		`mutation { changePassword(input: {current: "x", new: "a long enough sentence"}) { accessToken } }`,
		`mutation { logout }`,
	} {
		s.subscribe(t, operation, operation, nil)
		if got, _ := s.next(t, operation); got.code() != "FORBIDDEN" {
			t.Errorf("over WebSocket, %s: %s", operation, got.Raw)
		}
		if got, _ := olga.stream(t, operation, nil).next(t); got.code() != "FORBIDDEN" {
			t.Errorf("over SSE, %s: %s", operation, got.Raw)
		}
		byGet := olga.request(t, operation, nil)
		byGet.Method, byGet.Body, byGet.ContentLength = http.MethodGet, nil, 0
		byGet.URL.RawQuery = "query=" + strings.ReplaceAll(strings.ReplaceAll(operation, " ", "%20"), "\"", "%22")
		if got := olga.send(t, byGet); got.Status != http.StatusMethodNotAllowed && got.code() != "FORBIDDEN" {
			t.Errorf("by GET, %s: %d %s", operation, got.Status, got.Raw)
		}
	}
	olga.must(t, meQuery, nil) // still signed in
	const guess = `login(input: {email: "x@example.org", password: "x"}) { accessToken }`
	for _, many := range []string{
		"mutation { a: " + guess + " b: " + guess + " }",
		"mutation { ...f ...g } fragment f on Mutation { a: " + guess + " } fragment g on Mutation { b: " + guess + " }",
		"mutation A { a: " + guess + " } mutation B { b: " + guess + " }",
	} {
		olga.nobody().refused(t, "TOO_COMPLEX", many, nil)
	}
}

func introspection(t *testing.T, h *house) {
	olga := h.person(t, "Olga")
	const query = `{ __schema { queryType { name } types { name } } }`
	h.nobody().refused(t, "UNAUTHENTICATED", query, nil)
	if got := h.nobody().do(t, `{ __type(name: "User") { fields { name } } }`, nil); got.at("__type") != nil {
		t.Errorf("a visitor reads a type: %s", got.Raw)
	}
	if got := olga.must(t, query, nil); got.text("__schema", "queryType", "name") != "Query" {
		t.Errorf("a signed-in reader gets %s", shortened(got.Raw))
	}
	h.nobody().must(t, `{ __typename server { __typename } }`, nil)
}

// foreignSites: what a page of another site can make a browser send is refused.
func foreignSites(t *testing.T, h *house) {
	olga := h.person(t, "Olga")
	for _, kind := range []string{"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""} {
		request := olga.request(t, meQuery, nil)
		request.Header.Set("Content-Type", kind)
		if got := olga.send(t, request); got.Status != http.StatusUnsupportedMediaType {
			t.Errorf("a body as %q is answered with %d %s", kind, got.Status, got.Raw)
		}
	}
	address := "ws" + strings.TrimPrefix(olga.site.URL, "http")
	for origin, accepted := range map[string]bool{
		"https://evil.example": false, "null": false, strings.TrimSuffix(olga.site.URL, "/graphql") + ".evil.example": false,
		strings.TrimSuffix(olga.site.URL, "/graphql"): true,
	} {
		conn, response, err := websocket.Dial(t.Context(), address, &websocket.DialOptions{
			Subprotocols: []string{"graphql-transport-ws"}, HTTPHeader: http.Header{"Origin": {origin}},
		})
		if err == nil {
			_ = conn.CloseNow()
		}
		if (err == nil) != accepted {
			t.Errorf("a socket from %s: %v", origin, err)
		}
		if !accepted && response != nil && response.StatusCode != http.StatusForbidden {
			t.Errorf("a socket from %s is refused with %d", origin, response.StatusCode)
		}
	}
}
