package nginx_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"tasklane/platform/config"
)

func TestQ87_ANameThatTheSiteDoesNotGoByIsRefused(t *testing.T) {
	t.Parallel()
	gateway := newStub(t, greet)
	p := start(t, before(gateway))
	for host, known := range map[string]bool{
		"localhost": true, "localhost:3000": true, "127.0.0.1": true, "[::1]:4000": true, "tasks.example.org": true, "TASKS.example.org:443": true,
		"evil.example": false, "tasks.example.org.evil.example": false, "xtasks.example.org": false, "10.0.0.1": false, "_": false,
	} {
		for _, listener := range []string{p.web, p.api} {
			before := len(gateway.seen())
			got := send(t, http.MethodGet, listener, "/graphql", map[string]string{"Host": host}, nil)
			arrived := len(gateway.seen()) > before
			if arrived != known || (got.StatusCode == http.StatusOK) != known || (got.StatusCode == http.StatusMisdirectedRequest) == known {
				t.Errorf("%s: %s, and it arrived: %v", host, got.Status, arrived)
			}
		}
	}
}

func TestQ86_WhatOperatorsNeedIsNotFoundFromOutside(t *testing.T) {
	t.Parallel()
	gateway := newStub(t, greet) // it would answer
	p := start(t, before(gateway))
	for _, listener := range []string{p.web, p.api} {
		for _, path := range []string{
			"/metrics", "/metrics/", "/healthz", "/readyz", "/debug", "/debug/pprof/", "/debug/pprof/heap?debug=1",
			"/%6detrics", "//metrics", "/./metrics", "/x/../metrics", "/x/%2e%2e/debug/pprof/",
		} {
			if got := send(t, http.MethodGet, listener, path, nil, nil); got.StatusCode != http.StatusNotFound {
				t.Errorf("%s: %s %q", path, got.Status, got.body)
			}
		}
		if got := send(t, http.MethodGet, listener, "/p/METRICS", nil, nil); got.body != "hello" {
			t.Errorf("a project's page: %s", got.Status)
		}
	}
}

func TestQ87_WhereARequestCameFromIsSaidByTheProxyAlone(t *testing.T) {
	t.Parallel()
	gateway := newStub(t, greet)
	p := start(t, before(gateway))
	host := strings.Replace(p.web, "127.0.0.1", "localhost", 1)
	_, port, _ := strings.Cut(p.web, ":")
	send(t, http.MethodGet, p.web, "/", map[string]string{
		"Host": host, "X-Forwarded-For": "6.6.6.6, 7.7.7.7", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example",
		"X-Forwarded-Port": "1", "X-Forwarded-Prefix": "/evil", "X-Forwarded-Server": "evil", "X-Real-IP": "6.6.6.6",
		"Forwarded": "for=6.6.6.6", "X-Request-Id": "from.the-client_1",
	}, nil)
	got := gateway.seen()[0]
	if got.Host != host {
		t.Errorf("the gateway sees the host %q and cannot compare it with Origin", got.Host)
	}
	for name, want := range map[string]string{
		"X-Forwarded-For": "127.0.0.1", "X-Forwarded-Proto": "http", "X-Forwarded-Host": host, "X-Forwarded-Port": port,
		"X-Forwarded-Prefix": "", "X-Forwarded-Server": "", "X-Real-Ip": "127.0.0.1", "Forwarded": "", "X-Request-Id": "from.the-client_1",
	} {
		if values := strings.Join(got.Header.Values(name), " | "); values != want {
			t.Errorf("%s is %q, want %q", name, values, want)
		}
	}
	send(t, http.MethodGet, p.web, "/?token=hunter22", map[string]string{"X-Request-Id": `a"b`}, nil)
	made := gateway.seen()[1].Header.Get("X-Request-Id")
	if !regexp.MustCompile(`^[0-9a-f]{32}$`).MatchString(made) {
		t.Errorf("the request without a usable id has %q", made)
	}
	// The line is written after the answer.
	eventually(t, "one line for each request, with its id", func() bool {
		log := p.log.String()
		return strings.Contains(log, `"request":"from.the-client_1"`) && strings.Contains(log, `"request":"`+made+`"`)
	})
	if strings.Contains(p.log.String(), "hunter22") {
		t.Error("the query string is in the log")
	}
}

// TestQ87_OnlyWebSocketChangesTheProtocol keeps `Upgrade: h2c` from becoming a tunnel to the gateway.
func TestQ87_OnlyWebSocketChangesTheProtocol(t *testing.T) {
	t.Parallel()
	gateway := newStub(t, greet)
	p := start(t, before(gateway))
	for asked, want := range map[string]string{"websocket": "websocket upgrade", "WebSocket": "websocket upgrade", "h2c": " ", "TLS/1.0": " ", "": " "} {
		header := map[string]string{"Connection": "Upgrade, HTTP2-Settings", "Upgrade": asked, "HTTP2-Settings": "AAMAAABkAAQAAP__"}
		send(t, http.MethodGet, p.api, "/graphql", header, nil)
		seen := gateway.seen()
		last := seen[len(seen)-1]
		if got := last.Header.Get("Upgrade") + " " + last.Header.Get("Connection"); got != want {
			t.Errorf("Upgrade: %s arrives as %q", asked, got)
		}
	}
}

func TestQ87_ABodyMayBeAsLargeAsTheGatewayTakesIt(t *testing.T) {
	t.Parallel()
	gateway := newStub(t, greet)
	p := start(t, before(gateway))
	limit := setting(t, "REQUEST_MAX_BYTES")
	if got := send(t, http.MethodPost, p.api, "/graphql", nil, bytes.NewReader(make([]byte, limit))); got.StatusCode != http.StatusOK {
		t.Errorf("%d bytes: %s", limit, got.Status)
	}
	tooLarge := map[string]io.Reader{
		"with its length": bytes.NewReader(make([]byte, limit+1)),
		"chunked":         io.MultiReader(bytes.NewReader(make([]byte, limit+1))),
	}
	for how, body := range tooLarge {
		got := send(t, http.MethodPost, p.api, "/graphql", nil, body)
		if got.StatusCode != http.StatusRequestEntityTooLarge || code(t, got) != "TOO_COMPLEX" {
			t.Errorf("%d bytes, %s: %s %s", limit+1, how, got.Status, got.body)
		}
	}
	if len(gateway.seen()) != 1 {
		t.Errorf("%d requests arrived", len(gateway.seen()))
	}
}

func TestQ85_TheProxyHidesItsVersion(t *testing.T) {
	t.Parallel()
	p := start(t, before(newStub(t, greet)))
	for what, got := range map[string]answer{
		"an answer":    send(t, http.MethodGet, p.web, "/", nil, nil),
		"unknown name": send(t, http.MethodGet, p.web, "/", map[string]string{"Host": "evil.example"}, nil),
		"not found":    send(t, http.MethodGet, p.web, "/metrics", nil, nil),
		"not allowed":  send(t, http.MethodTrace, p.web, "/", nil, nil),
	} {
		if server := got.Header.Get("Server"); server != "nginx" || strings.Contains(got.body, "nginx/") {
			t.Errorf("%s: %q, %s", what, server, got.body)
		}
	}
}

func TestQ87_AnAddressHoldsNoMoreThanItsShare(t *testing.T) {
	t.Parallel()
	release := make(chan struct{})
	gateway := newStub(t, func(http.ResponseWriter, *http.Request) { <-release })
	p := start(t, before(gateway), change{"limit_conn address 4000;", "limit_conn address 2;"})
	done := make(chan struct{})
	for range 2 {
		go func() {
			defer func() { done <- struct{}{} }()
			if response, err := http.Get("http://" + p.web + "/"); err == nil {
				_ = response.Body.Close()
			}
		}()
	}
	eventually(t, "two requests at once", func() bool { return len(gateway.seen()) == 2 })
	if got := send(t, http.MethodGet, p.web, "/", nil, nil); got.StatusCode != http.StatusTooManyRequests {
		t.Errorf("the third: %s", got.Status)
	}
	close(release)
	<-done
	<-done
	eventually(t, "room again", func() bool { return send(t, http.MethodGet, p.web, "/", nil, nil).StatusCode == http.StatusOK })
}

// TestQ87_QuietSocketsAreNotCutOff holds the times against each other: the gateway writes to a socket every 20 s, to a
// stream every 15 s, and works on a query as long as QUERY_TIMEOUT says.
func TestQ87_QuietSocketsAreNotCutOff(t *testing.T) {
	t.Parallel()
	const ping = 20 * time.Second
	for _, name := range []string{"proxy_read_timeout", "proxy_send_timeout", "send_timeout"} {
		found := regexp.MustCompile(`(?m)^\s*` + name + ` (\w+);`).FindStringSubmatch(shipped(t))
		if found == nil {
			t.Fatalf("%s is not set", name)
		}
		if value, err := time.ParseDuration(found[1]); err != nil || value < 2*ping || value < 2*duration(t, "QUERY_TIMEOUT") {
			t.Errorf("%s is %s: a pong that is late by one ping would cost the socket", name, found[1])
		}
	}
}

// code is the error code in an answer that NGINX made itself, in the form of the gateway's.
func code(t *testing.T, got answer) string {
	t.Helper()
	var body struct {
		Errors []struct{ Extensions struct{ Code string } }
	}
	if err := json.Unmarshal([]byte(got.body), &body); err != nil || len(body.Errors) != 1 || got.Header.Get("Content-Type") != "application/json" ||
		got.Header.Get("Cache-Control") != "no-store" || got.Header.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("it is no answer of the API: %v %s", got.Header, got.body)
		return ""
	}
	return body.Errors[0].Extensions.Code
}

func setting(t *testing.T, variable string) int {
	t.Helper()
	n, err := strconv.Atoi(standard(t, variable))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func duration(t *testing.T, variable string) time.Duration {
	t.Helper()
	d, err := time.ParseDuration(standard(t, variable))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// standard is a setting's default.
func standard(t *testing.T, variable string) string {
	t.Helper()
	for _, s := range config.Settings() {
		if s.Variable == variable {
			return s.Default
		}
	}
	t.Fatalf("there is no setting %s", variable)
	return ""
}

// eventually waits for a condition.
func eventually(t *testing.T, what string, is func() bool) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	patience := time.NewTimer(30 * time.Second)
	defer patience.Stop()
	for !is() {
		select {
		case <-tick.C:
		case <-patience.C:
			t.Fatal("waited in vain: " + what)
		}
	}
}
