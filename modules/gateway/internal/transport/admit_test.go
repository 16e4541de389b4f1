package transport_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tasklane/modules/gateway/internal/transport"
)

// everywhere sends a document over every transport, signed in as ada, and gives what came back.
func (h *house) everywhere(t *testing.T, document string) map[string]string {
	t.Helper()
	w := h.socket(t, "ada")
	w.subscribe("1", document)
	overSocket, err := w.read()
	if err != nil {
		t.Fatal(err)
	}
	return map[string]string{
		"HTTP":      h.query(t, document, "Authorization", "Bearer ada").Text,
		"WebSocket": overSocket,
		"SSE":       h.stream(t, "ada", document).rest(),
	}
}

func TestQ43_LimitsHoldOnEveryTransport(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	nested := strings.Repeat("{ pages(first: 100) ", 4) + "{ n }" + strings.Repeat("}", 4)
	for name, document := range map[string]string{
		"depth":      strings.Repeat("{ pages ", 13) + "{ n }" + strings.Repeat("}", 13),
		"selections": "{ " + strings.Repeat("me ", 1001) + "}",
		"aliases":    "{ " + strings.Repeat("a: me ", 101) + "}",
		"directives": "{ " + strings.Repeat("me @skip(if: false) ", 51) + "}",
		"length":     "{ me } #" + strings.Repeat("x", 64<<10),
		"cost":       nested,
	} {
		for via, text := range h.everywhere(t, document) {
			if !strings.Contains(text, "TOO_COMPLEX") || !strings.Contains(text, name) {
				t.Errorf("%s over %s: %.200s", name, via, text)
			}
		}
	}
	for via, text := range h.everywhere(t, `{ pages { ...F } } fragment F on Page { pages { ...F } }`) {
		if !strings.Contains(text, "INVALID_INPUT") {
			t.Errorf("a cycle over %s: %.200s", via, text)
		}
	}
	for via, text := range h.everywhere(t, `subscription { count(to: 1) again: count(to: 1) }`) {
		if !strings.Contains(text, "INVALID_INPUT") {
			t.Errorf("two subscriptions over %s: %.200s", via, text)
		}
	}
}

func TestQ51_ManyGuessesInOneDocumentAreRefusedOnEveryTransport(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	for _, document := range []string{
		`mutation { a: login(name: "a") b: login(name: "b") }`,
		`mutation { login(name: "a") logout }`,
		`mutation { ...F ... on Mutation { b: login(name: "b") } } fragment F on Mutation { a: login(name: "a") }`,
	} {
		for via, text := range h.everywhere(t, document) {
			if !strings.Contains(text, "TOO_COMPLEX") {
				t.Errorf("%s over %s: %s", document, via, text)
			}
		}
	}
}

func TestSessionsAreMadeAndEndedByPostOnly(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	for via, text := range h.everywhere(t, `mutation { login(name: "ada") }`) {
		if refused := strings.Contains(text, "FORBIDDEN"); refused != (via != "HTTP") {
			t.Errorf("over %s: %s", via, text)
		}
	}
}

func TestQ85_IntrospectionFollowsItsSetting(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		setting             transport.Introspection
		signedIn, anonymous string // the code of the refusal; empty: allowed
	}{
		{"", "", "UNAUTHENTICATED"},
		{transport.IntrospectionAll, "", ""},
		{transport.IntrospectionOff, "FORBIDDEN", "FORBIDDEN"},
	} {
		h := open(t, transport.Options{Introspection: test.setting})
		for _, document := range []string{`{ __schema { queryType { name } } }`, `{ me ...F } fragment F on Query { t: __type(name: "Page") { name } }`, `{ __type(name: "Page") @skip(if: false) { name } }`} {
			if a := h.query(t, document, "Authorization", "Bearer ada"); a.code() != test.signedIn {
				t.Errorf("%q, signed in: %s", test.setting, a.Text)
			}
			if a := h.query(t, document); a.code() != test.anonymous {
				t.Errorf("%q, anonymous: %s", test.setting, a.Text)
			}
		}
		// A look-up of one type has the answer for a type that is not known: the audits of GraphQL over HTTP make
		// it without a token.
		a := h.query(t, `{ t: __type(name: "Page") { name } u: __type(name: "Query") { name } }`)
		known := fmt.Sprint(a.Data) == "map[t:map[name:Page] u:map[name:Query]]"
		unknown := fmt.Sprint(a.Data) == "map[t:<nil> u:<nil>]"
		if a.code() != "" || known != (test.anonymous == "") || unknown == known {
			t.Errorf("%q: a look-up: %s", test.setting, a.Text)
		}
		if a := h.query(t, `{ __typename }`); a.code() != "" {
			t.Errorf("%q: __typename is always known: %s", test.setting, a.Text)
		}
	}
}

func TestQ62_ACookieAloneAuthenticatesNothingThatAnotherSiteCanSend(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{Origins: []string{"https://tasks.example.com"}})
	if a := h.query(t, `mutation { login(name: "ada") }`); !strings.Contains(a.Header.Get("Set-Cookie"), "session=kept") {
		t.Fatalf("no cookie was set: %v", a.Header)
	}
	cookie := []string{"Cookie", "session=kept"}
	own := []string{transport.ClientHeader, "web"}
	for _, test := range []struct {
		name    string
		headers []string
		code    string
	}{
		{"own page", append(own, "Origin", h.URL), ""},
		{"configured origin", append(own, "Origin", "https://tasks.example.com"), ""},
		{"no client header", []string{"Origin", h.URL}, "FORBIDDEN"},
		{"no origin", own, "FORBIDDEN"},
		{"another site", append(own, "Origin", "https://evil.example.com"), "FORBIDDEN"},
		{"a sandboxed page", append(own, "Origin", "null"), "FORBIDDEN"},
	} {
		if a := h.query(t, `mutation { logout }`, append(test.headers, cookie...)...); a.code() != test.code {
			t.Errorf("%s: %s", test.name, a.Text)
		}
	}
	if a := h.query(t, `mutation { logout }`, append(own, "Origin", h.URL)...); a.code() != "UNAUTHENTICATED" {
		t.Errorf("without the cookie: %s", a.Text)
	}
}

func TestOtherMethodsAreRefused(t *testing.T) {
	t.Parallel()
	h := open(t, transport.Options{})
	for _, method := range []string{http.MethodPut, http.MethodDelete, http.MethodPatch, http.MethodTrace} {
		r, _ := http.NewRequestWithContext(t.Context(), method, h.URL+"?query="+url.QueryEscape("{ me }"), nil)
		if a := h.do(t, r); a.Status != 405 || a.Header.Get("Allow") != "GET, POST" {
			t.Errorf("%s: %d %v", method, a.Status, a.Header)
		}
	}
}
