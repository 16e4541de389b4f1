package main

import (
	"net/http"
	"strings"
	"testing"
)

func TestQ85_OtherSitesAreNamedExactly(t *testing.T) {
	t.Parallel()
	s := serveIn(t, t.TempDir(), nil, "CORS_ORIGINS=https://app.example.org,https://two.example.org:8443")
	for origin, allowed := range map[string]bool{
		"https://app.example.org": true, "https://two.example.org:8443": true,
		"http://app.example.org": false, "https://app.example.org.evil.example": false, "https://evil-app.example.org": false,
		"https://two.example.org": false, "https://app.example.org:8443": false, "null": false, "https://evil.example": false,
	} {
		want := ""
		if allowed {
			want = origin
		}
		for _, method := range []string{http.MethodOptions, http.MethodGet} {
			answer := s.from(origin, method, "/graphql?query={server{version}}")
			if got := answer.Header.Get("Access-Control-Allow-Origin"); got != want {
				t.Errorf("%s from %s: Access-Control-Allow-Origin is %q, want %q", method, origin, got, want)
			}
			if !allowed && answer.Header.Get("Access-Control-Allow-Credentials") != "" {
				t.Errorf("%s from %s may bring cookies", method, origin)
			}
			if !strings.Contains(strings.Join(answer.Header.Values("Vary"), ","), "Origin") {
				t.Errorf("%s from %s: a cache may give the answer to another site: %v", method, origin, answer.Header)
			}
		}
	}
}

func TestQ85_TheExplorerCanBeSwitchedOff(t *testing.T) {
	t.Parallel()
	s := serveIn(t, t.TempDir(), nil, "GRAPHIQL=off")
	if answer := s.from("", http.MethodGet, "/graphiql"); answer.StatusCode != http.StatusNotFound {
		t.Errorf("/graphiql: %s", answer.Status)
	}
	if answer := s.from("", http.MethodGet, "/graphql"); answer.StatusCode != http.StatusBadRequest {
		t.Errorf("/graphql typed into a browser: %s to %q", answer.Status, answer.Header.Get("Location"))
	}
	on := serveIn(t, t.TempDir(), nil)
	if answer := on.from("", http.MethodGet, "/graphql"); answer.Header.Get("Location") != "/graphiql" {
		t.Errorf("/graphql typed into a browser, where there is an explorer: %s to %q", answer.Status, answer.Header.Get("Location"))
	}
}

// from asks the API as a browser does, on a page of this origin.
func (s *server) from(origin, method, path string) *http.Response {
	s.t.Helper()
	request, err := http.NewRequestWithContext(s.t.Context(), method, "http://"+s.api+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	request.Header.Set("Accept", "text/html,*/*")
	if origin != "" {
		request.Header.Set("Origin", origin)
		request.Header.Set("Access-Control-Request-Method", http.MethodPost)
	}
	answer, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		s.t.Fatal(err)
	}
	_ = answer.Body.Close()
	return answer
}
