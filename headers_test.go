package main

import (
	"net/http"
	"strings"
	"testing"
)

// TestQ84_Q85_EveryAnswerCarriesItsHeaders asks a whole process, so that a listener or a route without them shows.
func TestQ84_Q85_EveryAnswerCarriesItsHeaders(t *testing.T) {
	t.Parallel()
	s := serveIn(t, t.TempDir(), nil, "PUBLIC_URL=https://tasks.example.org")
	for _, c := range []struct{ method, url string }{
		{"GET", s.web + "/"}, {"GET", s.web + "/p/WEB"}, {"GET", s.web + "/assets/gone.js"}, {"POST", s.web + "/"}, {"TRACE", s.web + "/"},
		{"GET", s.web + "/graphql"}, {"GET", s.web + "/graphiql"},
		{"GET", s.api + "/"}, {"GET", s.api + "/gone"}, {"GET", s.api + "/graphql"}, {"PUT", s.api + "/graphql"}, {"TRACE", s.api + "/graphql"},
		{"GET", s.api + "/graphql?query={server{version}}"}, {"GET", s.api + "/graphiql"}, {"GET", s.api + "/metrics"}, {"GET", s.api + "/debug/pprof/"},
	} {
		answer := s.ask(c.method, c.url)
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin",
			"Strict-Transport-Security": "max-age=31536000", "Server": "", "X-Powered-By": "", "Access-Control-Allow-Origin": "",
		} {
			if got := answer.Header.Get(name); got != want {
				t.Errorf("%s %s: %s is %q, want %q", c.method, c.url, name, got, want)
			}
		}
		policy := answer.Header.Get("Content-Security-Policy")
		for _, must := range []string{"default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"} {
			if !strings.Contains(policy, must) {
				t.Errorf("%s %s: the policy lacks %s: %q", c.method, c.url, must, policy)
			}
		}
		if strings.Contains(policy, "unsafe-eval") || strings.Contains(policy, "script-src 'self' 'unsafe") {
			t.Errorf("%s %s: the policy is unsafe: %q", c.method, c.url, policy)
		}
		api := strings.HasPrefix(c.url, s.api) || strings.HasSuffix(c.url, "/graphql")
		if api && !strings.HasSuffix(c.url, "/graphiql") && answer.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s %s: it may be kept: %q", c.method, c.url, answer.Header.Get("Cache-Control"))
		}
		if c.method == "TRACE" && answer.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("%s %s: %s", c.method, c.url, answer.Status)
		}
	}
}

// ask sends a request and gives the head of the answer as it is, a redirect among them.
func (s *server) ask(method, url string) *http.Response {
	s.t.Helper()
	request, err := http.NewRequestWithContext(s.t.Context(), method, "http://"+url, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	answer, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		s.t.Fatal(err)
	}
	_ = answer.Body.Close()
	return answer
}

func TestQ86_WhatOperatorsNeedIsOnTheirListenerOnly(t *testing.T) {
	t.Parallel()
	s := serveIn(t, t.TempDir(), nil, "PPROF=on")
	for _, path := range []string{"/metrics", "/healthz", "/readyz", "/debug/pprof/", "/debug/pprof/heap", "/debug/pprof/cmdline"} {
		for _, public := range []string{s.web, s.api} {
			if answer := s.ask("GET", public+path); answer.StatusCode != 404 {
				t.Errorf("%s%s: %d", public, path, answer.StatusCode)
			}
		}
	}
	for path, want := range map[string]int{"/metrics": 200, "/healthz": 200, "/readyz": 200, "/debug/pprof/": 200, "/debug/pprof/heap": 200, "/debug/pprof/cmdline": 404} {
		if answer := s.ask("GET", s.ops+path); answer.StatusCode != want {
			t.Errorf("%s on the operator's own listener: %d, want %d", path, answer.StatusCode, want)
		}
	}
}

func TestQ86_ProfilesAreThereOnlyWhenAskedFor(t *testing.T) {
	t.Parallel()
	s := serveIn(t, t.TempDir(), nil)
	for _, path := range []string{"/debug/pprof/", "/debug/pprof/heap"} {
		if answer := s.ask("GET", s.ops+path); answer.StatusCode != 404 {
			t.Errorf("%s: %d", path, answer.StatusCode)
		}
	}
}
